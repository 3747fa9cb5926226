package io.sluice.gateway.sign;

import io.sluice.dialects.json.Bytes;
import io.sluice.gateway.catalog.Origin;
import java.util.List;
import java.util.Map;

/**
 * A request before it is signed.
 *
 * @param method in upper case
 * @param origin where it goes; its authority is the Host header
 * @param target path and query as they are sent, escaped
 * @param headers those a signature should cover, by lower-case name, without {@code host}; others may be sent beside them
 * @param body the parts of the body, in their order; read before {@link Signer#sign} returns and not kept
 */
public record Signable(String method, Origin origin, String target, Map<String, String> headers, List<Bytes> body) {
    /** Keeps copies. */
    public Signable {
        headers = Map.copyOf(headers);
        body = List.copyOf(body);
    }
}
