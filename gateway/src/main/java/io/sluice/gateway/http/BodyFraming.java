package io.sluice.gateway.http;

import io.netty.buffer.ByteBuf;

/** Knows where an HTTP/1 request body ends, and what of the bytes on the wire belongs to it. */
interface BodyFraming {

    /**
     * The next bytes of the body as a slice of {@code in} (not retained), past which the reader index is moved; null
     * where more must come first or the body is over. Throws {@link RefusedRequest} where the framing is broken.
     */
    @org.jspecify.annotations.Nullable
    ByteBuf next(ByteBuf in);

    /** Whether the last byte of the body was read. */
    boolean over();

    /** How many bytes the body is known to have left, or -1. */
    long left();
}
