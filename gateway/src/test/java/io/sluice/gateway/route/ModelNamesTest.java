package io.sluice.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.catalog.Target;
import io.sluice.gateway.route.ModelNames.Resolved;
import io.sluice.gateway.route.tree.RouteNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ModelNamesTest {
    private final ModelNames names = names(Map.of(
            "fast", "openai/gpt-5-mini",
            "openai/gpt-5", "groq/llama",
            "llama-*", "gpu-box/llama-*",
            "llama-4-*", "groq/meta/*",
            "*-embed", "openai/text-embedding-3"));

    @Test
    void aWholePublicNameComesFirst() {
        assertThat(target("fast")).isEqualTo("openai/gpt-5-mini");
        assertThat(target("openai/gpt-5")).isEqualTo("groq/llama");
    }

    @Test
    void theMostSpecificWildcardComesNext() {
        assertThat(target("llama-3")).isEqualTo("gpu-box/llama-3");
        assertThat(target("llama-4-scout")).isEqualTo("groq/meta/scout");
        assertThat(target("my-embed")).isEqualTo("openai/text-embedding-3");
    }

    @Test
    void aStarStandsForSomething() {
        assertThat(names.resolve("llama-")).isInstanceOf(Resolved.Unknown.class);
    }

    @Test
    void otherwiseThePartBeforeTheFirstSlashIsAProvider() {
        assertThat(names.resolve("groq/openai/gpt-oss"))
                .isEqualTo(new Resolved.Direct(new Target("groq", "openai/gpt-oss")));
        assertThat(names.resolve("unknown/gpt-5")).isInstanceOf(Resolved.Unknown.class);
        assertThat(names.resolve("groq/")).isInstanceOf(Resolved.Unknown.class);
        assertThat(names.resolve("/x")).isInstanceOf(Resolved.Unknown.class);
    }

    @Test
    void anUnknownNameIsToldTheNearest() {
        assertThat(names.resolve("fats")).isEqualTo(new Resolved.Unknown(List.of("fast")));
        assertThat(names.resolve("gorq/llama-4")).isEqualTo(new Resolved.Unknown(List.of("groq/llama-4")));
        assertThat(names.resolve("something-else-entirely")).isEqualTo(new Resolved.Unknown(List.of()));
    }

    private String target(String name) {
        return switch (names.resolve(name)) {
            case Resolved.Public known ->
                known.route().node() instanceof RouteNode.To to ? to.target().toString() : "a route";
            case Resolved.Direct direct -> direct.target().toString();
            case Resolved.Unknown unknown -> unknown.toString();
        };
    }

    private static ModelNames names(Map<String, String> targets) {
        Map<String, ModelRoute> models = new LinkedHashMap<>();
        targets.forEach((name, target) -> models.put(name, ModelRoute.to(Target.parse(target))));
        return new ModelNames(models, Set.of("openai", "groq", "gpu-box"));
    }
}
