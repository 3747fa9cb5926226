package io.sluice.dialects.openai.responses;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.dialects.Meaning;
import io.sluice.dialects.Outgoing;
import io.sluice.dialects.Recordings;
import io.sluice.dialects.Recordings.Recording;
import io.sluice.dialects.model.Conversation;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Real requests read and written back. */
class RecordedRequestsTest {
    @Test
    void everyRequestReadAndWrittenBackMeansTheSame() {
        for (Recording recording : requests()) {
            Outgoing back = Calls.written(Calls.conversation(new String(recording.request(), UTF_8)));
            assertThat(Meaning.differences(Plain.request(recording.request()), Plain.request(back.body())))
                    .as(recording.name())
                    .isEmpty();
            assertThat(back.losses()).as(recording.name()).isEmpty();
        }
    }

    @Test
    void everyRequestReadAgainIsTheSameConversation() {
        for (Recording recording : requests()) {
            Conversation conversation = Calls.conversation(new String(recording.request(), UTF_8));
            String back = new String(Calls.written(conversation).body(), UTF_8);
            assertThat(Calls.conversation(back)).as(recording.name()).isEqualTo(conversation);
        }
    }

    private static List<Recording> requests() {
        return Recordings.of(Set.of("openai.responses")).stream()
                .filter(recording -> recording.request().length > 0)
                .toList();
    }
}
