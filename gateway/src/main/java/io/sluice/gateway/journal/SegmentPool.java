package io.sluice.gateway.journal;

import io.sluice.gateway.journal.Admission.Refused;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Keeps prepared segments ahead of the lanes, on a thread of its own, and turns carried ones into prepared ones.
 *
 * <p>While no segment can be prepared it tries again every {@link #RETRY}, so admission comes back without a restart.
 */
final class SegmentPool implements AutoCloseable {
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final SegmentSource source;
    private final int ahead;
    private final int most;
    private final Queue<Segment> prepared = new ConcurrentLinkedQueue<>();
    private final AtomicInteger ready = new AtomicInteger();
    private final Queue<Segment> retired = new ConcurrentLinkedQueue<>();
    private final AtomicInteger files = new AtomicInteger();
    private final Thread thread;
    private long nextSequence;
    private volatile @Nullable Refused failure;
    private volatile boolean closed;

    /**
     * @param ahead how many segments wait prepared
     * @param most how many segment files may be on the disk, those waiting for the store included
     * @param nextSequence the number of the first segment prepared here
     */
    SegmentPool(SegmentSource source, int ahead, int most, long nextSequence) {
        this.source = source;
        this.ahead = ahead;
        this.most = most;
        this.nextSequence = nextSequence;
        this.thread = Thread.ofPlatform().name("journal-segments").daemon().unstarted(this::run);
    }

    /** Takes over what a former process left: ready segments, used-up ones, and a count of those still to be read. */
    void adopt(List<Segment> untouched, List<Segment> clean, int leftover) {
        prepared.addAll(untouched);
        ready.addAndGet(untouched.size());
        retired.addAll(clean);
        files.addAndGet(untouched.size() + clean.size() + leftover);
    }

    /** Prepares until {@code count} segments wait, or fails; then leaves the rest to the thread. */
    void start(int count) {
        while (ready.get() < count && failure == null) {
            prepareOne();
        }
        thread.start();
    }

    /** A prepared segment, or null when there is none. Never blocks; for the lanes. */
    @Nullable
    Segment take() {
        Segment segment = prepared.poll();
        if (segment != null) {
            ready.decrementAndGet();
            LockSupport.unpark(thread);
        }
        return segment;
    }

    /** A segment whose records are all in the store; it becomes a prepared one when one is needed. */
    void retire(Segment segment) {
        segment.markClean();
        retired.add(segment);
        LockSupport.unpark(thread);
    }

    /** Why no segment can be prepared, or null while they can. */
    @Nullable
    Refused failure() {
        return failure;
    }

    int files() {
        return files.get();
    }

    int prepared() {
        return ready.get();
    }

    private void run() {
        while (!closed) {
            if (ready.get() < ahead) {
                prepareOne();
            } else if (retired.size() > ahead) {
                dropSurplus();
            } else if (!closed) {
                LockSupport.park(this);
            }
            if (!closed && failure != null) {
                LockSupport.parkNanos(this, RETRY.toNanos());
            }
        }
    }

    private void prepareOne() {
        Segment old = retired.poll();
        try {
            if (old != null) {
                files.decrementAndGet(); // a renewal that fails gives the file up
                add(source.renew(old, nextSequence));
            } else if (files.get() < most) {
                add(source.create(nextSequence));
            } else {
                failure = new Refused(
                        "storage_full",
                        "The journal holds " + most + " segments that the store has not taken yet, the most it may."
                                + " Is calls.db locked, or its disk full? Calls go on once it takes them.");
            }
        } catch (IOException failed) {
            failure = new Refused(
                    "storage_full",
                    "The journal cannot prepare its next segment: " + failed
                            + ". Free space on the disk of the data folder, or mend it; calls go on within seconds.");
        }
    }

    private void add(Segment segment) {
        nextSequence++;
        files.incrementAndGet();
        prepared.add(segment);
        ready.incrementAndGet();
        failure = null;
    }

    private void dropSurplus() {
        Segment surplus = retired.poll();
        if (surplus != null) {
            files.decrementAndGet();
            try {
                source.delete(surplus);
            } catch (IOException _) {
                // It stays as a file whose records are in the store; the next start reads it again and changes nothing.
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        try {
            thread.join(Duration.ofSeconds(10));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
