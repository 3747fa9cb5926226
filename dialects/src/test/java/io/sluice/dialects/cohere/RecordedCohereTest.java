package io.sluice.dialects.cohere;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.dialects.AnswerRelay;
import io.sluice.dialects.Dialect;
import io.sluice.dialects.EventReader;
import io.sluice.dialects.Operation;
import io.sluice.dialects.Quirks;
import io.sluice.dialects.Recordings;
import io.sluice.dialects.Recordings.Recording;
import io.sluice.dialects.Relayed;
import io.sluice.dialects.Seeded;
import io.sluice.dialects.StreamEnd;
import io.sluice.dialects.Terms;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.model.Answer;
import io.sluice.dialects.model.Block;
import io.sluice.dialects.model.ErrorFacts;
import io.sluice.dialects.model.Event;
import io.sluice.dialects.model.Folding;
import io.sluice.dialects.model.Unfolding;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Real answers and streams of Cohere. */
class RecordedCohereTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Dialect DIALECT = new CohereChat();
    private static final Terms TERMS = Terms.untouched(Operation.CHAT);

    @Test
    void everyWholeAnswerSaysWhatItSaid() {
        int read = 0;
        for (Recording recording : recordings(false)) {
            JsonNode tree = JSON.readTree(recording.answer());
            Answer answer = DIALECT.codec().readAnswer(Bytes.of(recording.answer()), Quirks.NONE);
            assertThat(said(answer)).as(recording.name()).isEqualTo(said(tree));
            assertThat(answer.id()).isEqualTo(tree.path("id").asString());
            assertThat(answer.choices().getFirst().word())
                    .isEqualTo(tree.path("finish_reason").asString());
            assertThat(Folding.of(Unfolding.of(answer))).isEqualTo(answer);
            AnswerRelay relay = DIALECT.answerRelay(TERMS);
            for (Bytes piece : new Seeded(3).pieces(recording.answer())) {
                assertThat(relay.feed(piece)).isNull();
            }
            assertThat(relay.end()).isNull();
            assertThat(relay.usage()).isEqualTo(answer.usage());
            assertThat(relay.finishReason())
                    .isEqualTo(tree.path("finish_reason").asString());
            assertThat(relay.contentSeen()).isTrue();
            JsonNode billed = tree.path("usage").path("billed_units");
            assertThat(answer.usage()).isNotNull();
            assertThat(requireNonNull(relay.usage()).totalInput())
                    .isEqualTo(billed.path("input_tokens").asLong());
            assertThat(requireNonNull(relay.usage()).totalOutput())
                    .isEqualTo(billed.path("output_tokens").asLong());
            read++;
        }
        assertThat(read).isEqualTo(3);
    }

    @Test
    void everyStreamFoldsIntoTheAnswerItsDeltasAddUpTo() {
        int read = 0;
        for (Recording recording : recordings(true)) {
            Answer folded = Folding.of(events(List.of(Bytes.of(recording.answer()))));
            ObjectNode added = added(recording.answer());
            assertThat(said(folded)).as(recording.name()).isEqualTo(said(added));
            Answer whole = DIALECT.codec().readAnswer(Bytes.of(JSON.writeValueAsBytes(added)), Quirks.NONE);
            assertThat(
                            folded.choices().isEmpty() || folded.error() != null
                                    ? List.of()
                                    : folded.choices().getFirst().blocks())
                    .as(recording.name())
                    .isEqualTo(
                            whole.error() != null
                                    ? List.of()
                                    : whole.choices().getFirst().blocks());
            assertThat(folded.usage()).isEqualTo(whole.usage());
            assertThat(folded.id()).isEqualTo(whole.id());
            read++;
        }
        assertThat(read).isEqualTo(5);
    }

    @Test
    void everyStreamIsTheSameInSinglesAndInAnyPieces() {
        Seeded seeded = new Seeded(41);
        for (Recording recording : recordings(true)) {
            byte[] stream = recording.answer();
            List<Event> events = events(List.of(Bytes.of(stream)));
            Relayed whole = Relayed.whole(DIALECT.streamRelay(TERMS), stream);
            // The mark after message-end says nothing more.
            String expected = new String(stream, UTF_8).replace("data: [DONE]\n\n", "");
            assertThat(whole.text()).isEqualTo(expected);
            assertThat(whole.end).isEqualTo(whole.relay.error() == null ? StreamEnd.WHOLE : StreamEnd.ERROR);
            for (int cut : cuts(stream, seeded)) {
                Relayed pieces = Relayed.cutAt(DIALECT.streamRelay(TERMS), stream, cut);
                assertThat(pieces.text()).isEqualTo(expected);
                assertThat(pieces.end).isEqualTo(whole.end);
                assertThat(pieces.relay.usage()).isEqualTo(whole.relay.usage());
            }
            assertThat(Relayed.byteByByte(DIALECT.streamRelay(TERMS), stream).text())
                    .isEqualTo(expected);
            assertThat(events(seeded.pieces(stream))).isEqualTo(events);
        }
    }

    @Test
    void aStreamThatBreaksOffIsCut() {
        for (Recording recording : recordings(true)) {
            String text = new String(recording.answer(), UTF_8);
            byte[] broken = text.substring(0, text.indexOf("message-end")).getBytes(UTF_8);
            assertThat(Relayed.whole(DIALECT.streamRelay(TERMS), broken).end).isEqualTo(StreamEnd.CUT);
        }
    }

    @Test
    void anErrorWithinA200EndsTheAnswer() {
        Recording recording = recordings(true).stream()
                .filter(one -> one.name().contains("test_sql_agent-1"))
                .findFirst()
                .orElseThrow();
        Relayed relayed = Relayed.whole(DIALECT.streamRelay(TERMS), recording.answer());
        assertThat(relayed.end).isEqualTo(StreamEnd.ERROR);
        assertThat(relayed.relay.error()).isNotNull();
        Answer answer = Folding.of(events(List.of(Bytes.of(recording.answer()))));
        ErrorFacts error = answer.error();
        assertThat(error).isEqualTo(relayed.relay.error());
        assertThat(error == null ? "" : error.code()).isEqualTo("INVALID_TOOL_GENERATION");
        assertThat(error == null ? "" : error.message())
                .startsWith("your request resulted in an invalid tool generation");
    }

    @Test
    void everyErrorIsRead() {
        for (Recording recording : Recordings.of(Set.of("cohere.v2.chat"))) {
            if (recording.status() >= 400) {
                ErrorFacts error = DIALECT.readError(recording.status(), null, Bytes.of(recording.answer()));
                assertThat(error.status()).isEqualTo(recording.status());
                assertThat(error.message())
                        .isEqualTo(JSON.readTree(recording.answer())
                                .path("message")
                                .asString());
            }
        }
    }

    /** Around the ends of events (all of them with {@code -Dsluice.everything=true}), and 32 places of chance. */
    private static List<Integer> cuts(byte[] stream, Seeded seeded) {
        boolean everything = Boolean.getBoolean("sluice.everything");
        List<Integer> cuts = new ArrayList<>();
        for (int i = 0; i < 32; i++) {
            cuts.add(seeded.below(stream.length + 1));
        }
        int ends = 0;
        for (int i = 1; i < stream.length; i++) {
            if (stream[i] == '\n' && stream[i - 1] == '\n' && (everything || ends++ < 8 || i > stream.length - 800)) {
                cuts.addAll(List.of(i, Math.min(stream.length, i + 1), Math.min(stream.length, i + 2)));
            }
        }
        for (int cut = 0; everything && stream.length < 6_000 && cut <= stream.length; cut++) {
            cuts.add(cut);
        }
        return cuts;
    }

    private static List<Event> events(List<Bytes> pieces) {
        List<Event> events = new ArrayList<>();
        EventReader reader = DIALECT.eventReader(TERMS);
        pieces.forEach(piece -> assertThat(reader.feed(piece, chunk -> events.addAll(chunk.events())))
                .isNull());
        reader.end(true, chunk -> events.addAll(chunk.events()));
        return events;
    }

    /** What a canonical answer says, sort by sort. */
    private static List<String> said(Answer answer) {
        StringBuilder text = new StringBuilder();
        StringBuilder thinking = new StringBuilder();
        List<String> calls = new ArrayList<>();
        int cited = 0;
        for (Answer.Choice choice : answer.choices()) {
            for (Block block : choice.blocks()) {
                switch (block) {
                    case Block.Text said -> {
                        text.append(said.text());
                        cited += said.citations().size();
                    }
                    case Block.Thinking thought -> thinking.append(thought.text());
                    case Block.ToolCall call -> calls.add(call.id() + " " + call.name() + " " + call.arguments());
                    default -> throw new AssertionError("What is " + block + "?");
                }
            }
        }
        return List.of(text.toString(), thinking.toString(), calls.toString(), cited + "");
    }

    /** The same of Cohere's own JSON. */
    private static List<String> said(JsonNode answer) {
        JsonNode message = answer.path("message");
        StringBuilder text = new StringBuilder();
        StringBuilder thinking = new StringBuilder();
        message.path("content").forEach(part -> {
            text.append(part.path("text").asString(""));
            thinking.append(part.path("thinking").asString(""));
        });
        text.append(message.path("tool_plan").asString(""));
        List<String> calls = new ArrayList<>();
        message.path("tool_calls")
                .forEach(call -> calls.add(call.path("id").asString() + " "
                        + call.path("function").path("name").asString() + " "
                        + call.path("function").path("arguments").asString()));
        return List.of(
                text.toString(),
                thinking.toString(),
                calls.toString(),
                message.path("citations").size() + "");
    }

    /** A stream put together as Cohere's own client would. */
    private static ObjectNode added(byte[] stream) {
        ObjectNode answer = JSON.createObjectNode();
        ObjectNode message = answer.putObject("message");
        TreeMap<Integer, ObjectNode> content = new TreeMap<>();
        TreeMap<Integer, ObjectNode> calls = new TreeMap<>();
        ArrayNode citations = JSON.createArrayNode();
        StringBuilder plan = new StringBuilder();
        for (String line : new String(stream, UTF_8).split("\n")) {
            if (!line.startsWith("data: {")) {
                continue;
            }
            JsonNode event = JSON.readTree(line.substring(6));
            JsonNode delta = event.path("delta").path("message");
            int index = event.path("index").asInt(0);
            switch (event.path("type").asString()) {
                case "message-start" -> answer.set("id", event.get("id"));
                case "content-start" ->
                    content.put(index, (ObjectNode) delta.path("content").deepCopy());
                case "content-delta" ->
                    delta.path("content")
                            .properties()
                            .forEach(piece -> requireNonNull(content.get(index))
                                    .put(
                                            piece.getKey(),
                                            requireNonNull(content.get(index))
                                                            .path(piece.getKey())
                                                            .asString("")
                                                    + piece.getValue().asString()));
                case "tool-plan-delta" -> plan.append(delta.path("tool_plan").asString());
                case "tool-call-start" ->
                    calls.put(index, (ObjectNode) delta.path("tool_calls").deepCopy());
                case "tool-call-delta" -> {
                    ObjectNode function =
                            (ObjectNode) requireNonNull(calls.get(index)).get("function");
                    function.put(
                            "arguments",
                            function.path("arguments").asString("")
                                    + delta.path("tool_calls")
                                            .path("function")
                                            .path("arguments")
                                            .asString());
                }
                case "citation-start" -> citations.add(delta.get("citations"));
                case "message-end" ->
                    event.path("delta").properties().forEach(end -> answer.set(end.getKey(), end.getValue()));
                default -> {}
            }
        }
        ArrayNode parts = message.putArray("content");
        content.values().forEach(parts::add);
        message.put("tool_plan", plan.toString());
        ArrayNode list = message.putArray("tool_calls");
        calls.values().forEach(list::add);
        message.set("citations", citations);
        return answer;
    }

    private static List<Recording> recordings(boolean stream) {
        return Recordings.of(Set.of("cohere.v2.chat")).stream()
                .filter(recording -> recording.stream() == stream && recording.status() < 400)
                .toList();
    }
}
