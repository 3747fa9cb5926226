package io.sluice.dialects.json;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A document with edits, as an ordered list of parts: windows of the original and new bytes, nothing copied.
 *
 * @param parts in order, none empty
 * @param length of all parts together
 */
public record Splice(List<Part> parts, int length) {
    public Splice {
        parts = List.copyOf(parts);
    }

    /** Applies edits, in any order, to a document of that many bytes; edits that overlap are a bug of the caller. */
    public static Splice of(int originalLength, List<Edit> edits) {
        List<Edit> ordered = new ArrayList<>(edits);
        ordered.sort(Comparator.comparingInt(Edit::start).thenComparingInt(Edit::end));
        List<Part> parts = new ArrayList<>(2 * ordered.size() + 1);
        int at = 0;
        int length = originalLength;
        for (Edit edit : ordered) {
            if (edit.start() < at || edit.end() > originalLength) {
                throw new IllegalArgumentException("Edits overlap or leave the document: " + edit);
            }
            if (edit.start() > at) {
                parts.add(new Part.Window(at, edit.start()));
            }
            if (edit.replacement().length > 0) {
                parts.add(new Part.Literal(edit));
            }
            length += edit.replacement().length - (edit.end() - edit.start());
            at = edit.end();
        }
        if (originalLength > at) {
            parts.add(new Part.Window(at, originalLength));
        }
        return new Splice(parts, length);
    }

    /** The whole result in one array, for documents that are held anyway. */
    public byte[] applyTo(Bytes original) {
        byte[] result = new byte[length];
        int at = 0;
        for (Part part : parts) {
            switch (part) {
                case Part.Window(int from, int to) -> original.copyTo(from, to, result, at);
                case Part.Literal literal -> System.arraycopy(literal.bytes(), 0, result, at, literal.length());
            }
            at += part.length();
        }
        return result;
    }
}
