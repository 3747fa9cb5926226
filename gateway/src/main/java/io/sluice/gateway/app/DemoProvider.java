package io.sluice.gateway.app;

import io.sluice.simulator.Script;
import io.sluice.simulator.Simulator;

/** The simulated provider that a first start has to talk to. */
final class DemoProvider {
    private DemoProvider() {}

    static Simulator start() {
        return Simulator.start().answer(Script.canned());
    }
}
