package io.sluice.gateway.http;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Gathers, line by line, the headers that say where an HTTP/1 message ends and what becomes of its connection. Whatever
 * two parsers could read in two ways is refused: that is what request smuggling lives on (RFC 9112, section 6).
 */
final class Framing {
    private final byte[] head;
    private final boolean http11;
    private @Nullable String host;
    private long length = -1;
    private boolean chunked;
    private boolean close;
    private boolean keepAlive;
    private boolean expects;
    private boolean encoded;

    Framing(byte[] head, boolean http11) {
        this.head = head;
        this.http11 = http11;
    }

    /** Looks at one header line; most names are told apart by their length alone. */
    void see(int name, int length, int start, int end) {
        switch (length) {
            case 4 -> {
                if (is("host", name)) {
                    host(text(start, end));
                }
            }
            case 6 -> {
                if (is("expect", name)) {
                    expect(text(start, end));
                }
            }
            case 10 -> {
                if (is("connection", name)) {
                    connection(text(start, end));
                }
            }
            case 14 -> {
                if (is("content-length", name)) {
                    contentLength(start, end);
                }
            }
            case 16 -> {
                if (is("content-encoding", name)) {
                    encoding(text(start, end));
                }
            }
            case 17 -> {
                if (is("transfer-encoding", name)) {
                    transferEncoding(text(start, end));
                }
            }
            default -> {}
        }
    }

    /** The whole, once every line was seen. */
    void check() {
        if (http11 && host == null) {
            throw Refusals.malformed("it has no Host header");
        }
        if (chunked && length >= 0) {
            throw Refusals.malformed("it has both Content-Length and Transfer-Encoding");
        }
        if (chunked && !http11) {
            throw Refusals.malformed("HTTP/1.0 knows no Transfer-Encoding");
        }
        if (encoded) {
            throw Refusals.contentEncoding();
        }
    }

    /** The declared length of the body; 0 where there is no body, -1 where it comes in chunks. */
    long length() {
        return chunked ? -1 : Math.max(length, 0);
    }

    boolean http11() {
        return http11;
    }

    boolean chunked() {
        return chunked;
    }

    boolean keepsAlive() {
        return !close && (http11 || keepAlive);
    }

    boolean expectsContinue() {
        return expects && http11;
    }

    private boolean is(String name, int at) {
        return RawHeaders.named(head, at, name);
    }

    private String text(int start, int end) {
        return new String(head, start, end - start, StandardCharsets.ISO_8859_1);
    }

    private void host(String value) {
        if (host != null) {
            throw Refusals.malformed("it has two Host headers");
        }
        if (!Authority.plain(value)) {
            throw Refusals.malformed("its Host is no name or address with a port");
        }
        host = value;
    }

    private void expect(String value) {
        if (!value.equalsIgnoreCase("100-continue")) {
            throw Refusals.unknownExpectation();
        }
        expects = true;
    }

    private void connection(String value) {
        if (value.equalsIgnoreCase("keep-alive")) {
            keepAlive = true;
            return;
        }
        for (String option : value.toLowerCase(Locale.ROOT).split(",")) {
            switch (option.strip()) {
                case "close" -> close = true;
                case "keep-alive" -> keepAlive = true;
                default -> {}
            }
        }
    }

    private void contentLength(int start, int end) {
        if (length >= 0) {
            throw Refusals.malformed("it has two Content-Length headers");
        }
        if (start == end || end - start > 18) {
            throw Refusals.malformed("its Content-Length is no number of bytes");
        }
        long sum = 0;
        for (int i = start; i < end; i++) {
            if (head[i] < '0' || head[i] > '9') {
                throw Refusals.malformed("its Content-Length is no number of bytes");
            }
            sum = sum * 10 + head[i] - '0';
        }
        length = sum;
    }

    private void encoding(String value) {
        encoded |= !value.isEmpty() && !value.equalsIgnoreCase("identity");
    }

    private void transferEncoding(String value) {
        if (chunked || !value.equalsIgnoreCase("chunked")) {
            throw Refusals.malformed("its Transfer-Encoding is not just 'chunked'");
        }
        chunked = true;
    }
}
