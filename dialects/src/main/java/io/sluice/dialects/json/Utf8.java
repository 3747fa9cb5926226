package io.sluice.dialects.json;

/**
 * Checks UTF-8 byte by byte, across pieces: no overlong forms, no surrogates, nothing above U+10FFFF.
 *
 * <p>After a lead byte only the range of the very next byte differs from 80..BF, which is all the state there is.
 */
final class Utf8 {
    private int missing;
    private int lowest = 0x80;
    private int highest = 0xBF;

    /** Whether a character has begun and is not complete. */
    boolean open() {
        return missing != 0;
    }

    /** Takes a byte that begins a character of several bytes; false where none can begin so. */
    boolean lead(byte b) {
        int lead = b & 0xFF;
        if (lead < 0xC2 || lead > 0xF4) {
            return false;
        }
        missing = lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
        lowest = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
        highest = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
        return true;
    }

    /** Takes the next byte of an open character; false where it does not continue it. */
    boolean next(byte b) {
        int value = b & 0xFF;
        if (value < lowest || value > highest) {
            return false;
        }
        missing--;
        lowest = 0x80;
        highest = 0xBF;
        return true;
    }
}
