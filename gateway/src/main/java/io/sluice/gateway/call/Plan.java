package io.sluice.gateway.call;

import io.sluice.gateway.catalog.LossPolicy;
import java.util.List;

/**
 * The targets of a call, in the order they are to be tried.
 *
 * @param targets never empty
 * @param answerModel whether answers carry the model's name as it was asked for ({@code true}) or as it was served
 * @param loss what becomes of a request of which something cannot be carried to a target
 */
public record Plan(List<Target> targets, boolean answerModel, LossPolicy loss) {

    /** With losses warned of. */
    public Plan(List<Target> targets, boolean answerModel) {
        this(targets, answerModel, LossPolicy.WARN);
    }

    /** Keeps a copy; a plan without a target throws {@link IllegalArgumentException}. */
    public Plan {
        targets = List.copyOf(targets);
        if (targets.isEmpty()) {
            throw new IllegalArgumentException("a plan has at least one target");
        }
    }
}
