package io.sluice.dialects.ollama;

import io.sluice.dialects.EventReader;
import io.sluice.dialects.RelayFault;
import io.sluice.dialects.StreamEnd;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.model.Chunk;
import io.sluice.dialects.model.ErrorFacts;
import io.sluice.dialects.model.Usage;
import io.sluice.dialects.sse.FrameOut;
import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads a stream of JSON lines as events. */
final class LineReader implements EventReader, FrameOut {
    private final LineFrames frames = new LineFrames(this);
    private final LineDecoder decoder = new LineDecoder();
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(512);
    private Consumer<Chunk> into = chunk -> {};

    @Override
    public @Nullable RelayFault feed(Bytes piece, Consumer<Chunk> chunks) {
        into = chunks;
        return frames.feed(piece);
    }

    @Override
    public StreamEnd end(boolean proper, Consumer<Chunk> chunks) {
        into = chunks;
        return frames.end(proper);
    }

    @Override
    public void pass(Bytes source, byte @Nullable [] held, int from, int to) {
        byte[] copy = new byte[to - from];
        source.copyTo(from, to, copy, 0);
        line.writeBytes(copy);
    }

    @Override
    public void literal(byte[] bytes) {
        line.writeBytes(bytes);
    }

    @Override
    public void eventOver() {
        Bytes original = Bytes.of(line.toByteArray());
        line.reset();
        into.accept(decoder.line(original));
    }

    @Override
    public boolean over() {
        return frames.over();
    }

    @Override
    public @Nullable Usage usage() {
        return frames.observed().usage();
    }

    @Override
    public boolean usageImplausible() {
        return frames.observed().usageImplausible();
    }

    @Override
    public @Nullable String finishReason() {
        return frames.observed().finishReason();
    }

    @Override
    public @Nullable ErrorFacts error() {
        return frames.observed().error();
    }

    @Override
    public boolean contentSeen() {
        return frames.observed().contentSeen();
    }
}
