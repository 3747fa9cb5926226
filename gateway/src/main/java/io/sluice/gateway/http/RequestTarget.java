package io.sluice.gateway.http;

/** Checks the target of an HTTP/2 request by the same rule as {@link HeadParser} does for HTTP/1. */
final class RequestTarget {
    private RequestTarget() {}

    /** Whether this is a path that begins with a slash, perhaps with a query, of characters a URI may hold. */
    static boolean plain(CharSequence target) {
        if (target.isEmpty() || target.charAt(0) != '/') {
            return false;
        }
        for (int i = 0; i < target.length(); i++) {
            char c = target.charAt(i);
            if (c > 0x7f || !Chars.target(c)) {
                return false;
            }
        }
        return true;
    }
}
