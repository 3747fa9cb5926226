package io.sluice.dialects.openai.chat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.dialects.Dialect;
import io.sluice.dialects.EventReader;
import io.sluice.dialects.EventWriter;
import io.sluice.dialects.Operation;
import io.sluice.dialects.Quirks;
import io.sluice.dialects.StreamEnd;
import io.sluice.dialects.Terms;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.model.Chunk;
import io.sluice.dialects.model.Event;
import io.sluice.dialects.model.FinishReason;
import io.sluice.dialects.model.Usage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChatEventsTest {
    private static final Dialect DIALECT = new OpenAiChat();
    private static final Terms TERMS = Terms.untouched(Operation.CHAT);

    @Test
    void aStreamSaysItsBlocksInOrder() {
        String stream = chunk("{\"role\":\"assistant\",\"content\":\"\"}", "null")
                + chunk("{\"reasoning\":\"hm\",\"reasoning_content\":\"hm\"}", "null")
                + chunk("{\"content\":\"Hi\"}", "null")
                + chunk("{\"tool_calls\":[{\"index\":0,\"id\":\"c\",\"function\":{\"name\":\"f\",\"arguments\":\"\"}}]}", "null")
                + chunk("{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"{\\\"a\\\":1}\"}}]}", "null")
                + chunk("{}", "\"tool_calls\"")
                + "data: [DONE]\n\n";
        assertThat(events(read(stream)))
                .containsExactly(
                        new Event.Started("c1", "m"),
                        new Event.BlockStarted(0, 0, new Event.Opening.Thinking()),
                        new Event.ThinkingDelta(0, 0, "hm"),
                        new Event.BlockStarted(0, 1, new Event.Opening.Text()),
                        new Event.TextDelta(0, 1, "Hi"),
                        new Event.BlockStarted(0, 2, new Event.Opening.ToolCall("c", "f")),
                        new Event.ArgumentsDelta(0, 2, "{\"a\":1}"),
                        new Event.BlockEnded(0, 0),
                        new Event.BlockEnded(0, 1),
                        new Event.BlockEnded(0, 2),
                        new Event.Finished(0, FinishReason.TOOL_CALLS, "tool_calls"));
    }

    @Test
    void aTextReplacedLeavesEveryOtherByteAlone() {
        String event = chunk("{\"x\" : 1.0, \"content\" : \"sec\\u0072et\"}", "null");
        Chunk chunk = read(event).getFirst();
        int place = chunk.events().indexOf(new Event.TextDelta(0, 0, "secret"));
        Chunk changed = chunk.replacing(place, new Event.TextDelta(0, 0, "*\n\ndata: [DONE]"));
        assertThat(text(DIALECT.eventWriter(TERMS).write(changed)))
                .isEqualTo(event.replace("\"sec\\u0072et\"", "\"*\\n\\ndata: [DONE]\""));
    }

    @Test
    void aTextOnSeveralDataLinesCanBeReplacedToo() {
        String event = chunk("{\"content\":\"a\"}", "null").replace(",\"choices\"", ",\ndata: \"choices\"");
        Chunk chunk = read(event).getFirst();
        assertThat(text(DIALECT.eventWriter(TERMS).write(chunk))).isEqualTo(event);
        Chunk changed = chunk.replacing(2, new Event.TextDelta(0, 0, "b"));
        assertThat(text(DIALECT.eventWriter(TERMS).write(changed)))
                .isEqualTo(chunk("{\"content\":\"b\"}", "null").replace(",\"choices\"", ", \"choices\""));
    }

    @Test
    void anEventGivesWayOnlyToOneOfItsSort() {
        Chunk chunk = read(chunk("{\"content\":\"a\"}", "null")).getFirst();
        assertThatThrownBy(() -> chunk.replacing(2, new Event.ThinkingDelta(0, 0, "b")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aStreamEndedEarlyIsWholeForItsReader() {
        Terms two = new Terms(Operation.CHAT, 2, false, null, Quirks.NONE);
        EventWriter writer = DIALECT.eventWriter(two);
        StringBuilder sent = new StringBuilder();
        for (Chunk chunk : read(chunk("{\"content\":\"a\"}", "null") + chunk("{}", "\"stop\""))) {
            sent.append(text(writer.write(chunk)));
        }
        sent.append(text(writer.text(1, "bye")));
        sent.append(text(writer.finish(FinishReason.LENGTH, new Usage(4, 3, 0, 0, 3, 2, 0, 0, 0, 0))));
        EventReader reader = DIALECT.eventReader(two);
        List<Chunk> chunks = new ArrayList<>();
        reader.feed(Bytes.of(sent.toString()), chunks::add);
        assertThat(reader.end(false, chunks::add)).isEqualTo(StreamEnd.WHOLE);
        assertThat(events(chunks))
                .contains(
                        new Event.Finished(0, FinishReason.STOP, "stop"),
                        new Event.TextDelta(1, 0, "bye"),
                        new Event.Finished(1, FinishReason.LENGTH, "length"),
                        new Event.UsageSeen(new Usage(4, 3, 0, 0, 3, 2, 0, 0, 0, 0)));
        assertThat(sent.toString()).contains("\"id\":\"c1\"", "\"created\":5", "\"model\":\"m\"").endsWith("data: [DONE]\n\n");
    }

    @Test
    void aWholeAnswerUnfoldsAndItsTextCanBeReplaced() {
        String answer = "{\"id\":\"c1\",\"model\":\"m\",\"choices\":[{\"message\":{\"content\":\"old\"},\"finish_reason\":\"stop\","
                + "\"index\":0}],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":2,\"total_tokens\":3}, \"x\":1.50}";
        Chunk chunk = DIALECT.unfold(Bytes.of(answer));
        assertThat(chunk.events())
                .containsExactly(
                        new Event.Started("c1", "m"),
                        new Event.BlockStarted(0, 0, new Event.Opening.Text()),
                        new Event.TextDelta(0, 0, "old"),
                        new Event.BlockEnded(0, 0),
                        new Event.Finished(0, FinishReason.STOP, "stop"),
                        new Event.UsageSeen(new Usage(1, 0, 0, 0, 2, 0, 0, 0, 0, 0)));
        Chunk changed = chunk.replacing(2, new Event.TextDelta(0, 0, "new"));
        assertThat(text(DIALECT.fold(changed))).isEqualTo(answer.replace("\"old\"", "\"new\""));
    }

    private static List<Chunk> read(String stream) {
        List<Chunk> chunks = new ArrayList<>();
        EventReader reader = DIALECT.eventReader(TERMS);
        assertThat(reader.feed(Bytes.of(stream), chunks::add)).isNull();
        return chunks;
    }

    private static List<Event> events(List<Chunk> chunks) {
        return chunks.stream().flatMap(chunk -> chunk.events().stream()).toList();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, UTF_8);
    }

    private static String chunk(String delta, String finish) {
        return "data: {\"id\":\"c1\",\"created\":5,\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":" + delta
                + ",\"finish_reason\":" + finish + "}]}\n\n";
    }
}
