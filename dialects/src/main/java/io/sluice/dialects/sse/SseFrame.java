package io.sluice.dialects.sse;

import io.sluice.dialects.json.Bytes;

/**
 * One frame, as the framer hands it over: a view that is filled anew for the next one.
 *
 * <p>A frame is an event (its lines and the blank one that ends it), a blank line where no event was open, or a comment
 * line where no event was open. Frames follow each other without gaps, so passing all of them on passes everything on.
 */
public final class SseFrame {
    /** What a frame is. */
    public enum Sort {
        /** At least one field line, and the blank line. */
        EVENT,
        /** A comment line, or a blank one, outside any event. */
        IDLE,
        /** The line feed of a CR LF whose CR ended the frame before; nothing else. */
        TAIL
    }

    Sort sort = Sort.IDLE;
    int start;
    int end;
    int dataLines;
    int dataStart;
    int dataEnd;
    int otherFields;
    int hits;

    SseFrame() {}

    /** What this frame is. */
    public Sort sort() {
        return sort;
    }

    /** Where it begins in the bytes it came with. */
    public int start() {
        return start;
    }

    /** Where it ends there. */
    public int end() {
        return end;
    }

    /** How many {@code data} lines it has. */
    public int dataLines() {
        return dataLines;
    }

    /** Where the value of its first {@code data} line begins, the blank after the colon left out. */
    public int dataStart() {
        return dataStart;
    }

    /** Where the value of its first {@code data} line ends. */
    public int dataEnd() {
        return dataEnd;
    }

    /** Whether it has field lines besides {@code data}. */
    public boolean hasOtherFields() {
        return otherFields > 0;
    }

    /** Which of the watched keys it holds, with a value that says something: bit i for key i. */
    public int hits() {
        return hits;
    }

    /** The event's data, joined as the standard says where it has several lines. */
    public Bytes data(Bytes source) {
        return dataLines <= 1 ? source.slice(dataStart, dataEnd) : Bytes.of(SseLines.data(source.slice(start, end)));
    }

    /** The value of the event's {@code event} field, the last if there are several; empty where it has none. */
    public String event(Bytes source) {
        return otherFields == 0 ? "" : SseLines.last(source.slice(start, end), "event");
    }

    void clear(int from) {
        start = from;
        dataLines = 0;
        dataStart = from;
        dataEnd = from;
        otherFields = 0;
        hits = 0;
    }
}
