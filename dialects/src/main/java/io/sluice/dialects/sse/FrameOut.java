package io.sluice.dialects.sse;

import io.sluice.dialects.json.Bytes;
import org.jspecify.annotations.Nullable;

/** Where frames go, once they are judged. */
public interface FrameOut {
    /** The bytes {@code [from, to)} pass; {@code held} is the array behind the source where that is not the piece. */
    void pass(Bytes source, byte @Nullable [] held, int from, int to);

    /** Bytes of our own, in between. */
    void literal(byte[] bytes);

    /** The event is complete; what was passed since the last one is its text, nothing if it was withheld. */
    default void eventOver() {}
}
