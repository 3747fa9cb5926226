package io.sluice.dialects.sse;

import io.sluice.dialects.Observed;
import io.sluice.dialects.RelayFault;
import io.sluice.dialects.RelaySink;
import io.sluice.dialects.StateId;
import io.sluice.dialects.StreamEnd;
import io.sluice.dialects.StreamRelay;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.model.ErrorFacts;
import io.sluice.dialects.model.Usage;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Relays a stream of any dialect: what passes unchanged goes out in windows as long as possible. */
public final class SseRelay implements StreamRelay, FrameOut {
    private static final RelaySink NOWHERE = new RelaySink() {
        @Override
        public void window(int from, int to) {}

        @Override
        public void literal(byte[] bytes, int from, int to) {}
    };

    /** A larger piece is copied into an array of its own, so that a burst does not leave every stream a large one. */
    private static final int KEPT = 16 * 1024;

    private final Frames frames;
    private byte[] copy = new byte[0];
    private RelaySink sink = NOWHERE;
    private int from;
    private int to;

    private final Observed observed;

    /** A relay of the frames that are made to write to it. */
    public SseRelay(Function<FrameOut, Frames> judge) {
        frames = judge.apply(this);
        observed = frames.observed();
    }

    @Override
    public @Nullable RelayFault feed(Bytes piece, RelaySink into) {
        sink = into;
        RelayFault fault = frames.feed(onHeap(piece));
        flush();
        sink = NOWHERE;
        return fault;
    }

    /**
     * The piece copied to the heap. Every byte is looked at, and a look at the network's memory costs several times one
     * at an array: the copy costs far less than it saves. Windows are places, the same in both.
     */
    private Bytes onHeap(Bytes piece) {
        int length = piece.length();
        byte[] into = copy;
        if (length > into.length) {
            into = new byte[length > KEPT ? length : Math.max(256, Integer.highestOneBit(length - 1) << 1)];
            if (length <= KEPT) {
                copy = into;
            }
        }
        piece.copyTo(0, length, into, 0);
        return Bytes.of(into, 0, length);
    }

    @Override
    public StreamEnd end(boolean proper, RelaySink into) {
        sink = into;
        StreamEnd end = frames.end(proper);
        sink = NOWHERE;
        return end;
    }

    @Override
    public void pass(Bytes source, byte @Nullable [] held, int start, int end) {
        if (held != null) {
            flush();
            sink.literal(held, start, end);
        } else if (start == to && to > from) {
            to = end;
        } else {
            flush();
            from = start;
            to = end;
        }
    }

    @Override
    public void literal(byte[] bytes) {
        flush();
        sink.literal(bytes, 0, bytes.length);
    }

    private void flush() {
        if (to > from) {
            sink.window(from, to);
        }
        from = 0;
        to = 0;
    }

    @Override
    public boolean over() {
        return frames.overAndComplete();
    }

    @Override
    public long events() {
        return frames.events();
    }

    @Override
    public long ignored() {
        return frames.ignored();
    }

    @Override
    public @Nullable Usage usage() {
        return observed.usage();
    }

    @Override
    public boolean usageImplausible() {
        return observed.usageImplausible();
    }

    @Override
    public @Nullable String finishReason() {
        return observed.finishReason();
    }

    @Override
    public @Nullable ErrorFacts error() {
        return observed.error();
    }

    @Override
    public boolean contentSeen() {
        return observed.contentSeen();
    }

    @Override
    public List<StateId> states() {
        return observed.states();
    }
}
