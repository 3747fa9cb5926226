package io.sluice.dialects.bedrock.eventstream;

import io.sluice.dialects.json.Bytes;
import org.jspecify.annotations.Nullable;

/** Who is told of messages. */
@FunctionalInterface
public interface MessageVisitor {
    /**
     * The next message, whole, its checksums right.
     *
     * @param source the bytes {@code [start, end)} counts in: the message as it came
     * @param held the array behind {@code source}, offsets the same, where the message began in an earlier piece;
     *     {@code null} where {@code source} is the piece now being fed
     */
    void message(Message message, Bytes source, byte @Nullable [] held, int start, int end);
}
