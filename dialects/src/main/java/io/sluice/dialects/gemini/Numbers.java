package io.sluice.dialects.gemini;

import io.sluice.dialects.json.Kind;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Numbers out of JSON as protobuf writes it: whole ones may stand in quotes. */
final class Numbers {
    private static final int LONGEST = 64;

    private Numbers() {}

    /** The number it is; null where it is none. */
    static @Nullable BigDecimal decimal(Value value) {
        String written = value.is(Kind.STRING) ? value.text() : value.is(Kind.NUMBER) ? value.raw() : "";
        if (written.isEmpty() || written.length() > LONGEST) {
            return null;
        }
        try {
            return new BigDecimal(written);
        } catch (NumberFormatException notOne) {
            return null;
        }
    }

    /** The whole number it is; null where it is none, or has more than 18 digits. */
    static @Nullable Long whole(Value value) {
        BigDecimal number = decimal(value);
        if (number == null || number.precision() - number.scale() > 18 || number.scale() > LONGEST) {
            return null;
        }
        try {
            return number.longValueExact();
        } catch (ArithmeticException fraction) {
            return null;
        }
    }

    /** The small whole number it is, 0 where it is none. */
    static int small(@Nullable Value value) {
        Long whole = value == null ? null : whole(value);
        return whole == null || whole < 0 || whole > Integer.MAX_VALUE ? 0 : whole.intValue();
    }
}
