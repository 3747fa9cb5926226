package io.sluice.gateway.http;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.sluice.gateway.call.wire.Header;
import io.sluice.gateway.call.wire.ReplyHead;
import java.nio.charset.StandardCharsets;

/**
 * Writes response heads as bytes, straight into the buffer the body follows in; one per loop. Lines that concern the
 * connection are written here and nowhere else, so a reply's own are left out, and no control character of a value
 * reaches the wire.
 */
final class HeadWriter {
    private static final byte[] LENGTH = ascii("content-length: ");
    private static final byte[] CHUNKED = ascii("transfer-encoding: chunked\r\n");
    private static final byte[] CLOSE = ascii("connection: close\r\n");
    private static final byte[] KEEP_ALIVE = ascii("connection: keep-alive\r\n");
    private static final byte[] LINE_END = ascii("\r\n");

    private final byte[][] statusLines = new byte[600][];
    private final DateLine date;
    private byte[] scratch = new byte[512];

    HeadWriter(DateLine date) {
        this.date = date;
    }

    /** What the head says of the connection. */
    enum Connection {
        /** Nothing: HTTP/1.1 goes on. */
        GOES_ON,
        /** HTTP/1.0 goes on because the caller asked for it. */
        KEPT_ALIVE,
        /** It ends with this answer. */
        CLOSES
    }

    void write(ByteBuf out, ReplyHead head, Connection connection, boolean chunked) {
        out.writeBytes(statusLine(head.status()));
        for (Header header : head.headers()) {
            if (!ReplyHeaders.ours(header.name())) {
                line(out, header);
            }
        }
        out.writeBytes(date.line());
        if (chunked) {
            out.writeBytes(CHUNKED);
        } else if (head.length() >= 0 && head.status() != 204) {
            out.writeBytes(LENGTH);
            number(out, head.length());
            out.writeBytes(LINE_END);
        }
        switch (connection) {
            case GOES_ON -> {}
            case KEPT_ALIVE -> out.writeBytes(KEEP_ALIVE);
            case CLOSES -> out.writeBytes(CLOSE);
        }
        out.writeBytes(LINE_END);
    }

    private byte[] statusLine(int status) {
        byte[] line = statusLines[status];
        if (line == null) {
            line = ascii("HTTP/1.1 " + status + " "
                    + HttpResponseStatus.valueOf(status).reasonPhrase() + "\r\n");
            statusLines[status] = line;
        }
        return line;
    }

    private void line(ByteBuf out, Header header) {
        String name = header.name();
        String value = header.value();
        int size = name.length() + value.length() + 4;
        if (scratch.length < size) {
            scratch = new byte[2 * size];
        }
        byte[] into = scratch;
        int at = 0;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c > 0x7f || !Chars.token(c)) {
                return;
            }
            into[at++] = (byte) c;
        }
        into[at++] = ':';
        into[at++] = ' ';
        for (int i = 0; i < value.length(); i++) {
            into[at++] = ReplyHeaders.valueByte(value.charAt(i));
        }
        into[at++] = '\r';
        into[at++] = '\n';
        out.writeBytes(into, 0, at);
    }

    private void number(ByteBuf out, long number) {
        int at = scratch.length;
        long rest = number;
        do {
            scratch[--at] = (byte) ('0' + rest % 10);
            rest /= 10;
        } while (rest > 0);
        out.writeBytes(scratch, at, scratch.length - at);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
