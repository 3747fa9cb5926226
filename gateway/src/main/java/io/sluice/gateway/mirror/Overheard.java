package io.sluice.gateway.mirror;

import io.sluice.dialects.AnswerForm;
import io.sluice.dialects.Dialect;
import io.sluice.dialects.EventReader;
import io.sluice.dialects.Operation;
import io.sluice.dialects.Quirks;
import io.sluice.dialects.Terms;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.model.Answer;
import io.sluice.dialects.model.Chunk;
import io.sluice.dialects.model.Event;
import io.sluice.dialects.model.Folding;
import io.sluice.gateway.call.Frame;
import io.sluice.gateway.call.Tap;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An answer as it passed, up to {@link #MOST} bytes of it. Filled on one loop; read once that is over, by whoever compares.
 */
final class Overheard implements Tap.Watcher {
    static final int MOST = 256 << 10;

    private final Dialect dialect;
    private final ByteArrayOutputStream raw = new ByteArrayOutputStream();
    private final List<Event> events = new ArrayList<>();
    private final boolean stream;
    private boolean tooLong;
    private int size;

    /**
     * Of an answer whose bytes are of that dialect.
     *
     * @param stream whether a stream was asked for
     */
    Overheard(Dialect dialect, boolean stream) {
        this.dialect = dialect;
        this.stream = stream;
    }

    @Override
    public void frame(Frame frame) {
        switch (frame) {
            case Frame.Raw(Bytes bytes) -> bytes(bytes);
            case Frame.Decoded(Chunk chunk) -> {
                size += chunk.original().length();
                if (size > MOST) {
                    tooLong = true;
                } else {
                    events.addAll(chunk.events());
                }
            }
        }
    }

    /** More of its bytes. */
    void bytes(Bytes bytes) {
        size += bytes.length();
        if (size > MOST) {
            tooLong = true;
        } else {
            raw.writeBytes(bytes.toArray());
        }
    }

    /** Whether there was more of it than is kept. */
    boolean tooLong() {
        return tooLong;
    }

    /** What it says; null where it says nothing that can be read. Long computing. */
    @Nullable
    Answer read() {
        if (!events.isEmpty()) {
            return Folding.of(events);
        }
        if (raw.size() == 0) {
            return null;
        }
        Bytes bytes = Bytes.of(raw.toByteArray());
        if (dialect.formByFirstByte(bytes.at(0), stream) != AnswerForm.STREAM) {
            return dialect.codec().readAnswer(bytes, Quirks.NONE);
        }
        EventReader reader = dialect.eventReader(Terms.untouched(Operation.CHAT));
        List<Event> read = new ArrayList<>();
        reader.feed(bytes, chunk -> read.addAll(chunk.events()));
        reader.end(true, chunk -> read.addAll(chunk.events()));
        return read.isEmpty() ? null : Folding.of(read);
    }
}
