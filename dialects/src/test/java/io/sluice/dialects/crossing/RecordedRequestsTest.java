package io.sluice.dialects.crossing;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.dialects.ModelFacts;
import io.sluice.dialects.Quirks;
import io.sluice.dialects.Recordings.Recording;
import io.sluice.dialects.Sending;
import io.sluice.dialects.model.Conversation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every recorded request, written in every other dialect and read there, says the same apart from the losses named. */
class RecordedRequestsTest {
    private static final ModelFacts RICH = new ModelFacts(
            64_000L,
            Set.of(
                    "adaptive_thinking",
                    "effort=low/medium/high/max",
                    "no_effort_none",
                    "mid_conversation_system",
                    "json_schema"));

    @Test
    void everyRequestSaysTheSameInEveryOtherDialect() {
        assertThat(crossed(ModelFacts.UNKNOWN, Map.of())).isEmpty();
    }

    @Test
    void everyRequestSaysTheSameToModelsOfWhichMuchIsKnown() {
        assertThat(crossed(
                        RICH,
                        Map.of(Spoken.GEMINI, "gemini-3-pro-preview", Spoken.BEDROCK, "anthropic.claude-opus-4-6-v1")))
                .isEmpty();
    }

    private static List<String> crossed(ModelFacts facts, Map<Spoken, String> models) {
        List<String> found = new ArrayList<>();
        for (Spoken from : Spoken.values()) {
            for (Recording recording : from.requests()) {
                Conversation conversation = from.conversation(recording);
                for (Spoken to : Spoken.values()) {
                    if (to == from) {
                        continue;
                    }
                    Sending sending = new Sending(models.getOrDefault(to, "m"), null, Quirks.NONE, facts);
                    found.addAll(Crossing.request(recording.name(), conversation, to, sending));
                }
            }
        }
        return found;
    }
}
