package io.sluice.dialects.openai.chat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.dialects.AnswerRelay;
import io.sluice.dialects.Dialect;
import io.sluice.dialects.EventReader;
import io.sluice.dialects.EventWriter;
import io.sluice.dialects.Operation;
import io.sluice.dialects.Quirks;
import io.sluice.dialects.Recordings;
import io.sluice.dialects.Recordings.Recording;
import io.sluice.dialects.Relayed;
import io.sluice.dialects.Seeded;
import io.sluice.dialects.StreamEnd;
import io.sluice.dialects.StreamRelay;
import io.sluice.dialects.Terms;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.model.Usage;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Real streams and answers of many providers through the relays; skipped where there are none to be had. */
class RecordedStreamsTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Dialect DIALECT = new OpenAiChat();

    @Test
    void everyStreamComesOutAsItWentIn() {
        for (Recording recording : streams()) {
            Relayed relayed = Relayed.whole(DIALECT.streamRelay(terms(recording, false, null)), recording.answer());
            assertThat(relayed.text()).as(recording.name()).isEqualTo(new String(recording.answer(), UTF_8));
            assertThat(relayed.end)
                    .as(recording.name())
                    .isEqualTo(relayed.relay.error() == null ? StreamEnd.WHOLE : StreamEnd.ERROR);
            assertThat(relayed.relay.contentSeen()).as(recording.name()).isTrue();
            assertThat(relayed.windows).hasSize(1);
        }
    }

    @Test
    void everyStreamIsTheSameInSinglesAndInAnyPieces() {
        Seeded seeded = new Seeded(41);
        for (Recording recording : streams()) {
            Relayed whole = Relayed.whole(renaming(recording), recording.answer());
            assertSame(recording, whole, Relayed.byteByByte(renaming(recording), recording.answer()));
            for (int i = 0; i < 32; i++) {
                int cut = seeded.below(recording.answer().length + 1);
                assertSame(recording, whole, Relayed.cutAt(renaming(recording), recording.answer(), cut));
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
        shortest.values().forEach(recording -> cutEverywhere(recording, recording.answer().length > 20_000 ? 101 : 1));
    }

    /** Minutes long; run with {@code -Dsluice.everything=true}. Streams above 40 KB are cut at every 41st byte. */
    @Test
    @EnabledIfSystemProperty(named = "sluice.everything", matches = "true")
    void everyStreamIsTheSameCutAnywhere() {
        streams().forEach(recording -> cutEverywhere(recording, recording.answer().length > 40_000 ? 41 : 1));
    }

    @Test
    void onlyTheModelChangesUnderAnAliasAndOnlyTheUsageChunkIsWithheld() {
        for (Recording recording : streams()) {
            List<JsonNode> expected = new ArrayList<>();
            for (JsonNode event : events(new String(recording.answer(), UTF_8))) {
                boolean usage = event.path("choices").isArray()
                        && event.get("choices").isEmpty()
                        && event.path("usage").isObject();
                if (event.path("model").isString()) {
                    ((ObjectNode) event).put("model", "the-alias");
                }
                if (!usage) {
                    expected.add(event);
                }
            }
            Relayed relayed =
                    Relayed.whole(DIALECT.streamRelay(terms(recording, true, "the-alias")), recording.answer());
            assertThat(events(relayed.text())).as(recording.name()).isEqualTo(expected);
        }
    }

    @Test
    void usageIsWhatTheProviderSaid() {
        for (Recording recording : streams()) {
            JsonNode last = null;
            for (JsonNode event : events(new String(recording.answer(), UTF_8))) {
                last = event.path("usage").isObject() ? event.get("usage") : last;
            }
            Usage usage = Relayed.whole(DIALECT.streamRelay(terms(recording, false, null)), recording.answer())
                    .relay
                    .usage();
            assertUsage(recording, last, usage);
        }
    }

    @Test
    void everyAnswerIsReadWholeAndInPieces() {
        Seeded seeded = new Seeded(43);
        for (Recording recording : answers()) {
            JsonNode tree = JSON.readTree(recording.answer());
            AnswerRelay whole = watched(recording, List.of(Bytes.of(recording.answer())));
            AnswerRelay pieces = watched(recording, seeded.pieces(recording.answer()));
            assertThat(pieces.usage()).isEqualTo(whole.usage());
            assertThat(pieces.finishReason()).isEqualTo(whole.finishReason());
            assertThat(pieces.modelEdit()).isEqualTo(whole.modelEdit());
            assertThat(whole.error() != null)
                    .as(recording.name())
                    .isEqualTo(
                            tree.path("error").isValueNode()
                                    ? tree.path("error").isString()
                                    : tree.path("error").isObject());
            if (recording.status() == 200 && whole.error() == null) {
                assertUsage(recording, tree.get("usage"), whole.usage());
                assertThat(whole.contentSeen()).as(recording.name()).isTrue();
            }
        }
    }

    @Test
    void everyAnswerUnfoldsAndFoldsToItsOwnBytes() {
        for (Recording recording : answers()) {
            assertThat(DIALECT.fold(DIALECT.unfold(Bytes.of(recording.answer()))))
                    .isEqualTo(recording.answer());
        }
    }

    @Test
    void everyStreamReadAsEventsAndWrittenBackIsWhatTheRelayGives() {
        Seeded seeded = new Seeded(44);
        for (Recording recording : streams()) {
            Terms terms = terms(recording, true, "the-alias");
            EventReader reader = DIALECT.eventReader(terms);
            EventWriter writer = DIALECT.eventWriter(terms);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            for (Bytes piece : seeded.pieces(recording.answer())) {
                reader.feed(piece, chunk -> out.writeBytes(writer.write(chunk)));
            }
            reader.end(true, chunk -> out.writeBytes(writer.write(chunk)));
            Relayed relayed = Relayed.whole(DIALECT.streamRelay(terms), recording.answer());
            assertThat(out.toString(UTF_8)).as(recording.name()).isEqualTo(relayed.text());
            assertThat(reader.usage()).isEqualTo(relayed.relay.usage());
        }
    }

    private static void cutEverywhere(Recording recording, int step) {
        Relayed whole = Relayed.whole(renaming(recording), recording.answer());
        for (int cut = 0; cut <= recording.answer().length; cut += step) {
            assertSame(recording, whole, Relayed.cutAt(renaming(recording), recording.answer(), cut));
        }
    }

    private static void assertSame(Recording recording, Relayed whole, Relayed cut) {
        assertThat(cut.bytes()).as(recording.name()).isEqualTo(whole.bytes());
        assertThat(cut.end).as(recording.name()).isEqualTo(whole.end);
        assertThat(cut.relay.usage()).as(recording.name()).isEqualTo(whole.relay.usage());
        assertThat(cut.relay.finishReason()).as(recording.name()).isEqualTo(whole.relay.finishReason());
    }

    /** Both sums are the provider's own; what its total has beyond them is reasoning it left out of the parts. */
    private static void assertUsage(Recording recording, @Nullable JsonNode said, @Nullable Usage usage) {
        if (said == null || !said.has("total_tokens")) {
            return;
        }
        assertThat(usage).as(recording.name()).isNotNull();
        if (usage != null) {
            long total = said.get("total_tokens").asLong();
            long prompt = said.path("prompt_tokens").asLong(total);
            assertThat(usage.totalInput()).as(recording.name()).isEqualTo(prompt);
            assertThat(usage.totalInput() + usage.totalOutput())
                    .as(recording.name())
                    .isEqualTo(total);
        }
    }

    private static AnswerRelay watched(Recording recording, List<Bytes> pieces) {
        AnswerRelay relay = DIALECT.answerRelay(terms(recording, false, "the-alias"));
        for (Bytes piece : pieces) {
            assertThat(relay.feed(piece)).as(recording.name()).isNull();
        }
        assertThat(relay.end()).as(recording.name()).isNull();
        return relay;
    }

    private static List<JsonNode> events(String stream) {
        List<JsonNode> events = new ArrayList<>();
        for (String line : stream.split("\r?\n")) {
            if (line.startsWith("data:") && !line.contains("[DONE]")) {
                events.add(JSON.readTree(line.substring(5)));
            }
        }
        return events;
    }

    private static StreamRelay renaming(Recording recording) {
        return DIALECT.streamRelay(terms(recording, true, "the-alias"));
    }

    private static Terms terms(Recording recording, boolean withhold, @Nullable String alias) {
        boolean unmarked = recording.provider().equals("writer") && recording.operation() == Operation.COMPLETE;
        Quirks quirks = unmarked ? Quirks.of(Set.of("no_end_mark")) : Quirks.NONE;
        return new Terms(recording.operation(), 1, withhold, alias, quirks);
    }

    private static List<Recording> streams() {
        return Recordings.openAi().stream().filter(Recording::stream).toList();
    }

    private static List<Recording> answers() {
        return Recordings.openAi().stream()
                .filter(recording -> !recording.stream() && recording.answer().length > 0)
                .filter(recording -> recording.answer()[0] == '{')
                .toList();
    }
}
