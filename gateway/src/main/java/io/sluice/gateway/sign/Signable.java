package io.sluice.gateway.sign;

import io.sluice.gateway.catalog.Origin;
import java.util.Map;

/**
 * A request before it is signed.
 *
 * @param method in upper case
 * @param origin where it goes; its authority is the Host header
 * @param target path and query as they are sent, escaped
 * @param headers those a signature should cover, by lower-case name, without {@code host}; others may be sent beside them
 * @param digest what {@link Signer#digest} made of the body
 */
public record Signable(String method, Origin origin, String target, Map<String, String> headers, String digest) {
    /** Keeps a copy. */
    public Signable {
        headers = Map.copyOf(headers);
    }
}
