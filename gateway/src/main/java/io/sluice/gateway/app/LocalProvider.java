package io.sluice.gateway.app;

import io.sluice.gateway.catalog.Provider;
import java.net.URI;

/** Providers on this machine that need no credential. */
final class LocalProvider {
    private LocalProvider() {}

    static Provider at(String id, String url) {
        return Provider.open(id, URI.create(url));
    }
}
