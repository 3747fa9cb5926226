package io.sluice.dialects.json;

/** The inside of one number after another, across pieces. */
final class NumberScan {
    private static final int MINUS = 0;
    private static final int ZERO = 1;
    private static final int WHOLE = 2;
    private static final int POINT = 3;
    private static final int FRACTION = 4;
    private static final int EXPONENT = 5;
    private static final int SIGN = 6;
    private static final int POWER = 7;

    private int state;
    private int length;

    /** Begins a number with its first byte, a minus or a digit. */
    void begin(byte first) {
        state = first == '-' ? MINUS : first == '0' ? ZERO : WHOLE;
        length = 1;
    }

    /** Goes on from {@code from}: returns the index of the first byte that does not belong to the number, or {@code n}. */
    int scan(Bytes piece, int from, int n) {
        int i = from;
        while (i < n) {
            int next = next(piece.at(i));
            if (next < 0) {
                break;
            }
            state = next;
            i++;
        }
        length += i - from;
        return i;
    }

    /** Whether a number may end here. */
    boolean complete() {
        return state == ZERO || state == WHOLE || state == FRACTION || state == POWER;
    }

    /** How many characters it has so far. */
    int length() {
        return length;
    }

    private int next(byte b) {
        if (b >= '0' && b <= '9') {
            return switch (state) {
                case MINUS -> b == '0' ? ZERO : WHOLE;
                case WHOLE -> WHOLE;
                case POINT, FRACTION -> FRACTION;
                case EXPONENT, SIGN, POWER -> POWER;
                default -> -1;
            };
        }
        return switch (b) {
            case '.' -> state == ZERO || state == WHOLE ? POINT : -1;
            case 'e', 'E' -> state == ZERO || state == WHOLE || state == FRACTION ? EXPONENT : -1;
            case '+', '-' -> state == EXPONENT ? SIGN : -1;
            default -> -1;
        };
    }
}
