package io.sluice.gateway.http;

import java.util.Locale;

/** What of a reply's own headers may go to a caller. */
final class ReplyHeaders {
    private ReplyHeaders() {}

    /** Whether a header is the connection's business, which only the connection itself may write. */
    static boolean ours(String name) {
        return switch (name.length()) {
            case 2, 4, 7, 10, 14, 17 -> listed(name.toLowerCase(Locale.ROOT));
            default -> false;
        };
    }

    /** A character of a value as it goes out: what could end the line or cannot be said in one byte is replaced. */
    static byte valueByte(char c) {
        if (c > 0xff) {
            return '?';
        }
        return Chars.value(c) ? (byte) c : (byte) ' ';
    }

    /** Whether a name may stand before a value at all. */
    static boolean token(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) > 0x7f || !Chars.token(name.charAt(i))) {
                return false;
            }
        }
        return !name.isEmpty();
    }

    private static boolean listed(String name) {
        return switch (name) {
            case "te",
                    "date",
                    "trailer",
                    "upgrade",
                    "connection",
                    "keep-alive",
                    "content-length",
                    "transfer-encoding" -> true;
            default -> false;
        };
    }
}
