package io.sluice.dialects.openai.responses;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.dialects.EventReader;
import io.sluice.dialects.EventWriter;
import io.sluice.dialects.Recordings;
import io.sluice.dialects.Recordings.Recording;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.model.Answer;
import io.sluice.dialects.model.Block;
import io.sluice.dialects.model.Chunk;
import io.sluice.dialects.model.Event;
import io.sluice.dialects.model.FinishReason;
import io.sluice.dialects.model.Folding;
import io.sluice.dialects.model.Unfolding;
import io.sluice.dialects.model.Usage;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Streams that stages change, take from, add to and end. */
class ResponsesEventWriterTest {
    private static final String STREAM = stream(
            "{\"type\":\"response.created\",\"sequence_number\":0,\"response\":{\"id\":\"resp_1\",\"status\":\"in_progress\",\"model\":\"m\",\"incomplete_details\":null,\"output\":[],\"usage\":null}}",
            "{\"type\":\"response.output_item.added\",\"sequence_number\":1,\"output_index\":0,\"item\":{\"id\":\"msg_1\",\"type\":\"message\",\"status\":\"in_progress\",\"content\":[],\"role\":\"assistant\"}}",
            "{\"type\":\"response.content_part.added\",\"sequence_number\":2,\"item_id\":\"msg_1\",\"output_index\":0,\"content_index\":0,\"part\":{\"type\":\"output_text\",\"text\":\"\",\"annotations\":[],\"logprobs\":[]}}",
            "{\"type\":\"response.output_text.delta\",\"sequence_number\":3,\"item_id\":\"msg_1\",\"output_index\":0,\"content_index\":0,\"delta\":\"The code is \",\"logprobs\":[]}",
            "{\"type\":\"response.output_text.delta\",\"sequence_number\":4,\"item_id\":\"msg_1\",\"output_index\":0,\"content_index\":0,\"delta\":\"hunter2\",\"logprobs\":[{\"token\":\"hunter2\",\"logprob\":-1,\"bytes\":[104],\"top_logprobs\":[]}]}",
            "{\"type\":\"response.output_text.done\",\"sequence_number\":5,\"item_id\":\"msg_1\",\"output_index\":0,\"content_index\":0,\"text\":\"The code is hunter2\",\"logprobs\":[{\"token\":\"hunter2\",\"logprob\":-1,\"bytes\":[104],\"top_logprobs\":[]}]}",
            "{\"type\":\"response.content_part.done\",\"sequence_number\":6,\"item_id\":\"msg_1\",\"output_index\":0,\"content_index\":0,\"part\":{\"type\":\"output_text\",\"text\":\"The code is hunter2\",\"annotations\":[],\"logprobs\":[]}}",
            "{\"type\":\"response.output_item.done\",\"sequence_number\":7,\"output_index\":0,\"item\":{\"id\":\"msg_1\",\"type\":\"message\",\"status\":\"completed\",\"content\":[{\"type\":\"output_text\",\"text\":\"The code is hunter2\",\"annotations\":[],\"logprobs\":[{\"token\":\"hunter2\",\"logprob\":-1}]}],\"role\":\"assistant\"}}",
            "{\"type\":\"response.completed\",\"sequence_number\":8,\"response\":{\"id\":\"resp_1\",\"status\":\"completed\",\"model\":\"m\",\"incomplete_details\":null,\"output\":[{\"id\":\"msg_1\",\"type\":\"message\",\"status\":\"completed\",\"content\":[{\"type\":\"output_text\",\"text\":\"The code is hunter2\",\"annotations\":[],\"logprobs\":[{\"token\":\"hunter2\",\"logprob\":-1}]}],\"role\":\"assistant\"}],\"usage\":{\"input_tokens\":3,\"output_tokens\":4,\"total_tokens\":7}}}");

    private static String stream(String... events) {
        StringBuilder stream = new StringBuilder();
        for (String event : events) {
            stream.append("event: ")
                    .append(Plain.JSON.readTree(event).path("type").asString());
            stream.append("\ndata: ").append(event).append("\n\n");
        }
        return stream.toString();
    }

    @Test
    void whatIsChangedInADeltaIsChangedInEveryEventAfterIt() {
        String written = filtered(STREAM, chunk -> replaced(chunk, "hunter2", "****"));
        assertThat(written).doesNotContain("hunter2").contains("\"text\":\"The code is ****\"");
        assertThat(written.split("The code is \\*\\*\\*\\*", -1)).hasSize(5);
        assertThat(Calls.folded(written.getBytes(UTF_8)).choices().getFirst().logprobs())
                .isNull();
    }

    @Test
    void whatIsTakenOutIsInNoEventAfterIt() {
        String written =
                filtered(STREAM, chunk -> chunk.original().toString().contains("\"delta\":\"hunter2\"") ? null : chunk);
        assertThat(written).doesNotContain("hunter2").contains("\"text\":\"The code is \"");
        String none = filtered(STREAM, chunk -> chunk.original().toString().contains("\"delta\"") ? null : chunk);
        assertThat(none).doesNotContain("The code").doesNotContain("hunter2");
    }

    @Test
    void aStreamNobodyChangesIsTheSameByteForByte() {
        assertThat(filtered(STREAM, chunk -> chunk)).isEqualTo(STREAM);
    }

    @Test
    void aTextOfOursGoesOnInTheOpenPartAndIsRepeatedWithIt() {
        String written = with(STREAM, 4, writer -> writer.text(0, "[checked] "));
        assertThat(text(written)).isEqualTo("The code is [checked] hunter2");
        assertThat(written.split("The code is \\[checked\\] hunter2", -1)).hasSize(5);
        assertThat(numbers(written)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    }

    @Test
    void aTextOfOursWhereNoneIsOpenIsAMessageOfItsOwn() {
        String before = with(STREAM, 1, writer -> writer.text(0, "First. "));
        assertThat(Order.of(before.getBytes(UTF_8))).isEmpty();
        assertThat(text(before)).isEqualTo("First. The code is hunter2");
        String after = with(STREAM, 8, writer -> writer.text(0, " Last."));
        assertThat(Order.of(after.getBytes(UTF_8))).isEmpty();
        assertThat(text(after)).isEqualTo("The code is hunter2 Last.");
        assertThat(numbers(after)).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void aStreamEndedEarlyIsDoneInOrderAndSaysWhy() {
        List<Chunk> chunks = chunks(STREAM);
        for (int events = 1; events < chunks.size(); events++) {
            EventWriter writer = Calls.DIALECT.eventWriter(Calls.UNTOUCHED);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            chunks.subList(0, events).forEach(chunk -> out.writeBytes(writer.write(chunk)));
            Usage usage = new Usage(3, 0, 0, 0, 2, 0, 0, 0, 0, 0);
            out.writeBytes(writer.finish(FinishReason.LENGTH, usage, "budget_exhausted"));
            assertThat(Order.of(out.toByteArray()))
                    .as("after %d events", events)
                    .isEmpty();
            assertThat(numbers(out.toString(UTF_8))).isSorted().doesNotHaveDuplicates();
            Answer answer = Calls.folded(out.toByteArray());
            assertThat(answer.choices().getFirst().reason()).isEqualTo(FinishReason.LENGTH);
            assertThat(answer.usage()).isEqualTo(usage);
            JsonNode last = data(out.toString(UTF_8)).getLast();
            assertThat(last.path("type").asString()).isEqualTo("response.incomplete");
            assertThat(last.path("response").path("sluice").path("code").asString())
                    .isEqualTo("budget_exhausted");
            assertThat(last.path("response").path("id").asString()).isEqualTo("resp_1");
        }
    }

    @Test
    void aWholeAnswerChangedKeepsEverythingElse() {
        String whole = data(STREAM).getLast().path("response").toString().replace("\"id\":", "\"id\" : ");
        Chunk chunk = Calls.DIALECT.unfold(Bytes.of(whole));
        String folded = new String(Calls.DIALECT.fold(replaced(chunk, "hunter2", "****")), UTF_8);
        assertThat(folded)
                .isEqualTo(whole.replace("is hunter2", "is ****")
                        .replace("[{\"token\":\"hunter2\",\"logprob\":-1}]", "[]"));
    }

    @Test
    void aWholeAnswerEndedForLengthIsIncomplete() {
        String whole = data(STREAM).getLast().path("response").toString();
        Chunk chunk = Calls.DIALECT.unfold(Bytes.of(whole));
        for (int i = 0; i < chunk.events().size(); i++) {
            if (chunk.events().get(i) instanceof Event.Finished) {
                chunk = chunk.replacing(i, new Event.Finished(0, FinishReason.LENGTH, ""));
            }
        }
        JsonNode folded = Plain.JSON.readTree(Calls.DIALECT.fold(chunk));
        assertThat(folded.path("status").asString()).isEqualTo("incomplete");
        assertThat(folded.path("incomplete_details").path("reason").asString()).isEqualTo("max_output_tokens");
    }

    @Test
    void everyRecordedStreamSaysNothingButWhatWasPassed() {
        for (Recording recording : Recordings.of(Set.of("openai.responses"))) {
            if (!recording.stream()) {
                continue;
            }
            String stream = new String(recording.answer(), UTF_8);
            Answer expected = upper(Calls.folded(recording.answer()));
            String written = filtered(stream, ResponsesEventWriterTest::louder);
            assertThat(texts(Calls.folded(written.getBytes(UTF_8))))
                    .as(recording.name())
                    .isEqualTo(texts(expected));
            JsonNode last = data(written).getLast().path("response");
            if (!last.path("output").isEmpty()) {
                assertThat(texts(Calls.answer(Plain.JSON.writeValueAsBytes(last))))
                        .as(recording.name())
                        .isEqualTo(texts(expected));
            }
        }
    }

    @Test
    void everyRecordedStreamTakenOutOfSaysNothingOfIt() {
        for (Recording recording : Recordings.of(Set.of("openai.responses"))) {
            if (!recording.stream()) {
                continue;
            }
            String stream = new String(recording.answer(), UTF_8);
            String written = filtered(
                    stream,
                    chunk -> chunk.events().stream()
                                    .anyMatch(event ->
                                            event instanceof Event.TextDelta || event instanceof Event.ArgumentsDelta)
                            ? null
                            : chunk);
            for (Block block : Calls.folded(written.getBytes(UTF_8)).choices().stream()
                    .flatMap(choice -> choice.blocks().stream())
                    .toList()) {
                if (block instanceof Block.Text(String text, List<?> _, var _)) {
                    assertThat(text).as(recording.name()).isEmpty();
                } else if (block instanceof Block.ToolCall call) {
                    assertThat(call.arguments()).as(recording.name()).isEqualTo("{}");
                }
            }
            assertThat(Calls.folded(recording.answer()).choices().stream()
                            .flatMap(choice -> choice.blocks().stream())
                            .filter(block -> block instanceof Block.Text(String text, List<?> _, var _)
                                    && text.length() > 20
                                    && written.contains(new String(JsonWriter.quoted(text), UTF_8)))
                            .toList())
                    .as(recording.name())
                    .isEmpty();
        }
    }

    private static Answer upper(Answer answer) {
        List<Event> events = new ArrayList<>();
        Unfolding.of(answer).forEach(event -> events.add(louder(event)));
        return Folding.of(events);
    }

    private static Chunk louder(Chunk chunk) {
        Chunk changed = chunk;
        for (int i = 0; i < chunk.events().size(); i++) {
            changed = changed.replacing(i, louder(chunk.events().get(i)));
        }
        return changed;
    }

    private static Event louder(Event event) {
        return switch (event) {
            case Event.TextDelta(int choice, int block, String text) ->
                new Event.TextDelta(choice, block, text.toUpperCase(Locale.ROOT));
            case Event.ThinkingDelta(int choice, int block, String text) ->
                new Event.ThinkingDelta(choice, block, text.toUpperCase(Locale.ROOT));
            case Event.RefusalDelta(int choice, int block, String text) ->
                new Event.RefusalDelta(choice, block, text.toUpperCase(Locale.ROOT));
            case Event.ArgumentsDelta(int choice, int block, String json) ->
                new Event.ArgumentsDelta(choice, block, json.toUpperCase(Locale.ROOT));
            default -> event;
        };
    }

    private static List<String> texts(Answer answer) {
        return answer.choices().stream()
                .flatMap(choice -> choice.blocks().stream())
                .map(block -> switch (block) {
                    case Block.Text text -> text.text();
                    case Block.Thinking thinking -> thinking.text();
                    case Block.Refusal refusal -> refusal.text();
                    case Block.ToolCall call -> call.arguments();
                    default -> block.getClass().getSimpleName();
                })
                .toList();
    }

    private static Chunk replaced(Chunk chunk, String word, String by) {
        Chunk changed = chunk;
        for (int i = 0; i < chunk.events().size(); i++) {
            if (chunk.events().get(i) instanceof Event.TextDelta(int choice, int block, String text)) {
                changed = changed.replacing(i, new Event.TextDelta(choice, block, text.replace(word, by)));
            }
        }
        return changed;
    }

    private static List<Chunk> chunks(String stream) {
        EventReader reader = Calls.DIALECT.eventReader(Calls.UNTOUCHED);
        List<Chunk> chunks = new ArrayList<>();
        reader.feed(Bytes.of(stream), chunks::add);
        reader.end(true, chunks::add);
        return chunks;
    }

    private static String filtered(String stream, Function<Chunk, @Nullable Chunk> filter) {
        EventWriter writer = Calls.DIALECT.eventWriter(Calls.UNTOUCHED);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Chunk chunk : chunks(stream)) {
            Chunk passed = filter.apply(chunk);
            if (passed != null) {
                out.writeBytes(writer.write(passed));
            }
        }
        out.writeBytes(writer.end());
        return out.toString(UTF_8);
    }

    private static String with(String stream, int after, Function<EventWriter, byte[]> ours) {
        EventWriter writer = Calls.DIALECT.eventWriter(Calls.UNTOUCHED);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        List<Chunk> chunks = chunks(stream);
        for (int i = 0; i < chunks.size(); i++) {
            out.writeBytes(writer.write(chunks.get(i)));
            if (i == after - 1) {
                out.writeBytes(ours.apply(writer));
            }
        }
        return out.toString(UTF_8);
    }

    private static String text(String stream) {
        return String.join("", texts(Calls.folded(stream.getBytes(UTF_8))));
    }

    private static List<Integer> numbers(String stream) {
        return data(stream).stream()
                .map(event -> event.path("sequence_number").asInt())
                .toList();
    }

    private static List<JsonNode> data(String stream) {
        List<JsonNode> data = new ArrayList<>();
        for (String line : stream.split("\n")) {
            if (line.startsWith("data: {")) {
                data.add(Plain.JSON.readTree(line.substring(6)));
            }
        }
        return data;
    }
}
