package io.sluice.dialects.openai.chat;

import io.sluice.dialects.json.JsonReader;
import io.sluice.dialects.json.Kind;

/** Small whole numbers out of JSON. */
final class Numbers {
    private Numbers() {}

    /** The next value if it is a whole number of at most nine digits, else 0; passed over either way. */
    static int small(JsonReader json) {
        boolean number = json.peek() == Kind.NUMBER;
        String written = json.raw();
        return number ? (int) Math.max(0, whole(written, 9)) : 0;
    }

    /** The value of plain digits, at most that many; -1 of anything else. */
    static long whole(String written, int digits) {
        if (written.isEmpty() || written.length() > digits) {
            return -1;
        }
        long value = 0;
        for (int i = 0; i < written.length(); i++) {
            char c = written.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            value = 10 * value + (c - '0');
        }
        return value;
    }
}
