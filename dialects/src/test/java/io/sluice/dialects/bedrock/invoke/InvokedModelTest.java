package io.sluice.dialects.bedrock.invoke;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.dialects.AnswerForm;
import io.sluice.dialects.Dialect;
import io.sluice.dialects.EventReader;
import io.sluice.dialects.Operation;
import io.sluice.dialects.Quirks;
import io.sluice.dialects.Recordings;
import io.sluice.dialects.Recordings.Recording;
import io.sluice.dialects.RelayFault;
import io.sluice.dialects.Relayed;
import io.sluice.dialects.Seeded;
import io.sluice.dialects.StreamEnd;
import io.sluice.dialects.StreamRelay;
import io.sluice.dialects.Terms;
import io.sluice.dialects.anthropic.AnthropicMessages;
import io.sluice.dialects.bedrock.eventstream.HeaderValue;
import io.sluice.dialects.bedrock.eventstream.MessageFramer;
import io.sluice.dialects.bedrock.eventstream.MessageWriter;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.model.Answer;
import io.sluice.dialects.model.Block;
import io.sluice.dialects.model.ErrorFacts;
import io.sluice.dialects.model.Event;
import io.sluice.dialects.model.FinishReason;
import io.sluice.dialects.model.Folding;
import io.sluice.dialects.model.Usage;
import io.sluice.dialects.openai.chat.OpenAiChat;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Dialects of server-sent events behind InvokeModel. */
class InvokedModelTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Dialect CLAUDE = new InvokedModel(new AnthropicMessages());
    private static final Terms TERMS = Terms.untouched(Operation.CHAT);

    private static final List<String> EVENTS = List.of(
            "{\"type\":\"message_start\",\"message\":{\"id\":\"msg_bdrk_1\",\"type\":\"message\",\"role\":\"assistant\","
                    + "\"model\":\"claude\",\"content\":[],\"stop_reason\":null,\"stop_sequence\":null,"
                    + "\"usage\":{\"input_tokens\":7,\"output_tokens\":1}}}",
            "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}",
            "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"Grüße\"}}",
            "{\"type\":\"content_block_stop\",\"index\":0}",
            "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\",\"stop_sequence\":null},"
                    + "\"usage\":{\"output_tokens\":5}}",
            "{\"type\":\"message_stop\",\"amazon-bedrock-invocationMetrics\":{\"inputTokenCount\":7}}");

    private static byte[] chunk(String event) {
        String base64 = Base64.getEncoder().encodeToString(event.getBytes(UTF_8));
        return message(":event-type", "chunk", "event", "{\"bytes\":\"" + base64 + "\",\"p\":\"abcdef\"}");
    }

    private static byte[] message(String header, String type, String messageType, String payload) {
        Map<String, HeaderValue> headers = new LinkedHashMap<>();
        headers.put(header, new HeaderValue.Text(type));
        headers.put(":content-type", new HeaderValue.Text("application/json"));
        headers.put(":message-type", new HeaderValue.Text(messageType));
        return MessageWriter.write(headers, payload.getBytes(UTF_8));
    }

    private static byte[] stream(List<String> events) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        events.forEach(event -> out.writeBytes(chunk(event)));
        return out.toByteArray();
    }

    private static String sse(List<String> events) {
        StringBuilder text = new StringBuilder();
        for (String event : events) {
            String type = JSON.readTree(event).get("type").asString();
            text.append("event: ").append(type).append("\ndata: ").append(event).append("\n\n");
        }
        return text.toString();
    }

    private static StreamRelay relay() {
        return CLAUDE.streamRelay(TERMS);
    }

    @Test
    void aCallerGetsTheModelsOwnEventsHoweverTheMessagesAreCut() {
        byte[] stream = stream(EVENTS);
        for (int cut = 0; cut <= stream.length; cut++) {
            Relayed relayed = Relayed.cutAt(relay(), stream, cut);
            assertThat(relayed.text()).isEqualTo(sse(EVENTS));
            assertThat(relayed.end).isEqualTo(StreamEnd.WHOLE);
            assertThat(relayed.relay.usage()).isEqualTo(new Usage(7, 0, 0, 0, 5, 0, 0, 0, 0, 0));
        }
        assertThat(Relayed.byteByByte(relay(), stream).text()).isEqualTo(sse(EVENTS));
    }

    @Test
    void eventsAreReadAsIfTheyHadComeByThemselves() {
        List<Event> events = new ArrayList<>();
        EventReader reader = CLAUDE.eventReader(TERMS);
        for (Bytes piece : new Seeded(3).pieces(stream(EVENTS))) {
            assertThat(reader.feed(piece, chunk -> events.addAll(chunk.events())))
                    .isNull();
        }
        assertThat(reader.end(true, chunk -> events.addAll(chunk.events()))).isEqualTo(StreamEnd.WHOLE);
        Answer answer = Folding.of(events);
        assertThat(answer.id()).isEqualTo("msg_bdrk_1");
        assertThat(answer.choices().getFirst().reason()).isEqualTo(FinishReason.STOP);
        assertThat(answer.choices().getFirst().blocks())
                .singleElement()
                .isInstanceOfSatisfying(
                        Block.Text.class, text -> assertThat(text.text()).isEqualTo("Grüße"));
    }

    @Test
    void aStreamThatBreaksOffIsCut() {
        byte[] stream = stream(EVENTS);
        for (int length = 0; length < stream.length; length += 13) {
            Relayed relayed = Relayed.whole(relay(), Arrays.copyOf(stream, length));
            assertThat(relayed.end).isEqualTo(StreamEnd.CUT);
            assertThat(sse(EVENTS)).startsWith(relayed.text());
        }
    }

    @Test
    void anExceptionIsAnErrorEventOfTheDialect() {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        stream.writeBytes(stream(EVENTS.subList(0, 3)));
        stream.writeBytes(
                message(":exception-type", "throttlingException", "exception", "{\"message\":\"Too many tokens\"}"));
        Relayed relayed = Relayed.byteByByte(relay(), stream.toByteArray());
        assertThat(relayed.end).isEqualTo(StreamEnd.ERROR);
        assertThat(relayed.text()).startsWith(sse(EVENTS.subList(0, 3))).contains("event: error\n", "Too many tokens");
        ErrorFacts error = relayed.relay.error();
        assertThat(error == null ? "" : error.message()).isEqualTo("Too many tokens");
    }

    @Test
    void bytesThatAreNoEventAreAFaultAndWhatCameBeforeStands() {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        stream.writeBytes(stream(EVENTS.subList(0, 2)));
        stream.writeBytes(message(":event-type", "chunk", "event", "{\"bytes\":\"?\"}"));
        Relayed relayed = Relayed.whole(relay(), stream.toByteArray());
        assertThat(relayed.fault).isNotNull();
        assertThat(relayed.fault == null ? null : relayed.fault.cause()).isEqualTo(RelayFault.Cause.MALFORMED);
        assertThat(relayed.text()).isEqualTo(sse(EVENTS.subList(0, 2)));
        assertThat(relayed.end).isEqualTo(StreamEnd.CUT);
    }

    @Test
    void anEventOverSeveralLinesIsOne() {
        List<String> spread = new ArrayList<>(EVENTS);
        spread.set(3, "{\"type\":\"content_block_stop\",\r\n\"index\":0}");
        Relayed relayed = Relayed.whole(relay(), stream(spread));
        assertThat(relayed.end).isEqualTo(StreamEnd.WHOLE);
        assertThat(relayed.text()).contains("data: {\"type\":\"content_block_stop\",  \"index\":0}\n\n");
    }

    @Test
    void anyDialectOfEventsFits() {
        Dialect chat = new InvokedModel(new OpenAiChat());
        String delta =
                "{\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"hi\"},\"finish_reason\":null}]}";
        String finish = "{\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}";
        Relayed relayed = Relayed.whole(chat.streamRelay(TERMS), stream(List.of(delta, finish)));
        assertThat(relayed.text()).isEqualTo("data: " + delta + "\n\ndata: " + finish + "\n\n");
        assertThat(relayed.end).isEqualTo(StreamEnd.WHOLE);
        assertThat(chat.id()).isEqualTo("openai-chat");
    }

    @Test
    void errorsAndFormsAreThoseOfAws() {
        ErrorFacts error = CLAUDE.readError(
                403,
                "AccessDeniedException:http://internal.amazon.com/coral/com.amazon.bedrock/",
                Bytes.of("{\"message\":\"You don't have access to the model with the specified model ID.\"}"));
        assertThat(error.type()).isEqualTo("AccessDeniedException");
        assertThat(error.message()).startsWith("You don't have access");
        assertThat(CLAUDE.formByType("application/vnd.amazon.eventstream", true))
                .isEqualTo(AnswerForm.STREAM);
        assertThat(CLAUDE.formByFirstByte((byte) 0, true)).isEqualTo(AnswerForm.STREAM);
        assertThat(CLAUDE.streamType()).isEqualTo("text/event-stream");
        assertThat(CLAUDE.headers().up()).doesNotContain("anthropic-version");
    }

    @Test
    void everyRecordedStreamOfClaudeIsUnwrappedWhole() {
        Seeded seeded = new Seeded(9);
        List<Recording> streams = claude("bedrock.invoke-stream").stream()
                .filter(Recording::stream)
                .toList();
        for (Recording recording : streams) {
            Relayed whole = Relayed.whole(relay(), recording.answer());
            assertThat(whole.end).as(recording.name()).isEqualTo(StreamEnd.WHOLE);
            assertThat(whole.text()).as(recording.name()).isEqualTo(sse(unwrapped(recording.answer())));
            Relayed singles = Relayed.byteByByte(relay(), recording.answer());
            assertThat(singles.text()).isEqualTo(whole.text());
            assertThat(singles.relay.usage()).isEqualTo(whole.relay.usage()).isNotNull();
            for (int i = 0; i < 32; i++) {
                int cut = seeded.below(recording.answer().length + 1);
                assertThat(Relayed.cutAt(relay(), recording.answer(), cut).text())
                        .isEqualTo(whole.text());
            }
        }
        // Two more are in forms of their own: Claude 2's completions, and those of other makers.
        assertThat(streams).hasSize(2);
    }

    @Test
    void everyRecordedAnswerOfClaudeIsWatchedAndRead() {
        int answers = 0;
        for (Recording recording : claude("bedrock.invoke")) {
            if (recording.status() != 200) {
                continue;
            }
            answers++;
            JsonNode tree = JSON.readTree(recording.answer());
            Answer answer = CLAUDE.codec().readAnswer(Bytes.of(recording.answer()), Quirks.NONE);
            assertThat(answer.id()).isEqualTo(tree.get("id").asString());
            assertThat(answer.usage()).isNotNull();
            assertThat(CLAUDE.fold(CLAUDE.unfold(Bytes.of(recording.answer())))).isEqualTo(recording.answer());
        }
        assertThat(answers).isEqualTo(2);
    }

    private static List<String> unwrapped(byte[] stream) {
        List<String> events = new ArrayList<>();
        new MessageFramer((message, source, held, start, end) -> {
                    String base64 = JSON.readTree(message.payload().toArray())
                            .get("bytes")
                            .asString();
                    events.add(new String(Base64.getDecoder().decode(base64), UTF_8));
                })
                .feed(Bytes.of(stream));
        return events;
    }

    private static List<Recording> claude(String endpoint) {
        return Recordings.of(Set.of(endpoint)).stream()
                .filter(recording -> recording.path().contains("anthropic.claude"))
                .filter(recording -> !recording.path().contains("claude-v2"))
                .toList();
    }
}
