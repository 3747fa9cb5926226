package io.sluice.simulator;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the framing of a request says, read from the bytes of its head up to and with the empty line. Strict: what RFC
 * 9112 leaves to guessing is a fault, so that whoever sends it is found out.
 *
 * @param length the content length; 0 where there is no body, -1 where it is chunked
 * @param close whether the peer asked for the connection to be closed
 * @param fault what is wrong with it
 */
record RequestHead(long length, boolean close, @Nullable String fault) {

    private static final long CHUNKED = -1;
    private static final long UNSAID = -2;

    boolean chunked() {
        return length == CHUNKED;
    }

    static RequestHead read(byte[] head, int size) {
        long length = UNSAID;
        boolean chunked = false;
        int at = lineEnd(head, 0, size);
        boolean close = at > 8 && head[at - 1] == '0';
        if (!isRequestLine(head, at)) {
            return faulty("the request line is not METHOD TARGET HTTP/1.x");
        }
        for (at += 2; head[at] != '\r'; at = lineEnd(head, at, size) + 2) {
            int end = lineEnd(head, at, size);
            int colon = colon(head, at, end);
            if (colon < 0 || hasControls(head, colon, end)) {
                return faulty("not a header line: " + text(head, at, end));
            }
            if (is(head, at, colon, "content-length")) {
                long value = number(text(head, colon + 1, end).strip());
                if (value < 0 || length != UNSAID) {
                    return faulty("content-length is given twice or not a number: " + text(head, colon + 1, end));
                }
                length = value;
            } else if (is(head, at, colon, "transfer-encoding")) {
                if (chunked || !text(head, colon + 1, end).strip().equalsIgnoreCase("chunked")) {
                    return faulty("transfer-encoding is not chunked alone: " + text(head, colon + 1, end));
                }
                chunked = true;
            } else if (is(head, at, colon, "connection")) {
                close |= text(head, colon + 1, end).strip().equalsIgnoreCase("close");
            }
        }
        if (chunked && length != UNSAID) {
            return faulty("both content-length and transfer-encoding");
        }
        return new RequestHead(chunked ? CHUNKED : Math.max(0, length), close, null);
    }

    static String method(byte[] head) {
        return text(head, 0, indexOf(head, 0, (byte) ' '));
    }

    static String target(byte[] head, int size) {
        return text(head, indexOf(head, 0, (byte) ' ') + 1, lineEnd(head, 0, size) - " HTTP/1.1".length());
    }

    static List<Header> headers(byte[] head, int size) {
        List<Header> headers = new ArrayList<>();
        for (int at = lineEnd(head, 0, size) + 2; head[at] != '\r'; at = lineEnd(head, at, size) + 2) {
            int colon = indexOf(head, at, (byte) ':');
            String value = text(head, colon + 1, lineEnd(head, at, size)).strip();
            headers.add(new Header(text(head, at, colon), value));
        }
        return headers;
    }

    private static RequestHead faulty(String fault) {
        return new RequestHead(0, true, fault);
    }

    private static boolean isRequestLine(byte[] head, int end) {
        if (end < 14 || !text(head, end - 9, end - 1).equals(" HTTP/1.")) {
            return false;
        }
        int space = indexOf(head, 0, (byte) ' ');
        return space > 0
                && space < end - 10
                && indexOf(head, space + 1, (byte) ' ') == end - 9
                && !hasControls(head, 0, end);
    }

    private static boolean hasControls(byte[] head, int from, int end) {
        for (int at = from; at < end; at++) {
            if (head[at] >= 0 && head[at] < ' ' && head[at] != '\t') {
                return true;
            }
        }
        return false;
    }

    private static int lineEnd(byte[] head, int from, int size) {
        int at = from;
        while (at < size - 1 && !(head[at] == '\r' && head[at + 1] == '\n')) {
            at++;
        }
        return at;
    }

    /** Where the name ends, -1 where the line has no name or blanks or control characters in it. */
    private static int colon(byte[] head, int from, int end) {
        for (int at = from; at < end; at++) {
            if (head[at] == ':') {
                return at == from ? -1 : at;
            }
            if (head[at] <= ' ') {
                return -1;
            }
        }
        return -1;
    }

    private static boolean is(byte[] head, int from, int end, String name) {
        if (end - from != name.length()) {
            return false;
        }
        for (int at = 0; at < name.length(); at++) {
            if ((head[from + at] | 0x20) != name.charAt(at)) {
                // '-' has the bit set already, so the comparison holds for it as well
                return false;
            }
        }
        return true;
    }

    private static long number(String digits) {
        boolean plain =
                !digits.isEmpty() && digits.length() < 19 && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        return plain ? Long.parseLong(digits) : -1;
    }

    private static int indexOf(byte[] head, int from, byte wanted) {
        int at = from;
        while (head[at] != wanted) {
            at++;
        }
        return at;
    }

    private static String text(byte[] head, int from, int end) {
        return new String(head, from, end - from, ISO_8859_1);
    }
}
