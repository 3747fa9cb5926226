package io.sluice.gateway.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;

/**
 * Gathers a request body into one buffer. A body that came in one piece is kept where it is; otherwise memory follows
 * what arrived, not what was declared, so that a promise of 20 MiB costs nothing until it is kept.
 */
final class BodyStore {
    private static final int FIRST = 256 << 10;

    private final ByteBufAllocator memory;
    private final long limit;
    private @Nullable ByteBuf held;
    private boolean ours;

    BodyStore(ByteBufAllocator memory, long limit) {
        this.memory = memory;
        this.limit = limit;
    }

    /** Bytes held. */
    int size() {
        return held == null ? 0 : held.readableBytes();
    }

    /** Adds a piece, of which {@code left} more bytes are known to follow (-1: not known). */
    void add(ByteBuf piece, long left) {
        long size = size() + (long) piece.readableBytes();
        if (size > limit) {
            throw Refusals.bodyTooLarge(limit);
        }
        if (held == null && left <= 0) {
            held = piece.retainedSlice();
            return;
        }
        room((int) size, (int) Math.min(size + Math.max(left, 0), limit))
                .writeBytes(piece, piece.readerIndex(), piece.readableBytes());
    }

    /** Hands over what was gathered; the receiver releases it. */
    BufferedBody take() {
        ByteBuf whole = held;
        held = null;
        return whole == null ? BufferedBody.EMPTY : new BufferedBody(whole);
    }

    /** Gives back what is held. */
    void release() {
        take().release();
    }

    /** A buffer of our own with room for {@code size} bytes in all, of which {@code expected} are to be. */
    private ByteBuf room(int size, int expected) {
        ByteBuf now = held;
        if (now != null && ours && now.capacity() >= size) {
            return now;
        }
        int capacity = Math.max(size, Math.min(expected, Math.max(FIRST, 4 * size)));
        if (expected <= size) {
            capacity = 2 * size;
        }
        ByteBuf larger = memory.directBuffer(capacity, Integer.MAX_VALUE);
        if (now != null) {
            larger.writeBytes(now);
            now.release();
        }
        held = larger;
        ours = true;
        return larger;
    }
}
