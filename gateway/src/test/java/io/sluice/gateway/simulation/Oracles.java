package io.sluice.gateway.simulation;

import io.sluice.gateway.call.Attempt;
import io.sluice.gateway.call.Leg;
import io.sluice.gateway.call.Target;
import io.sluice.gateway.route.tree.RouteNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What must hold of every world; each finding says what did not, and of what. */
final class Oracles {
    private static final long SECOND = 1_000_000_000;

    /** Failures that are not known yet when the next call is planned. */
    private static final int AT_ONCE = 6;

    private final World world;
    private final List<String> findings = new ArrayList<>();

    private Oracles(World world) {
        this.world = world;
    }

    /** What does not hold; nothing where all is well. */
    static List<String> findings(World world) {
        Oracles oracles = new Oracles(world);
        world.calls.forEach(oracles::call);
        oracles.budgets();
        oracles.herds();
        oracles.atTheEnd();
        return oracles.findings;
    }

    private void check(boolean holds, String otherwise, Object of) {
        if (!holds) {
            findings.add(otherwise + ": " + of);
        }
    }

    private void call(Told call) {
        check(call.times == 1, "a call is told exactly once what became of it", call);
        check(call.ended == call.sent.size(), "every attempt ends", call);
        check(onceEach(call), "each target once per plan", call);
        check(restingLast(call), "what rests comes last", call);
        check(deadlinesShrink(call), "deadlines only shrink", call);
        check(call.sent.stream().allMatch(one -> one.beside() <= 1), "at most two attempts beside each other", call);
        check(
                call.sent.stream()
                        .allMatch(one -> one.beside() == 0 || one.attempt().reason() == Attempt.Reason.HEDGE),
                "only a hedge is sent beside another",
                call);
        check(
                call.sent.stream().allMatch(one -> one.at() <= call.at),
                "nothing is sent once the caller was told",
                call);
        check(answeredIfPossible(call), "what could have been answered is answered", call);
        check(!starved(call), "no upstream that does is left alone", call);
        check(staysInItsRun(call), "a run stays with who answers it", call);
        check(limitsKept(call), "what a provider limits is left alone as long as it asked", call);
    }

    private static boolean onceEach(Told call) {
        Set<String> seen = new HashSet<>();
        return call.sent.stream()
                .filter(one -> one.attempt().reason() != Attempt.Reason.RETRY)
                .allMatch(one -> seen.add(one.lane()));
    }

    private static boolean restingLast(Told call) {
        boolean resting = false;
        for (Leg leg : call.legs) {
            boolean rests = call.resting.contains(leg.target().lane());
            if (resting && !rests) {
                return false;
            }
            resting = rests;
        }
        return true;
    }

    /** Every attempt ends within the call's time, and within that of every node above it, which began with its first. */
    private static boolean deadlinesShrink(Told call) {
        Map<Integer, Long> ends = new HashMap<>();
        for (Told.Sent one : call.sent) {
            if (one.until() > call.deadline) {
                return false;
            }
            for (Leg.Span span : one.attempt().leg().terms().spans()) {
                long end = ends.computeIfAbsent(
                        span.node(), _ -> one.at() + span.most().toNanos());
                if (one.until() > end) {
                    return false;
                }
            }
        }
        return call.at <= call.deadline;
    }

    /** A call fails only when its time is over, or every target of its plan failed it. */
    private boolean answeredIfPossible(Told call) {
        if (call.failure == null || call.at >= call.deadline) {
            return true;
        }
        return call.legs.stream()
                .noneMatch(leg -> clear(leg, call) && !call.tried(leg.target().lane()) && timeLeft(leg, call));
    }

    private boolean clear(Leg leg, Told call) {
        return world.weather(leg.target().lane()).clear(call.asked, call.at);
    }

    private static boolean timeLeft(Leg leg, Told call) {
        return leg.terms().spans().stream()
                .allMatch(span -> call.sent.stream()
                        .filter(one -> one.attempt().leg().terms().spans().contains(span))
                        .findFirst()
                        .map(one -> one.at() + span.most().toNanos() > call.at)
                        .orElse(true));
    }

    /** What has been clear for longer than anything rests must not rest, and is asked first where the route says so. */
    private boolean starved(Told call) {
        for (Leg leg : call.legs) {
            String lane = leg.target().lane();
            if (world.weather(lane).settled(call.asked) && call.shut.contains(lane)) {
                return true;
            }
        }
        if (!world.keepsRuns()
                && world.route() instanceof RouteNode.First first
                && first.nodes().getFirst() instanceof RouteNode.To to) {
            boolean settled = world.known(to.target()).stream()
                    .allMatch(target -> world.weather(target.lane()).settled(call.asked));
            return settled
                    && Collections.disjoint(call.resting, lanes(to))
                    && !call.firstAsked().equals(to.target().provider());
        }
        return false;
    }

    /** Where the lane of a run is in the plan and does, its next call goes there first. */
    private static boolean staysInItsRun(Told call) {
        if (call.before == null) {
            return true;
        }
        String lane = call.before.lane();
        boolean there = call.legs.stream().anyMatch(leg -> leg.target().lane().equals(lane));
        return !there
                || call.resting.contains(lane)
                || call.sent.getFirst().lane().equals(lane);
    }

    private List<String> lanes(RouteNode.To to) {
        return world.known(to.target()).stream().map(Target::lane).toList();
    }

    private boolean limitsKept(Told call) {
        for (Leg leg : call.legs) {
            String lane = leg.target().lane();
            boolean limited = world.limited(lane, call.asked);
            if (limited && !call.resting.contains(lane)) {
                return false;
            }
        }
        return true;
    }

    /** Retries are at most a tenth of an upstream's calls and ten, from whenever to whenever one counts. */
    private void budgets() {
        Map<String, Integer> over = new HashMap<>();
        for (World.Spending one : world.spent) {
            int tenths = over.getOrDefault(one.upstream(), 0) + (one.retry() ? 10 : -1);
            over.put(one.upstream(), Math.max(0, tenths));
            check(tenths <= 100, "retries are a tenth and ten", one.upstream());
        }
    }

    /** An upstream that fails every call is found within a few, and then asked by one call after each rest. */
    private void herds() {
        for (Target target : world.targets()) {
            List<Weather.Spell> spells = world.weather(target.lane()).spells();
            for (int i = 0; i + 1 < spells.size(); i++) {
                Weather.Spell spell = spells.get(i);
                long until = spells.get(i + 1).from();
                if (spell.sky() == Sky.DOWN || spell.sky() == Sky.FAILING) {
                    long asked = world.sent.stream()
                            .filter(one -> one.at() >= spell.from() && one.at() < until)
                            .filter(one -> one.lane().equals(target.lane()))
                            .filter(one -> !one.rested() && one.attempt().reason() != Attempt.Reason.RETRY)
                            .count();
                    check(
                            asked <= mostAsked(until - spell.from()),
                            "a dead upstream is asked by few",
                            asked + " " + target.lane());
                }
            }
        }
    }

    /** Until it opens, and once after each rest: of at least 1, 2, 4 and then 5 s. */
    private static long mostAsked(long nanos) {
        return 5 + AT_ONCE + 3 + nanos / (5 * SECOND);
    }

    private void atTheEnd() {
        for (Target target : world.targets()) {
            check(world.health.of(target).inFlight() == 0, "nothing is in flight in the end", target.lane());
        }
        check(world.now() < Duration.ofHours(1).toNanos(), "time comes to an end", world.now());
    }
}
