package io.sluice.dialects.json;

/** A piece of a spliced document. */
public sealed interface Part {
    /** How many bytes it has. */
    int length();

    /** The bytes {@code [from, to)} of the original. */
    record Window(int from, int to) implements Part {
        @Override
        public int length() {
            return to - from;
        }
    }

    /** New bytes: the edit's replacement. */
    record Literal(Edit edit) implements Part {
        /** The array itself, not a copy. */
        public byte[] bytes() {
            return edit.replacement();
        }

        @Override
        public int length() {
            return edit.replacement().length;
        }
    }
}
