package io.sluice.benchmarks.mock;

import io.sluice.benchmarks.Kind;
import io.sluice.simulator.Chance;
import io.sluice.simulator.Chat;
import io.sluice.simulator.Ending;
import io.sluice.simulator.Keep;
import io.sluice.simulator.Script;
import io.sluice.simulator.Simulator;
import io.sluice.simulator.SimulatorOptions;
import io.sluice.simulator.Step;
import java.time.Duration;
import java.util.Random;

/** A provider as providers are: mostly it answers, sometimes late, wrong, cut off or not at all. */
final class Faulty {
    private static final String SENTENCE = "A sluice is a channel whose flow is held by a gate. ";

    private Faulty() {}

    static int start(String model) {
        Random random = new Random(7);
        Script answer = Script.chat(Chat.saying(SENTENCE.repeat(4)).pause(Duration.ofMillis(2)));
        return Simulator.start(SimulatorOptions.defaults().keep(Keep.NOTHING))
                .answer(answer)
                .when(Chance.percent(1, random), Script.json(500, "{\"error\":{\"message\":\"something failed\"}}"))
                .when(Chance.percent(1, random), Script.json(429, "{\"error\":{\"message\":\"slow down\"}}"))
                .when(
                        Chance.percent(0.5, random),
                        Answers.burst(model, Kind.BURST_EVENTS).then(new Step.Rst()))
                .when(Chance.percent(0.5, random), answer.cutAfter(300))
                .when(Chance.percent(0.5, random), answer.cutAfter(700, Ending.RST))
                .when(Chance.percent(0.5, random), answer.cutAfter(0, Ending.RST))
                .when(Chance.percent(0.5, random), answer.slowFirstByte(Duration.ofMillis(400)))
                .when(
                        Chance.percent(0.5, random),
                        Script.raw("not HTTP at all\r\n\r\n").then(new Step.Close()))
                .when(Chance.percent(1, random), answer.inPieces(1))
                .port();
    }
}
