package io.sluice.gateway.http;

import java.nio.charset.StandardCharsets;

/** Which bytes may stand where in a head, as RFC 9110 and 9112 say; one table look-up per byte. */
final class Chars {
    private static final int TOKEN = 1;
    private static final int TARGET = 2;
    private static final int VALUE = 4;
    private static final int HOST = 8;
    private static final byte[] KINDS = new byte[256];

    static {
        for (int c = '!'; c <= '~'; c++) {
            KINDS[c] = VALUE | TARGET;
            if (Character.isLetterOrDigit(c)) {
                KINDS[c] |= TOKEN | HOST;
            }
        }
        for (byte c : "!#$%&'*+-.^_`|~".getBytes(StandardCharsets.US_ASCII)) {
            KINDS[c] |= TOKEN;
        }
        for (byte c : "-._~:[]".getBytes(StandardCharsets.US_ASCII)) {
            KINDS[c] |= HOST;
        }
        // A fragment is never sent; a backslash and quotes are no URI characters, and some servers read '\' as '/'.
        for (byte c : "#\\\"<>".getBytes(StandardCharsets.US_ASCII)) {
            KINDS[c] &= ~TARGET;
        }
        KINDS[' '] = VALUE;
        KINDS['\t'] = VALUE;
        for (int c = 0x80; c <= 0xff; c++) {
            KINDS[c] = VALUE;
        }
    }

    private Chars() {}

    /** Letters, digits and the few signs that make methods and header names. */
    static boolean token(int c) {
        return (KINDS[c & 0xff] & TOKEN) != 0;
    }

    /** What may stand in a request target: visible ASCII but the signs no URI may hold. */
    static boolean target(int c) {
        return (KINDS[c & 0xff] & TARGET) != 0;
    }

    /** What may stand in a header value: no control character but the tab. */
    static boolean value(int c) {
        return (KINDS[c & 0xff] & VALUE) != 0;
    }

    /** What may stand in an authority, brackets and colons of addresses included; no user, no path. */
    static boolean host(int c) {
        return (KINDS[c & 0xff] & HOST) != 0;
    }
}
