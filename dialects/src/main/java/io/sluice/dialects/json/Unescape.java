package io.sluice.dialects.json;

import java.nio.charset.StandardCharsets;

/** The text of a JSON string that is known to be well-formed. */
final class Unescape {
    private Unescape() {}

    /** Decodes the bytes between the quotes; an escape that is cut off at the end is left out. */
    static String text(byte[] raw, int from, int to) {
        String plain = new String(raw, from, to - from, StandardCharsets.UTF_8);
        if (plain.indexOf('\\') < 0) {
            return plain;
        }
        StringBuilder text = new StringBuilder(plain.length());
        int i = 0;
        while (i < plain.length()) {
            char c = plain.charAt(i);
            if (c != '\\') {
                text.append(c);
                i++;
            } else if (i + 1 < plain.length() && plain.charAt(i + 1) == 'u') {
                text.append(hexadecimal(plain, i + 2));
                i += 6;
            } else {
                if (i + 1 < plain.length()) {
                    text.append(simple(plain.charAt(i + 1)));
                }
                i += 2;
            }
        }
        return text.toString();
    }

    private static String hexadecimal(String plain, int from) {
        int value = 0;
        for (int i = from; i < from + 4; i++) {
            int digit = i < plain.length() ? Character.digit(plain.charAt(i), 16) : -1;
            if (digit < 0) {
                return "";
            }
            value = 16 * value + digit;
        }
        return String.valueOf((char) value);
    }

    private static char simple(char escape) {
        return switch (escape) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> escape;
        };
    }
}
