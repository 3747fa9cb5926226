package io.sluice.gateway.journal;

import java.util.HexFormat;
import java.util.random.RandomGenerator;

/**
 * The 128 bits that name a call, in the answer's header and in its row.
 *
 * <p>Ids whose high bits grow with time (as in UUID version 7) keep the store's index dense; nothing else depends on it.
 *
 * @param high the first 64 bits
 * @param low the last 64 bits
 */
public record CallId(long high, long low) {
    private static final HexFormat HEX = HexFormat.of();

    /** A new one: 48 bits of time, so that ids sort by it, and 80 of chance. */
    public static CallId at(long epochMillis, RandomGenerator chance) {
        return new CallId(epochMillis << 16 | chance.nextLong() >>> 48, chance.nextLong());
    }

    /** Reads the 32 hexadecimal digits of {@link #toString}; throws {@link IllegalArgumentException} for anything else. */
    public static CallId parse(String text) {
        if (text.length() != 32) {
            throw new IllegalArgumentException("a call id has 32 hexadecimal digits, this has " + text.length());
        }
        return new CallId(HexFormat.fromHexDigitsToLong(text, 0, 16), HexFormat.fromHexDigitsToLong(text, 16, 32));
    }

    /** 32 lower-case hexadecimal digits. */
    @Override
    public String toString() {
        return HEX.toHexDigits(high) + HEX.toHexDigits(low);
    }
}
