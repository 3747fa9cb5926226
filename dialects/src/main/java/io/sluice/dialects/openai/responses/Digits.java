package io.sluice.dialects.openai.responses;

/** Whole numbers as JSON spells them. */
final class Digits {
    private Digits() {}

    /** The value of plain digits, at most that many; -1 of anything else. */
    static long whole(String written, int most) {
        if (written.isEmpty() || written.length() > most) {
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
