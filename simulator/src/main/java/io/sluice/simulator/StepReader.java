package io.sluice.simulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Reads bare wire steps of a script file: a list of objects with one step each. */
final class StepReader {

    private StepReader() {}

    static Script read(JsonNode list) {
        if (!list.isArray()) {
            throw new ScriptFault("\"steps\" is a list, not " + list);
        }
        List<Step> steps = new ArrayList<>();
        list.forEach(node -> steps.add(step(new Fields("steps", node))));
        return new Steps(steps);
    }

    private static Step step(Fields fields) {
        List<Step> found = new ArrayList<>();
        fields.text("send").map(Octets::of).map(Step.Send::new).ifPresent(found::add);
        fields.text("send_base64").map(StepReader::bytes).map(Step.Send::new).ifPresent(found::add);
        fields.duration("gap").map(Step.Gap::new).ifPresent(found::add);
        Duration pause = fields.duration("pause").orElse(Duration.ZERO);
        fields.text("repeat")
                .map(text -> new Step.Repeat(Octets.of(text), pause))
                .ifPresent(found::add);
        fields.sizes("pieces")
                .map(sizes -> new Step.Pieces(Arrays.stream(sizes).boxed().toList(), pause))
                .ifPresent(found::add);
        bare(fields, "stall", new Step.Stall(), found);
        bare(fields, "keep_alive", new Step.KeepAlive(), found);
        bare(fields, "close", new Step.Close(), found);
        bare(fields, "fin", new Step.Fin(), found);
        bare(fields, "rst", new Step.Rst(), found);
        bare(fields, "early", new Step.Early(), found);
        bare(fields, "stop_reading", new Step.StopReading(), found);
        fields.done();
        if (found.size() != 1) {
            throw new ScriptFault("every object in \"steps\" has exactly one step, here are " + found.size());
        }
        return found.getFirst();
    }

    private static void bare(Fields fields, String key, Step step, List<Step> found) {
        if (fields.on(key)) {
            found.add(step);
        }
    }

    private static Octets bytes(String base64) {
        try {
            return Octets.owning(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException broken) {
            throw new ScriptFault("\"send_base64\" is not base64: " + broken.getMessage());
        }
    }
}
