package io.sluice.gateway.catalog;

import io.sluice.gateway.config.Doc;
import java.net.URI;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A catalog entry of the configuration: a new one, or what differs in one that comes with Sluice. */
public record CatalogSettings(
        @Doc("The address the paths are appended to.") @Nullable
        URI url,

        @Doc("The wire format.") @Nullable Dialect dialect,

        @Doc("Several wire formats, the first preferred, each as a line of the catalog has it: `openai-chat complete`,"
                + " or `anthropic@/anthropic/v1` for one below the address. Instead of `dialect`.")
        List<String> dialects,

        @Doc("How the credential is sent: `bearer`, `none`, `header:NAME`, `query:NAME`, `aws:SERVICE`, `google` or"
                + " `azure`.")
        @Nullable
        AuthScheme auth,

        @Doc("Whether it answers without a credential too.") @Nullable
        KeyNeed keyNeed,

        @Doc("Variables that may hold the credential, the first that is set counts.")
        List<String> environment,

        @Doc("The path of chat completions.") @Nullable String chat,
        @Doc("The path of legacy completions.") @Nullable String complete,
        @Doc("The path of embeddings.") @Nullable String embed,

        @Doc("How it differs, in words of the [flags vocabulary](quirks.md); they replace the entry's own.")
        List<String> quirks,

        @Doc("Its models by the name that goes upstream: new ones, or what differs in those the catalog knows.")
        Map<String, ModelOverride> models) {

    /** Refuses paths and dialects that are none and keeps copies. */
    public CatalogSettings {
        dialects = List.copyOf(dialects);
        environment = List.copyOf(environment);
        quirks = List.copyOf(quirks);
        models = Map.copyOf(models);
        if (dialect != null && !dialects.isEmpty()) {
            throw new IllegalArgumentException("has `dialect` and `dialects`; keep one of the two");
        }
        spoken(dialects).forEach(spoken -> {
            if (spoken.known().isEmpty()) {
                throw new IllegalArgumentException("\"" + spoken.dialect() + "\" is no dialect this version speaks");
            }
        });
        Spoken.usual(Dialect.OPENAI_CHAT).withPaths(paths(chat, complete, embed));
    }

    /** Whether a call wants a credential. */
    public enum KeyNeed {
        REQUIRED,
        OPTIONAL
    }

    CatalogEntry applied(String id, Optional<CatalogEntry> known) {
        CatalogEntry old = known.orElseGet(() -> fresh(id));
        return new CatalogEntry(
                id,
                old.name(),
                old.category(),
                url == null ? old.url() : url.toString(),
                auth == null ? old.auths() : List.of(auth),
                keyNeed == null ? old.keyOptional() : keyNeed == KeyNeed.OPTIONAL,
                environment.isEmpty() ? old.environment() : environment,
                old.general(),
                old.fill(),
                spoken(old),
                quirks.isEmpty() ? old.quirks() : quirks,
                old.headers());
    }

    private List<Spoken> spoken(CatalogEntry old) {
        List<Spoken> all = dialects.isEmpty() ? Spoken.limited(old.spoken(), dialect) : spoken(dialects);
        Spoken first = all.getFirst().withPaths(paths(chat, complete, embed));
        return Stream.concat(Stream.of(first), all.stream().skip(1)).toList();
    }

    private static List<Spoken> spoken(List<String> texts) {
        return texts.stream().flatMap(text -> SpokenText.parse(text).stream()).toList();
    }

    private static Map<Action, String> paths(@Nullable String chat, @Nullable String complete, @Nullable String embed) {
        Map<Action, String> paths = new EnumMap<>(Action.class);
        put(paths, Action.CHAT, chat);
        put(paths, Action.COMPLETE, complete);
        put(paths, Action.EMBED, embed);
        return paths;
    }

    private static void put(Map<Action, String> paths, Action action, @Nullable String path) {
        if (path != null) {
            paths.put(action, path);
        }
    }

    /** What is assumed of a provider nobody knows: OpenAI's paths, a bearer key that may be missing. */
    static CatalogEntry fresh(String id) {
        return new CatalogEntry(
                id,
                id,
                "host",
                "",
                List.of(new AuthScheme.Bearer()),
                true,
                List.of(),
                List.of(),
                Map.of(),
                List.of(Spoken.usual(Dialect.OPENAI_CHAT)),
                List.of(),
                Map.of());
    }
}
