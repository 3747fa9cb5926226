package io.sluice.dialects.openai.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.dialects.Asked;
import io.sluice.dialects.Dialect;
import io.sluice.dialects.EventReader;
import io.sluice.dialects.Operation;
import io.sluice.dialects.Quirks;
import io.sluice.dialects.Recordings;
import io.sluice.dialects.Recordings.Recording;
import io.sluice.dialects.Seeded;
import io.sluice.dialects.StreamWriter;
import io.sluice.dialects.Terms;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.model.Answer;
import io.sluice.dialects.model.Block;
import io.sluice.dialects.model.Event;
import io.sluice.dialects.model.Folding;
import io.sluice.dialects.model.Losses;
import io.sluice.dialects.model.Orderly;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What recorded streams mean, event by event, against the same put together as the official clients do. */
class RecordedEventsTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Dialect DIALECT = new OpenAiChat();

    @Test
    void everyStreamFoldsIntoTheAnswerItsDeltasAddUpTo() {
        List<String> found = new ArrayList<>();
        for (Recording recording : streams()) {
            Quirks quirks = ProviderFlags.of(recording.provider());
            Answer folded = Folding.of(events(recording.answer(), quirks));
            Answer added = DIALECT.codec().readAnswer(Bytes.of(Deltas.added(recording.answer())), quirks);
            compare(found, recording, plain(folded), plain(added));
        }
        assertThat(found).isEmpty();
    }

    @Test
    void everyStreamWrittenForACallerReadsAsTheSameAnswer() {
        List<String> found = new ArrayList<>();
        for (Recording recording : streams()) {
            Quirks quirks = ProviderFlags.of(recording.provider());
            List<Event> events = events(recording.answer(), quirks);
            Answer expected = Folding.of(events);
            Losses losses = new Losses();
            byte[] written = written(Orderly.of(events), losses);
            Answer actual = Folding.of(events(written, Quirks.NONE));
            compare(found, recording, plain(actual), plain(expected));
            assertThat(actual.usage())
                    .as(recording.name())
                    .isEqualTo(expected.error() == null ? expected.usage() : actual.usage());
            assertThat(losses.all()).as(recording.name()).isEmpty();
            Answer added = DIALECT.codec().readAnswer(Bytes.of(Deltas.added(written)), Quirks.NONE);
            compare(found, recording, plain(added), plain(actual));
        }
        assertThat(found).isEmpty();
    }

    @Test
    void everyStreamMeansTheSameInPieces() {
        Seeded seeded = new Seeded(7);
        for (Recording recording : streams()) {
            Quirks quirks = ProviderFlags.of(recording.provider());
            List<Event> whole = events(recording.answer(), quirks);
            List<Event> pieces = new ArrayList<>();
            EventReader reader = reader(quirks);
            seeded.pieces(recording.answer())
                    .forEach(piece -> reader.feed(piece, chunk -> pieces.addAll(chunk.events())));
            reader.end(true, chunk -> pieces.addAll(chunk.events()));
            assertThat(pieces).as(recording.name()).isEqualTo(whole);
        }
    }

    @Test
    void everyChunkWrittenForACallerHasTheSameIdModelAndTime() {
        for (Recording recording : streams()) {
            List<Event> events = events(recording.answer(), ProviderFlags.of(recording.provider()));
            for (JsonNode chunk : Deltas.events(written(Orderly.of(events), new Losses()))) {
                if (!chunk.has("error")) {
                    assertThat(chunk.path("id").asString()).isEqualTo("chatcmpl-c1");
                    assertThat(chunk.path("model").asString()).isEqualTo("asked");
                    assertThat(chunk.path("created").asLong()).isEqualTo(1_700_000_000);
                }
            }
        }
    }

    private static void compare(List<String> found, Recording recording, Object actual, Object expected) {
        if (!actual.equals(expected)) {
            found.add(recording.name() + "\n  was      " + actual + "\n  expected " + expected);
        }
    }

    static byte[] written(Iterable<Event> events, Losses losses) {
        Asked asked = new Asked("c1", 1_700_000_000, "asked", RecordedAnswersTest.nothing(), losses);
        StreamWriter writer = DIALECT.codec().streamWriter(asked);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        events.forEach(event -> out.writeBytes(writer.write(event)));
        out.writeBytes(writer.end(null));
        return out.toByteArray();
    }

    static List<Event> events(byte[] stream, Quirks quirks) {
        List<Event> events = new ArrayList<>();
        EventReader reader = reader(quirks);
        assertThat(reader.feed(Bytes.of(stream), chunk -> events.addAll(chunk.events())))
                .isNull();
        reader.end(true, chunk -> events.addAll(chunk.events()));
        return events;
    }

    private static EventReader reader(Quirks quirks) {
        return DIALECT.eventReader(new Terms(Operation.CHAT, 1, false, null, quirks));
    }

    /** What is said, apart from names that are ours to give and from what only the provider's dialect knows. */
    static List<List<Object>> plain(Answer answer) {
        List<List<Object>> choices = new ArrayList<>();
        for (Answer.Choice choice : answer.choices()) {
            List<Block> blocks = new ArrayList<>();
            choice.blocks().forEach(block -> blocks.add(plain(block)));
            // Proofs alone come at the end of a stream of ours, where the clients keep them together.
            blocks.sort(Comparator.comparing(Block.HiddenThinking.class::isInstance));
            // How a choice ended is not said where the answer breaks afterwards.
            // Snowflake never says; a caller is told that it stopped.
            String ended = choice.reason() == null ? "STOP" : choice.reason().name();
            String reason = answer.error() == null ? ended : "";
            choices.add(List.of(choice.index(), blocks, reason, logprobs(choice)));
        }
        return choices;
    }

    private static String logprobs(Answer.Choice choice) {
        return choice.logprobs() == null ? "" : JSON.readTree(choice.logprobs()).toString();
    }

    private static Block plain(Block block) {
        return switch (block) {
            case Block.ToolCall call
            when call.id().isEmpty() || call.id().startsWith("call_c1_") ->
                new Block.ToolCall("given", call.name(), call.arguments(), call.free(), call.seal(), call.notes());
            // An item's id comes with its proof, after the block has begun.
            case Block.Thinking thinking -> new Block.Thinking(thinking.text(), thinking.seal(), "", thinking.notes());
            default -> block;
        };
    }

    private static List<Recording> streams() {
        return Recordings.of(Set.of("openai.chat")).stream()
                .filter(Recording::stream)
                .filter(recording -> recording.status() < 400)
                .toList();
    }
}
