package io.sluice.gateway.journal;

import io.sluice.gateway.journal.SegmentScan.Found;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Reads the journal's records for the store and gives back the segments the store has taken. For one thread.
 *
 * <p>First all that a former process left ({@link #pollLeftover} until it gives 0, then {@link #leftoverCarried}), then
 * the lanes: {@link #poll}, write, commit, {@link #carried}, again and again. What was polled is not given twice, so a
 * batch that cannot be committed is kept and tried again.
 */
public final class JournalReader {
    private final List<JournalLane> lanes;
    private final @Nullable SegmentCursor[] cursors;
    private final SegmentPool pool;
    private final List<Found> leftover;
    private final Deque<Found> unread;
    private final List<Segment> passed = new ArrayList<>();
    private final AtomicLong carriedRecords = new AtomicLong();
    private final AtomicLong carriedBytes = new AtomicLong();
    private @Nullable SegmentCursor old;
    private int oldEnd;
    private long polledRecords;
    private long polledBytes;

    JournalReader(List<JournalLane> lanes, SegmentPool pool, List<Found> leftover) {
        this.lanes = lanes;
        this.cursors = new SegmentCursor[lanes.size()];
        this.pool = pool;
        this.leftover = new ArrayList<>(leftover);
        this.unread = new ArrayDeque<>(leftover);
    }

    /** Hands up to {@code most} records of former processes to the sink; 0 when all were given. */
    public int pollLeftover(RecordSink sink, int most) {
        int count = 0;
        while (count < most) {
            if (old == null) {
                Found next = unread.poll();
                if (next == null) {
                    return count;
                }
                old = new SegmentCursor(next.segment());
                oldEnd = next.end();
            }
            if (old.at() >= oldEnd) {
                old = null;
            } else {
                polledBytes += old.read(sink);
                polledRecords++;
                count++;
            }
        }
        return count;
    }

    /** All that former processes left is committed: their segments are given back. */
    public void leftoverCarried() {
        leftover.forEach(found -> pool.retire(found.segment()));
        leftover.clear();
        settle();
    }

    /** Hands up to {@code most} new records to the sink, lane after lane; 0 when there are none. */
    public int poll(RecordSink sink, int most) {
        int count = 0;
        for (int i = 0; i < cursors.length; i++) {
            SegmentCursor cursor = cursor(i);
            while (cursor != null && count < most) {
                int size = cursor.read(sink);
                if (size > 0) {
                    polledBytes += size;
                    polledRecords++;
                    count++;
                } else {
                    Segment left = cursor.leave();
                    if (left == null) {
                        break;
                    }
                    passed.add(left);
                }
            }
        }
        return count;
    }

    /** Whether segments wait for {@link #carried} to be given back. */
    public boolean leavesSegments() {
        return !passed.isEmpty();
    }

    /** Whether the opening's segment is given back by the next {@link #carried}, so that it must be kept elsewhere first. */
    public boolean leaves(Opening opening) {
        return passed.contains(opening.segment());
    }

    /** All that was polled is committed: segments read to their end are given back. */
    public void carried() {
        passed.forEach(pool::retire);
        passed.clear();
        settle();
    }

    private void settle() {
        carriedRecords.setRelease(polledRecords);
        carriedBytes.setRelease(polledBytes);
    }

    private @Nullable SegmentCursor cursor(int lane) {
        if (cursors[lane] == null) {
            Segment first = lanes.get(lane).firstSegment();
            if (first != null) {
                cursors[lane] = new SegmentCursor(first);
            }
        }
        return cursors[lane];
    }

    long carriedRecords() {
        return carriedRecords.getAcquire();
    }

    long carriedBytes() {
        return carriedBytes.getAcquire();
    }
}
