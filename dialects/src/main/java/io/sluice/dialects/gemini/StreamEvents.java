package io.sluice.dialects.gemini;

import io.sluice.dialects.EventReader;
import io.sluice.dialects.Observed;
import io.sluice.dialects.RelayFault;
import io.sluice.dialects.StreamEnd;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.model.Chunk;
import io.sluice.dialects.model.Chunk.Placed;
import io.sluice.dialects.model.ErrorFacts;
import io.sluice.dialects.model.Usage;
import io.sluice.dialects.sse.FrameOut;
import io.sluice.dialects.sse.SseLines;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a stream of either form as events. That a candidate has finished is told when the whole answer is over: Gemini
 * says {@code STOP} in the midst of an answer, too, and goes on after it.
 */
final class StreamEvents implements EventReader, FrameOut {
    private final StreamFrames frames = new StreamFrames(this);
    private final Observed observed = frames.observed();
    private final AnswerDecoder decoder = new AnswerDecoder(true);
    private final ByteArrayOutputStream text = new ByteArrayOutputStream(512);
    private Consumer<Chunk> into = StreamEvents::nobody;
    private boolean finished;

    @Override
    public @Nullable RelayFault feed(Bytes piece, Consumer<Chunk> chunks) {
        into = chunks;
        RelayFault fault = frames.feed(piece);
        give();
        if (frames.over()) {
            finish();
        }
        into = StreamEvents::nobody;
        return fault;
    }

    @Override
    public StreamEnd end(boolean proper, Consumer<Chunk> chunks) {
        into = chunks;
        StreamEnd end = frames.end(proper);
        give();
        if (end == StreamEnd.WHOLE) {
            finish();
        }
        into = StreamEvents::nobody;
        return end;
    }

    private void finish() {
        if (!finished && observed.error() == null) {
            finished = true;
            List<Placed> placed = decoder.finish();
            into.accept(Chunk.read(Bytes.of(""), placed));
        }
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
        into.accept(frames.isArray() ? element(chunk) : event(chunk));
    }

    private Chunk element(Bytes chunk) {
        int start = 0;
        while (start < chunk.length() && chunk.at(start) != '{') {
            start++;
        }
        return start == chunk.length()
                ? Chunk.read(chunk, List.of())
                : decoder.event(chunk, chunk, start, chunk.length());
    }

    private Chunk event(Bytes chunk) {
        int single = SseLines.singleDataStart(chunk);
        // A line break between data lines can only be blank space between JSON tokens, so a blank says the same.
        Bytes editable =
                single >= 0 ? chunk : Bytes.of("data: " + SseLines.data(chunk).replace('\n', ' ') + "\r\n\r\n");
        int start = single >= 0 ? single : SseLines.singleDataStart(editable);
        boolean object = start < editable.length() && editable.at(start) == '{';
        return object
                ? decoder.event(chunk, editable, start, SseLines.lineEnd(editable, start))
                : Chunk.read(chunk, List.of());
    }

    private static void nobody(Chunk chunk) {
        throw new IllegalStateException("A chunk outside of any call: " + chunk.original());
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
}
