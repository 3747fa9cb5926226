package io.sluice.gateway.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.config.Secret;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WireMakingTest {
    private static final String KEY = "sk-1";

    private final List<String> problems = new ArrayList<>();
    private final Map<String, String> environment = new HashMap<>();

    @Test
    void aDatedApiVersionMeansAzuresDeployments() {
        Wire current = made("azure-openai", null, Map.of("resource", "acme")).first();
        Wire dated = made("azure-openai", null, Map.of("resource", "acme", "api-version", "2024-10-21"))
                .first();

        assertThat(current.base()).hasToString("https://acme.openai.azure.com/openai/v1");
        assertThat(current.target(Action.CHAT, "my gpt")).isEqualTo("/openai/v1/chat/completions");
        assertThat(current.modelInPath(Action.CHAT)).isFalse();
        assertThat(dated.target(Action.CHAT, "my gpt"))
                .isEqualTo("/openai/deployments/my%20gpt/chat/completions?api-version=2024-10-21");
        assertThat(dated.target(Action.EMBED, "e"))
                .isEqualTo("/openai/deployments/e/embeddings?api-version=2024-10-21");
        assertThat(dated.modelInPath(Action.CHAT)).isTrue();
    }

    @Test
    void anAddressOfTheConfigurationsOwnLeavesTheCatalogsHostsOut() {
        Provider own = made("azure-openai", "https://proxy.example/openai/v1", Map.of());

        assertThat(own.wires()).allMatch(wire -> wire.base().getHost().equals("proxy.example"));
        assertThat(own.first().base()).hasToString("https://proxy.example/openai/v1");
    }

    @Test
    void vertexPicksTheHostByItsLocation() {
        assertThat(host("europe-west4")).isEqualTo("europe-west4-aiplatform.googleapis.com");
        assertThat(host("global")).isEqualTo("aiplatform.googleapis.com");
        assertThat(host("eu")).isEqualTo("aiplatform.eu.rep.googleapis.com");
    }

    @Test
    void aModelsNameInAPathIsOneSegment() {
        assertThat(Wire.segment("us.anthropic.claude-sonnet-4-5-v1:0"))
                .isEqualTo("us.anthropic.claude-sonnet-4-5-v1%3A0");
        assertThat(Wire.segment("arn:aws:bedrock:us-east-1:1:inference-profile/x"))
                .isEqualTo("arn%3Aaws%3Abedrock%3Aus-east-1%3A1%3Ainference-profile%2Fx");
        assertThat(Wire.segment("claude-haiku-4-5@20251001")).isEqualTo("claude-haiku-4-5@20251001");
        assertThat(Wire.segment("../ä?#")).isEqualTo("..%2F%C3%A4%3F%23");
    }

    @Test
    void aPlaceThatNothingFillsIsNamed() {
        make("cloudflare", null, Map.of());

        assertThat(problems)
                .singleElement()
                .asString()
                .contains("needs account_id")
                .contains("`fill: { account_id");
    }

    @Test
    void aHeaderWaitsForItsPlace() {
        environment.put("OPENAI_PROJECT_ID", "proj_1");

        assertThat(made("openai", null, Map.of()).headers()).isEqualTo(Map.of("openai-project", "proj_1"));
    }

    @Test
    void globsMatchWholeNames() {
        assertThat(Glob.matches("*.anthropic.*", "us.anthropic.claude")).isTrue();
        assertThat(Glob.matches("anthropic.*", "us.anthropic.claude")).isFalse();
        assertThat(Glob.matches("claude", "claude-x")).isFalse();
        assertThat(Glob.matches("*-maas", "llama-maas")).isTrue();
    }

    private String host(String location) {
        List<String> missing = new ArrayList<>();
        String url = new Places(
                        settings(null, Map.of("project", "p", "location", location)), Map.of(), environment::get)
                .fill(Catalog.bundled().find("vertex").orElseThrow().url(), missing);
        assertThat(missing).isEmpty();
        return URI.create(url).getHost();
    }

    private Provider made(String id, @Nullable String url, Map<String, String> places) {
        Provider made = make(id, url, places);
        assertThat(problems).isEmpty();
        return Objects.requireNonNull(made);
    }

    private @Nullable Provider make(String id, @Nullable String url, Map<String, String> places) {
        return new ProviderMaking(Catalog.bundled(), environment::get)
                .make(id, settings(url, places), (key, text) -> problems.add(key + ": " + text));
    }

    private static ProviderSettings settings(@Nullable String url, Map<String, String> places) {
        return new ProviderSettings(
                null,
                null,
                url == null ? null : URI.create(url),
                new KeySource.Own(List.of(new Secret(KEY))),
                null,
                places.get("region"),
                places.get("project"),
                places.get("location"),
                places.get("resource"),
                places.get("api-version"),
                Map.of(),
                null,
                ProviderSettings.Ids.OWN,
                Clocks.USUAL);
    }

    @Test
    void bedrocksRegionComesFromTheEnvironmentAndItsKeyDecidesHowItSigns() {
        environment.put("AWS_DEFAULT_REGION", "eu-west-1");
        Provider ambient = Objects.requireNonNull(new ProviderMaking(Catalog.bundled(), environment::get)
                .make("bedrock", ProviderSettings.usual(), (key, text) -> problems.add(text)));
        Provider bearer = made("bedrock", null, Map.of());

        assertThat(ambient.base()).hasToString("https://bedrock-runtime.eu-west-1.amazonaws.com");
        assertThat(ambient.auth()).isEqualTo(new AuthScheme.Aws("bedrock"));
        assertThat(ambient.places()).containsEntry("region", "eu-west-1");
        assertThat(bearer.auth()).isEqualTo(new AuthScheme.Bearer());
    }

    @Test
    void claudeAtBedrockIsCalledInItsOwnWordsAndTheRestInBedrocks() {
        Provider bedrock = made("bedrock", null, Map.of("region", "us-east-1"));

        assertThat(bedrock.wires("us.anthropic.claude-sonnet-5", null))
                .extracting(Wire::dialect)
                .containsExactly(Dialect.BEDROCK, Dialect.ANTHROPIC);
        assertThat(bedrock.wires("amazon.nova-lite-v1:0", null))
                .extracting(Wire::dialect)
                .containsExactly(Dialect.BEDROCK);
        Wire claude = bedrock.wires("us.anthropic.claude-sonnet-5", "anthropic").getFirst();
        assertThat(claude.target(Action.STREAM, "us.anthropic.claude:0"))
                .isEqualTo("/model/us.anthropic.claude%3A0/invoke-with-response-stream");
        assertThat(claude.quirks()).contains("envelope=bedrock");
    }

    @Test
    void aRequestIsSignedForARegionEvenAtAnAddressOfItsOwn() {
        ProviderSettings settings = new ProviderSettings(
                null,
                null,
                URI.create("https://vpce-1.bedrock-runtime.us-east-1.vpce.amazonaws.com"),
                new KeySource.Unset(),
                null,
                null,
                null,
                null,
                null,
                null,
                Map.of(),
                null,
                ProviderSettings.Ids.OWN,
                Clocks.USUAL);
        new ProviderMaking(Catalog.bundled(), environment::get)
                .make("bedrock", settings, (key, text) -> problems.add(text));

        assertThat(problems).containsExactly("needs the region its requests are signed for; add `region: ...`");
    }

    @Test
    void aPublishersModelAtVertexHasItsOwnPaths() {
        ProviderSettings settings = settings(null, Map.of("project", "p", "location", "global"));
        Provider vertex = Objects.requireNonNull(new ProviderMaking(Catalog.bundled(), environment::get)
                .make("vertex", unset(settings), (key, text) -> problems.add(text)));
        String base = "/v1/projects/p/locations/global";

        assertThat(problems).isEmpty();
        assertThat(vertex.auth()).isEqualTo(new AuthScheme.Google());
        assertThat(target(vertex, "gemini-2.5-flash", Action.STREAM))
                .isEqualTo(base + "/publishers/google/models/gemini-2.5-flash:streamGenerateContent?alt=sse");
        assertThat(target(vertex, "claude-haiku-4-5@20251001", Action.CHAT))
                .isEqualTo(base + "/publishers/anthropic/models/claude-haiku-4-5@20251001:rawPredict");
        assertThat(target(vertex, "meta/llama-4-maas", Action.CHAT))
                .isEqualTo(base + "/endpoints/openapi/chat/completions");
    }

    @Test
    void embeddingsAtVertexGoWhereTheirModelTakesThem() {
        ProviderSettings settings = settings(null, Map.of("project", "p", "location", "global"));
        Provider vertex = Objects.requireNonNull(new ProviderMaking(Catalog.bundled(), environment::get)
                .make("vertex", unset(settings), (key, text) -> problems.add(text)));
        String models = "/v1/projects/p/locations/global/publishers/google/models/";

        assertThat(target(vertex, "gemini-embedding-2", Action.EMBED))
                .isEqualTo(models + "gemini-embedding-2:embedContent");
        assertThat(target(vertex, "gemini-embedding-001", Action.EMBED))
                .isEqualTo(models + "gemini-embedding-001:predict");
        assertThat(target(vertex, "text-embedding-005", Action.EMBED)).isEqualTo(models + "text-embedding-005:predict");
        assertThat(vertex.wires("text-embedding-005", null).getFirst().quirks()).contains("embed=predict");
    }

    private static @Nullable String target(Provider provider, String model, Action action) {
        return provider.wires(model, null).getFirst().target(action, model);
    }

    private static ProviderSettings unset(ProviderSettings settings) {
        return new ProviderSettings(
                settings.use(),
                settings.dialect(),
                settings.url(),
                new KeySource.Unset(),
                settings.ca(),
                settings.region(),
                settings.project(),
                settings.location(),
                settings.resource(),
                settings.apiVersion(),
                settings.fill(),
                settings.discover(),
                settings.ids(),
                settings.timeouts());
    }
}
