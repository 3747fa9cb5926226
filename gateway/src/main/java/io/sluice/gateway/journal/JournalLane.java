package io.sluice.gateway.journal;

import io.sluice.gateway.journal.Admission.Refused;
import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The journal of one event loop. Appending is a memory write: no lock, no system call (but one per segment), no waiting.
 *
 * <p>Every opening reserves the room of its end, at its largest: whatever fails in between, a call that was begun can
 * end. All methods are for the loop's thread alone.
 */
public final class JournalLane {
    /** The most a record takes, with its header and the zeros after it. */
    private static final int OPENING = Segment.RECORD_HEADER + CallCodec.LARGEST_OPENED;

    private static final int END = Segment.RECORD_HEADER + CallCodec.LARGEST_ENDED;

    private final SegmentPool pool;
    private final Probe probe;
    private final ArrayDeque<Segment> spare = new ArrayDeque<>();
    private final int endsPerSegment;
    private final AtomicLong records = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private @Nullable Segment current;
    private volatile @Nullable Segment first;
    private int open;

    JournalLane(SegmentPool pool, int segmentBytes, Probe probe) {
        this.pool = pool;
        this.probe = probe;
        this.endsPerSegment = (segmentBytes - Segment.HEADER) / END;
    }

    /**
     * Records a call before its upstream is called, and keeps room for its end.
     *
     * @return granted, or why there is no room; then nothing was recorded and {@link #end} must not be called
     */
    public Admission begin(CallOpened opened) {
        if (!hasRoom(OPENING, open + 1)) {
            return refusal();
        }
        Segment segment = segmentFor(OPENING);
        int end = CallCodec.write(opened, segment.memory(), segment.payloadStart());
        count(segment.publish(RecordType.OPENED, end));
        open++;
        probe.reached(Point.OPENED);
        return Admission.GRANTED;
    }

    /** Records the end of a call that {@link #begin} granted. Always fits; exactly once per call. */
    public void end(CallRow row) {
        if (open == 0) {
            throw new IllegalStateException("no call is open in this lane: " + row.id() + " was not begun here");
        }
        append(row);
        open--;
    }

    /**
     * Records a call that needed no upstream (it was refused, or answered here), all at once.
     *
     * @return granted, or why there is no room; then nothing was recorded
     */
    public Admission record(CallRow row) {
        if (!hasRoom(END, open)) {
            return refusal();
        }
        append(row);
        return Admission.GRANTED;
    }

    /** How many calls were begun and have not ended. */
    public int open() {
        return open;
    }

    private void append(CallRow row) {
        Segment segment = segmentFor(END);
        int end = CallCodec.write(row, segment.memory(), segment.payloadStart());
        count(segment.publish(RecordType.ENDED, end));
        probe.reached(Point.ENDED);
    }

    /** Whether a record of {@code need} bytes fits and {@code ends} ends after it; takes prepared segments to make it so. */
    private boolean hasRoom(int need, int ends) {
        while (endsAfter(need) < ends) {
            Segment segment = pool.take();
            if (segment == null) {
                return false;
            }
            spare.add(segment);
        }
        return true;
    }

    /** How many ends surely fit after a record of {@code need} bytes; less than 0 where that one does not fit. */
    private int endsAfter(int need) {
        int room = current == null ? 0 : current.room();
        if (need <= room) {
            return (room - need) / END + spare.size() * endsPerSegment;
        }
        Segment next = spare.peek();
        return next == null ? -1 : (next.room() - need) / END + (spare.size() - 1) * endsPerSegment;
    }

    private Segment segmentFor(int need) {
        Segment now = current;
        if (now != null && now.room() >= need) {
            return now;
        }
        Segment next = spare.remove();
        current = next;
        if (now == null) {
            first = next;
        } else {
            now.next(next);
        }
        probe.reached(Point.ROTATED);
        return next;
    }

    private Refused refusal() {
        Refused failure = pool.failure();
        return failure != null
                ? failure
                : new Refused(
                        "storage_full",
                        "The journal is preparing its next segment; the disk is slower than the"
                                + " calls come. Try again at once.");
    }

    private void count(int size) {
        records.setRelease(records.getPlain() + 1);
        bytes.setRelease(bytes.getPlain() + size);
    }

    /** Records appended so far. Any thread. */
    long records() {
        return records.getAcquire();
    }

    /** Bytes appended so far. Any thread. */
    long bytes() {
        return bytes.getAcquire();
    }

    /** The lane's first segment, once there is one. Any thread. */
    @Nullable
    Segment firstSegment() {
        return first;
    }

    /** Notes that the store has all of the current segment. Only when nothing is appended any more. */
    void markClean() {
        if (current != null) {
            current.markClean();
        }
    }
}
