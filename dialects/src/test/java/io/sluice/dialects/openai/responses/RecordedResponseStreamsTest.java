package io.sluice.dialects.openai.responses;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.dialects.EventReader;
import io.sluice.dialects.EventWriter;
import io.sluice.dialects.Meaning;
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
import io.sluice.dialects.model.Answer;
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
import tools.jackson.databind.node.ObjectNode;

/** Real streams of many providers relayed, read as events, and written again. */
class RecordedResponseStreamsTest {
    @Test
    void everyStreamComesOutAsItWentIn() {
        for (Recording recording : streams()) {
            Relayed relayed = Relayed.whole(Calls.DIALECT.streamRelay(Calls.UNTOUCHED), recording.answer());
            assertThat(relayed.text()).as(recording.name()).isEqualTo(ended(recording));
            assertThat(relayed.end)
                    .as(recording.name())
                    .isEqualTo(relayed.relay.error() == null ? StreamEnd.WHOLE : StreamEnd.ERROR);
            assertThat(relayed.relay.contentSeen()).as(recording.name()).isEqualTo(relayed.relay.error() == null);
        }
    }

    /** The end mark of another dialect, after the stream's own end, is dropped. */
    private static String ended(Recording recording) {
        return new String(recording.answer(), UTF_8).replace("data: [DONE]\n\n", "");
    }

    @Test
    void everyStreamIsTheSameInSinglesAndInAnyPieces() {
        Seeded seeded = new Seeded(41);
        for (Recording recording : streams()) {
            Relayed whole = Relayed.whole(renaming(), recording.answer());
            assertSame(recording, whole, Relayed.byteByByte(renaming(), recording.answer()));
            for (int i = 0; i < 32; i++) {
                int cut = seeded.below(recording.answer().length + 1);
                assertSame(recording, whole, Relayed.cutAt(renaming(), recording.answer(), cut));
            }
        }
    }

    @Test
    void everyStreamIsTheSameCutAroundEachOfItsEvents() {
        for (Recording recording : streams()) {
            Relayed whole = Relayed.whole(renaming(), recording.answer());
            List<Integer> ends = new ArrayList<>();
            for (int i = 1; i < recording.answer().length; i++) {
                if (recording.answer()[i] == '\n' && recording.answer()[i - 1] == '\n') {
                    ends.add(i + 1);
                }
            }
            // Long streams have hundreds of events alike: some fifteen of each are cut.
            for (int e = 0; e < ends.size(); e += 1 + ends.size() / 15) {
                for (int cut = ends.get(e) - 1; cut <= Math.min(ends.get(e) + 1, recording.answer().length); cut++) {
                    assertSame(recording, whole, Relayed.cutAt(renaming(), recording.answer(), cut));
                }
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
        shortest.values().forEach(recording -> cutEverywhere(recording, 1 + recording.answer().length / 150));
        shortest.values().stream()
                .min(Comparator.comparingInt(recording -> recording.answer().length))
                .ifPresent(recording -> cutEverywhere(recording, 1));
    }

    /** Minutes long; run with {@code -Dsluice.everything=true}. Streams above 40 KB are cut at every 41st byte. */
    @Test
    @EnabledIfSystemProperty(named = "sluice.everything", matches = "true")
    void everyStreamIsTheSameCutAnywhere() {
        streams().forEach(recording -> cutEverywhere(recording, recording.answer().length > 40_000 ? 41 : 1));
    }

    @Test
    void onlyTheModelOfTheResponseChangesUnderAnAlias() {
        for (Recording recording : streams()) {
            List<JsonNode> expected = events(ended(recording));
            for (JsonNode event : expected) {
                if (event.path("response").path("model").isString()) {
                    ((ObjectNode) event.get("response")).put("model", "the-alias");
                }
            }
            Relayed relayed = Relayed.whole(renaming(), recording.answer());
            assertThat(events(relayed.text())).as(recording.name()).isEqualTo(expected);
        }
    }

    @Test
    void usageAndTheEndAreWhatTheProviderSaid() {
        for (Recording recording : streams()) {
            JsonNode last = events(ended(recording)).getLast().path("response");
            Relayed relayed = Relayed.whole(renaming(), recording.answer());
            JsonNode usage = last.path("usage");
            assertThat(relayed.relay.usage() != null).as(recording.name()).isEqualTo(usage.isObject());
            if (relayed.relay.usage() != null) {
                assertThat(relayed.relay.usage().totalInput())
                        .as(recording.name())
                        .isEqualTo(usage.path("input_tokens").asLong());
                assertThat(relayed.relay.usage().totalOutput())
                        .as(recording.name())
                        .isEqualTo(usage.path("output_tokens").asLong());
            }
            String word = last.path("incomplete_details")
                    .path("reason")
                    .asString(last.path("status").asString());
            assertThat(relayed.relay.finishReason()).isEqualTo(word.equals("failed") ? null : word);
        }
    }

    @Test
    void everyStreamReadAsEventsAndWrittenBackIsWhatTheRelayGives() {
        Seeded seeded = new Seeded(44);
        for (Recording recording : streams()) {
            EventReader reader = Calls.DIALECT.eventReader(terms());
            EventWriter writer = Calls.DIALECT.eventWriter(terms());
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            for (Bytes piece : seeded.pieces(recording.answer())) {
                reader.feed(piece, chunk -> out.writeBytes(writer.write(chunk)));
            }
            reader.end(true, chunk -> out.writeBytes(writer.write(chunk)));
            Relayed relayed = Relayed.whole(renaming(), recording.answer());
            assertThat(out.toString(UTF_8)).as(recording.name()).isEqualTo(relayed.text());
            assertThat(reader.usage()).isEqualTo(relayed.relay.usage());
        }
    }

    @Test
    void everyStreamFoldsToTheAnswerItsLastEventHolds() {
        for (Recording recording : streams()) {
            JsonNode last = events(ended(recording)).getLast();
            Answer whole = Calls.answer(Plain.JSON.writeValueAsBytes(last.path("response")));
            Answer folded = Calls.folded(recording.answer());
            List<String> differences = new ArrayList<>(Meaning.differences(Told.of(whole), Told.of(folded)));
            differences.removeIf(difference -> isKnown(recording, difference));
            assertThat(differences).as(recording.name()).isEmpty();
        }
    }

    /** Where providers say something else at the end than on the way. */
    private static boolean isKnown(Recording recording, String difference) {
        return switch (recording.provider()) {
            // Its last event has no output at all.
            case "openai-chatgpt" -> difference.contains(".blocks[") || difference.contains("TOOL_CALLS");
            // Every event has ids and proofs of its own.
            case "copilot" ->
                difference.contains(".seal:")
                        || difference.contains("].id:")
                        || difference.startsWith("$.id:")
                        || difference.contains("copilot_usage");
            case "openrouter" -> difference.contains("].id:");
            // Each is encrypted anew each time it is said; the last event rounds probabilities, and has no type of its
            // error.
            default ->
                difference.contains(".seal:")
                        || difference.contains(".fingerprint:")
                        || difference.contains(".logprob:")
                        || difference.startsWith("$.error.type:");
        };
    }

    @Test
    void everyStreamWrittenAnewReadsAsTheSameAnswer() {
        for (Recording recording : streams()) {
            Answer folded = Calls.folded(recording.answer());
            byte[] anew = Calls.streamed(Calls.events(recording.answer()), Calls.asked(Calls.foreign()));
            assertThat(Meaning.differences(Told.choices(folded), Told.choices(Calls.folded(anew))))
                    .as(recording.name())
                    .isEmpty();
        }
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
    }

    private static List<JsonNode> events(String stream) {
        List<JsonNode> events = new ArrayList<>();
        for (String line : stream.split("\r?\n")) {
            if (line.startsWith("data:") && !line.contains("[DONE]")) {
                events.add(Plain.JSON.readTree(line.substring(5)));
            }
        }
        return events;
    }

    private static StreamRelay renaming() {
        return Calls.DIALECT.streamRelay(terms());
    }

    private static Terms terms() {
        return new Terms(Operation.CHAT, 1, false, "the-alias", Quirks.NONE);
    }

    private static List<Recording> streams() {
        return Recordings.of(Set.of("openai.responses")).stream()
                .filter(Recording::stream)
                .toList();
    }
}
