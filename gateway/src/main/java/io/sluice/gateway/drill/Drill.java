package io.sluice.gateway.drill;

import io.sluice.gateway.call.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** One drill, under way or ended, and what was seen of it. Safe for all threads. */
final class Drill {
    private static final int MOST_TARGETS = 100;

    private final String id;
    private final DrillPlan plan;
    private final Start start;
    private final @Nullable Rehearsed rehearsed;
    private final @Nullable Before before;
    private final Figures drilled = new Figures();
    private final Figures others = new Figures();
    private final LongAdder struck = new LongAdder();
    private final LongAdder spared = new LongAdder();
    private final LongAdder avoided = new LongAdder();
    private final AtomicLong noticedAfter = new AtomicLong(Report.NEVER);
    private final AtomicReference<@Nullable Ended> ended = new AtomicReference<>();
    private final AtomicReference<@Nullable Duration> recovered = new AtomicReference<>();
    private final Set<String> targets = ConcurrentHashMap.newKeySet();
    private final Set<Silence> held = ConcurrentHashMap.newKeySet();
    private final CountDownLatch over = new CountDownLatch(1);

    /** When it began, by both clocks. */
    record Start(Instant at, long nanos) {}

    /** How it ended, and when. */
    record Ended(Report.How how, Instant at, long nanos) {}

    /** What was seen before it, in calls of so long a time. */
    record Before(Seen seen, Duration time) {}

    /**
     * One that begins now.
     *
     * @param rehearsed the health its calls go by; null where they go by everybody's
     * @param before what was seen before; null where no record is kept, or it cannot be read
     */
    Drill(String id, DrillPlan plan, Start start, @Nullable Rehearsed rehearsed, @Nullable Before before) {
        this.id = id;
        this.plan = plan;
        this.start = start;
        this.rehearsed = rehearsed;
        this.before = before;
    }

    String id() {
        return id;
    }

    DrillPlan plan() {
        return plan;
    }

    @Nullable
    Rehearsed rehearsed() {
        return rehearsed;
    }

    /** Figures of the calls that it is made for, or of those it could have been made for. */
    Figures figures(boolean inDrill) {
        return inDrill ? drilled : others;
    }

    /** Whether it makes attempts fail now. */
    boolean runs(long now) {
        return ended.get() == null && now - start.nanos < plan.lasts().toNanos();
    }

    boolean ended() {
        return ended.get() != null;
    }

    /** Whether its time is over, though nobody has ended it yet. */
    boolean due(long now) {
        return !ended() && !runs(now);
    }

    /** Ends it, once; whether this did. */
    boolean end(Ended how) {
        if (!ended.compareAndSet(null, how)) {
            return false;
        }
        over.countDown();
        held.forEach(Silence::letGo);
        return true;
    }

    /** Waits for its end, so long at most; whether it has ended. */
    boolean awaitEnd(Duration most) throws InterruptedException {
        return over.await(most.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** An attempt that keeps silent: it is let go when the drill ends. */
    void hold(Silence waiting) {
        held.add(waiting);
        if (ended()) {
            waiting.letGo();
        }
    }

    void release(Silence waiting) {
        held.remove(waiting);
    }

    /** A fault was made. */
    void struck() {
        struck.increment();
    }

    /** An attempt at this target is in its hands. */
    void aimedAt(Target target) {
        if (targets.size() < MOST_TARGETS) {
            targets.add(target.served());
        }
    }

    /** A call was left alone, as no target would have been left for it. */
    void spare() {
        spared.increment();
    }

    /** A call of it went elsewhere at once, as the target was seen to fail. */
    void avoid() {
        avoided.increment();
        long faults = struck.sum();
        noticedAfter.compareAndSet(Report.NEVER, faults);
    }

    /** Whether it is to be seen yet that what it struck answers again. */
    boolean watches(long now, Duration most) {
        Ended how = ended.get();
        return how != null && recovered.get() == null && !targets.isEmpty() && now - how.nanos < most.toNanos();
    }

    /** A target answered a call it is made for, after the end; whether it is one that was struck. */
    boolean answered(Target target, long now) {
        Ended how = ended.get();
        return how != null
                && targets.contains(target.served())
                && recovered.compareAndSet(null, Duration.ofNanos(Math.max(0, now - how.nanos)));
    }

    Report report(long now) {
        Ended how = ended.get();
        Duration lasted = Duration.ofNanos((how == null ? now : how.nanos) - start.nanos);
        return new Report(
                id,
                plan,
                new Report.Course(
                        start.at,
                        lasted.compareTo(plan.lasts()) > 0 ? plan.lasts() : lasted,
                        how == null ? null : how.how,
                        how == null ? null : how.at,
                        recovered.get()),
                new Report.Counts(struck.sum(), spared.sum(), avoided.sum(), noticedAfter.get()),
                before == null ? null : before.seen,
                before == null ? Duration.ZERO : before.time,
                drilled.seen(),
                others.seen());
    }
}
