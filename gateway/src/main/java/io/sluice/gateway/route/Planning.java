package io.sluice.gateway.route;

import io.sluice.dialects.Dialect;
import io.sluice.dialects.RequestFacts;
import io.sluice.dialects.json.Bytes;
import io.sluice.gateway.call.Call;
import io.sluice.gateway.call.Failure;
import io.sluice.gateway.call.Leg;
import io.sluice.gateway.call.Plan;
import io.sluice.gateway.call.Step;
import io.sluice.gateway.catalog.Target;
import io.sluice.gateway.route.plan.Planned;
import io.sluice.gateway.route.plan.Planner;
import io.sluice.gateway.route.tree.CallFacts;
import io.sluice.gateway.route.tree.NodeOptions;
import io.sluice.gateway.route.tree.RouteNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Makes the plan of a call from its route: what must be read first is read off the loop. */
final class Planning {
    private final KnownTargets targets;
    private final Offers offers;
    private final Route.World world;

    Planning(KnownTargets targets, Offers offers, Route.World world) {
        this.targets = targets;
        this.offers = offers;
        this.world = world;
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

    private Step lookUp(ModelRoute route) {
        return new Step.Await(() -> {
            Map<Target, KnownTargets.Known> known = new HashMap<>();
            for (Target named : route.within().targets()) {
                known.put(named, targets.lookUp(named));
            }
            return call -> route.within().readsContents() ? read(call, route, known) : go(call, route, known);
        });
    }

    private Step go(Call call, ModelRoute route, Map<Target, KnownTargets.Known> known) {
        if (route.node() instanceof RouteNode.To(Target named, NodeOptions options)
                && options.equals(NodeOptions.NONE)) {
            KnownTargets.Known only = Objects.requireNonNull(known.get(named), "planned before it was looked up");
            if (only.targets().size() == 1) {
                return go(call, route, new Planned(List.of(Leg.of(only.targets().getFirst())), List.of(), List.of()));
            }
        }
        return go(call, route, known, CallReading.of(call, facts(call), CallReading::nothing));
    }

    /** A route that looks at what the body says has it read whole, which is work for elsewhere. */
    private Step read(Call call, ModelRoute route, Map<Target, KnownTargets.Known> known) {
        Dialect dialect = call.endpoint().dialect();
        RequestFacts facts = facts(call);
        Bytes body = call.body();
        return new Step.Await(() -> {
            CallFacts.Contents contents = CallReading.contents(dialect, facts, body);
            return later -> go(later, route, known, CallReading.of(later, facts, () -> contents));
        });
    }

    private Step go(Call call, ModelRoute route, Map<Target, KnownTargets.Known> known, CallFacts facts) {
        Moment moment = new Moment(known, world.lanes(), world.wall().instant());
        return go(call, route, Planner.plan(route.node(), facts, moment, world.chance()));
    }

    private Step go(Call call, ModelRoute route, Planned planned) {
        if (planned.legs().isEmpty()) {
            return new Step.Refuse(Failure.at(
                    "model",
                    400,
                    "no_route",
                    "The route of this model has no case that holds for this call; ask whoever runs the gateway to add one"
                            + " without a condition"));
        }
        return offers.planned(
                call,
                new Plan(planned.legs(), route.answerModel() == AnswerModel.ASKED, route.loss(), planned.mirrors()));
    }

    static RequestFacts facts(Call call) {
        return Objects.requireNonNull(call.facts(), "routed before the body was read");
    }
}
