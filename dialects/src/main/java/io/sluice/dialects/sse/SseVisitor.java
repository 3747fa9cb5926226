package io.sluice.dialects.sse;

import io.sluice.dialects.json.Bytes;
import org.jspecify.annotations.Nullable;

/** Who is told of frames. */
public interface SseVisitor {
    /**
     * The next frame, whole.
     *
     * @param source the bytes the frame's offsets count in
     * @param held the array behind {@code source}, offsets the same, where the frame began in an earlier piece;
     *     {@code null} where {@code source} is the piece now being fed
     */
    void frame(Bytes source, byte @Nullable [] held, SseFrame frame);
}
