package io.sluice.dialects.gemini;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.dialects.AnswerRelay;
import io.sluice.dialects.Dialect;
import io.sluice.dialects.EventReader;
import io.sluice.dialects.EventWriter;
import io.sluice.dialects.Operation;
import io.sluice.dialects.Recordings;
import io.sluice.dialects.Recordings.Recording;
import io.sluice.dialects.Relayed;
import io.sluice.dialects.Seeded;
import io.sluice.dialects.StreamEnd;
import io.sluice.dialects.Terms;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.model.Usage;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Real streams and answers of AI Studio and Vertex through the relays; skipped where there are none to be had. */
class RecordedStreamsTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Dialect DIALECT = new GeminiGenerate();
    private static final Terms TERMS = Terms.untouched(Operation.CHAT);

    @Test
    void everyStreamComesOutAsItWentIn() {
        for (Recording recording : streams()) {
            Relayed relayed = Relayed.whole(DIALECT.streamRelay(TERMS), recording.answer());
            assertThat(relayed.text()).as(recording.name()).isEqualTo(new String(recording.answer(), UTF_8));
            assertThat(relayed.end).as(recording.name()).isEqualTo(StreamEnd.WHOLE);
            assertThat(relayed.windows).as(recording.name()).hasSize(1);
            assertThat(relayed.relay.contentSeen())
                    .as(recording.name())
                    .isEqualTo(!recording.name().contains("agent_tool_default_schema-5"));
        }
    }

    @Test
    void everyStreamIsTheSameInSinglesAtEventBoundariesAndInAnyPieces() {
        Seeded seeded = new Seeded(51);
        for (Recording recording : streams()) {
            Relayed whole = Relayed.whole(DIALECT.streamRelay(TERMS), recording.answer());
            assertSame(recording, whole, Relayed.byteByByte(DIALECT.streamRelay(TERMS), recording.answer()));
            Set<Integer> cuts = new TreeSet<>();
            boundaries(recording).forEach(at -> cuts.addAll(List.of(at - 1, at, at + 1)));
            for (int i = 0; i < 32; i++) {
                cuts.add(seeded.below(recording.answer().length + 1));
            }
            for (int cut : cuts) {
                if (cut >= 0 && cut <= recording.answer().length) {
                    assertSame(recording, whole, Relayed.cutAt(DIALECT.streamRelay(TERMS), recording.answer(), cut));
                }
            }
        }
    }

    @Test
    void theShortestStreamOfEachFormIsTheSameCutAnywhere() {
        for (boolean array : new boolean[] {false, true}) {
            streams().stream()
                    .filter(recording -> (recording.answer()[0] == '[') == array)
                    .min(Comparator.comparingInt(recording -> recording.answer().length))
                    .ifPresent(recording -> cutEverywhere(recording, 1));
        }
    }

    /** Minutes long; run with {@code -Dsluice.everything=true}. */
    @Test
    @EnabledIfSystemProperty(named = "sluice.everything", matches = "true")
    void everyStreamIsTheSameCutAnywhere() {
        streams().forEach(recording -> cutEverywhere(recording, recording.answer().length > 40_000 ? 41 : 1));
    }

    @Test
    void everyStreamThatBreaksOffIsCutAndNothingButWholeEventsWentOut() {
        for (Recording recording : streams()) {
            byte[] part = java.util.Arrays.copyOf(recording.answer(), recording.answer().length * 2 / 3);
            Relayed relayed =
                    new Relayed(DIALECT.streamRelay(TERMS)).feed(Bytes.of(part)).end(false);
            assertThat(relayed.end).as(recording.name()).isEqualTo(StreamEnd.CUT);
            assertThat(new String(recording.answer(), UTF_8)).startsWith(relayed.text());
        }
    }

    @Test
    void usageIsWhatTheProviderSaidLast() {
        for (Recording recording : streams()) {
            JsonNode last = null;
            for (JsonNode event : events(recording)) {
                JsonNode said = event.path("usageMetadata");
                last = said.has("totalTokenCount") ? said : last;
            }
            Usage usage = Relayed.whole(DIALECT.streamRelay(TERMS), recording.answer())
                    .relay
                    .usage();
            assertUsage(recording, last, usage);
        }
    }

    @Test
    void everyAnswerIsReadWholeAndInPieces() {
        Seeded seeded = new Seeded(53);
        for (Recording recording : answers()) {
            JsonNode tree = JSON.readTree(recording.answer());
            AnswerRelay whole = watched(List.of(Bytes.of(recording.answer())));
            AnswerRelay pieces = watched(seeded.pieces(recording.answer()));
            assertThat(pieces.usage()).isEqualTo(whole.usage());
            assertThat(pieces.finishReason()).isEqualTo(whole.finishReason());
            assertThat(whole.modelEdit()).isNull();
            assertThat(whole.error() != null).as(recording.name()).isEqualTo(tree.has("error"));
            if (recording.status() == 200) {
                assertUsage(recording, tree.get("usageMetadata"), whole.usage());
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
        Seeded seeded = new Seeded(54);
        for (Recording recording : streams()) {
            EventReader reader = DIALECT.eventReader(TERMS);
            EventWriter writer = DIALECT.eventWriter(TERMS);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            for (Bytes piece : seeded.pieces(recording.answer())) {
                assertThat(reader.feed(piece, chunk -> out.writeBytes(writer.write(chunk))))
                        .isNull();
            }
            assertThat(reader.end(true, chunk -> out.writeBytes(writer.write(chunk))))
                    .isEqualTo(StreamEnd.WHOLE);
            out.writeBytes(writer.end());
            assertThat(out.toString(UTF_8)).as(recording.name()).isEqualTo(new String(recording.answer(), UTF_8));
            Relayed relayed = Relayed.whole(DIALECT.streamRelay(TERMS), recording.answer());
            assertThat(reader.usage()).isEqualTo(relayed.relay.usage());
            assertThat(reader.finishReason()).isEqualTo(relayed.relay.finishReason());
        }
    }

    @Test
    void everyErrorIsReadWithItsStatusWordAndReason() {
        for (Recording recording : Recordings.of(GeminiTraffic.CHAT)) {
            if (recording.status() >= 400) {
                JsonNode said = JSON.readTree(recording.answer()).get("error");
                var error = DIALECT.readError(recording.status(), null, Bytes.of(recording.answer()));
                assertThat(error.status()).isEqualTo(said.get("code").asInt());
                assertThat(error.type()).isEqualTo(said.get("status").asString());
                assertThat(error.message()).isEqualTo(said.get("message").asString());
                String reason = said.findPath("reason").asString("");
                assertThat(error.code()).isEqualTo(reason.isEmpty() ? error.type() : reason);
            }
        }
    }

    private static void cutEverywhere(Recording recording, int step) {
        Relayed whole = Relayed.whole(DIALECT.streamRelay(TERMS), recording.answer());
        for (int cut = 0; cut <= recording.answer().length; cut += step) {
            assertSame(recording, whole, Relayed.cutAt(DIALECT.streamRelay(TERMS), recording.answer(), cut));
        }
    }

    private static void assertSame(Recording recording, Relayed whole, Relayed cut) {
        assertThat(cut.bytes()).as(recording.name()).isEqualTo(whole.bytes());
        assertThat(cut.end).as(recording.name()).isEqualTo(whole.end);
        assertThat(cut.relay.events()).as(recording.name()).isEqualTo(whole.relay.events());
        assertThat(cut.relay.usage()).as(recording.name()).isEqualTo(whole.relay.usage());
        assertThat(cut.relay.finishReason()).as(recording.name()).isEqualTo(whole.relay.finishReason());
    }

    private static void assertUsage(Recording recording, @Nullable JsonNode said, @Nullable Usage usage) {
        if (said == null || !said.has("totalTokenCount")) {
            return;
        }
        assertThat(usage).as(recording.name()).isNotNull();
        if (usage == null) {
            return;
        }
        Usage read = usage;
        long total = said.get("totalTokenCount").asLong();
        assertThat(read.totalInput() + read.totalOutput()).as(recording.name()).isEqualTo(total);
        assertThat(read.cacheRead())
                .isEqualTo(said.path("cachedContentTokenCount").asLong(0));
        assertThat(read.reasoning()).isEqualTo(said.path("thoughtsTokenCount").asLong(0));
    }

    private static AnswerRelay watched(List<Bytes> pieces) {
        AnswerRelay relay = DIALECT.answerRelay(TERMS);
        pieces.forEach(piece -> assertThat(relay.feed(piece)).isNull());
        assertThat(relay.end()).isNull();
        return relay;
    }

    /** The places right after an event, or an element. */
    private static List<Integer> boundaries(Recording recording) {
        List<Integer> places = new ArrayList<>();
        String text = new String(recording.answer(), java.nio.charset.StandardCharsets.ISO_8859_1);
        for (String mark : new String[] {"\n\r\n", "\n\n", "\n}", "\n,", "\n]"}) {
            for (int at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at + 1)) {
                places.add(at + mark.length());
            }
        }
        return places;
    }

    private static List<JsonNode> events(Recording recording) {
        String stream = new String(recording.answer(), UTF_8);
        List<JsonNode> events = new ArrayList<>();
        if (stream.startsWith("[")) {
            JSON.readTree(stream).forEach(events::add);
            return events;
        }
        for (String line : stream.split("\r?\n")) {
            if (line.startsWith("data:")) {
                events.add(JSON.readTree(line.substring(5)));
            }
        }
        return events;
    }

    private static List<Recording> streams() {
        return GeminiTraffic.streams();
    }

    private static List<Recording> answers() {
        return GeminiTraffic.answers();
    }
}
