package io.sluice.dialects.openai.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.dialects.Asking;
import io.sluice.dialects.Dialect;
import io.sluice.dialects.Meaning;
import io.sluice.dialects.Operation;
import io.sluice.dialects.Outgoing;
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
import io.sluice.dialects.model.Loss;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Every recorded request, read into the canonical conversation and written back, says the same. */
class RecordedConversationsTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Dialect DIALECT = new OpenAiChat();

    @Test
    void everyRequestMeansTheSameWrittenBack() {
        List<String> found = new ArrayList<>();
        int compared = 0;
        for (Recording recording : requests()) {
            Conversation conversation = read(recording);
            Outgoing written = DIALECT.codec()
                    .writeRequest(
                            conversation,
                            new Sending(conversation.model(), null, ProviderFlags.of(recording.provider())));
            for (String difference : Meaning.differences(
                    SameMeaning.ofRequest(recording.request()), SameMeaning.ofRequest(written.body()))) {
                found.add(recording.name() + " " + difference);
            }
            for (Loss loss : written.losses()) {
                found.add(recording.name() + " lost " + loss);
            }
            compared++;
        }
        assertThat(found).isEmpty();
        assertThat(compared).isGreaterThan(120);
    }

    static Conversation read(Recording recording) {
        JsonScanner scanner = new JsonScanner(JsonLimits.REQUEST, DIALECT.outlined(), DIALECT.unrepeatable());
        Bytes body = Bytes.of(recording.request());
        scanner.feed(body);
        assertThat(scanner.end()).as(recording.name()).isNull();
        Reading reading = DIALECT.read(Asking.of(Operation.CHAT), scanner.outline(), body);
        RequestFacts facts = ((Reading.Understood) reading).facts();
        Understanding understanding = DIALECT.codec().readRequest(facts, body);
        assertThat(understanding).as(recording.name()).isInstanceOf(Understanding.Understood.class);
        return ((Understanding.Understood) understanding).conversation();
    }

    static List<Recording> requests() {
        return Recordings.of(Set.of("openai.chat")).stream()
                .filter(recording -> recording.request().length > 0 && recording.status() < 400)
                .filter(recording ->
                        JSON.readTree(recording.request()).path("model").isString())
                .toList();
    }
}
