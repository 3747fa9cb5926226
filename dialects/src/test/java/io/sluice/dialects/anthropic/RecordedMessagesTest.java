package io.sluice.dialects.anthropic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.dialects.AnswerRelay;
import io.sluice.dialects.Asked;
import io.sluice.dialects.Asking;
import io.sluice.dialects.EventReader;
import io.sluice.dialects.EventWriter;
import io.sluice.dialects.Operation;
import io.sluice.dialects.Outgoing;
import io.sluice.dialects.Quirks;
import io.sluice.dialects.Reading;
import io.sluice.dialects.Recordings;
import io.sluice.dialects.Recordings.Recording;
import io.sluice.dialects.Relayed;
import io.sluice.dialects.RequestFacts;
import io.sluice.dialects.Seeded;
import io.sluice.dialects.Sending;
import io.sluice.dialects.StreamEnd;
import io.sluice.dialects.StreamRelay;
import io.sluice.dialects.StreamWriter;
import io.sluice.dialects.Terms;
import io.sluice.dialects.Understanding;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.JsonLimits;
import io.sluice.dialects.json.JsonScanner;
import io.sluice.dialects.model.Answer;
import io.sluice.dialects.model.Chunk;
import io.sluice.dialects.model.Conversation;
import io.sluice.dialects.model.Event;
import io.sluice.dialects.model.Extras;
import io.sluice.dialects.model.Folding;
import io.sluice.dialects.model.Losses;
import io.sluice.dialects.model.Orderly;
import io.sluice.dialects.model.Reasoning;
import io.sluice.dialects.model.Sampling;
import io.sluice.dialects.model.Tools;
import io.sluice.dialects.model.Unfolding;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Real traffic of Anthropic and its hosts; skipped where there is none to be had. */
class RecordedMessagesTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final AnthropicMessages DIALECT = new AnthropicMessages();
    private static final Conversation NOTHING_ASKED = new Conversation(
            "m", true, true, List.of(), Tools.NONE, Sampling.NONE, Reasoning.NONE, null, null, null, Extras.NONE);

    @Test
    void everyRequestReadAndWrittenBackMeansTheSame() {
        int seen = 0;
        for (Recording recording : all()) {
            if (recording.status() >= 400 || recording.request().length == 0) {
                continue;
            }
            seen++;
            Conversation conversation = understood(recording);
            boolean vertex = recording.provider().equals("vertex");
            Set<String> flags = vertex ? Set.of("model_in_path", "anthropic_version=vertex-2023-10-16") : Set.of();
            Outgoing written = DIALECT.codec()
                    .writeRequest(conversation, new Sending(conversation.model(), null, Quirks.of(flags)));
            assertThat(MessagesMeaning.differences(recording.request(), written.body()))
                    .as(recording.name())
                    .isEmpty();
            assertThat(written.losses()).as(recording.name()).isEmpty();
        }
        assertThat(seen).isEqualTo(45);
    }

    @Test
    void everyAnswerReadAndWrittenBackMeansTheSame() {
        for (Recording recording : answers()) {
            Answer answer = DIALECT.codec().readAnswer(Bytes.of(recording.answer()), Quirks.NONE);
            Losses losses = new Losses();
            byte[] written = DIALECT.codec().writeAnswer(answer, asked(answer, losses));
            assertThat(MessagesMeaning.differences(recording.answer(), written))
                    .as(recording.name())
                    .isEmpty();
            assertThat(losses.all()).as(recording.name()).isEmpty();
        }
    }

    @Test
    void everyAnswerFoldsToItsOwnBytesAndUnfoldsToTheSameAnswer() {
        for (Recording recording : answers()) {
            Chunk chunk = DIALECT.unfold(Bytes.of(recording.answer()));
            assertThat(DIALECT.fold(chunk)).as(recording.name()).isEqualTo(recording.answer());
            Answer answer = Folding.of(chunk.events());
            assertThat(Folding.of(Unfolding.of(answer))).as(recording.name()).isEqualTo(answer);
        }
    }

    @Test
    void everyAnswerIsWatchedWholeAndInPieces() {
        Seeded seeded = new Seeded(71);
        for (Recording recording : answers()) {
            JsonNode tree = JSON.readTree(recording.answer());
            AnswerRelay whole = watched(recording, List.of(Bytes.of(recording.answer())));
            AnswerRelay pieces = watched(recording, seeded.pieces(recording.answer()));
            assertThat(pieces.usage()).isEqualTo(whole.usage());
            assertThat(pieces.finishReason()).isEqualTo(whole.finishReason());
            assertThat(pieces.modelEdit()).isEqualTo(whole.modelEdit());
            assertThat(whole.error()).isNull();
            assertThat(whole.contentSeen()).isTrue();
            assertThat(whole.finishReason()).isEqualTo(tree.get("stop_reason").asString());
            assertThat(whole.usage()).as(recording.name()).isNotNull();
            if (whole.usage() != null) {
                assertThat(whole.usage().totalOutput())
                        .isEqualTo(tree.path("usage").path("output_tokens").asLong());
                assertThat(whole.usage().input())
                        .isEqualTo(tree.path("usage").path("input_tokens").asLong());
            }
        }
    }

    @Test
    void everyErrorIsReadWithItsTypeAndMessage() {
        int seen = 0;
        for (Recording recording : all()) {
            if (recording.status() < 400) {
                continue;
            }
            seen++;
            JsonNode error = JSON.readTree(recording.answer()).get("error");
            var read = DIALECT.readError(recording.status(), null, Bytes.of(recording.answer()));
            assertThat(read.status()).isEqualTo(recording.status());
            assertThat(read.type()).isEqualTo(error.get("type").asString());
            assertThat(read.message()).isEqualTo(error.get("message").asString());
            assertThat(MessagesMeaning.differences(
                            JSON.writeValueAsBytes(error),
                            JSON.writeValueAsBytes(
                                    JSON.readTree(DIALECT.errorBody(read, null)).get("error"))))
                    .isEmpty();
        }
        assertThat(seen).isEqualTo(3);
    }

    @Test
    void everyStreamComesOutAsItWentInUpToItsEnd() {
        for (Recording recording : streams()) {
            Relayed relayed = Relayed.whole(DIALECT.streamRelay(Terms.untouched(Operation.CHAT)), recording.answer());
            String text = new String(recording.answer(), UTF_8);
            // One gateway sends a stray [DONE] after the end mark; nothing after the end matters.
            int stray = text.indexOf("event: data\ndata: [DONE]");
            assertThat(relayed.text()).as(recording.name()).isEqualTo(stray < 0 ? text : text.substring(0, stray));
            assertThat(relayed.relay.ignored()).isEqualTo(stray < 0 ? 0 : text.length() - stray);
            assertThat(relayed.end).as(recording.name()).isEqualTo(StreamEnd.WHOLE);
            assertThat(relayed.windows).hasSize(1);
        }
    }

    @Test
    void everyStreamIsTheSameInSinglesAndInAnyPieces() {
        Seeded seeded = new Seeded(72);
        for (Recording recording : streams()) {
            Relayed whole = Relayed.whole(renaming(), recording.answer());
            assertSame(recording, whole, Relayed.byteByByte(renaming(), recording.answer()));
            for (int i = 0; i < 32; i++) {
                int cut = seeded.below(recording.answer().length + 1);
                assertSame(recording, whole, Relayed.cutAt(renaming(), recording.answer(), cut));
            }
            for (int cut : boundaries(recording.answer())) {
                assertSame(recording, whole, Relayed.cutAt(renaming(), recording.answer(), cut));
            }
        }
    }

    @Test
    void theShortestStreamOfEachProviderIsTheSameCutAnywhere() {
        Map<String, Recording> shortest = new HashMap<>();
        streams().stream()
                .sorted(Comparator.comparingInt((Recording recording) -> recording.answer().length)
                        .reversed())
                .forEach(recording -> shortest.put(recording.provider(), recording));
        assertThat(shortest).hasSize(3);
        shortest.values().forEach(recording -> cutEverywhere(recording, 1));
    }

    /** Long; run with {@code -Dsluice.everything=true}. Streams above 40 KB are cut at every 41st byte. */
    @Test
    @EnabledIfSystemProperty(named = "sluice.everything", matches = "true")
    void everyStreamIsTheSameCutAnywhere() {
        streams().forEach(recording -> cutEverywhere(recording, recording.answer().length > 40_000 ? 41 : 1));
    }

    @Test
    void aStreamCutBeforeItsEndMarkIsNeverWhole() {
        Seeded seeded = new Seeded(73);
        for (Recording recording : streams()) {
            int mark = new String(recording.answer(), UTF_8).indexOf("event: message_stop");
            byte[] stream = java.util.Arrays.copyOf(
                    recording.answer(),
                    new String(recording.answer(), UTF_8).substring(0, mark).getBytes(UTF_8).length);
            for (int i = 0; i < 8; i++) {
                byte[] cut = java.util.Arrays.copyOf(stream, seeded.below(stream.length + 1));
                assertThat(Relayed.whole(renaming(), cut).end)
                        .as(recording.name())
                        .isEqualTo(StreamEnd.CUT);
            }
        }
    }

    @Test
    void everyStreamSaysWhatTheWholeAnswerWouldHaveSaid() {
        for (Recording recording : streams()) {
            Answer folded = folded(recording.answer());
            Losses losses = new Losses();
            byte[] written = DIALECT.codec().writeAnswer(folded, asked(folded, losses));
            byte[] whole = Accumulated.answer(recording.answer());
            assertThat(MessagesMeaning.differences(whole, written))
                    .as(recording.name())
                    .isEmpty();
            Answer read = DIALECT.codec().readAnswer(Bytes.of(whole), Quirks.NONE);
            assertThat(read.usage()).as(recording.name()).isEqualTo(folded.usage());
            assertThat(losses.all()).as(recording.name()).isEmpty();
        }
    }

    @Test
    void theReaderSawWhatTheRelaySaw() {
        for (Recording recording : streams()) {
            EventReader reader = DIALECT.eventReader(Terms.untouched(Operation.CHAT));
            List<Event> events = events(reader, recording.answer());
            StreamRelay relay = Relayed.whole(renaming(), recording.answer()).relay;
            assertThat(reader.usage())
                    .isEqualTo(relay.usage())
                    .isEqualTo(Folding.of(events).usage());
            assertThat(reader.finishReason()).isEqualTo(relay.finishReason());
            assertThat(reader.contentSeen()).isEqualTo(relay.contentSeen());
            Answer answer = Folding.of(events);
            boolean content = answer.choices().stream()
                    .anyMatch(choice -> !choice.blocks().isEmpty());
            assertThat(relay.contentSeen()).as(recording.name()).isEqualTo(content);
            assertThat(relay.usageImplausible()).as(recording.name()).isFalse();
        }
    }

    @Test
    void everyStreamReadAsEventsAndWrittenBackIsWhatTheRelayGives() {
        Seeded seeded = new Seeded(74);
        Terms terms = new Terms(Operation.CHAT, 1, false, "the-alias", Quirks.NONE);
        for (Recording recording : streams()) {
            EventReader reader = DIALECT.eventReader(terms);
            EventWriter writer = DIALECT.eventWriter(terms);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            for (Bytes piece : seeded.pieces(recording.answer())) {
                reader.feed(piece, chunk -> out.writeBytes(writer.write(chunk)));
            }
            reader.end(true, chunk -> out.writeBytes(writer.write(chunk)));
            assertThat(out.toString(UTF_8))
                    .as(recording.name())
                    .isEqualTo(Relayed.whole(renaming(), recording.answer()).text());
        }
    }

    @Test
    void everyStreamWrittenFromItsEventsIsReadAsTheSameAnswer() {
        for (Recording recording : streams()) {
            Answer folded = folded(recording.answer());
            Losses losses = new Losses();
            StreamWriter writer = DIALECT.codec().streamWriter(asked(folded, losses));
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            EventReader reader = DIALECT.eventReader(Terms.untouched(Operation.CHAT));
            Orderly.of(events(reader, recording.answer())).forEach(event -> out.writeBytes(writer.write(event)));
            out.writeBytes(writer.end(null));
            assertThat(folded(out.toByteArray())).as(recording.name()).isEqualTo(folded);
            assertThat(losses.all()).as(recording.name()).isEmpty();
            assertThat(Relayed.whole(renaming(), out.toByteArray()).end).isEqualTo(StreamEnd.WHOLE);
        }
    }

    private static Conversation understood(Recording recording) {
        JsonScanner scanner = new JsonScanner(JsonLimits.REQUEST, DIALECT.outlined(), DIALECT.unrepeatable());
        Bytes body = Bytes.of(recording.request());
        scanner.feed(body);
        assertThat(scanner.end()).as(recording.name()).isNull();
        String model = recording.provider().equals("vertex") ? "in-the-path" : null;
        Reading reading = DIALECT.read(new Asking(Operation.CHAT, model, null), scanner.outline(), body);
        assertThat(reading).as(recording.name()).isInstanceOf(Reading.Understood.class);
        RequestFacts facts = ((Reading.Understood) reading).facts();
        Understanding understanding = DIALECT.codec().readRequest(facts, body);
        assertThat(understanding).as(recording.name()).isInstanceOf(Understanding.Understood.class);
        return ((Understanding.Understood) understanding).conversation();
    }

    private static Asked asked(Answer answer, Losses losses) {
        return new Asked(answer.id().replaceFirst("^msg_", ""), 0, answer.model(), NOTHING_ASKED, losses);
    }

    private static Answer folded(byte[] stream) {
        return Folding.of(events(DIALECT.eventReader(Terms.untouched(Operation.CHAT)), stream));
    }

    private static List<Event> events(EventReader reader, byte[] stream) {
        List<Event> events = new ArrayList<>();
        assertThat(reader.feed(Bytes.of(stream), chunk -> events.addAll(chunk.events())))
                .isNull();
        reader.end(true, chunk -> events.addAll(chunk.events()));
        return events;
    }

    private static List<Integer> boundaries(byte[] stream) {
        List<Integer> cuts = new ArrayList<>();
        for (int i = 1; i < stream.length; i++) {
            if (stream[i] == '\n' && stream[i - 1] == '\n') {
                cuts.addAll(List.of(i, i + 1, Math.min(stream.length, i + 2)));
            }
        }
        // Enough of the long ones.
        return cuts.size() > 90 ? cuts.subList(0, 90) : cuts;
    }

    private static void cutEverywhere(Recording recording, int step) {
        Relayed whole = Relayed.whole(renaming(), recording.answer());
        for (int cut = 0; cut <= recording.answer().length; cut += step) {
            assertSame(recording, whole, Relayed.cutAt(renaming(), recording.answer(), cut));
        }
    }

    private static void assertSame(Recording recording, Relayed whole, Relayed cut) {
        assertThat(cut.bytes()).as(recording.name()).isEqualTo(whole.bytes());
        assertThat(cut.end).as(recording.name()).isEqualTo(whole.end);
        assertThat(cut.relay.usage()).as(recording.name()).isEqualTo(whole.relay.usage());
        assertThat(cut.relay.finishReason()).as(recording.name()).isEqualTo(whole.relay.finishReason());
        assertThat(cut.relay.contentSeen()).as(recording.name()).isEqualTo(whole.relay.contentSeen());
    }

    private static AnswerRelay watched(Recording recording, List<Bytes> pieces) {
        AnswerRelay relay = DIALECT.answerRelay(new Terms(Operation.CHAT, 1, false, "the-alias", Quirks.NONE));
        for (Bytes piece : pieces) {
            assertThat(relay.feed(piece)).as(recording.name()).isNull();
        }
        assertThat(relay.end()).as(recording.name()).isNull();
        return relay;
    }

    private static StreamRelay renaming() {
        return DIALECT.streamRelay(new Terms(Operation.CHAT, 1, false, "the-alias", Quirks.NONE));
    }

    private static List<Recording> all() {
        return Recordings.of(Set.of("anthropic.messages"));
    }

    private static List<Recording> streams() {
        return all().stream().filter(Recording::stream).toList();
    }

    private static List<Recording> answers() {
        return all().stream()
                .filter(recording -> !recording.stream() && recording.status() < 400)
                .toList();
    }
}
