package io.sluice.gateway.upstream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.util.AsciiString;
import io.sluice.gateway.call.wire.Header;
import io.sluice.gateway.call.wire.UpstreamRequest;
import org.jspecify.annotations.Nullable;

/** The head of a request as bytes, and the check that it can be written without becoming something else (threat T25). */
final class RequestText {
    private static final AsciiString HOST = AsciiString.cached(" HTTP/1.1\r\nhost: ");
    private static final AsciiString IDENTITY = AsciiString.cached("\r\naccept-encoding: identity\r\n");
    private static final AsciiString LENGTH = AsciiString.cached("content-length: ");
    private static final AsciiString SEPARATOR = AsciiString.cached(": ");
    private static final int CRLF = '\r' << 8 | '\n';

    private RequestText() {}

    /** What keeps this request from being sent, or null. */
    static @Nullable String fault(UpstreamRequest request) {
        if (!isToken(request.method())) {
            return "the method is no HTTP token";
        }
        String target = request.target();
        if (!target.startsWith("/") || !isText(target, '!', 0x7e)) {
            return "the request target does not start with / or holds a space, a control or a non-ASCII character";
        }
        for (Header header : request.headers()) {
            if (!isToken(header.name()) || !isText(header.value(), ' ', 0xff)) {
                return "the header " + printable(header.name()) + " holds a control or a wide character";
            }
            if (isOurs(header.name())) {
                return "the header " + header.name() + " is written by the connection, not by the request";
            }
        }
        return null;
    }

    private static boolean isOurs(String name) {
        return switch (name) {
            case "host", "content-length", "transfer-encoding", "connection", "accept-encoding" -> true;
            default -> false;
        };
    }

    private static boolean isText(String text, int lowest, int highest) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < lowest && c != '\t') || c == 0x7f || c > highest || (c == '\t' && lowest > ' ')) {
                return false;
            }
        }
        return true;
    }

    private static boolean isToken(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean letter = (c | 0x20) >= 'a' && (c | 0x20) <= 'z' || c >= '0' && c <= '9';
            if (!letter && (c <= ' ' || c > 0x7e || "!#$%&'*+-.^_`|~".indexOf(c) < 0)) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    private static String printable(String name) {
        return isToken(name) ? name : "with an invalid name";
    }

    /** Writes request line and headers, the empty line included; {@code length} is the body's. */
    static void write(UpstreamRequest request, AsciiString authority, long length, ByteBuf out) {
        ByteBufUtil.writeAscii(out, request.method());
        out.writeByte(' ');
        ByteBufUtil.writeAscii(out, request.target());
        ByteBufUtil.writeAscii(out, HOST);
        ByteBufUtil.writeAscii(out, authority);
        ByteBufUtil.writeAscii(out, IDENTITY);
        if (length > 0 || !"GET".equals(request.method()) && !"HEAD".equals(request.method())) {
            ByteBufUtil.writeAscii(out, LENGTH);
            ByteBufUtil.writeAscii(out, Long.toString(length));
            out.writeShort(CRLF);
        }
        for (Header header : request.headers()) {
            ByteBufUtil.writeAscii(out, header.name());
            ByteBufUtil.writeAscii(out, SEPARATOR);
            ByteBufUtil.writeAscii(out, header.value());
            out.writeShort(CRLF);
        }
        out.writeShort(CRLF);
    }
}
