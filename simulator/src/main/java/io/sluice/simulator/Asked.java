package io.sluice.simulator;

import java.util.List;
import java.util.function.Function;

/** A script made for each request by looking at it. The function runs on an event loop: it must not wait. */
public record Asked(Function<ReceivedRequest, Script> making) implements Script {

    @Override
    public List<Step> steps(ReceivedRequest request) {
        return making.apply(request).steps(request);
    }
}
