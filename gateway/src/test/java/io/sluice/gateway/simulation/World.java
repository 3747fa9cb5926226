package io.sluice.gateway.simulation;

import io.sluice.gateway.call.Attempt;
import io.sluice.gateway.call.Call;
import io.sluice.gateway.call.FailureClass;
import io.sluice.gateway.call.Lanes;
import io.sluice.gateway.call.Leg;
import io.sluice.gateway.call.ProviderAccess;
import io.sluice.gateway.call.RetryBudgets;
import io.sluice.gateway.call.Stage;
import io.sluice.gateway.call.Step;
import io.sluice.gateway.call.Target;
import io.sluice.gateway.call.VirtualCall;
import io.sluice.gateway.call.VirtualLoop;
import io.sluice.gateway.catalog.Clocks;
import io.sluice.gateway.health.TargetHealth;
import io.sluice.gateway.route.plan.Picture;
import io.sluice.gateway.route.plan.Planned;
import io.sluice.gateway.route.plan.Planner;
import io.sluice.gateway.route.plan.RunLane;
import io.sluice.gateway.route.run.Run;
import io.sluice.gateway.route.tree.CallFacts;
import io.sluice.gateway.route.tree.RouteNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Upstreams with their weather, a route over them, callers that come by chance, and what became of every call. */
final class World implements Picture {
    private static final long MILLI = 1_000_000;

    final List<Told> calls = new ArrayList<>();
    final List<Told.Sent> sent = new ArrayList<>();
    final List<Spending> spent = new ArrayList<>();
    final TargetHealth health;
    private final SplittableRandom chance;
    private final Plant plant;
    private final RouteNode route;
    private final Map<String, Weather> weather = new HashMap<>();
    private final Map<String, List<Target>> targets = new HashMap<>();
    private final VirtualLoop loop = new VirtualLoop();
    private final RetryBudgets retries = new RetryBudgets();
    private final Map<String, Run> runs = new HashMap<>();
    private final boolean keepsRuns;
    private final Set<String> restedForEver = new HashSet<>();
    private final Map<String, List<Limit>> limits = new HashMap<>();

    /** A call that was sent to an upstream, or one that will be once more, in the order in which that was settled. */
    record Spending(String upstream, boolean retry) {}

    /** What a provider said of when to come back, to the millisecond. */
    private record Limit(long from, long until) {}

    World(SplittableRandom chance, Plant plant, RouteNode route, boolean keepsRuns, List<Weather> upstreams) {
        this.chance = chance;
        this.plant = plant;
        this.keepsRuns = keepsRuns;
        this.route = plant == Plant.WEIGHT_OFF_BY_ONE ? Routes.offByOne(route) : route;
        this.health = new TargetHealth(loop::nanos, chance.split());
        for (int i = 0; i < upstreams.size(); i++) {
            add("p" + i, upstreams.get(i));
        }
    }

    /** Hears of no end of an attempt. */
    private record Deaf(TargetHealth health) implements Stage {
        @Override
        public Step enter(Call call) {
            return health.enter(call);
        }

        @Override
        public Step attempt(Call call, Attempt attempt) {
            return health.attempt(call, attempt);
        }
    }

    /** A world made of a number. */
    static World of(long seed, Plant plant) {
        SplittableRandom chance = new SplittableRandom(seed);
        List<Weather> upstreams = new ArrayList<>();
        int count = 2 + chance.nextInt(4);
        Duration most = Duration.ofSeconds(60);
        for (int i = 0; i < count; i++) {
            upstreams.add(chance.nextInt(4) == 0 ? Weather.FINE : Weather.of(chance, most));
        }
        return new World(chance, plant, new Routes(chance, count).any(), chance.nextInt(3) == 0, upstreams);
    }

    /** One upstream in four has two credentials; what is wrong with one is not with the other. */
    private void add(String id, Weather skies) {
        List<Target> all = new ArrayList<>();
        int credentials = chance.nextInt(4) == 0 ? 2 : 1;
        for (int i = 0; i < credentials; i++) {
            Target target = new Target(
                    new ProviderAccess(
                            id, List.of(), "authorization", List.of(), null, false, false, "k" + i, Clocks.USUAL),
                    "m");
            all.add(target);
            weather.put(target.lane(), i == 0 ? skies : skies.withoutCredentialFaults());
        }
        targets.put(id, List.copyOf(all));
    }

    /** Calls come for so long, so many a second on average, each with the time it gives. */
    World run(Duration lasts, double perSecond) {
        come(lasts.toNanos(), 1e9 / perSecond);
        loop.run();
        return this;
    }

    private void come(long until, double meanNanos) {
        long next = (long) (-Math.log1p(-chance.nextDouble()) * meanNanos);
        if (loop.nanos() + next < until) {
            loop.after(Duration.ofNanos(next), () -> {
                call();
                come(until, meanNanos);
            });
        }
    }

    private void call() {
        String id = "run-" + chance.nextInt(10);
        Run run = runs.computeIfAbsent(id, _ -> new Run());
        Run.Lane before = keepsRuns ? run.lane("m") : null;
        Planned planned = Planner.plan(route, facts(id), this, chance);
        List<Leg> legs = (before == null || plant == Plant.RUNS_FORGOTTEN
                        ? planned
                        : RunLane.kept(planned, before, this))
                .legs();
        Set<String> resting = lanes(legs, this::rests);
        // A call that finds out whether it does again holds the others off until it is back.
        Set<String> shut = lanes(legs, target -> health.of(target).restMillis() > 1);
        // One caller in eight has no patience at all.
        Duration most =
                Duration.ofMillis(chance.nextInt(8) == 0 ? 20 + chance.nextLong(700) : 1_000 + chance.nextLong(39_000));
        Told told = new Told(this, now() + most.toNanos(), legs, resting, shut).ofRun(run, before);
        calls.add(told);
        RetryBudgets budgets = plant == Plant.BUDGET_IGNORED ? new RetryBudgets() : retries;
        VirtualCall.start(
                new VirtualCall.Around(
                        loop,
                        plant == Plant.NEVER_OPENS ? new Deaf(health) : health,
                        budgets,
                        chance,
                        this::fate,
                        told),
                plant == Plant.NOTHING_FOLLOWS ? legs.subList(0, 1) : legs,
                plant == Plant.DEADLINE_GROWS ? most.multipliedBy(2) : most);
    }

    private CallFacts facts(String run) {
        return new CallFacts(
                "m",
                "chat",
                true,
                100,
                null,
                run,
                0,
                "key",
                _ -> true,
                chance.nextInt(10),
                () -> CallFacts.Contents.NONE);
    }

    private static Set<String> lanes(List<Leg> legs, Predicate<Target> fits) {
        return legs.stream().map(Leg::target).filter(fits).map(Target::lane).collect(Collectors.toSet());
    }

    private VirtualCall.Fate fate(Target target, long nanos) {
        Weather.Spell spell = weather(target.lane()).at(nanos);
        return spell.sky().fate(chance, spell.asked());
    }

    void sent(Told.Sent one) {
        sent.add(one);
        if (one.attempt().reason() != Attempt.Reason.RETRY) {
            spent.add(new Spending(one.attempt().target().provider().lane(), false));
        }
    }

    void retries(Target target) {
        spent.add(new Spending(target.provider().lane(), true));
    }

    void ended(Attempt attempt) {
        if (attempt.failureClass() == FailureClass.RATE_LIMIT) {
            Duration asked = attempt.retryAfter() == null ? Duration.ofSeconds(1) : attempt.retryAfter();
            limits.computeIfAbsent(attempt.target().lane(), _ -> new ArrayList<>())
                    .add(new Limit(now(), now() + asked.toNanos() - MILLI));
        }
    }

    /** Whether a provider had asked to be left alone at a moment. */
    boolean limited(String lane, long at) {
        return limits.getOrDefault(lane, List.of()).stream().anyMatch(limit -> limit.from < at && at < limit.until);
    }

    long now() {
        return loop.nanos();
    }

    Weather weather(String lane) {
        return Objects.requireNonNull(weather.get(lane), "an upstream that is not there");
    }

    RouteNode route() {
        return route;
    }

    /** Whether calls of a run stay where they are answered. */
    boolean keepsRuns() {
        return keepsRuns;
    }

    /** Every upstream, once for each credential. */
    List<Target> targets() {
        return targets.values().stream().flatMap(List::stream).toList();
    }

    /** Whether a target should be left alone now. */
    boolean rests(Target target) {
        return health.of(target).rest() != null;
    }

    @Override
    public List<Target> known(io.sluice.gateway.catalog.Target named) {
        return Objects.requireNonNull(targets.get(named.provider()), "an upstream that is not there");
    }

    @Override
    public Lanes.View of(Target target) {
        Lanes.View view = health.of(target);
        if (plant == Plant.REST_IGNORED) {
            return new Lanes.View(null, 0, view.firstTokenMillis(), view.inFlight());
        }
        if (plant == Plant.NEVER_HALF_OPEN && "resting after failures".equals(view.rest())) {
            restedForEver.add(target.lane());
        }
        return restedForEver.contains(target.lane()) ? new Lanes.View("planted", 1, Double.NaN, 0) : view;
    }

    @Override
    public double firstTokenMillis(Target target, int percent) {
        return health.firstTokenMillis(target, percent);
    }

    @Override
    public @Nullable BigDecimal price(Target target, long tokens) {
        return BigDecimal.valueOf(target.provider().id().hashCode() % 3);
    }

    @Override
    public String toString() {
        return route + "\n" + weather + "\n"
                + calls.stream().map(Told::toString).collect(Collectors.joining("\n"));
    }
}
