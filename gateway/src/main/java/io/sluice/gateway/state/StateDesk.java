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
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
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

    private final StateStore.Opening opening;
    private final InstantSource clock;
    private final ThreadPoolExecutor thread;
    private final ConcurrentLinkedQueue<StateClaim> claims = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Callable<@Nullable KeptAnswer>> answers = new ConcurrentLinkedQueue<>();
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
        this.thread = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MOST_ASKING), threads);
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

    /** Has an answer written soon; what makes it runs on the desk's thread, and makes nothing of one taken back. */
    void write(Callable<@Nullable KeptAnswer> answer) {
        answers.add(answer);
        schedule();
    }

    private void schedule() {
        if (due.compareAndSet(false, true)) {
            try {
                thread.execute(this::writeAll);
            } catch (RejectedExecutionException _) {
                due.set(false); // the next write asks again
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
        FutureTask<T> task = new FutureTask<>(work);
        try {
            thread.execute(task);
            return task.get();
        } catch (RejectedExecutionException full) {
            throw new IOException("the store of ids has too much to do", full);
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof IOException told ? told : new IOException(failed.getCause());
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
            List<StateClaim> batch = new ArrayList<>();
            for (StateClaim next = claims.poll(); next != null; next = batch.size() < BATCH ? claims.poll() : null) {
                batch.add(next);
            }
            try {
                open().write(batch, made());
                unwritten.addAndGet(-batch.size());
                trim();
                failing = false;
            } catch (IOException failed) {
                claims.addAll(batch);
                told(failed);
                return;
            }
        }
    }

    /** Answers are large, so a few at a time; one that cannot be written is given up. */
    // What makes an answer is ours: whatever it throws must not keep the others from being written.
    @SuppressWarnings("CatchingUnchecked")
    private List<KeptAnswer> made() {
        List<KeptAnswer> made = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            Callable<@Nullable KeptAnswer> next = answers.poll();
            if (next == null) {
                break;
            }
            try {
                KeptAnswer answer = next.call();
                if (answer != null) {
                    made.add(answer);
                }
            } catch (Exception failed) {
                LOG.log(Logger.Level.ERROR, "an answer could not be kept", failed);
            }
        }
        return made;
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
