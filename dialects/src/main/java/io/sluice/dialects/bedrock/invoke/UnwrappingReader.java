package io.sluice.dialects.bedrock.invoke;

import io.sluice.dialects.Dialect;
import io.sluice.dialects.EventReader;
import io.sluice.dialects.RelayFault;
import io.sluice.dialects.StreamEnd;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.model.Chunk;
import io.sluice.dialects.model.ErrorFacts;
import io.sluice.dialects.model.Usage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads the events inside an InvokeModel stream; its chunks are server-sent events of their own dialect. */
final class UnwrappingReader implements EventReader {
    private final EventReader events;
    private final Unwrapping unwrapping;

    UnwrappingReader(EventReader events, Dialect inner) {
        this.events = events;
        unwrapping = new Unwrapping(inner);
    }

    @Override
    public @Nullable RelayFault feed(Bytes piece, Consumer<Chunk> into) {
        byte[] taken = unwrapping.feed(piece);
        RelayFault inside = taken.length == 0 ? null : events.feed(Bytes.of(taken), into);
        if (inside != null) {
            return inside;
        }
        return events.over() ? null : unwrapping.fault();
    }

    @Override
    public StreamEnd end(boolean proper, Consumer<Chunk> into) {
        return events.end(proper && unwrapping.isClean(), into);
    }

    @Override
    public boolean over() {
        return events.over();
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
