package io.sluice.gateway.store;

import io.sluice.gateway.journal.Journal;
import io.sluice.gateway.journal.JournalReader;
import io.sluice.gateway.journal.Point;
import io.sluice.gateway.journal.Probe;
import io.sluice.gateway.journal.Refusals;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Carries calls from the journal into {@code calls.db}, in batches, on one platform thread of its own.
 *
 * <p>It looks every {@link #LOOK}, so nobody has to wake it. While the store is locked, full or gone it keeps its batch
 * and tries again, ever more slowly up to {@link #SLOWEST_RETRY}; meanwhile the journal holds the calls.
 */
public final class CallCarrier implements AutoCloseable {
    private static final Duration LOOK = Duration.ofMillis(50);
    private static final Duration SLOWEST_RETRY = Duration.ofSeconds(2);
    private static final int BATCH = 1000;

    private final Path file;
    private final Journal journal;
    private final JournalReader reader;
    private final CallBatch batch;
    private final Probe probe;
    private final LongSupplier nanos;
    private final Thread thread;
    private final AtomicLong rows = new AtomicLong();
    private final AtomicReference<@Nullable CountDownLatch> flush = new AtomicReference<>();
    private @Nullable CallWriter writer;
    private @Nullable Recovery recovery;
    private long retryNanos = LOOK.toNanos();
    private boolean filled;
    private int polled;
    private @Nullable CountDownLatch asked;
    private volatile Supplier<LocalDate> oldestDay = () -> LocalDate.MIN;
    private LocalDate droppedBefore = LocalDate.MIN;
    private volatile long levelAt;
    private volatile @Nullable String failure;
    private volatile boolean recovered;
    private volatile boolean closed;

    /**
     * @param file {@code calls.db}
     * @param journal where calls come from
     * @param refusals where the counts of refusals come from
     * @param nanos a monotonic clock
     */
    public CallCarrier(Path file, Journal journal, Refusals refusals, LongSupplier nanos) {
        this(file, journal, refusals, nanos, Probe.NONE);
    }

    /** The same, telling the points of a record's life; for tests that crash there. */
    public CallCarrier(Path file, Journal journal, Refusals refusals, LongSupplier nanos, Probe probe) {
        this.file = file;
        this.journal = journal;
        this.reader = journal.reader();
        this.batch = new CallBatch(reader, refusals);
        this.recovery = new Recovery(reader, BATCH);
        this.probe = probe;
        this.nanos = nanos;
        this.levelAt = nanos.getAsLong();
        this.thread = Thread.ofPlatform().name("calls-writer").daemon().unstarted(this::run);
    }

    /**
     * Opens the store and starts the thread.
     *
     * @throws StoreRefused when the file must not be used; a store that is merely locked or full is tried again later
     */
    public void start() throws StoreRefused {
        try {
            writer = CallWriter.open(file);
        } catch (StoreRefused refused) {
            throw refused;
        } catch (SQLException failed) {
            failure = failed.getMessage();
        }
        thread.start();
    }

    /**
     * Drops the days before this one, now and whenever it gives a later one. Any thread.
     *
     * @param oldest the oldest day to keep, UTC
     */
    public void keepFrom(Supplier<LocalDate> oldest) {
        oldestDay = oldest;
    }

    /** How it stands. Any thread. */
    public CarrierState state() {
        boolean level = recovered && journal.state().lagRecords() == 0;
        long behind = level ? 0 : Math.max(0, (nanos.getAsLong() - levelAt) / 1000);
        return new CarrierState(rows.get(), behind, failure, recovered);
    }

    /**
     * Carries what is in the journal now, and waits for it.
     *
     * @return whether it was all carried within {@code most}
     */
    public boolean flush(Duration most) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        while (!flush.compareAndSet(null, done)) {
            CountDownLatch other = flush.get();
            if (other != null && !other.await(most.toNanos(), TimeUnit.NANOSECONDS)) {
                return false;
            }
        }
        LockSupport.unpark(thread);
        return done.await(most.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Ends the thread after the batch at hand. What was not carried stays in the journal for the next start. */
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

    private void run() {
        boolean more = true;
        try {
            while (!closed) {
                if (!more) {
                    LockSupport.parkNanos(this, LOOK.toNanos());
                }
                more = attempt();
            }
        } finally {
            drop();
            if (!closed) {
                failure = "The thread that writes calls has died of an error; restart the gateway, nothing is lost.";
            }
        }
    }

    /** One batch; whether the next one should follow at once. */
    private boolean attempt() {
        try {
            CallWriter open = writer;
            if (open == null) {
                open = CallWriter.open(file);
                writer = open;
            }
            Recovery left = recovery;
            boolean more = left != null ? recover(left, open) : carry(open);
            failure = null;
            retryNanos = LOOK.toNanos();
            return more;
        } catch (SQLException | IOException failed) {
            failure = failed.getMessage();
            drop();
            LockSupport.parkNanos(this, retryNanos);
            retryNanos = Math.min(2 * retryNanos, SLOWEST_RETRY.toNanos());
            return false;
        }
    }

    private boolean recover(Recovery left, CallWriter open) throws SQLException, IOException {
        if (left.step(open)) {
            forceLog();
            probe.reached(Point.RECOVERED);
            reader.leftoverCarried();
            recovery = null;
            recovered = true;
        }
        return true;
    }

    private boolean carry(CallWriter open) throws SQLException, IOException {
        dropOldDays(open);
        if (!filled) { // else it is the batch of a failed attempt
            asked = flush.get();
            polled = batch.fill(BATCH);
            filled = true;
        }
        if (!batch.isEmpty()) {
            open.begin();
            batch.write(open);
            probe.reached(Point.BATCH_WRITTEN);
            open.commit();
            probe.reached(Point.BATCH_COMMITTED);
            if (reader.leavesSegments()) {
                forceLog();
            }
        }
        rows.addAndGet(batch.committed());
        filled = false;
        if (polled < BATCH) {
            levelAt = nanos.getAsLong();
            CountDownLatch waiting = asked;
            if (waiting != null && flush.compareAndSet(waiting, null)) {
                waiting.countDown();
            }
        }
        return polled == BATCH;
    }

    /** In a transaction of its own, as it may take a while: the journal has the calls meanwhile. */
    private void dropOldDays(CallWriter open) throws SQLException {
        LocalDate oldest = oldestDay.get();
        if (!oldest.equals(droppedBefore)) {
            open.begin();
            open.dropDaysBefore(oldest);
            open.commit();
            droppedBefore = oldest;
        }
    }

    /**
     * Before segments are written over, the commits they are replaced by must survive a power cut too. SQLite holds no
     * locks on this file, so closing a second handle to it releases none.
     */
    private void forceLog() throws IOException {
        Path log = file.resolveSibling(file.getFileName() + "-wal");
        if (!Files.exists(log)) {
            return; // all commits were moved into the file itself, and forced with it
        }
        try (FileChannel channel = FileChannel.open(log, StandardOpenOption.WRITE)) {
            channel.force(false);
        }
    }

    private void drop() {
        CallWriter open = writer;
        writer = null;
        if (open != null) {
            try {
                open.close();
            } catch (SQLException failed) {
                failure = failed.getMessage();
            }
        }
    }
}
