package io.sluice.gateway.call;

import io.sluice.gateway.catalog.LossPolicy;
import java.util.List;

/**
 * The targets of a call, in the order they are to be tried.
 *
 * @param legs never empty
 * @param answerModel whether answers carry the model's name as it was asked for ({@code true}) or as it was served
 * @param loss what becomes of a request of which something cannot be carried to a target
 * @param mirrors what it is sent to besides, for nobody to wait for
 */
public record Plan(List<Leg> legs, boolean answerModel, LossPolicy loss, List<Mirror> mirrors) {

    /**
     * A copy of a call.
     *
     * @param to where it goes
     * @param atOnce how many such copies may run at once
     */
    public record Mirror(Target to, int atOnce) {}

    /** Without mirrors. */
    public Plan(List<Leg> legs, boolean answerModel, LossPolicy loss) {
        this(legs, answerModel, loss, List.of());
    }

    /** Of targets of which nothing particular is said, with losses warned of. */
    public Plan(List<Target> targets, boolean answerModel) {
        this(targets.stream().map(Leg::of).toList(), answerModel, LossPolicy.WARN);
    }

    /** Keeps a copy; a plan without a target throws {@link IllegalArgumentException}. */
    public Plan {
        legs = List.copyOf(legs);
        mirrors = List.copyOf(mirrors);
        if (legs.isEmpty()) {
            throw new IllegalArgumentException("a plan has at least one target");
        }
    }

    /** Its targets, in order. */
    public List<Target> targets() {
        return legs.stream().map(Leg::target).toList();
    }

    /** This one with its legs in another order. */
    public Plan ordered(List<Leg> anew) {
        return new Plan(anew, answerModel, loss);
    }

    /** This one with these of its targets alone. */
    public Plan only(List<Target> some) {
        return new Plan(legs.stream().filter(leg -> some.contains(leg.target())).toList(), answerModel, loss, mirrors);
    }
}
