package io.sluice.gateway.call;

import io.sluice.gateway.call.wire.Header;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A whole answer made here rather than by a provider. */
public record Reply(int status, List<Header> headers, byte[] body) {

    /** A JSON answer with status 200. */
    public static Reply json(String body) {
        return new Reply(
                200, List.of(new Header("content-type", "application/json")), body.getBytes(StandardCharsets.UTF_8));
    }
}
