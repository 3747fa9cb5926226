package io.sluice.dialects.gemini;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.dialects.Asking;
import io.sluice.dialects.Operation;
import io.sluice.dialects.Quirks;
import io.sluice.dialects.Reading;
import io.sluice.dialects.Recordings;
import io.sluice.dialects.Recordings.Recording;
import io.sluice.dialects.RequestFacts;
import io.sluice.dialects.Sending;
import io.sluice.dialects.Understanding;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.JsonLimits;
import io.sluice.dialects.json.JsonScanner;
import io.sluice.dialects.model.Conversation;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TokenCountTest {
    private static final TokenCount COUNT = new TokenCount();

    @Test
    void aWholeRequestIsCountedAsItsContentsAre() {
        String contents = "\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"a\"}]}]";
        Conversation bare = read("{" + contents + "}");
        Conversation wrapped = read("{\"generate_content_request\":{\"model\":\"models/m\"," + contents + "}}");
        assertThat(wrapped).isEqualTo(bare);
        Sending sending = new Sending("models/real", null, Quirks.NONE);
        Sending vertex = new Sending("models/real", null, Quirks.of(Set.of("count=fields")));
        assertThat(new String(COUNT.write(bare, sending).body(), UTF_8))
                .isEqualTo("{\"generateContentRequest\":{\"model\":\"models/real\"," + contents + "}}");
        assertThat(new String(COUNT.write(bare, vertex).body(), UTF_8)).isEqualTo("{" + contents + "}");
    }

    @Test
    void countsAreReadAndWritten() {
        assertThat(COUNT.total(Bytes.of("{\"totalTokens\":9}"))).isEqualTo(9);
        assertThat(COUNT.total(Bytes.of("{\"totalTokens\":-9}"))).isNull();
        assertThat(COUNT.total(Bytes.of("{}"))).isNull();
        assertThat(COUNT.total(Bytes.of(COUNT.answer(7, true)))).isEqualTo(7);
        assertThat(new String(COUNT.answer(7, false), UTF_8)).isEqualTo("{\"totalTokens\":7}");
    }

    @Test
    void recordedCountsAreUnderstood() {
        for (Recording recording : Recordings.of(Set.of("gemini.countTokens"))) {
            Conversation conversation = read(new String(recording.request(), UTF_8));
            assertThat(conversation.turns()).as(recording.name()).isNotEmpty();
            if (recording.status() == 200) {
                assertThat(COUNT.total(Bytes.of(recording.answer()))).isPositive();
            }
        }
    }

    @Test
    void recordedEmbeddingsHaveTheirFactsAndTheirAnswersPass() {
        for (Recording recording : Recordings.of(Set.of("gemini.embedContent", "gemini.batchEmbedContents"))) {
            RequestFacts facts = facts(recording.request(), Operation.EMBED);
            assertThat(facts.model()).isEqualTo("m");
            var relay = Told.DIALECT.answerRelay(io.sluice.dialects.Terms.untouched(Operation.EMBED));
            assertThat(relay.feed(Bytes.of(recording.answer()))).isNull();
            assertThat(relay.end()).isNull();
            assertThat(relay.contentSeen()).as(recording.name()).isEqualTo(recording.status() == 200);
        }
    }

    private static Conversation read(String request) {
        RequestFacts facts = facts(request.getBytes(UTF_8), Operation.CHAT);
        return ((Understanding.Understood) COUNT.read(facts, Bytes.of(request))).conversation();
    }

    private static RequestFacts facts(byte[] request, Operation operation) {
        JsonScanner scanner = new JsonScanner(JsonLimits.REQUEST, Told.DIALECT.outlined(), Told.DIALECT.unrepeatable());
        scanner.feed(Bytes.of(request));
        assertThat(scanner.end()).isNull();
        Reading reading = Told.DIALECT.read(new Asking(operation, "m", false), scanner.outline(), Bytes.of(request));
        return ((Reading.Understood) reading).facts();
    }
}
