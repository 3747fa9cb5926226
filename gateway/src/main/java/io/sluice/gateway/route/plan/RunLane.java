package io.sluice.gateway.route.plan;

import io.sluice.gateway.call.Leg;
import io.sluice.gateway.route.run.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Keeps the calls of a run where they are answered: a pure function of plan, run and picture. It moves on only where its
 * lane rests or the route no longer leads there, and not back while the new one answers.
 */
public final class RunLane {
    private RunLane() {}

    /** The plan with the run's lane first, or saying why it is another. */
    public static Planned kept(Planned planned, Run.Lane lane, Picture picture) {
        if (planned.legs().size() < 2) {
            return planned;
        }
        List<Leg> legs = new ArrayList<>(planned.legs());
        for (int i = 0; i < legs.size(); i++) {
            Leg leg = legs.get(i);
            if (leg.target().lane().equals(lane.lane())) {
                String rest = picture.of(leg.target()).rest();
                if (rest != null) {
                    // Where everything rests it may be the first all the same.
                    return i == 0 ? planned : moved(planned, lane, rest);
                }
                legs.remove(i);
                boolean beside =
                        i > 0 && Objects.equals(leg.hedge(), legs.getFirst().hedge());
                Leg first = i == 0 || beside ? leg : leg.hedged(null);
                legs.addFirst(first.because(leg.why() + "; the run's lane"));
                return new Planned(legs, planned.leftOut(), planned.standingBack(), planned.mirrors());
            }
        }
        return moved(planned, lane, "the route no longer leads there");
    }

    private static Planned moved(Planned planned, Run.Lane from, String why) {
        List<Leg> legs = new ArrayList<>(planned.legs());
        Leg first = legs.removeFirst();
        String to = first.target().served();
        // Another credential of the same target is told by its name alone.
        String between = to.equals(from.served()) ? "to another key of " + to : "from " + from.served() + " to " + to;
        legs.addFirst(first.because(first.why() + "; the run moved " + between + ": " + why));
        return new Planned(legs, planned.leftOut(), planned.standingBack(), planned.mirrors());
    }
}
