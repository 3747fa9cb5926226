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

    /** Skips whole, well-formed characters of several bytes; what stops it is for the byte-by-byte check to judge. */
    static int skip(HeapBytes bytes, int from, int n) {
        byte[] array = bytes.array();
        int shift = bytes.start();
        int i = from;
        while (i + 3 < n) {
            int length = wholeAt(array, shift + i);
            if (length == 0) {
                return i;
            }
            i += length;
        }
        return i;
    }

    /** The length of the character whose four bytes, or as many as it has, stand at {@code i}; 0 where none does. */
    private static int wholeAt(byte[] array, int i) {
        int lead = array[i] & 0xFF;
        if (lead < 0xC2 || lead > 0xF4 || array[i + 1] >= (byte) 0xC0) {
            return 0;
        }
        if (lead < 0xE0) {
            return 2;
        }
        int point = (array[i + 1] & 0x3F) << 6 | (array[i + 2] & 0x3F);
        if (array[i + 2] >= (byte) 0xC0) {
            return 0;
        }
        if (lead < 0xF0) {
            point |= (lead & 0x0F) << 12;
            return point < 0x800 || (point >= 0xD800 && point <= 0xDFFF) ? 0 : 3;
        }
        point = (lead & 0x07) << 18 | point << 6 | (array[i + 3] & 0x3F);
        return array[i + 3] >= (byte) 0xC0 || point < 0x10000 || point > 0x10FFFF ? 0 : 4;
    }

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
