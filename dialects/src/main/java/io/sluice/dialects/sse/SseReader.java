package io.sluice.dialects.sse;

import io.sluice.dialects.EventReader;
import io.sluice.dialects.Observed;
import io.sluice.dialects.RelayFault;
import io.sluice.dialects.StateId;
import io.sluice.dialects.StreamEnd;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.model.Chunk;
import io.sluice.dialects.model.ErrorFacts;
import io.sluice.dialects.model.Usage;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads a stream of any dialect as events. The same judge of frames as the relay stands before it, so a reader nobody
 * uses to change anything gives the relay's bytes.
 */
public final class SseReader implements EventReader, FrameOut {
    private final Frames frames;
    private final Observed observed;
    private final Decoder decoder;
    private final ByteArrayOutputStream text = new ByteArrayOutputStream(512);
    private Consumer<Chunk> into = SseReader::nobody;

    /** What a dialect makes of one event. */
    @FunctionalInterface
    public interface Decoder {
        /**
         * The event as a chunk.
         *
         * @param original as it came
         * @param editable the same with all its data on one line, where {@code [dataStart, dataEnd)} is that data: a
         *     JSON object that was checked
         */
        Chunk event(Bytes original, Bytes editable, int dataStart, int dataEnd);
    }

    /** A reader of the frames that are made to write to it. */
    public SseReader(Function<FrameOut, Frames> judge, Decoder decoder) {
        this.frames = judge.apply(this);
        this.observed = frames.observed();
        this.decoder = decoder;
    }

    @Override
    public @Nullable RelayFault feed(Bytes piece, Consumer<Chunk> chunks) {
        into = chunks;
        RelayFault fault = frames.feed(piece);
        give();
        into = SseReader::nobody;
        return fault;
    }

    @Override
    public StreamEnd end(boolean proper, Consumer<Chunk> chunks) {
        into = chunks;
        StreamEnd end = frames.end(proper);
        give();
        into = SseReader::nobody;
        return end;
    }

    @Override
    public void pass(Bytes source, byte @Nullable [] held, int from, int to) {
        byte[] copy = new byte[to - from];
        source.copyTo(from, to, copy, 0);
        text.writeBytes(copy);
    }

    @Override
    public void literal(byte[] bytes) {
        text.writeBytes(bytes);
    }

    @Override
    public void eventOver() {
        give();
    }

    private void give() {
        if (text.size() == 0) {
            return;
        }
        Bytes chunk = Bytes.of(text.toByteArray());
        text.reset();
        int single = SseLines.singleDataStart(chunk);
        // A line break between data lines can only be blank space between JSON tokens, so a blank says the same.
        Bytes editable = single >= 0 ? chunk : Bytes.of(oneLine(chunk));
        int start = single >= 0 ? single : SseLines.singleDataStart(editable);
        boolean object = start < editable.length() && editable.at(start) == '{';
        into.accept(
                object
                        ? decoder.event(chunk, editable, start, SseLines.lineEnd(editable, start))
                        : Chunk.read(chunk, List.of()));
    }

    private static void nobody(Chunk chunk) {
        throw new IllegalStateException("A chunk outside of any call: " + chunk.original());
    }

    private static String oneLine(Bytes event) {
        String name = SseLines.last(event, "event");
        String data = SseLines.data(event).replace('\n', ' ');
        return (name.isEmpty() ? "" : "event: " + name + "\n") + "data: " + data + "\n\n";
    }

    @Override
    public boolean over() {
        return frames.over();
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
