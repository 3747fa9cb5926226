package io.sluice.gateway.journal;

import org.jspecify.annotations.Nullable;

/** A place in a chain of segments, up to which their records have been read. */
final class SegmentCursor {
    private Segment segment;
    private int at = Segment.HEADER;

    SegmentCursor(Segment first) {
        this.segment = first;
    }

    /** Hands the next record to the sink and returns its size, or 0 when there is none in this segment yet. */
    int read(RecordSink sink) {
        int length = segment.lengthAt(at);
        if (length == 0) {
            return 0;
        }
        int payload = at + Segment.RECORD_HEADER;
        switch (segment.typeAt(at)) {
            case OPENED -> sink.opened(new Opening(segment, payload));
            case ENDED_ALONE -> sink.ended(CallCodec.readAlone(segment.memory(), payload));
            case ENDED -> sink.ended(CallCodec.readEnded(segment.memory(), payload));
            case null -> throw new IllegalStateException(segment.file() + " changed under us at byte " + at);
        }
        int next = Segment.after(at, length);
        int size = next - at;
        at = next;
        return size;
    }

    /** Goes on to the next segment if all of this one is read and there is one; returns the one left, or null. */
    @Nullable
    Segment leave() {
        Segment following = segment.next();
        if (following == null || segment.lengthAt(at) != 0) {
            return null;
        }
        Segment left = segment;
        segment = following;
        at = Segment.HEADER;
        return left;
    }

    int at() {
        return at;
    }

    Segment segment() {
        return segment;
    }
}
