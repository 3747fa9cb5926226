package io.sluice.dialects.openai.chat;

import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.JsonReader;
import io.sluice.dialects.json.Kind;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Finds the value of an event's top-level {@code model}.
 *
 * <p>The events of a stream mostly begin alike, up to and including the model. So the beginning of the last event is
 * kept, and where the next begins with the same bytes its model is at the same place, without reading.
 */
final class ModelPlace {
    private static final byte[] MODEL = "model".getBytes(StandardCharsets.US_ASCII);
    /** A longer beginning is one with content in it, which the next event will not share. */
    private static final int LONGEST = 1_024;

    private byte[] beginning = new byte[256];
    private Bytes known = Bytes.of(new byte[0]);
    private int knownStart;
    private int start;
    private int end;

    /** Looks in the object that begins at {@code from} and ends before {@code to}: whether it has a model's name. */
    boolean find(Bytes bytes, int from, int to) {
        int length = known.length();
        if (length > 0 && to - from > length && beginsAlike(bytes, from, length)) {
            start = from + knownStart;
            end = from + length;
            return true;
        }
        return read(bytes, from, to);
    }

    /** Where the name found last begins, its quote included. */
    int start() {
        return start;
    }

    /** Where it ends, its quote included. */
    int end() {
        return end;
    }

    private boolean beginsAlike(Bytes bytes, int from, int length) {
        if (length < 8) {
            return false;
        }
        for (int i = 0; i + 8 <= length; i += 8) {
            if (bytes.longAt(from + i) != known.longAt(i)) {
                return false;
            }
        }
        return bytes.longAt(from + length - 8) == known.longAt(length - 8);
    }

    private boolean read(Bytes bytes, int from, int to) {
        JsonReader json = new JsonReader(bytes.slice(from, to), 0);
        if (!json.enter(Kind.OBJECT)) {
            return false;
        }
        while (json.more()) {
            if (!json.nameIs(MODEL)) {
                json.skip();
            } else if (json.peek() == Kind.STRING) {
                start = from + json.position();
                json.skip();
                end = from + json.offset();
                remember(bytes, from);
                return true;
            } else {
                return false;
            }
        }
        return false;
    }

    private void remember(Bytes bytes, int from) {
        int length = end - from;
        if (length > LONGEST) {
            return;
        }
        if (length > beginning.length) {
            beginning = Arrays.copyOf(beginning, LONGEST);
        }
        bytes.copyTo(from, end, beginning, 0);
        known = Bytes.of(beginning, 0, length);
        knownStart = start - from;
    }
}
