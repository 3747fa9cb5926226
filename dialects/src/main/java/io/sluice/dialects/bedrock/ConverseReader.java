package io.sluice.dialects.bedrock;

import io.sluice.dialects.EventReader;
import io.sluice.dialects.RelayFault;
import io.sluice.dialects.StreamEnd;
import io.sluice.dialects.bedrock.eventstream.Message;
import io.sluice.dialects.bedrock.eventstream.MessageReader;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.model.Chunk;
import io.sluice.dialects.model.ErrorFacts;
import io.sluice.dialects.model.Usage;
import io.sluice.dialects.sse.FrameOut;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads a Converse stream as events; the judge of its messages is the relay's. */
final class ConverseReader implements EventReader, FrameOut {
    private final ConverseFrames frames = new ConverseFrames(this);
    private final StreamDecoder decoder = new StreamDecoder();
    private final ByteArrayOutputStream frame = new ByteArrayOutputStream(512);
    private Consumer<Chunk> into = chunk -> {};

    @Override
    public @Nullable RelayFault feed(Bytes piece, Consumer<Chunk> chunks) {
        into = chunks;
        return frames.feed(piece);
    }

    @Override
    public StreamEnd end(boolean proper, Consumer<Chunk> chunks) {
        return frames.end(proper);
    }

    @Override
    public void pass(Bytes source, byte @Nullable [] held, int from, int to) {
        byte[] copy = new byte[to - from];
        source.copyTo(from, to, copy, 0);
        frame.writeBytes(copy);
    }

    @Override
    public void literal(byte[] bytes) {
        frame.writeBytes(bytes);
    }

    @Override
    public void eventOver() {
        Bytes original = Bytes.of(frame.toByteArray());
        frame.reset();
        Message message = MessageReader.read(original);
        into.accept(message == null ? Chunk.read(original, List.of()) : decoder.message(original, message));
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
