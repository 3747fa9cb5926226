package io.sluice.dialects.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** One replacement in a document: the bytes {@code [start, end)} of the original give way to others; equal offsets insert. */
public final class Edit {
    private final int start;
    private final int end;
    private final byte[] replacement;

    public Edit(int start, int end, byte[] replacement) {
        if (start < 0 || end < start) {
            throw new IllegalArgumentException("An edit ends before it starts: " + start + " to " + end);
        }
        this.start = start;
        this.end = end;
        this.replacement = replacement;
    }

    /** The same with text, written as UTF-8 (not escaped: {@link JsonWriter#quoted} does that). */
    public static Edit of(int start, int end, String text) {
        return new Edit(start, end, text.getBytes(StandardCharsets.UTF_8));
    }

    public int start() {
        return start;
    }

    public int end() {
        return end;
    }

    /** The array itself, not a copy: it must not be changed. */
    public byte[] replacement() {
        return replacement;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Edit that
                && start == that.start
                && end == that.end
                && Arrays.equals(replacement, that.replacement);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * start + end) + Arrays.hashCode(replacement);
    }

    @Override
    public String toString() {
        return "[" + start + "," + end + ") -> " + new String(replacement, StandardCharsets.UTF_8);
    }
}
