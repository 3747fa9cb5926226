package io.sluice.gateway.http;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/** Recognises a caller who speaks HTTP/2 without having asked first: by the bytes every such connection begins with. */
enum Preface {
    /** The connection begins with something else. */
    ABSENT,
    /** What has come so far may become it. */
    BEGUN,
    /** It is here. */
    PRESENT;

    private static final byte[] BYTES = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    static Preface in(ByteBuf begin) {
        int common = Math.min(begin.readableBytes(), BYTES.length);
        for (int i = 0; i < common; i++) {
            if (begin.getByte(begin.readerIndex() + i) != BYTES[i]) {
                return ABSENT;
            }
        }
        return common == BYTES.length ? PRESENT : BEGUN;
    }
}
