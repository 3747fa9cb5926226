package io.sluice.dialects;

import io.sluice.dialects.model.Chunk;
import io.sluice.dialects.model.Event;
import io.sluice.dialects.model.FinishReason;
import io.sluice.dialects.model.Orderly;
import io.sluice.dialects.model.Usage;
import java.io.ByteArrayOutputStream;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** Writes the chunks of one dialect's stream as another's: their events, put in order, go to that dialect's writer. */
public final class TranslatingWriter implements EventWriter {
    // Blocks of our own are numbered far above any provider's.
    private static final int OURS = 1 << 24;

    private final StreamWriter writer;
    private final int choices;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Orderly orderly;
    private final BitSet finished = new BitSet();
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
                finished.set(end.choice());
            }
            orderly.take(event);
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
        out.writeBytes(writer.end(null));
        return taken();
    }

    @Override
    public byte[] finish(FinishReason reason, @Nullable Usage usage, @Nullable String code) {
        for (int choice = finished.nextClearBit(0); choice < choices; choice = finished.nextClearBit(choice + 1)) {
            orderly.take(new Event.Finished(choice, reason, ""));
        }
        if (usage != null) {
            orderly.take(new Event.UsageSeen(usage));
        }
        out.writeBytes(writer.end(code));
        return taken();
    }

    private byte[] taken() {
        byte[] bytes = out.toByteArray();
        out.reset();
        return bytes;
    }
}
