package io.sluice.gateway.catalog;

import io.sluice.gateway.config.Default;
import io.sluice.gateway.config.Doc;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One provider as the configuration names it; what it leaves out comes from the catalog entry. */
public record ProviderSettings(
        @Doc("The catalog entry to start from; without it the entry of the provider's own name.") @Nullable
        String use,

        @Doc("The wire format, for a provider that is in no catalog.") @Nullable
        Dialect dialect,

        @Doc(
                "Another address than the catalog's; it ends where the catalog's does (`.../v1`; the host alone for Ollama).")
        @Nullable
        URI url,

        @Doc("The credential: a literal, `${NAME}`, `${file:/path}`, a list of these, or `caller`. Without it the"
                + " catalog's environment variables are read, unless `url` names another address.")
        KeySource key,

        @Doc("A PEM file of certificate authorities to trust for this provider instead of the usual ones.") @Nullable
        Path ca,

        @Doc("For addresses with `{region}`.") @Nullable String region,
        @Doc("For addresses with `{project}`.") @Nullable String project,
        @Doc("For addresses with `{location}`.") @Nullable String location,
        @Doc("For addresses with `{resource}`.") @Nullable String resource,

        @Doc("For addresses with `{api-version}`.") @Nullable
        String apiVersion,

        @Doc("Any other place of the catalog's address, by its name: `{account_id}` is `account_id: ...`.")
        Map<String, String> fill,

        @Doc("Whether the provider's own list of models is read, at start and every minute or so, so that they show in"
                + " `/v1/models`; `true` where the catalog says `self-hosted`, else `false`.")
        @Nullable
        Boolean discover,

        @Doc("Which ids of this provider's state (responses, conversations, files, containers, caches) callers may use:"
                + " only those that a call of theirs was answered with here (`own`), or also ids never seen here"
                + " (`open`), for an account that nobody else's callers share.")
        @Default("own")
        Ids ids,

        @Doc("How long to wait for this provider.") Clocks timeouts) {

    /** Which ids of a provider's state callers may use. */
    public enum Ids {
        /** Those they were given here. */
        OWN,
        /** Also those never seen here. */
        OPEN
    }

    /** Keeps a copy of the map. */
    public ProviderSettings {
        fill = Map.copyOf(fill);
    }

    /** A provider straight from the catalog, as the environment enables it. */
    public static ProviderSettings usual() {
        return new ProviderSettings(
                null,
                null,
                null,
                new KeySource.Unset(),
                null,
                null,
                null,
                null,
                null,
                null,
                Map.of(),
                null,
                Ids.OWN,
                Clocks.USUAL);
    }
}
