package io.sluice.gateway.call;

import io.sluice.dialects.TranslatingWriter;
import io.sluice.dialects.model.Usage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the caller has of a stream that another target may go on with when it breaks: its text, and the writer all its
 * parts share, so that they have one id, one model and one count of blocks.
 *
 * <p>Only text is ever gone on with. Tool calls are withheld until their stream has ended well, so that one is never put
 * together of two; a stream that broke in the midst of thinking, or after anything else, stays broken.
 */
final class Seam {
    /** What a target that goes on is told; the text so far stands before it as its own turn. */
    static final String GO_ON =
            "Your answer was cut off there by a failure of the connection. Go on exactly where it ends:"
                    + " repeat nothing of it, and say nothing about this.";

    private static final int MOST = 1 << 20;

    private final StringBuilder text = new StringBuilder();
    private @Nullable TranslatingWriter writer;
    private @Nullable Usage before;
    private int parts;
    private boolean closed;
    boolean thinking;
    int openText = SeamPart.NONE;

    /** The writer of all parts, made for the first. */
    TranslatingWriter writer(Supplier<TranslatingWriter> making) {
        TranslatingWriter shared = writer;
        if (shared == null) {
            shared = making.get();
            writer = shared;
        }
        return shared;
    }

    /** The next part of the stream, seen by what comes before its writer. */
    SeamPart part(Exchange exchange) {
        return new SeamPart(this, exchange, parts++);
    }

    /** Whether it could be gone on with if it broke now. */
    boolean open() {
        return !closed && !thinking && text.length() <= MOST;
    }

    /** Something passed that nobody can go on from. */
    void close() {
        closed = true;
    }

    /** The text the caller has. */
    String text() {
        return text.toString();
    }

    void passed(String more) {
        // Beyond that nobody goes on with it, and a long stream must not be kept whole for nothing.
        if (text.length() <= MOST) {
            text.append(more);
        }
    }

    /** A part broke; what it used counts in what the caller is told. */
    void broke(@Nullable Usage used) {
        if (used != null) {
            before = before == null ? used : before.plus(used);
        }
    }

    /** What all parts used, this one included. */
    Usage all(Usage own) {
        return before == null ? own : before.plus(own);
    }
}
