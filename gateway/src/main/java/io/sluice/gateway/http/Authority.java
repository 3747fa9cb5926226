package io.sluice.gateway.http;

/**
 * Checks a {@code Host} or {@code :authority}: a name or an address and perhaps a port, nothing else. Nothing is decided
 * by it here, but one like {@code evil/?} was made so that somebody reads it differently.
 */
final class Authority {
    private Authority() {}

    /** Whether this is a plain name or address with an optional port. */
    static boolean plain(CharSequence text) {
        int length = text.length();
        if (length == 0 || length > 261) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c > 0x7f || !Chars.host(c)) {
                return false;
            }
        }
        int end = hostEnd(text);
        return end > 0 && (end == length || port(text, end));
    }

    /** Where the host ends, or -1 where brackets are out of place. */
    private static int hostEnd(CharSequence text) {
        if (text.charAt(0) == '[') {
            return literalEnd(text);
        }
        int colon = -1;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '[' || c == ']' || (c == ':' && colon >= 0)) {
                return -1;
            }
            colon = c == ':' ? i : colon;
        }
        return colon < 0 ? text.length() : colon;
    }

    private static int literalEnd(CharSequence text) {
        for (int i = 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ']') {
                return i > 2 ? i + 1 : -1;
            }
            if (c != ':' && c != '.' && Character.digit(c, 16) < 0) {
                return -1;
            }
        }
        return -1;
    }

    private static boolean port(CharSequence text, int at) {
        if (text.charAt(at) != ':' || text.length() - at > 6) {
            return false;
        }
        for (int i = at + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return false;
            }
        }
        return true;
    }
}
