package io.sluice.dialects;

import io.sluice.dialects.model.Chunk;
import io.sluice.dialects.model.Event;
import io.sluice.dialects.model.FinishReason;
import io.sluice.dialects.model.Orderly;
import io.sluice.dialects.model.Usage;
import java.io.ByteArrayOutputStream;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes the chunks of one dialect's stream as another's: their events, put in order, go to that dialect's writer.
 *
 * <p>How a choice ended is told at the very end: some providers say it after each of several tool calls, or twice.
 */
public final class TranslatingWriter implements EventWriter {
    // Blocks of our own are numbered far above any provider's.
    private static final int OURS = 1 << 24;

    private final StreamWriter writer;
    private final int choices;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Orderly orderly;
    private final SortedMap<Integer, Event.Finished> finished = new TreeMap<>();
    private int ours = OURS;

    /** A writer of an answer of so many choices. */
    public TranslatingWriter(StreamWriter writer, int choices) {
        this.writer = writer;
        this.choices = choices;
        this.orderly = new Orderly(event -> out.writeBytes(writer.write(event)));
    }

    @Override
    public byte[] write(Chunk chunk) {
        for (Event event : chunk.events()) {
            if (event instanceof Event.Finished end) {
                finished.put(end.choice(), end);
            } else {
                orderly.take(event);
            }
        }
        return taken();
    }

    @Override
    public byte[] text(int choice, String text) {
        int block = ours++;
        orderly.take(new Event.BlockStarted(choice, block, new Event.Opening.Text()));
        orderly.take(new Event.TextDelta(choice, block, text));
        orderly.take(new Event.BlockEnded(choice, block));
        return taken();
    }

    @Override
    public byte[] end() {
        finished.values().forEach(orderly::take);
        orderly.end();
        out.writeBytes(writer.end(null));
        return taken();
    }

    @Override
    public byte[] finish(FinishReason reason, @Nullable Usage usage, @Nullable String code) {
        for (int choice = 0; choice < choices; choice++) {
            finished.putIfAbsent(choice, new Event.Finished(choice, reason, ""));
        }
        finished.values().forEach(orderly::take);
        if (usage != null) {
            orderly.take(new Event.UsageSeen(usage));
        }
        out.writeBytes(writer.end(code));
        return taken();
    }

    @Override
    public byte @Nullable [] whole() {
        return writer.whole();
    }

    private byte[] taken() {
        byte[] bytes = out.toByteArray();
        out.reset();
        return bytes;
    }
}
