package io.sluice.gateway.catalog;

import io.sluice.gateway.config.Doc;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A catalog entry of the configuration: a new one, or what differs in one that comes with Sluice. */
public record CatalogSettings(
        @Doc("The address the paths are appended to.") @Nullable
        URI url,

        @Doc("The wire format.") @Nullable Dialect dialect,

        @Doc("How the credential is sent: `bearer`, `none` or `header:NAME`.") @Nullable
        AuthScheme auth,

        @Doc("Whether it answers without a credential too.") @Nullable
        KeyNeed keyNeed,

        @Doc("Variables that may hold the credential, the first that is set counts.")
        List<String> environment,

        @Doc("The path of chat completions.") @Nullable String chat,
        @Doc("The path of legacy completions.") @Nullable String complete,
        @Doc("The path of embeddings.") @Nullable String embed,

        @Doc("How it differs, in words of the flags vocabulary; they replace the entry's own.")
        List<String> quirks) {

    /** Refuses paths that are none and keeps copies of the lists. */
    public CatalogSettings {
        environment = List.copyOf(environment);
        quirks = List.copyOf(quirks);
        new Paths(or(chat, "/"), complete, or(embed, "/"));
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
                url == null ? old.url() : url.toString(),
                dialect == null ? old.wire() : dialect.label(),
                new Paths(
                        or(chat, old.paths().chat()),
                        complete == null ? old.paths().complete() : complete,
                        or(embed, old.paths().embed())),
                auth == null ? old.auth() : auth,
                keyNeed == null ? old.keyOptional() : keyNeed == KeyNeed.OPTIONAL,
                environment.isEmpty() ? old.environment() : environment,
                old.general(),
                old.fill(),
                quirks.isEmpty() ? old.quirks() : quirks,
                old.selfHosted());
    }

    /** What is assumed of a provider nobody knows: OpenAI's paths, a bearer key that may be missing. */
    static CatalogEntry fresh(String id) {
        return new CatalogEntry(
                id,
                id,
                "",
                Dialect.OPENAI_CHAT.label(),
                Paths.USUAL,
                new AuthScheme.Bearer(),
                true,
                List.of(),
                List.of(),
                Map.of(),
                List.of(),
                false);
    }

    private static String or(@Nullable String mine, String theirs) {
        return mine == null ? theirs : mine;
    }
}
