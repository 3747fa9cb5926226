package io.sluice.gateway.litellm;

import io.sluice.gateway.call.Attempt;
import io.sluice.gateway.call.Call;
import io.sluice.gateway.call.Plan;
import io.sluice.gateway.call.Stage;
import io.sluice.gateway.call.Step;
import io.sluice.gateway.call.Target;
import java.util.List;

/**
 * Sends a probe to one target and nowhere else, for next to nothing.
 *
 * @param target where it goes
 * @param cap how many tokens it may answer
 */
record Straight(Target target, int cap) implements Stage {
    @Override
    public Step enter(Call call) {
        call.plan(new Plan(List.of(target), true));
        return Step.GO;
    }

    @Override
    public Step attempt(Call call, Attempt attempt) {
        attempt.capOutput(cap);
        return Step.GO;
    }
}
