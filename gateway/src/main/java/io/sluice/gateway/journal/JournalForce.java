package io.sluice.gateway.journal;

import io.sluice.gateway.journal.Admission.Refused;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Has the kernel write what was appended to the disk, every {@link #INTERVAL} on a thread of its own, so that a power cut
 * takes about a second of the record at most. Nobody waits for it.
 */
final class JournalForce implements AutoCloseable {
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final List<Progress> lanes;
    private final Probe probe;
    private final Thread thread;
    private volatile @Nullable Refused failure;
    private volatile boolean closed;

    /** How far a lane is forced: its first so many bytes, the last of them in {@code segment}. */
    private static final class Progress {
        private final JournalLane lane;
        private @Nullable Segment segment;
        private long bytes;

        Progress(JournalLane lane) {
            this.lane = lane;
        }
    }

    JournalForce(List<JournalLane> lanes, Probe probe) {
        this.lanes = lanes.stream().map(Progress::new).toList();
        this.probe = probe;
        this.thread = Thread.ofPlatform().name("journal-force").daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Why the last attempt failed, or null. Calls go on all the same: the process's own death still loses nothing. */
    @Nullable
    Refused failure() {
        return failure;
    }

    private void run() {
        while (!closed) {
            LockSupport.parkNanos(this, INTERVAL.toNanos());
            force();
        }
    }

    /** Forces what was appended since the last time, and returns how many bytes of records that were. For one thread. */
    long force() {
        long forced = 0;
        try {
            for (Progress lane : lanes) {
                forced += force(lane);
            }
            failure = null;
        } catch (UncheckedIOException failed) {
            failure = new Refused(
                    "storage_failed",
                    "The journal cannot be forced to the disk: " + failed.getCause()
                            + ". Calls are recorded and go on; a power cut now would lose records. Mend the disk of the"
                            + " data folder.");
        }
        if (forced > 0) {
            probe.reached(Point.FORCED);
        }
        return forced;
    }

    private static long force(Progress progress) {
        long appended = progress.lane.bytes(); // before the look at the segments, which may hold more by then
        long more = appended - progress.bytes;
        Segment segment = progress.segment == null ? progress.lane.firstSegment() : progress.segment;
        if (more == 0 || segment == null) {
            return 0;
        }
        for (Segment next = segment.next(); next != null; next = segment.next()) {
            segment.force();
            segment = next;
        }
        segment.force();
        progress.segment = segment;
        progress.bytes = appended;
        return more;
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
