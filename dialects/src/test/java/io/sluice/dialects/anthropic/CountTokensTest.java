package io.sluice.dialects.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.dialects.Recordings;
import io.sluice.dialects.Recordings.Recording;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.model.Conversation;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Counting what a request would cost to read. */
class CountTokensTest {
    @Test
    void aCountsRequestIsAMessagesWithoutWhatConcernsTheAnswer() {
        String request =
                "{\"model\":\"m\",\"max_tokens\":5,\"stream\":true,\"system\":\"s\",\"messages\":[],\"top_p\":1}";
        assertThat(Asks.string(CountTokens.body(request.getBytes(StandardCharsets.UTF_8))))
                .isEqualTo("{\"model\":\"m\",\"system\":\"s\",\"messages\":[]}");
        assertThat(Asks.string(CountTokens.body("[".getBytes(StandardCharsets.UTF_8))))
                .isEqualTo("[");
    }

    @Test
    void anEstimateSaysSo() {
        assertThat(Asks.string(CountTokens.answer(12, false))).isEqualTo("{\"input_tokens\":12}");
        assertThat(Asks.string(CountTokens.answer(12, true)))
                .isEqualTo("{\"input_tokens\":12,\"sluice\":{\"estimate\":true}}");
        assertThat(CountTokens.read(Bytes.of(CountTokens.answer(12, true)))).isEqualTo(12);
        assertThat(CountTokens.read(Bytes.of("{\"input_tokens\":-1}"))).isNull();
        assertThat(CountTokens.read(Bytes.of("{}"))).isNull();
    }

    @Test
    void everyRecordedCountIsReadAndItsRequestUnderstoodAndLeftAlone() {
        int counted = 0;
        for (Recording recording : Recordings.of(Set.of("anthropic.count_tokens"))) {
            Conversation conversation = Asks.read(new String(recording.request(), StandardCharsets.UTF_8));
            assertThat(conversation.turns()).as(recording.name()).isNotEmpty();
            assertThat(CountTokens.body(recording.request())).isEqualTo(recording.request());
            Long tokens = CountTokens.read(Bytes.of(recording.answer()));
            assertThat(tokens == null).as(recording.name()).isEqualTo(recording.status() >= 400);
            counted += tokens == null ? 0 : 1;
        }
        assertThat(counted).isEqualTo(2);
    }
}
