package io.sluice.dialects.ollama;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.dialects.AnswerForm;
import io.sluice.dialects.AnswerRelay;
import io.sluice.dialects.Dialect;
import io.sluice.dialects.EventReader;
import io.sluice.dialects.Meaning;
import io.sluice.dialects.ModelFacts;
import io.sluice.dialects.Operation;
import io.sluice.dialects.Outgoing;
import io.sluice.dialects.Quirks;
import io.sluice.dialects.Recordings;
import io.sluice.dialects.Recordings.Recording;
import io.sluice.dialects.RelayFault;
import io.sluice.dialects.Relayed;
import io.sluice.dialects.Seeded;
import io.sluice.dialects.Sending;
import io.sluice.dialects.StreamEnd;
import io.sluice.dialects.Terms;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.model.Answer;
import io.sluice.dialects.model.Block;
import io.sluice.dialects.model.CacheMark;
import io.sluice.dialects.model.Conversation;
import io.sluice.dialects.model.ErrorFacts;
import io.sluice.dialects.model.Event;
import io.sluice.dialects.model.Extras;
import io.sluice.dialects.model.FinishReason;
import io.sluice.dialects.model.Folding;
import io.sluice.dialects.model.Loss;
import io.sluice.dialects.model.Notes;
import io.sluice.dialects.model.OutputFormat;
import io.sluice.dialects.model.Reasoning;
import io.sluice.dialects.model.Role;
import io.sluice.dialects.model.Sampling;
import io.sluice.dialects.model.Seal;
import io.sluice.dialects.model.Tool;
import io.sluice.dialects.model.ToolChoice;
import io.sluice.dialects.model.Tools;
import io.sluice.dialects.model.Turn;
import io.sluice.dialects.model.Usage;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Ollama as a provider: what it is sent, and what is made of what it says. */
class OllamaChatTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Dialect DIALECT = new OllamaChat();
    private static final Terms TERMS = Terms.untouched(Operation.CHAT);
    private static final String STREAM = """
            {"model":"q","message":{"role":"assistant","content":"","thinking":"h"},"done":false}
            {"model":"q","message":{"role":"assistant","content":"","thinking":"m"},"done":false}
            {"model":"q","message":{"role":"assistant","content":"Grü"},"done":false}
            {"model":"q","message":{"role":"assistant","content":"ße"},"done":false}
            {"model":"q","message":{"role":"assistant","content":""},"done":true,"done_reason":"length",\
            "total_duration":5,"prompt_eval_count":7,"eval_count":9}
            """;

    /** What came of reading a stream. */
    private record Read(
            List<Event> events,
            EventReader reader,
            @Nullable RelayFault fault,
            StreamEnd end) {
        Answer answer() {
            return Folding.of(events);
        }

        static Read of(List<Bytes> pieces, boolean proper) {
            List<Event> events = new ArrayList<>();
            EventReader reader = DIALECT.eventReader(TERMS);
            RelayFault fault = null;
            for (Bytes piece : pieces) {
                fault = fault == null ? reader.feed(piece, chunk -> events.addAll(chunk.events())) : fault;
            }
            return new Read(events, reader, fault, reader.end(proper, chunk -> events.addAll(chunk.events())));
        }

        static Read of(String stream) {
            return of(List.of(Bytes.of(stream)), true);
        }
    }

    @Test
    void linesAreEventsHoweverTheyAreCut() {
        byte[] stream = STREAM.getBytes(UTF_8);
        Answer whole = Read.of(STREAM).answer();
        assertThat(whole.choices().getFirst().blocks())
                .containsExactly(new Block.Thinking("hm", null, "", Notes.NONE), Block.Text.of("Grüße"));
        assertThat(whole.choices().getFirst().reason()).isEqualTo(FinishReason.LENGTH);
        assertThat(whole.usage()).isEqualTo(new Usage(7, 0, 0, 0, 9, 0, 0, 0, 0, 0));
        for (int cut = 0; cut <= stream.length; cut++) {
            Read read = Read.of(List.of(Bytes.of(stream, 0, cut), Bytes.of(stream, cut, stream.length)), true);
            assertThat(read.answer()).isEqualTo(whole);
            assertThat(read.end()).isEqualTo(StreamEnd.WHOLE);
            assertThat(Relayed.cutAt(DIALECT.streamRelay(TERMS), stream, cut).bytes())
                    .isEqualTo(stream);
        }
    }

    @Test
    void aLastLineWithoutItsLineFeedStillCounts() {
        Read read = Read.of(STREAM.strip());
        assertThat(read.end()).isEqualTo(StreamEnd.WHOLE);
        assertThat(read.answer()).isEqualTo(Read.of(STREAM).answer());
        assertThat(Read.of(List.of(Bytes.of(STREAM.strip())), false).end()).isEqualTo(StreamEnd.CUT);
    }

    @Test
    void aStreamThatIsNotDoneIsCut() {
        byte[] stream = STREAM.getBytes(UTF_8);
        int last = STREAM.strip().getBytes(UTF_8).length;
        for (int length = 0; length < last; length += 7) {
            Read read = Read.of(List.of(Bytes.of(Arrays.copyOf(stream, length))), true);
            assertThat(read.end()).as("after " + length).isEqualTo(StreamEnd.CUT);
        }
    }

    @Test
    void anErrorAmidTheStreamEndsIt() {
        String broken = STREAM.lines().limit(3).toList().getFirst() + "\n{\"error\":\"model runner stopped\"}\n";
        Read read = Read.of(broken);
        assertThat(read.end()).isEqualTo(StreamEnd.ERROR);
        ErrorFacts error = new ErrorFacts(502, null, "model runner stopped", null, null);
        assertThat(read.reader().error()).isEqualTo(error);
        assertThat(read.answer().error()).isEqualTo(error);
    }

    @Test
    void aLineThatIsNoObjectIsAFault() {
        for (String line : List.of("{\"message\":\n", "[]\n", "<html>\n")) {
            Read read = Read.of(STREAM.lines().findFirst().orElse("") + "\n" + line);
            assertThat(read.fault() == null ? null : read.fault().cause()).isEqualTo(RelayFault.Cause.MALFORMED);
            assertThat(read.end()).isEqualTo(StreamEnd.CUT);
        }
    }

    @Test
    void wholeCallsHaveObjectsForArgumentsAndMayHaveNoIds() {
        Read read = Read.of("""
                {"model":"q","message":{"role":"assistant","content":"","tool_calls":[{"function":{"name":"a",\
                "arguments":{"n":9007199254740993, "b":1}}},{"id":"c2","function":{"index":1,"name":"b","arguments":{}}}]},"done":false}
                {"model":"q","message":{"role":"assistant","content":""},"done":true,"done_reason":"stop","eval_count":3}
                """);
        assertThat(read.answer().choices().getFirst().blocks())
                .containsExactly(
                        new Block.ToolCall("", "a", "{\"n\":9007199254740993, \"b\":1}", false, null, Notes.NONE),
                        new Block.ToolCall("c2", "b", "{}", false, null, Notes.NONE));
        assertThat(read.answer().choices().getFirst().reason()).isEqualTo(FinishReason.TOOL_CALLS);
        assertThat(read.answer().choices().getFirst().word()).isEqualTo("stop");
        assertThat(read.answer().usage()).isEqualTo(new Usage(0, 0, 0, 0, 3, 0, 0, 0, 0, 0));
    }

    @Test
    void figuresThatCannotBeTrueAreNone() {
        Read read =
                Read.of("{\"message\":{\"content\":\"a\"},\"done\":true,\"prompt_eval_count\":-4,\"eval_count\":1}\n");
        assertThat(read.reader().usage()).isNull();
        assertThat(read.reader().usageImplausible()).isTrue();
        assertThat(read.reader().finishReason()).isEqualTo("stop");
    }

    @Test
    void formsAreToldByTypeAndByWhatWasAsked() {
        assertThat(DIALECT.formByType("application/x-ndjson", true)).isEqualTo(AnswerForm.STREAM);
        assertThat(DIALECT.formByType("application/json; charset=utf-8", true)).isEqualTo(AnswerForm.STREAM);
        assertThat(DIALECT.formByType("application/json; charset=utf-8", false)).isEqualTo(AnswerForm.WHOLE);
        assertThat(DIALECT.formByFirstByte((byte) '{', true)).isEqualTo(AnswerForm.STREAM);
        assertThat(DIALECT.formByFirstByte((byte) '<', true)).isNull();
    }

    @Test
    void errorsAreATextOrWhatAProxyMakesOfIt() {
        assertThat(DIALECT.readError(404, null, Bytes.of("{\"error\":\"model 'x' not found\"}"))
                        .message())
                .isEqualTo("model 'x' not found");
        assertThat(DIALECT.readError(500, null, Bytes.of("{\"error\":{\"message\":\"no\"}}"))
                        .message())
                .isEqualTo("no");
        assertThat(DIALECT.readError(502, null, Bytes.of("Bad Gateway")).message())
                .isEqualTo("Bad Gateway");
    }

    @Test
    void nobodyCallsInThisDialect() {
        assertThatThrownBy(() -> DIALECT.eventWriter(TERMS))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessage("Ollama's own dialect is spoken to providers, never by callers.");
    }

    @Test
    void everyRecordedStreamIsReadInAnyPieces() {
        Seeded seeded = new Seeded(5);
        int streams = 0;
        for (Recording recording : recordings()) {
            if (!recording.stream()) {
                continue;
            }
            streams++;
            Read whole = Read.of(List.of(Bytes.of(recording.answer())), true);
            assertThat(whole.end()).as(recording.name()).isEqualTo(StreamEnd.WHOLE);
            assertThat(whole.answer().usage())
                    .as(recording.name())
                    .isNotNull()
                    .isEqualTo(whole.reader().usage());
            assertThat(whole.reader().contentSeen()).isTrue();
            List<Bytes> singles = new ArrayList<>();
            for (int i = 0; i < recording.answer().length; i++) {
                singles.add(Bytes.of(recording.answer(), i, i + 1));
            }
            assertThat(Read.of(singles, true).answer()).isEqualTo(whole.answer());
            for (int i = 0; i < 32; i++) {
                assertThat(Read.of(seeded.pieces(recording.answer()), true).answer())
                        .isEqualTo(whole.answer());
            }
            assertThat(said(whole.answer(), Block.Text.class))
                    .as(recording.name())
                    .isEqualTo(joined(recording, "content"));
            assertThat(said(whole.answer(), Block.Thinking.class)).isEqualTo(joined(recording, "thinking"));
            assertThat(Relayed.whole(DIALECT.streamRelay(TERMS), recording.answer())
                            .bytes())
                    .isEqualTo(recording.answer());
        }
        assertThat(streams).isEqualTo(4);
    }

    private static String said(Answer answer, Class<? extends Block> sort) {
        StringBuilder said = new StringBuilder();
        for (Block block : answer.choices().getFirst().blocks()) {
            if (sort.isInstance(block)) {
                said.append(block instanceof Block.Text text ? text.text() : ((Block.Thinking) block).text());
            }
        }
        return said.toString();
    }

    private static String joined(Recording recording, String field) {
        StringBuilder joined = new StringBuilder();
        new String(recording.answer(), UTF_8)
                .lines()
                .forEach(line -> joined.append(
                        JSON.readTree(line).path("message").path(field).asString("")));
        return joined.toString();
    }

    @Test
    void everyRecordedAnswerIsWatchedAndRead() {
        Seeded seeded = new Seeded(6);
        int answers = 0;
        for (Recording recording : recordings()) {
            if (recording.stream() || recording.status() != 200) {
                continue;
            }
            answers++;
            JsonNode tree = JSON.readTree(recording.answer());
            AnswerRelay relay = DIALECT.answerRelay(TERMS);
            seeded.pieces(recording.answer())
                    .forEach(piece -> assertThat(relay.feed(piece)).isNull());
            assertThat(relay.end()).isNull();
            assertThat(relay.contentSeen()).isTrue();
            assertThat(relay.finishReason()).isEqualTo(tree.get("done_reason").asString());
            Answer answer = DIALECT.codec().readAnswer(Bytes.of(recording.answer()), Quirks.NONE);
            assertThat(answer.usage()).isEqualTo(relay.usage());
            assertThat(answer.usage() == null ? 0 : answer.usage().totalInput())
                    .isEqualTo(tree.get("prompt_eval_count").asLong());
            assertThat(answer.model()).isEqualTo(tree.get("model").asString());
            assertThat(said(answer, Block.Text.class))
                    .isEqualTo(tree.at("/message/content").asString());
            assertThat(said(answer, Block.Thinking.class))
                    .isEqualTo(tree.at("/message/thinking").asString(""));
            long calls = answer.choices().getFirst().blocks().stream()
                    .filter(Block.ToolCall.class::isInstance)
                    .count();
            assertThat(calls).isEqualTo(tree.at("/message/tool_calls").size());
        }
        assertThat(answers).isEqualTo(5);
    }

    @Test
    void theRecordedErrorIsRead() {
        for (Recording recording : recordings()) {
            if (recording.status() == 404) {
                assertThat(DIALECT.readError(404, null, Bytes.of(recording.answer()))
                                .message())
                        .isEqualTo("model 'nonexistent-model:latest' not found");
            }
        }
    }

    @Test
    void aToolLoopIsSentAsRealClientsSendIt() {
        Asked asked = new Asked();
        asked.turns = List.of(
                Turn.of(Role.SYSTEM, Block.Text.of("Be brief.")),
                Turn.of(Role.USER, Block.Text.of("Weather?"), image("image/png", new Block.Source.Inline("aGk="))),
                Turn.of(
                        Role.ASSISTANT,
                        new Block.Thinking("hm", null, "", Notes.NONE),
                        new Block.ToolCall("c1", "weather", "{\"city\":\"Tokyo\"}", false, null, Notes.NONE)),
                Turn.of(Role.USER, new Block.ToolResult("c1", "", List.of(Block.Text.of("sunny")), false, Notes.NONE)));
        asked.tools = new Tools(
                List.of(new Tool.Function("weather", "tells", "{\"type\":\"object\"}", null, Notes.NONE)),
                new ToolChoice.Auto(),
                null);
        asked.sampling =
                new Sampling(20L, new BigDecimal("0.5"), null, null, null, null, 42L, null, List.of("END"), null, null);
        asked.reasoning = new Reasoning(Reasoning.Mode.ON, null, null, null);
        Outgoing out = asked.sent();
        assertThat(out.losses()).isEmpty();
        assertThat(Meaning.differences("""
                        {"model":"qwen3:4b","messages":[{"role":"system","content":"Be brief."},
                         {"role":"user","content":"Weather?","images":["aGk="]},
                         {"role":"assistant","content":"","thinking":"hm","tool_calls":[{"id":"c1","type":"function",
                           "function":{"name":"weather","arguments":{"city":"Tokyo"}}}]},
                         {"role":"tool","content":"sunny","tool_name":"weather","tool_call_id":"c1"}],
                         "stream":false,"think":true,
                         "tools":[{"type":"function","function":{"name":"weather","description":"tells",
                           "parameters":{"type":"object"}}}],
                         "options":{"num_predict":20,"temperature":0.5,"seed":42,"stop":["END"]}}""".getBytes(UTF_8), out.body())).isEmpty();
    }

    @Test
    void formatsAreJsonOrTheSchemaAsItWasWritten() {
        Asked asked = new Asked();
        asked.format = new OutputFormat.JsonObject();
        assertThat(asked.body().get("format").asString()).isEqualTo("json");
        String schema = "{\"z\":9007199254740993,\"a\":1}";
        asked.format = new OutputFormat.JsonSchema("n", null, schema, true, Extras.NONE);
        assertThat(new String(asked.sent().body(), UTF_8)).contains("\"format\":" + schema);
    }

    @Test
    void thinkingIsAWordOnlyWhereTheModelHasWords() {
        Asked asked = new Asked();
        asked.reasoning = new Reasoning(null, Reasoning.Effort.HIGH, null, null);
        assertThat(asked.body().get("think").asBoolean()).isTrue();
        assertThat(asked.reasons()).containsExactly("this model thinks or does not, without degrees");
        asked.model = "gpt-oss:20b";
        assertThat(asked.body().get("think").asString()).isEqualTo("high");
        assertThat(asked.reasons()).isEmpty();
        asked.reasoning = new Reasoning(null, Reasoning.Effort.NONE, null, null);
        assertThat(asked.body().get("think").asBoolean()).isFalse();
        asked.reasoning = new Reasoning(Reasoning.Mode.ON, null, 5_000L, null);
        asked.facts = new ModelFacts(null, Set.of("vision"));
        assertThat(asked.body().has("think")).isFalse();
        assertThat(asked.reasons()).containsExactly("this model does not think");
    }

    @Test
    void toolsThatMayNotBeCalledAreNotOffered() {
        Asked asked = new Asked();
        Tool one = new Tool.Function("one", null, null, null, Notes.NONE);
        Tool two = new Tool.Function("two", null, null, null, Notes.NONE);
        asked.tools = new Tools(List.of(one, two), new ToolChoice.None(), null);
        assertThat(asked.body().has("tools")).isFalse();
        assertThat(asked.reasons()).isEmpty();
        asked.tools = new Tools(List.of(one, two), new ToolChoice.Named("two"), null);
        assertThat(asked.body().get("tools")).hasSize(1);
        assertThat(asked.reasons()).containsExactly("ollama cannot be made to call a tool");
    }

    @Test
    void theCapIsTheSmallerOne() {
        Asked asked = new Asked();
        asked.cap = 10L;
        assertThat(asked.body().at("/options/num_predict").asInt()).isEqualTo(10);
        asked.sampling = new Sampling(5L, null, null, null, null, null, null, null, List.of(), null, null);
        assertThat(asked.body().at("/options/num_predict").asInt()).isEqualTo(5);
    }

    @Test
    void whatCannotGoIsNamed() {
        Asked asked = new Asked();
        asked.turns = List.of(
                new Turn(
                        Role.USER,
                        List.of(
                                new Block.Text("a", List.of(), Notes.NONE.cached(CacheMark.SHORT)),
                                image("image/png", new Block.Source.Address("https://x")),
                                image("image/png", new Block.Source.Stored("f")),
                                document("application/pdf"),
                                document("text/plain")),
                        "bob",
                        Notes.NONE),
                Turn.of(
                        Role.ASSISTANT,
                        new Block.Thinking("x", new Seal(Seal.ANTHROPIC, "s"), "", Notes.NONE),
                        new Block.HiddenThinking(new Seal(Seal.OPENAI, "s"), "", Notes.NONE),
                        new Block.ToolCall("1", "n", "[1]", false, null, Notes.NONE),
                        new Block.Opaque("anthropic", "server_tool_use", "{}", Notes.NONE)),
                Turn.of(Role.USER, new Block.ToolResult("1", "", List.of(), true, Notes.NONE)));
        asked.extras = Extras.of("openai-chat", Map.of("logit_bias", "{}"));
        assertThat(asked.sent().losses())
                .containsExactly(
                        new Loss("messages[0].name", "ollama has no names of speakers"),
                        new Loss("cache", "ollama has no cache marks"),
                        new Loss("messages[0].content[1]", "ollama fetches nothing from addresses"),
                        new Loss("messages[0].content[2]", "ollama has no stored files"),
                        new Loss("messages[0].content[3]", "ollama takes images and text only"),
                        new Loss("messages[0].content[4]", "ollama has no documents: their text goes"),
                        new Loss("messages[1].content[0]", "thinking sealed by another family"),
                        new Loss("messages[1].content[1]", "thinking sealed by another family"),
                        new Loss(
                                "messages[1].content[2].arguments",
                                "arguments that are no JSON object are wrapped in one"),
                        new Loss("messages[1].content[3]", "ollama has no such block"),
                        new Loss("messages[2].content[0].failed", "ollama has no failures of tools"),
                        new Loss("logit_bias", "ollama has no such field"));
        assertThat(asked.body().at("/messages/0/content").asString()).isEqualTo("a\nhi");
        assertThat(asked.body().at("/messages/2").toString())
                .isEqualTo("{\"role\":\"tool\",\"content\":\"\",\"tool_name\":\"n\",\"tool_call_id\":\"1\"}");
    }

    private static Block image(String type, Block.Source source) {
        return new Block.Media(Block.Media.Sort.IMAGE, type, source, "", Notes.NONE);
    }

    private static Block document(String type) {
        Block.Source source = new Block.Source.Inline("aGk=");
        return new Block.Media(Block.Media.Sort.DOCUMENT, type, source, "d", Notes.NONE);
    }

    private static List<Recording> recordings() {
        return Recordings.of(Set.of("ollama.chat"));
    }

    /** A conversation that is put together. */
    private static final class Asked {
        String model = "qwen3:4b";
        List<Turn> turns = List.of(Turn.of(Role.USER, Block.Text.of("hi")));
        Tools tools = Tools.NONE;
        Sampling sampling = Sampling.NONE;
        Reasoning reasoning = Reasoning.NONE;

        @Nullable
        OutputFormat format;

        Extras extras = Extras.NONE;

        @Nullable
        Long cap;

        ModelFacts facts = ModelFacts.UNKNOWN;

        Outgoing sent() {
            Conversation conversation =
                    new Conversation("m", false, false, turns, tools, sampling, reasoning, format, null, null, extras);
            return DIALECT.codec().writeRequest(conversation, new Sending(model, cap, Quirks.NONE, facts));
        }

        JsonNode body() {
            return JSON.readTree(sent().body());
        }

        List<String> reasons() {
            return sent().losses().stream().map(Loss::reason).toList();
        }
    }
}
