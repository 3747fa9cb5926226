package io.sluice.gateway.drill;

import io.sluice.dialects.RequestFacts;
import io.sluice.gateway.call.Attempt;
import io.sluice.gateway.call.Call;
import io.sluice.gateway.call.Lanes;
import io.sluice.gateway.call.Leg;
import io.sluice.gateway.call.Outcome;
import io.sluice.gateway.call.Plan;
import io.sluice.gateway.call.Spent;
import io.sluice.gateway.call.Stage;
import io.sluice.gateway.call.Step;
import io.sluice.gateway.call.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Makes attempts fail that a drill is for. Entered when the plan is made; each call is in at most one drill, and counted for
 * every drill whose targets it could have gone to.
 *
 * <p>A call is spared where all its other targets really rest: a drill must not turn a real outage into one that callers
 * feel. Without a drill it costs a look at an empty list.
 */
public final class Drilling implements Stage {
    private final Drills drills;

    /** Of these drills. */
    public Drilling(Drills drills) {
        this.drills = drills;
    }

    /** A call's part in a drill: in it, or beside it. */
    private record Part(Drill drill, Predicate<Target> aim, boolean inDrill) {}

    private record Notes(List<Part> parts) {}

    @Override
    public Step enter(Call call) {
        List<Drill> running = drills.running();
        Plan plan = call.plan();
        if (running.isEmpty() || plan == null) {
            return Step.GO;
        }
        RequestFacts facts = call.facts();
        List<Part> parts = new ArrayList<>(1);
        boolean taken = false;
        for (Drill drill : running) {
            Predicate<Target> aim = drill.plan().aim().of(facts == null ? null : facts.model(), plan);
            if (aim != null && drill.runs(now())) {
                boolean inDrill = !taken && takes(drill, call, plan, aim);
                taken |= inDrill;
                parts.add(new Part(drill, aim, inDrill));
            }
        }
        if (!parts.isEmpty()) {
            call.keep(this, new Notes(parts));
            parts.stream().filter(Part::inDrill).forEach(part -> restingLast(call, plan, part));
        }
        return Step.GO;
    }

    private boolean takes(Drill drill, Call call, Plan plan, Predicate<Target> aim) {
        DrillPlan wanted = drill.plan();
        if (!wanted.meant(call) || !wanted.drawn(drills.world().chance())) {
            return false;
        }
        if (harms(wanted, plan, aim)) {
            drill.spare();
            return false;
        }
        return true;
    }

    /** Whether nothing that does not rest would be left; who is first cannot be told either while anything rests. */
    private boolean harms(DrillPlan wanted, Plan plan, Predicate<Target> aim) {
        List<Target> others = plan.targets().stream().filter(aim.negate()).toList();
        if (others.isEmpty()) {
            return false;
        }
        return wanted.aim() instanceof Aim.FirstOf
                ? plan.targets().stream().anyMatch(this::rests)
                : others.stream().allMatch(this::rests);
    }

    private boolean rests(Target target) {
        return drills.world().lanes().of(target).rest() != null;
    }

    /** What the drill struck down comes last for the calls of the drill, as it would for all in a real outage. */
    private void restingLast(Call call, Plan plan, Part part) {
        Rehearsed rehearsed = part.drill.rehearsed();
        Lanes lanes = rehearsed == null ? drills.world().lanes() : rehearsed.lanes();
        List<Leg> order = new ArrayList<>();
        List<Leg> resting = new ArrayList<>();
        for (Leg leg : plan.legs()) {
            String rest = part.aim.test(leg.target()) ? lanes.of(leg.target()).rest() : null;
            if (rest == null) {
                order.add(leg);
            } else {
                resting.add(leg.because(leg.why() + "; put last: " + rest + " (drill " + part.drill.id() + ")"));
            }
        }
        if (resting.isEmpty() || order.isEmpty()) {
            return;
        }
        part.drill.avoid();
        if (rehearsed != null) {
            order.addAll(resting);
            call.plan(plan.ordered(order));
        }
    }

    @Override
    public Step attempt(Call call, Attempt attempt) {
        Part part = part(call, attempt.target());
        if (part == null || !part.drill.runs(now())) {
            return Step.GO;
        }
        Drill drill = part.drill;
        drill.aimedAt(attempt.target());
        attempt.drill(
                new Attempt.Drilled(drill.id(), drill.plan().taught()),
                (usual, spoken) -> new FailingUpstreams(drill, usual, spoken));
        Rehearsed rehearsed = drill.rehearsed();
        return rehearsed == null ? Step.GO : rehearsed.learns().attempt(call, attempt);
    }

    /** The drill that the call is in, where it is aimed at that target. */
    private @Nullable Part part(Call call, Target target) {
        Notes notes = call.kept(this, Notes.class);
        if (notes != null) {
            for (Part part : notes.parts) {
                if (part.inDrill && part.aim.test(target)) {
                    return part;
                }
            }
        }
        return null;
    }

    @Override
    public void attempted(Call call, Attempt attempt, Spent spent) {
        watch(call, attempt, spent);
        Notes notes = call.kept(this, Notes.class);
        if (notes == null) {
            return;
        }
        for (Part part : notes.parts) {
            part.drill.figures(part.inDrill).used(attempt.target().served(), spent.usage(), spent.cost());
            Rehearsed rehearsed = part.drill.rehearsed();
            Attempt.Drilled drilled = attempt.drilled();
            if (rehearsed != null && drilled != null && drilled.drill().equals(part.drill.id())) {
                rehearsed.learns().attempted(call, attempt, spent);
            }
        }
    }

    /** Whether what a drill had struck answers again. */
    private void watch(Call call, Attempt attempt, Spent spent) {
        boolean answered = spent.ending() == Spent.Ending.ANSWERED && attempt.status() < 400;
        if (!answered || attempt.drilled() != null || drills.watched().isEmpty()) {
            return;
        }
        for (Drill drill : drills.watched()) {
            if (drill.plan().meant(call) && drill.answered(attempt.target(), now())) {
                drills.recovered(drill);
            }
        }
    }

    @Override
    public void leave(Call call, Outcome outcome) {
        Notes notes = call.kept(this, Notes.class);
        if (notes != null) {
            notes.parts.forEach(part -> part.drill.figures(part.inDrill).ended(call, outcome, now()));
        }
    }

    private long now() {
        return drills.world().ticker().getAsLong();
    }
}
