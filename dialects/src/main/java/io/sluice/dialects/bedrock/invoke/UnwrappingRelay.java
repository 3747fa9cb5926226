package io.sluice.dialects.bedrock.invoke;

import io.sluice.dialects.Dialect;
import io.sluice.dialects.RelayFault;
import io.sluice.dialects.RelaySink;
import io.sluice.dialects.StreamEnd;
import io.sluice.dialects.StreamRelay;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.model.ErrorFacts;
import io.sluice.dialects.model.Usage;
import org.jspecify.annotations.Nullable;

/** Relays the events inside an InvokeModel stream to a caller of their own dialect. */
final class UnwrappingRelay implements StreamRelay {
    private final StreamRelay events;
    private final Unwrapping unwrapping;

    UnwrappingRelay(StreamRelay events, Dialect inner) {
        this.events = events;
        unwrapping = new Unwrapping(inner);
    }

    /** What the relay of the events lets out counts in their bytes, not in the piece's. */
    private record Shifted(byte[] bytes, RelaySink sink) implements RelaySink {
        @Override
        public void window(int from, int to) {
            sink.literal(bytes, from, to);
        }

        @Override
        public void literal(byte[] literal, int from, int to) {
            sink.literal(literal, from, to);
        }
    }

    @Override
    public @Nullable RelayFault feed(Bytes piece, RelaySink sink) {
        byte[] taken = unwrapping.feed(piece);
        RelayFault inside = taken.length == 0 ? null : events.feed(Bytes.of(taken), new Shifted(taken, sink));
        if (inside != null) {
            return inside;
        }
        return events.over() ? null : unwrapping.fault();
    }

    @Override
    public StreamEnd end(boolean proper, RelaySink sink) {
        return events.end(proper && unwrapping.isClean(), sink);
    }

    @Override
    public boolean over() {
        return events.over();
    }

    @Override
    public long events() {
        return events.events();
    }

    @Override
    public long ignored() {
        return events.ignored();
    }

    @Override
    public @Nullable Usage usage() {
        return events.usage();
    }

    @Override
    public boolean usageImplausible() {
        return events.usageImplausible();
    }

    @Override
    public @Nullable String finishReason() {
        return events.finishReason();
    }

    @Override
    public @Nullable ErrorFacts error() {
        return events.error();
    }

    @Override
    public boolean contentSeen() {
        return events.contentSeen();
    }
}
