package io.sluice.gateway.route;

import io.sluice.gateway.call.Call;
import io.sluice.gateway.call.Failure;
import io.sluice.gateway.call.Lanes;
import io.sluice.gateway.call.Leg;
import io.sluice.gateway.call.Plan;
import io.sluice.gateway.call.Step;
import io.sluice.gateway.catalog.Target;
import io.sluice.gateway.route.plan.Planned;
import io.sluice.gateway.route.plan.Planner;
import io.sluice.gateway.route.plan.RunLane;
import io.sluice.gateway.route.run.Run;
import io.sluice.gateway.route.run.Runs;
import io.sluice.gateway.route.tree.CallFacts;
import io.sluice.gateway.route.tree.NodeOptions;
import io.sluice.gateway.route.tree.RouteNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes plans of routes, for calls and for questions where one would go alike. What must be read first is read off the
 * loop.
 */
final class Planning {
    private static final Failure NO_CASE = Failure.at(
            "model",
            400,
            "no_route",
            "The route of this model has no case that holds for this call; ask whoever runs the gateway to add one without"
                    + " a condition");

    private final KnownTargets targets;
    private final Offers offers;
    private final Route.World world;
    private final boolean countsCalls;

    /** {@code countsCalls} says whether a run's calls are counted where their own route does not look at the run. */
    Planning(KnownTargets targets, Offers offers, Route.World world, boolean countsCalls) {
        this.targets = targets;
        this.offers = offers;
        this.world = world;
        this.countsCalls = countsCalls;
    }

    Step plan(Call call, ModelRoute route) {
        Map<Target, KnownTargets.Known> known = new HashMap<>();
        for (Target named : route.within().targets()) {
            KnownTargets.Known one = targets.remembered(named);
            if (one == null) {
                return lookUp(route);
            }
            known.put(named, one);
        }
        return route.within().readsContents() ? read(call, route, known) : go(call, route, known);
    }

    /** The plan a call would get now; may read files and looks through the body, so not on a loop. */
    Explanation.Routed explain(Inquiry inquiry, Route.Found found, RandomGenerator chance) {
        ModelRoute route = found.route();
        Map<Target, KnownTargets.Known> known = lookedUp(route);
        CallFacts.Contents contents =
                route.within().readsContents() ? CallReading.contents(inquiry) : CallFacts.Contents.NONE;
        Runs.Going run = world.runs().going(inquiry.key(), inquiry.headers());
        CallFacts facts = CallReading.of(inquiry, run, () -> contents);
        Moment moment = moment(known, facts);
        Planned only = only(route, known);
        Planned planned = only == null ? planned(route, facts, moment, run, chance) : only;
        return new Explanation.Routed(
                found.name(), found.direct(), route, facts, moment, made(inquiry, route, planned));
    }

    private Step lookUp(ModelRoute route) {
        return new Step.Await(() -> {
            Map<Target, KnownTargets.Known> known = lookedUp(route);
            return call -> route.within().readsContents() ? read(call, route, known) : go(call, route, known);
        });
    }

    /** Every target a route may lead to, in the order of their names; may read files. */
    List<io.sluice.gateway.call.Target> targets(ModelRoute route) {
        Map<String, KnownTargets.Known> sorted = new TreeMap<>();
        lookedUp(route).forEach((named, known) -> sorted.put(named.toString(), known));
        return sorted.values().stream()
                .flatMap(known -> known.targets().stream())
                .toList();
    }

    private Map<Target, KnownTargets.Known> lookedUp(ModelRoute route) {
        Map<Target, KnownTargets.Known> known = new HashMap<>();
        for (Target named : route.within().targets()) {
            known.put(named, targets.lookUp(named));
        }
        return known;
    }

    private Step go(Call call, ModelRoute route, Map<Target, KnownTargets.Known> known) {
        Inquiry inquiry = Inquiry.of(call);
        Planned only = only(route, known);
        if (only == null) {
            return go(call, inquiry, route, known, CallFacts.Contents.NONE);
        }
        if (countsCalls) {
            world.runs().began(call);
        }
        return step(call, made(inquiry, route, only));
    }

    /** The plan of a route that is one target with one credential and nothing said of it: most are, and need no look. */
    private static @Nullable Planned only(ModelRoute route, Map<Target, KnownTargets.Known> known) {
        if (route.node() instanceof RouteNode.To(Target named, NodeOptions options)
                && options.equals(NodeOptions.NONE)) {
            KnownTargets.Known only = Objects.requireNonNull(known.get(named), "planned before it was looked up");
            if (only.targets().size() == 1) {
                return new Planned(List.of(Leg.of(only.targets().getFirst())), List.of(), List.of(), List.of());
            }
        }
        return null;
    }

    /** A route that looks at what the body says has it read whole, which is work for elsewhere. */
    private Step read(Call call, ModelRoute route, Map<Target, KnownTargets.Known> known) {
        Inquiry inquiry = Inquiry.of(call);
        return new Step.Await(() -> {
            CallFacts.Contents contents = CallReading.contents(inquiry);
            return later -> go(later, inquiry, route, known, contents);
        });
    }

    private Step go(
            Call call,
            Inquiry inquiry,
            ModelRoute route,
            Map<Target, KnownTargets.Known> known,
            CallFacts.Contents contents) {
        Runs.Going run = world.runs().began(call);
        CallFacts facts = CallReading.of(inquiry, run, () -> contents);
        Moment moment = moment(known, facts);
        return step(call, made(inquiry, route, planned(route, facts, moment, run, world.chance())));
    }

    private static Planned planned(
            ModelRoute route, CallFacts facts, Moment moment, Runs.@Nullable Going run, RandomGenerator chance) {
        Planned planned = Planner.plan(route.node(), facts, moment, chance);
        Run.Lane lane = run == null ? null : run.run().lane(facts.model());
        return lane == null ? planned : RunLane.kept(planned, lane, moment);
    }

    private Moment moment(Map<Target, KnownTargets.Known> known, CallFacts facts) {
        Long cap = facts.cap();
        Lanes.Need need = new Lanes.Need(facts.tokens(), cap == null ? 0 : cap);
        return new Moment(known, world.lanes(), need, world.wall().instant());
    }

    private Made made(Inquiry inquiry, ModelRoute route, Planned planned) {
        if (planned.legs().isEmpty()) {
            return new Made.None(planned, NO_CASE);
        }
        Planned able = offers.able(inquiry, planned);
        return able.legs().isEmpty()
                ? new Made.None(
                        able,
                        offers.unsupported(inquiry, planned.legs().getFirst().target()))
                : new Made.Plan(
                        able,
                        new Plan(able.legs(), route.answerModel() == AnswerModel.ASKED, route.loss(), able.mirrors()));
    }

    private static Step step(Call call, Made made) {
        return switch (made) {
            case Made.Plan(Planned planned, Plan plan) -> {
                call.plan(plan);
                remark(call, planned);
                yield Step.GO;
            }
            case Made.None(var _, Failure failure) -> new Step.Refuse(failure);
        };
    }

    /** Why a target of the route is not asked, for the record; why one is asked is in its attempt. */
    private static void remark(Call call, Planned planned) {
        remark(call, "not in the plan: ", planned.leftOut());
        remark(call, "put last: ", planned.standingBack());
    }

    private static void remark(Call call, String what, List<Planned.LeftOut> some) {
        if (!some.isEmpty()) {
            call.remark(some.stream()
                    .map(left -> left.target() + " (" + left.why() + ")")
                    .collect(Collectors.joining(", ", what, "")));
        }
    }
}
