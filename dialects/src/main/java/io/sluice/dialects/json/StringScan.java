package io.sluice.dialects.json;

import org.jspecify.annotations.Nullable;

/** The inside of one string after another, across pieces: escapes, control characters, UTF-8. */
final class StringScan {
    private final Utf8 utf8 = new Utf8();
    private boolean escaped;
    private int hexMissing;
    private boolean closed;
    private @Nullable String problem;

    void begin() {
        closed = false;
    }

    /** Whether the last {@link #scan} met the closing quote. */
    boolean closed() {
        return closed;
    }

    /** What was wrong at the index the last {@link #scan} returned; null where nothing was. */
    @Nullable
    String problem() {
        return problem;
    }

    /** Goes on from {@code from}: returns the index after the closing quote, or that of the fault, or {@code n}. */
    int scan(Bytes piece, int from, int n) {
        int i = from;
        while (i < n) {
            if (escaped || hexMissing > 0 || utf8.open()) {
                problem = pending(piece.at(i));
                if (problem != null) {
                    return i;
                }
                i++;
                continue;
            }
            i = PlainRun.skip(piece, i, n);
            if (i == n) {
                return n;
            }
            byte b = piece.at(i);
            if (b == '"') {
                closed = true;
                return i + 1;
            }
            if (b == '\\' && i + 1 < n && isShortEscape(piece.at(i + 1))) {
                i += 2;
                continue;
            }
            problem = special(b);
            if (problem != null) {
                return i;
            }
            i++;
        }
        return n;
    }

    private static boolean isShortEscape(byte b) {
        return b == 'n' || b == '"' || b == '\\' || b == '/' || b == 't' || b == 'r' || b == 'b' || b == 'f';
    }

    private @Nullable String special(byte b) {
        if (b == '\\') {
            escaped = true;
            return null;
        }
        if (b >= 0) {
            return "A control character inside a string must be escaped";
        }
        return utf8.lead(b) ? null : "A string is not UTF-8";
    }

    private @Nullable String pending(byte b) {
        if (utf8.open()) {
            return utf8.next(b) ? null : "A string is not UTF-8";
        }
        if (hexMissing > 0) {
            hexMissing--;
            return Character.digit(b, 16) >= 0 ? null : "\\u must be followed by four hexadecimal digits";
        }
        escaped = false;
        switch (b) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> {}
            case 'u' -> hexMissing = 4;
            default -> {
                return "There is no such escape in JSON";
            }
        }
        return null;
    }
}
