package io.sluice.gateway.sign;

import io.sluice.gateway.catalog.AuthHeader;
import java.util.List;

/**
 * What a signed request has more.
 *
 * @param target path and query to send; other than before only where the key goes into the query
 * @param headers to add
 */
public record Signed(String target, List<AuthHeader> headers) {
    /** Keeps a copy. */
    public Signed {
        headers = List.copyOf(headers);
    }

    /** Nothing is added. */
    static Signed plain(String target) {
        return new Signed(target, List.of());
    }

    /** The target may hold a key. */
    @Override
    public String toString() {
        return "Signed" + headers;
    }
}
