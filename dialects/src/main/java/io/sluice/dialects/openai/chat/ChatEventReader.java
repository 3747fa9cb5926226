package io.sluice.dialects.openai.chat;

import io.sluice.dialects.EventReader;
import io.sluice.dialects.RelayFault;
import io.sluice.dialects.StreamEnd;
import io.sluice.dialects.Terms;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.model.Chunk;
import io.sluice.dialects.model.ErrorFacts;
import io.sluice.dialects.model.Usage;
import io.sluice.dialects.sse.SseLines;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads an OpenAI stream as events. The same judge of frames as the relay stands before it, so a reader nobody uses to
 * change anything gives the relay's bytes.
 */
final class ChatEventReader implements EventReader, FrameOut {
    private final ChatFrames frames;
    private final ChatDecoder decoder;
    private final ByteArrayOutputStream text = new ByteArrayOutputStream(512);
    private Consumer<Chunk> into = ChatEventReader::nobody;

    ChatEventReader(Terms terms) {
        frames = new ChatFrames(terms, this);
        decoder = new ChatDecoder(terms.quirks());
    }

    @Override
    public @Nullable RelayFault feed(Bytes piece, Consumer<Chunk> chunks) {
        into = chunks;
        RelayFault fault = frames.feed(piece);
        give();
        into = ChatEventReader::nobody;
        return fault;
    }

    @Override
    public StreamEnd end(boolean proper, Consumer<Chunk> chunks) {
        into = chunks;
        StreamEnd end = frames.end(proper);
        give();
        into = ChatEventReader::nobody;
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
