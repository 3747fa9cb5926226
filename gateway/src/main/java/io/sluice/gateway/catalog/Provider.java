package io.sluice.gateway.catalog;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A provider ready to be called: the catalog's facts with the configuration's additions, every place filled.
 *
 * @param id the name before the slash of {@code provider/model}
 * @param base absolute http(s) URL without a slash at its end; the paths are appended to it
 * @param credentials in the configuration's order; empty where none is needed or the caller's own is passed on
 * @param callersKey whether the caller's own credential is passed on instead
 * @param auth how a credential is sent, the caller's own too
 * @param ca certificate authorities to trust instead of the usual ones, PEM
 * @param quirks words of the flags vocabulary, each {@code name} or {@code name=value}
 * @param selfHosted whether it costs nothing unless priced
 */
public record Provider(
        String id,
        URI base,
        Dialect dialect,
        Paths paths,
        AuthScheme auth,
        List<Credential> credentials,
        boolean callersKey,
        Clocks clocks,
        @Nullable Path ca,
        List<String> quirks,
        boolean selfHosted) {

    /** Keeps copies. */
    public Provider {
        credentials = List.copyOf(credentials);
        quirks = List.copyOf(quirks);
    }

    /** Where its connections go. */
    public Origin origin() {
        return Origin.of(base, ca);
    }

    /** The request target (path and query) for one of {@link #paths()}, e.g. {@code /v1/chat/completions}. */
    public String target(String path) {
        String prefix = base.getRawPath();
        return prefix == null ? path : prefix + path;
    }
}
