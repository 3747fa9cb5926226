package io.sluice.dialects.sse;

import io.sluice.dialects.json.Bytes;
import org.jspecify.annotations.Nullable;

/** Who is told of frames. */
public interface SseVisitor {
    /**
     * The next frame, whole.
     *
     * @param source the bytes the frame's offsets count in, on the heap
     * @param held the array behind {@code source}, offsets the same, where the frame began in an earlier piece;
     *     {@code null} where {@code source} is the piece now being fed, or a copy of it with the same offsets
     */
    void frame(Bytes source, byte @Nullable [] held, SseFrame frame);
}
