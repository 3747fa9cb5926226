package io.sluice.gateway.upstream.reply;

import io.sluice.gateway.call.wire.Headers;
import java.util.List;
import java.util.Locale;

/**
 * Where an answer's body ends (RFC 9112, section 6.3), and whether the connection outlives it.
 *
 * @param kind how the end is found
 * @param length the exact length where it is counted, else 0
 * @param keepAlive whether the upstream goes on listening on this connection
 */
record Framing(Kind kind, long length, boolean keepAlive) {

    enum Kind {
        NONE,
        COUNTED,
        CHUNKED,
        UNTIL_CLOSE
    }

    /** The longest length taken at its word: 18 digits never overflow. */
    private static final int LENGTH_DIGITS = 18;

    static Framing of(StatusLine line, Headers headers, boolean answersHead) throws BadReply {
        List<String> codings = headers.all("transfer-encoding");
        List<String> lengths = headers.all("content-length");
        boolean stays = keepsAlive(line, headers);
        if (!codings.isEmpty() && !lengths.isEmpty()) {
            throw BadReply.malformed("the answer has both content-length and transfer-encoding");
        }
        long length = lengths.isEmpty() ? 0 : length(lengths);
        if (!codings.isEmpty()) {
            requireChunked(line, codings);
        }
        if (answersHead || line.status() == 204 || line.status() == 304) {
            return new Framing(Kind.NONE, 0, stays);
        }
        if (!codings.isEmpty()) {
            return new Framing(Kind.CHUNKED, 0, stays);
        }
        return lengths.isEmpty()
                ? new Framing(Kind.UNTIL_CLOSE, 0, false)
                : new Framing(length == 0 ? Kind.NONE : Kind.COUNTED, length, stays);
    }

    private static void requireChunked(StatusLine line, List<String> codings) throws BadReply {
        if (!line.http11() || codings.size() != 1 || !codings.getFirst().equalsIgnoreCase("chunked")) {
            throw BadReply.malformed("the answer has a transfer-encoding other than chunked");
        }
    }

    private static long length(List<String> lengths) throws BadReply {
        String digits = lengths.getFirst();
        boolean valid = lengths.size() == 1 && !digits.isEmpty() && digits.length() <= LENGTH_DIGITS;
        for (int i = 0; valid && i < digits.length(); i++) {
            valid = digits.charAt(i) >= '0' && digits.charAt(i) <= '9';
        }
        if (!valid) {
            throw BadReply.malformed("the answer's content-length is no single number");
        }
        return Long.parseLong(digits);
    }

    private static boolean keepsAlive(StatusLine line, Headers headers) {
        boolean stays = line.http11();
        if (headers.first("connection") == null) {
            return stays;
        }
        for (String value : headers.all("connection")) {
            String options = value.toLowerCase(Locale.ROOT);
            if (options.contains("close")) {
                return false;
            }
            stays |= options.contains("keep-alive");
        }
        return stays;
    }
}
