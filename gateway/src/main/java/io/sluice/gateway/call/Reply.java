package io.sluice.gateway.call;

import io.sluice.gateway.call.wire.Header;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A whole answer made here rather than by a provider. */
public record Reply(int status, List<Header> headers, byte[] body) {

    /** A JSON answer with status 200. */
    public static Reply json(String body) {
        return json(200, body.getBytes(StandardCharsets.UTF_8));
    }

    /** A JSON answer. */
    public static Reply json(int status, byte[] body) {
        return new Reply(status, List.of(new Header("content-type", "application/json")), body);
    }
}
