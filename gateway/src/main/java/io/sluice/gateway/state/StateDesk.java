package io.sluice.gateway.state;

import io.sluice.gateway.account.KeptAnswer;
import io.sluice.gateway.account.StateClaim;
import io.sluice.gateway.account.StateStore;
import java.io.IOException;
import java.lang.System.Logger;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The one platform thread that reads and writes the store of claims and kept answers. Who writes never waits; who reads
 * waits on a thread that may. What could not be written is tried again with the next write, so many at most.
 */
public final class StateDesk implements AutoCloseable {
    private static final Logger LOG = System.getLogger("sluice");
    private static final Duration CLAIMS_LAST = Duration.ofDays(30);
    private static final Duration TRIM_EACH = Duration.ofMinutes(10);
    private static final Duration ENDING = Duration.ofSeconds(10);
    private static final int MOST_CLAIMS = 1_000_000;
    private static final int MOST_UNWRITTEN = 100_000;
    private static final int MOST_ASKING = 10_000;
    private static final int BATCH = 1_000;
    private static final int FEW = 16;

    private final StateStore.Opening opening;
    private final InstantSource clock;
    private final ScheduledThreadPoolExecutor thread;
    private final AtomicInteger asking = new AtomicInteger();
    private final ConcurrentLinkedQueue<StateClaim> claims = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Making> answers = new ConcurrentLinkedQueue<>();
    private final AtomicInteger unwritten = new AtomicInteger();
    private final AtomicBoolean due = new AtomicBoolean();
    private volatile Duration answersLast = Duration.ZERO;
    private @Nullable StateStore store;
    private Instant trimmed = Instant.EPOCH;
    private boolean failing;

    /**
     * A desk whose store is opened when it is first needed.
     *
     * @param threads makes its one thread, a platform thread
     */
    public StateDesk(StateStore.Opening opening, ThreadFactory threads, InstantSource clock) {
        this.opening = opening;
        this.clock = clock;
        this.thread = new ScheduledThreadPoolExecutor(1, threads);
        thread.scheduleWithFixedDelay(this::tidy, TRIM_EACH.toSeconds(), TRIM_EACH.toSeconds(), TimeUnit.SECONDS);
    }

    /** Kept answers are forgotten after that time. */
    public void keepAnswers(Duration time) {
        answersLast = time;
    }

    /** Has a claim written soon. */
    void write(StateClaim claim) {
        if (unwritten.incrementAndGet() > MOST_UNWRITTEN) {
            unwritten.decrementAndGet();
            return; // the store has failed for long, as the log says
        }
        claims.add(claim);
        schedule();
    }

    /** Makes an answer for the store, on the desk's thread. */
    interface Making {
        /** The answer; null where it was taken back meanwhile. */
        @Nullable
        KeptAnswer make() throws IOException;

        /** It is in the store, or given up. */
        void written();
    }

    /** Has an answer written soon. */
    void write(Making answer) {
        answers.add(answer);
        schedule();
    }

    private void schedule() {
        if (due.compareAndSet(false, true)) {
            try {
                thread.execute(this::writeAll);
            } catch (RejectedExecutionException _) {
                due.set(false); // closed
            }
        }
    }

    /** The claims of an id in the store. Waits. */
    List<StateClaim> claims(String id) throws IOException, InterruptedException {
        return ask(() -> open().claims(id));
    }

    /** The kept answer of an id. Waits. */
    @Nullable
    KeptAnswer answer(String id) throws IOException, InterruptedException {
        return ask(() -> open().answer(id));
    }

    /** Forgets a kept answer. Waits. */
    void forget(String id) throws IOException, InterruptedException {
        ask(() -> {
            open().forget(id);
            return id;
        });
    }

    private <T extends @Nullable Object> T ask(Callable<T> work) throws IOException, InterruptedException {
        if (asking.incrementAndGet() > MOST_ASKING) {
            asking.decrementAndGet();
            throw new IOException("the store of ids has too much to do");
        }
        FutureTask<T> task = new FutureTask<>(work);
        try {
            thread.execute(task);
            return task.get();
        } catch (RejectedExecutionException closed) {
            throw new IOException("the store of ids is closed", closed);
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof IOException told ? told : new IOException(failed.getCause());
        } finally {
            asking.decrementAndGet();
        }
    }

    private StateStore open() throws IOException {
        StateStore open = store;
        if (open == null) {
            open = opening.open();
            store = open;
        }
        return open;
    }

    private void writeAll() {
        due.set(false);
        while (!claims.isEmpty() || !answers.isEmpty()) {
            List<StateClaim> batch = taken(claims, BATCH);
            // Answers are large: a few at a time.
            List<Making> making = taken(answers, FEW);
            try {
                open().write(batch, made(making));
                unwritten.addAndGet(-batch.size());
                making.forEach(Making::written);
                trim();
                failing = false;
            } catch (IOException failed) {
                claims.addAll(batch);
                answers.addAll(making);
                told(failed);
                return;
            }
        }
    }

    private static <T> List<T> taken(ConcurrentLinkedQueue<T> queue, int most) {
        List<T> taken = new ArrayList<>();
        for (T next = queue.poll(); next != null; next = taken.size() < most ? queue.poll() : null) {
            taken.add(next);
        }
        return taken;
    }

    private static List<KeptAnswer> made(List<Making> making) throws IOException {
        List<KeptAnswer> made = new ArrayList<>();
        for (Making each : making) {
            KeptAnswer answer = each.make();
            if (answer != null) {
                made.add(answer);
            }
        }
        return made;
    }

    private void tidy() {
        try {
            trim();
        } catch (IOException failed) {
            told(failed);
        }
    }

    private void trim() throws IOException {
        Instant now = clock.instant();
        if (trimmed.plus(TRIM_EACH).isBefore(now)) {
            trimmed = now;
            open().trim(now.minus(CLAIMS_LAST), MOST_CLAIMS, now.minus(answersLast));
        }
    }

    private void told(IOException failed) {
        if (!failing) {
            failing = true;
            LOG.log(Logger.Level.WARNING, "ids of providers' state are not written down: " + failed.getMessage());
        }
    }

    /** Writes what there is and closes the store. */
    @Override
    public void close() {
        try {
            thread.execute(() -> {
                writeAll();
                shut();
            });
            thread.shutdown();
            if (!thread.awaitTermination(ENDING.toSeconds(), TimeUnit.SECONDS)) {
                LOG.log(Logger.Level.WARNING, "the store of ids did not close within " + ENDING);
            }
        } catch (RejectedExecutionException _) {
            thread.shutdownNow();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void shut() {
        StateStore open = store;
        store = null;
        try {
            if (open != null) {
                open.close();
            }
        } catch (IOException failed) {
            told(failed);
        }
    }
}
