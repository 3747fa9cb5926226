package io.sluice.dialects.sse;

import io.sluice.dialects.json.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Recognises a few JSON member names in passing, without parsing: a name in quotes, a colon, and a value that is neither
 * {@code null} nor an empty string.
 *
 * <p>Inside a JSON string a quote cannot stand unescaped, so such bytes are always a member of some object of the event
 * (at which depth, only parsing tells). Every watched name begins with one of {@code d e f g t u v w}, so that one test
 * on eight bytes finds the candidates.
 */
public final class KeyWatch {
    /** Not enough bytes to tell. */
    static final int UNDECIDED = -1;

    private static final int MOST_BLANKS = 8;
    private static final long ONES = 0x0101010101010101L;
    private static final long TOPS = 0x8080808080808080L;
    private static final long QUOTES = '"' * ONES;
    private static final long LETTERS = 0x6464646464646464L;
    private static final long LETTER_BITS = 0xECECECECECECECECL;

    private final byte[][] names;
    private final long[] heads;
    private final long[] masks;

    /** A watch for these names, at most 31, each at least five letters long. */
    public KeyWatch(List<String> watched) {
        names = new byte[watched.size()][];
        heads = new long[names.length];
        masks = new long[names.length];
        for (int i = 0; i < names.length; i++) {
            names[i] = ('"' + watched.get(i) + '"').getBytes(StandardCharsets.US_ASCII);
            if ((names[i][1] & 0xEC) != 0x64 || names[i].length < 7) {
                throw new IllegalArgumentException("Cannot watch for the name " + watched.get(i));
            }
            for (int b = 0; b < Math.min(8, names[i].length); b++) {
                heads[i] |= (names[i][b] & 0xFFL) << (8 * b);
                masks[i] |= 0xFFL << (8 * b);
            }
        }
    }

    /** Marks the quotes of a word that a watched name's first letter may follow; a mark may be false, none is missing. */
    static long candidates(long word, long shifted) {
        long quotes = word ^ QUOTES;
        long letters = (shifted & LETTER_BITS) ^ LETTERS;
        return ((quotes - ONES) & ~quotes) & ((letters - ONES) & ~letters) & TOPS;
    }

    /** The bit of the name that stands at {@code at}, 0 where none does, {@link #UNDECIDED} where the bytes end first. */
    int match(Bytes bytes, int at, int n) {
        if (at + 8 > n) {
            return matchSlowly(bytes, at, n);
        }
        long word = bytes.longAt(at);
        for (int i = 0; i < heads.length; i++) {
            if ((word & masks[i]) == heads[i]) {
                return matchName(bytes, at, n, i);
            }
        }
        return 0;
    }

    private int matchSlowly(Bytes bytes, int at, int n) {
        for (int i = 0; i < names.length; i++) {
            int found = matchName(bytes, at, n, i);
            if (found != 0) {
                return found;
            }
        }
        return 0;
    }

    private int matchName(Bytes bytes, int at, int n, int i) {
        byte[] name = names[i];
        for (int b = 0; b < name.length; b++) {
            if (at + b == n) {
                return UNDECIDED;
            }
            if (bytes.at(at + b) != name[b]) {
                return 0;
            }
        }
        return value(bytes, at + name.length, n, 1 << i);
    }

    private static int value(Bytes bytes, int from, int n, int bit) {
        int colon = blanks(bytes, from, n);
        if (colon == n) {
            return UNDECIDED;
        }
        if (bytes.at(colon) != ':') {
            return bytes.at(colon) <= ' ' ? bit : 0;
        }
        int value = blanks(bytes, colon + 1, n);
        if (value == n) {
            return UNDECIDED;
        }
        byte first = bytes.at(value);
        if (first != '"') {
            return first == 'n' ? 0 : bit;
        }
        return value + 1 == n ? UNDECIDED : bytes.at(value + 1) == '"' ? 0 : bit;
    }

    private static int blanks(Bytes bytes, int from, int n) {
        int i = from;
        while (i < n && i < from + MOST_BLANKS && bytes.at(i) == ' ') {
            i++;
        }
        return i;
    }
}
