package io.sluice.gateway.drill;

import io.sluice.gateway.admin.Refused;
import io.sluice.gateway.call.Failure;
import io.sluice.gateway.call.Lanes;
import io.sluice.gateway.journal.AttemptRow;
import io.sluice.gateway.journal.CallRow;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The drills of this process, in memory alone: what ends it ends them, and a restart knows of none. Outlives reloads.
 * Starting reads the record and so blocks; all else is for any thread.
 */
public final class Drills implements AutoCloseable {
    private static final int MOST_RUNNING = 8;
    private static final int MOST_KEPT = 32;
    private static final int ROWS = 5_000;
    private static final Duration LOOK_BACK = Duration.ofMinutes(15);
    private static final Duration LOOK_AFTER = Duration.ofMinutes(10);

    private final World world;
    private final AtomicLong number = new AtomicLong();
    private final List<Drill> running = new CopyOnWriteArrayList<>();
    private final List<Drill> watched = new CopyOnWriteArrayList<>();
    private final List<Drill> kept = new CopyOnWriteArrayList<>();

    /**
     * Everything drills need of the world around them.
     *
     * @param ticker nanoseconds that only grow
     * @param chance used from every loop at once
     * @param later does something after a time
     * @param lanes how targets really do
     * @param health makes a health for one drill
     * @param past the record of calls
     * @param log told what begins and ends
     */
    public record World(
            LongSupplier ticker,
            InstantSource wall,
            RandomGenerator chance,
            BiConsumer<Duration, Runnable> later,
            Lanes lanes,
            Supplier<Rehearsed> health,
            Past past,
            Consumer<String> log) {}

    /** None yet. */
    public Drills(World world) {
        this.world = world;
    }

    World world() {
        return world;
    }

    /**
     * Begins one, and returns how it stands.
     *
     * @throws Refused where too many run already
     */
    public Report start(DrillPlan plan) {
        tidy();
        Drill.Before before = before(plan);
        Drill drill = begin(plan, before);
        world.log.accept("drill " + drill.id() + " begins: " + plan.words() + ", "
                + plan.lasts().toSeconds() + " s");
        world.later.accept(plan.lasts(), this::tidy);
        return drill.report(now());
    }

    private synchronized Drill begin(DrillPlan plan, Drill.@Nullable Before before) {
        if (running.size() >= MOST_RUNNING) {
            throw new Refused(Failure.of(
                    409,
                    "too_many_drills",
                    "There are " + running.size() + " drills under way already; stop one first"));
        }
        Drill drill = new Drill(
                "d" + number.incrementAndGet(),
                plan,
                new Drill.Start(world.wall.instant(), now()),
                plan.taught() ? null : world.health.get(),
                before);
        while (kept.size() >= MOST_KEPT) {
            forget();
        }
        kept.add(drill);
        running.add(drill);
        return drill;
    }

    private void forget() {
        kept.stream().filter(Drill::ended).findFirst().ifPresent(kept::remove);
    }

    /** What the record says of such calls of the time before. */
    private Drill.@Nullable Before before(DrillPlan plan) {
        long until = micros(world.wall.instant());
        long from = until - LOOK_BACK.toNanos() / 1_000;
        Figures figures = new Figures();
        long oldest = until;
        try {
            for (CallRow row : world.past.last(ROWS)) {
                if (row.received() >= from && matches(plan, row)) {
                    figures.read(row);
                    oldest = Math.min(oldest, row.received());
                }
            }
        } catch (IOException failed) {
            world.log.accept("a drill begins without figures of the time before it: " + failed.getMessage());
            return null;
        }
        Seen seen = figures.seen();
        return seen.calls() == 0 ? null : new Drill.Before(seen, Duration.ofNanos((until - oldest) * 1_000));
    }

    private static boolean matches(DrillPlan plan, CallRow row) {
        boolean aimed = switch (plan.aim()) {
            case Aim.At(var target) -> row.attempts().stream().anyMatch(one -> target.equals(one.target()));
            case Aim.AllOf(String provider) ->
                row.attempts().stream()
                        .map(AttemptRow::target)
                        .anyMatch(target -> target.provider().equals(provider));
            case Aim.FirstOf(String model) -> model.equals(row.asked().model());
        };
        boolean known = plan.keys().isEmpty()
                || plan.keys().stream()
                        .anyMatch(key ->
                                row.key() != null && key.id().equals(row.key().id()));
        return aimed && known && row.attempts().stream().noneMatch(AttemptRow::drill);
    }

    private static long micros(Instant at) {
        return at.getEpochSecond() * 1_000_000 + at.getNano() / 1_000;
    }

    /** Ends the one of that id; the report of how it stands, or nothing where there is none. One that ended stays ended. */
    public Optional<Report> stop(String id) {
        return find(id).map(drill -> {
            end(drill, Report.How.STOPPED);
            return drill.report(now());
        });
    }

    /** Ends all that run; how many. */
    public int stopAll() {
        List<Drill> all = List.copyOf(running);
        all.forEach(drill -> end(drill, Report.How.STOPPED));
        return all.size();
    }

    /** How all of them stand that are remembered, the oldest first. */
    public List<Report> list() {
        tidy();
        long now = now();
        return kept.stream().map(drill -> drill.report(now)).toList();
    }

    /** How the one of that id stands; nothing where there is none. */
    public Optional<Report> report(String id) {
        tidy();
        return find(id).map(drill -> drill.report(now()));
    }

    /** Waits until that one has ended, so long at most; whether it has. Blocks. */
    public boolean awaitEnd(String id, Duration most) throws InterruptedException {
        Drill drill = find(id).orElse(null);
        return drill == null || drill.awaitEnd(most);
    }

    private Optional<Drill> find(String id) {
        return kept.stream().filter(drill -> drill.id().equals(id)).findFirst();
    }

    /** Those that may make a call fail. */
    List<Drill> running() {
        return running;
    }

    /** Those that have ended, and whose targets have not answered since. */
    List<Drill> watched() {
        return watched;
    }

    /** Nothing more is to be seen of it. */
    void recovered(Drill drill) {
        watched.remove(drill);
    }

    /** Ends what should have, and forgets what is no longer worth watching. */
    private void tidy() {
        long now = now();
        running.stream().filter(drill -> drill.due(now)).forEach(drill -> end(drill, Report.How.TIME));
        watched.removeIf(drill -> !drill.watches(now, LOOK_AFTER));
    }

    private void end(Drill drill, Report.How how) {
        if (drill.end(new Drill.Ended(how, world.wall.instant(), now()))) {
            running.remove(drill);
            if (how != Report.How.SHUTDOWN) {
                watched.add(drill);
            }
            Seen seen = drill.report(now()).drilled();
            world.log.accept("drill " + drill.id() + " ended, as " + how.words() + "; of " + seen.calls()
                    + " calls in it, " + seen.whole() + " were answered whole");
        }
    }

    private long now() {
        return world.ticker.getAsLong();
    }

    /** Ends all, as the gateway stops. */
    @Override
    public void close() {
        List.copyOf(running).forEach(drill -> end(drill, Report.How.SHUTDOWN));
    }
}
