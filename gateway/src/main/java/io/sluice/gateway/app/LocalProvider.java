package io.sluice.gateway.app;

import io.sluice.gateway.catalog.AuthScheme;
import io.sluice.gateway.catalog.Clocks;
import io.sluice.gateway.catalog.Dialect;
import io.sluice.gateway.catalog.Paths;
import io.sluice.gateway.catalog.Provider;
import java.net.URI;
import java.util.List;

/** Providers on this machine that need no credential. */
final class LocalProvider {
    private LocalProvider() {}

    static Provider at(String id, String url) {
        return new Provider(
                id,
                URI.create(url),
                Dialect.OPENAI_CHAT,
                Paths.USUAL,
                new AuthScheme.None(),
                List.of(),
                false,
                Clocks.USUAL,
                null,
                List.of(),
                true);
    }
}
