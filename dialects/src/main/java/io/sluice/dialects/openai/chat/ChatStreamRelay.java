package io.sluice.dialects.openai.chat;

import io.sluice.dialects.RelayFault;
import io.sluice.dialects.RelaySink;
import io.sluice.dialects.StreamEnd;
import io.sluice.dialects.StreamRelay;
import io.sluice.dialects.Terms;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.model.ErrorFacts;
import io.sluice.dialects.model.Usage;
import org.jspecify.annotations.Nullable;

/** Relays an OpenAI stream: what passes unchanged goes out in windows as long as possible. */
final class ChatStreamRelay implements StreamRelay, FrameOut {
    private static final RelaySink NOWHERE = new RelaySink() {
        @Override
        public void window(int from, int to) {}

        @Override
        public void literal(byte[] bytes, int from, int to) {}
    };

    private final ChatFrames frames;
    private RelaySink sink = NOWHERE;
    private int from;
    private int to;

    ChatStreamRelay(Terms terms) {
        frames = new ChatFrames(terms, this);
    }

    @Override
    public @Nullable RelayFault feed(Bytes piece, RelaySink into) {
        sink = into;
        RelayFault fault = frames.feed(piece);
        flush();
        sink = NOWHERE;
        return fault;
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
        return frames.tally().usage();
    }

    @Override
    public boolean usageImplausible() {
        return frames.tally().usageImplausible();
    }

    @Override
    public @Nullable String finishReason() {
        return frames.tally().finishReason();
    }

    @Override
    public @Nullable ErrorFacts error() {
        return frames.tally().error();
    }

    @Override
    public boolean contentSeen() {
        return frames.tally().contentSeen();
    }
}
