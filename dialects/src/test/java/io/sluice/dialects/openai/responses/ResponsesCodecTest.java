package io.sluice.dialects.openai.responses;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.dialects.Asked;
import io.sluice.dialects.Meaning;
import io.sluice.dialects.ModelFacts;
import io.sluice.dialects.Outgoing;
import io.sluice.dialects.Quirks;
import io.sluice.dialects.StreamWriter;
import io.sluice.dialects.model.Answer;
import io.sluice.dialects.model.Block;
import io.sluice.dialects.model.CacheMark;
import io.sluice.dialects.model.Citation;
import io.sluice.dialects.model.Conversation;
import io.sluice.dialects.model.Event;
import io.sluice.dialects.model.Extras;
import io.sluice.dialects.model.FinishReason;
import io.sluice.dialects.model.Loss;
import io.sluice.dialects.model.Losses;
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
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The traps of translation, one by one, on fixtures of our own. */
class ResponsesCodecTest {
    private static final String LOOP = "{\"model\":\"m\",\"instructions\":\"Be brief.\",\"input\":["
            + "{\"role\":\"user\",\"content\":\"weather?\"},"
            + "{\"type\":\"reasoning\",\"id\":\"rs_1\",\"summary\":[{\"type\":\"summary_text\",\"text\":\"a\"},"
            + "{\"type\":\"summary_text\",\"text\":\"b\"}],\"encrypted_content\":\"gAAA\"},"
            + "{\"type\":\"message\",\"id\":\"msg_1\",\"role\":\"assistant\",\"status\":\"completed\",\"phase\":\"commentary\","
            + "\"content\":[{\"type\":\"output_text\",\"text\":\"I look.\",\"annotations\":[]}]},"
            + "{\"type\":\"function_call\",\"id\":\"fc_1\",\"call_id\":\"call_1\",\"name\":\"w\",\"arguments\":\"{\\\"n\\\":9007199254740993}\"},"
            + "{\"type\":\"custom_tool_call\",\"call_id\":\"call_2\",\"name\":\"sh\",\"input\":\"ls\"},"
            + "{\"type\":\"function_call_output\",\"call_id\":\"call_1\",\"output\":\"sun\"},"
            + "{\"type\":\"custom_tool_call_output\",\"call_id\":\"call_2\",\"output\":["
            + "{\"type\":\"input_text\",\"text\":\"a.png\"},{\"type\":\"input_image\",\"image_url\":\"data:image/png;base64,aGk=\"},"
            + "{\"type\":\"input_file\",\"file_id\":\"file-1\"}]},"
            + "{\"role\":\"user\",\"content\":\"and?\"}]}";

    @Test
    void whatOneSideSaysInOneGoIsOneTurn() {
        Conversation conversation = Calls.conversation(LOOP);
        assertThat(conversation.turns().stream().map(Turn::role))
                .containsExactly(Role.SYSTEM, Role.USER, Role.ASSISTANT, Role.USER);
        assertThat(conversation.turns().get(2).blocks().stream()
                        .map(block -> block.getClass().getSimpleName()))
                .containsExactly("Thinking", "Text", "ToolCall", "ToolCall");
        assertThat(conversation.turns().get(3).blocks().stream()
                        .map(block -> block.getClass().getSimpleName()))
                .containsExactly("ToolResult", "ToolResult", "Text");
        Block.Thinking thinking =
                (Block.Thinking) conversation.turns().get(2).blocks().getFirst();
        assertThat(thinking.text()).isEqualTo("a\n\nb");
        assertThat(thinking.seal()).isEqualTo(new Seal(Seal.OPENAI, "gAAA"));
        Block.ToolCall call =
                (Block.ToolCall) conversation.turns().get(2).blocks().get(2);
        assertThat(call.arguments()).isEqualTo("{\"n\":9007199254740993}");
        Block.ToolResult media =
                (Block.ToolResult) conversation.turns().get(3).blocks().get(1);
        assertThat(media.content()).hasSize(3);
    }

    @Test
    void aToolLoopComesBackItemByItem() {
        Outgoing back = Calls.written(Calls.conversation(LOOP));
        assertThat(Meaning.differences(Plain.request(LOOP.getBytes(UTF_8)), Plain.request(back.body())))
                .isEmpty();
    }

    @Test
    void aSystemItemThatIsNoInstructionStaysAnItem() {
        String request = "{\"model\":\"m\",\"input\":[{\"role\":\"system\",\"content\":\"s\"},"
                + "{\"role\":\"developer\",\"content\":\"d\"},{\"role\":\"user\",\"content\":\"u\"},"
                + "{\"role\":\"system\",\"content\":\"later\"}]}";
        JsonNode back =
                Plain.JSON.readTree(Calls.written(Calls.conversation(request)).body());
        assertThat(back.has("instructions")).isFalse();
        assertThat(back.path("input")).hasSize(4);
        JsonNode foreign = written(
                Calls.foreign(Turn.of(Role.SYSTEM, Block.Text.of("s")), Turn.of(Role.USER, Block.Text.of("u"))));
        assertThat(foreign.path("instructions").asString()).isEqualTo("s");
    }

    @Test
    void spellingsAreNoLossElsewhere() {
        Losses losses = new Losses();
        Calls.conversation(LOOP)
                .turns()
                .forEach(turn -> turn.blocks()
                        .forEach(block -> losses.foreign("b", block.notes().extras(), "other")));
        // The phase means something; ids, states and lengths do not.
        assertThat(losses.all()).containsExactly(new Loss("b.phase", "other has no such field"));
    }

    @Test
    void whatIsAskedForThatIsSoAnywayIsNoLossElsewhere() {
        String request = "{\"model\":\"m\",\"input\":\"x\",\"store\":false,\"background\":false,"
                + "\"truncation\":\"disabled\",\"service_tier\":\"auto\",\"stream_options\":{\"include_obfuscation\":false},"
                + "\"include\":[\"reasoning.encrypted_content\"],\"prompt_cache_key\":\"k\"}";
        Conversation conversation = Calls.conversation(request);
        Losses losses = new Losses();
        losses.foreign("", conversation.extras(), "other");
        assertThat(losses.all()).containsExactly(new Loss("prompt_cache_key", "other has no such field"));
        assertThat(Meaning.differences(
                        Plain.request(request.getBytes(UTF_8)),
                        Plain.request(Calls.written(conversation).body())))
                .isEmpty();
    }

    @Test
    void aMessageOfWhichNothingCanGoIsLeftOut() {
        Block audio =
                new Block.Media(Block.Media.Sort.AUDIO, "audio/wav", new Block.Source.Inline("aGk="), "", Notes.NONE);
        Outgoing written =
                Calls.written(Calls.foreign(Turn.of(Role.USER, audio), Turn.of(Role.USER, Block.Text.of("u"))));
        assertThat(Plain.JSON.readTree(written.body()).path("input")).hasSize(1);
        assertThat(written.losses()).containsExactly(new Loss("turns[0].blocks[0]", "openai-responses takes no audio"));
    }

    @Test
    void aResultWithoutItsCallIsWrittenAsItIs() {
        JsonNode back = written(Calls.foreign(new Turn(
                Role.USER,
                List.of(new Block.ToolResult("call_9", "", List.of(Block.Text.of("late")), false, Notes.NONE)),
                "",
                Notes.NONE)));
        assertThat(back.path("input").get(0).path("type").asString()).isEqualTo("function_call_output");
        assertThat(back.path("input").get(0).path("output").asString()).isEqualTo("late");
    }

    @Test
    void aResultOfAFreeToolIsKnownByItsCall() {
        JsonNode back = written(Calls.foreign(
                new Turn(
                        Role.ASSISTANT,
                        List.of(new Block.ToolCall("c", "sh", "ls", true, null, Notes.NONE)),
                        "",
                        Notes.NONE),
                new Turn(
                        Role.USER,
                        List.of(new Block.ToolResult("c", "sh", List.of(), false, Notes.NONE)),
                        "",
                        Notes.NONE)));
        assertThat(back.path("input").get(0).path("input").asString()).isEqualTo("ls");
        assertThat(back.path("input").get(1).path("type").asString()).isEqualTo("custom_tool_call_output");
    }

    @Test
    void whoDoesNotSpeakThisDialectIsNotStoredAndGetsLooseTools() {
        Conversation asked = new Conversation(
                "m",
                true,
                false,
                List.of(Turn.of(Role.USER, Block.Text.of("u"))),
                new Tools(
                        List.of(new Tool.Function("f", null, null, null, Notes.NONE)),
                        new ToolChoice.Named("f"),
                        false),
                Sampling.NONE,
                new Reasoning(Reasoning.Mode.ON, null, 4_000L, null),
                null,
                null,
                null,
                Extras.of("openai-chat", Map.of("service_tier", "\"flex\"", "logit_bias", "{}")));
        Outgoing written = Calls.written(asked);
        JsonNode body = Plain.JSON.readTree(written.body());
        assertThat(body.path("store").asBoolean(true)).isFalse();
        assertThat(body.path("service_tier").asString()).isEqualTo("flex");
        assertThat(body.path("tools").get(0).path("strict").asBoolean(true)).isFalse();
        assertThat(body.path("include").toString()).isEqualTo("[\"reasoning.encrypted_content\"]");
        assertThat(body.path("reasoning").path("effort").asString()).isEqualTo("medium");
        assertThat(written.losses())
                .containsExactlyInAnyOrder(
                        new Loss("reasoning.budget", "openai-responses takes an effort in place of a budget"),
                        new Loss("logit_bias", "openai-responses has no such field"));
    }

    @Test
    void theEffortIsOneTheModelTakes() {
        Conversation asked = withReasoning(new Reasoning(null, Reasoning.Effort.MAX, null, null));
        ModelFacts facts = new ModelFacts(null, Set.of("effort=low/medium/high"));
        Outgoing written = Calls.written(asked, facts, Quirks.NONE);
        assertThat(Plain.JSON
                        .readTree(written.body())
                        .path("reasoning")
                        .path("effort")
                        .asString())
                .isEqualTo("high");
        assertThat(written.losses()).hasSize(1);
        Outgoing off = Calls.written(
                withReasoning(new Reasoning(Reasoning.Mode.OFF, null, null, null)),
                new ModelFacts(null, Set.of("effort=none/low")),
                Quirks.NONE);
        assertThat(Plain.JSON
                        .readTree(off.body())
                        .path("reasoning")
                        .path("effort")
                        .asString())
                .isEqualTo("none");
        assertThat(Calls.written(withReasoning(new Reasoning(Reasoning.Mode.OFF, null, null, null)))
                        .losses())
                .hasSize(1);
    }

    private static Conversation withReasoning(Reasoning reasoning) {
        Conversation plain = Calls.foreign(Turn.of(Role.USER, Block.Text.of("u")));
        return new Conversation(
                "m", false, false, plain.turns(), Tools.NONE, Sampling.NONE, reasoning, null, null, null, Extras.NONE);
    }

    @Test
    void whatCannotBeSaidIsNamed() {
        Sampling sampling = new Sampling(
                5L,
                BigDecimal.ONE,
                null,
                BigDecimal.TEN,
                BigDecimal.ONE,
                BigDecimal.ONE,
                7L,
                2,
                List.of("END"),
                true,
                3);
        Block audio =
                new Block.Media(Block.Media.Sort.AUDIO, "audio/wav", new Block.Source.Inline("aGk="), "", Notes.NONE);
        Block cached = new Block.Text("t", List.of(), Notes.NONE.cached(CacheMark.SHORT));
        Block sealed = new Block.Thinking("hm", new Seal(Seal.ANTHROPIC, "s"), "", Notes.NONE);
        Block unsealed = new Block.Thinking("hm", null, "", Notes.NONE);
        Block failed = new Block.ToolResult("c", "", List.of(Block.Text.of("no")), true, Notes.NONE);
        Conversation conversation = new Conversation(
                "m",
                false,
                false,
                List.of(
                        new Turn(Role.USER, List.of(cached, audio), "ann", Notes.NONE),
                        new Turn(Role.ASSISTANT, List.of(sealed, unsealed, Block.Text.of("x")), "", Notes.NONE),
                        new Turn(Role.USER, List.of(failed), "", Notes.NONE)),
                new Tools(
                        List.of(new Tool.Server("gemini", "googleSearch", "{}", Notes.NONE)),
                        new ToolChoice.Opaque("gemini", "{}"),
                        null),
                sampling,
                Reasoning.NONE,
                new OutputFormat.Opaque("other", "{}"),
                null,
                null,
                Extras.NONE);
        Outgoing written = Calls.written(conversation);
        assertThat(written.losses().stream().map(Loss::path))
                .containsExactlyInAnyOrder(
                        "turns[0].name",
                        "turns[0].blocks[0].cache",
                        "turns[0].blocks[1]",
                        "turns[1].blocks[0]",
                        "turns[1].blocks[1]",
                        "turns[2].blocks[0].failed",
                        "tools[0]",
                        "tool_choice",
                        "text.format",
                        "presence_penalty",
                        "frequency_penalty",
                        "top_k",
                        "seed",
                        "stop",
                        "n");
        assertThat(new String(written.body(), UTF_8)).doesNotContain("hm\"");
    }

    @Test
    void thinkingGoesBackUnsealedToWhoWantsIt() {
        Conversation conversation = Calls.foreign(new Turn(
                Role.ASSISTANT,
                List.of(new Block.Thinking("hm", null, "", Notes.NONE), Block.Text.of("x")),
                "",
                Notes.NONE));
        Outgoing written = Calls.written(conversation, ModelFacts.UNKNOWN, Quirks.of(Set.of("send_back_reasoning")));
        assertThat(written.losses()).isEmpty();
        JsonNode item = Plain.JSON.readTree(written.body()).path("input").get(0);
        assertThat(item.path("content").get(0).path("text").asString()).isEqualTo("hm");
        assertThat(item.path("content").get(0).path("type").asString()).isEqualTo("reasoning_text");
    }

    @Test
    void everySealThatGoesOutComesBackWhereItWas() {
        Answer answer = answer(
                new Block.Thinking("hm", new Seal(Seal.ANTHROPIC, "sig"), "", Notes.NONE),
                new Block.HiddenThinking(new Seal(Seal.ANTHROPIC, "redacted"), "", Notes.NONE),
                new Block.ToolCall("c1", "f", "{}", false, new Seal(Seal.GEMINI, "thought"), Notes.NONE),
                new Block.ToolCall("c2", "g", "{}", false, null, Notes.NONE));
        JsonNode output = Plain.JSON
                .readTree(Calls.DIALECT.codec().writeAnswer(answer, Calls.asked(Calls.foreign())))
                .path("output");
        // As a client sends it back: Codex leaves the ids out.
        output.forEach(item -> ((ObjectNode) item).remove("id"));
        Conversation next = Calls.conversation("{\"model\":\"m\",\"input\":" + output + "}");
        assertThat(next.turns()).hasSize(1);
        List<Block> blocks = next.turns().getFirst().blocks();
        assertThat(blocks).hasSize(4);
        assertThat(blocks.get(0)).isEqualTo(new Block.Thinking("hm", new Seal(Seal.ANTHROPIC, "sig"), "", Notes.NONE));
        assertThat(blocks.get(1))
                .isEqualTo(new Block.HiddenThinking(new Seal(Seal.ANTHROPIC, "redacted"), "", Notes.NONE));
        assertThat(((Block.ToolCall) blocks.get(2)).seal()).isEqualTo(new Seal(Seal.GEMINI, "thought"));
        assertThat(((Block.ToolCall) blocks.get(3)).seal()).isNull();
    }

    @Test
    void aCallWithoutArgumentsHasNone() {
        Answer read = Calls.answer(Calls.DIALECT
                .codec()
                .writeAnswer(
                        answer(new Block.ToolCall("c", "f", "", false, null, Notes.NONE)),
                        Calls.asked(Calls.foreign())));
        assertThat(((Block.ToolCall) read.choices().getFirst().blocks().getFirst()).arguments())
                .isEqualTo("{}");
    }

    @Test
    void aCallWithoutAnIdGetsOneThatItsResultAgreesWith() {
        JsonNode input = written(Calls.foreign(
                        new Turn(
                                Role.ASSISTANT,
                                List.of(
                                        new Block.ToolCall("", "f", "{}", false, null, Notes.NONE),
                                        new Block.ToolCall("", "g", "{}", false, null, Notes.NONE)),
                                "",
                                Notes.NONE),
                        new Turn(
                                Role.USER,
                                List.of(
                                        new Block.ToolResult("", "f", List.of(), false, Notes.NONE),
                                        new Block.ToolResult("", "g", List.of(), false, Notes.NONE)),
                                "",
                                Notes.NONE)))
                .path("input");
        assertThat(input.get(0).path("call_id")).isEqualTo(input.get(2).path("call_id"));
        assertThat(input.get(1).path("call_id")).isEqualTo(input.get(3).path("call_id"));
        assertThat(input.get(0).path("call_id")).isNotEqualTo(input.get(1).path("call_id"));
    }

    @Test
    void schemasKeepTheOrderOfTheirKeysAndTheirNumbers() {
        String schema = "{\"z\":1.50,\"a\":12345678901234567890,\"properties\":{\"y\":{},\"b\":{}}}";
        String request =
                "{\"model\":\"m\",\"input\":\"x\",\"tools\":[{\"type\":\"function\",\"name\":\"f\",\"parameters\":"
                        + schema + "}],\"text\":{\"format\":{\"type\":\"json_schema\",\"name\":\"n\",\"schema\":"
                        + schema + "}}}";
        String written = new String(Calls.written(Calls.conversation(request)).body(), UTF_8);
        assertThat(written).contains("\"parameters\":" + schema).contains("\"schema\":" + schema);
    }

    @Test
    void settingsAreEchoedWithDefaultsWhereNoneWereGiven() {
        String request =
                "{\"model\":\"m\",\"input\":\"x\",\"instructions\":\"Be.\",\"temperature\":0.50,\"store\":true,"
                        + "\"previous_response_id\":\"resp_0\",\"service_tier\":\"auto\",\"reasoning\":{\"effort\":\"low\"}}";
        Asked asked = Calls.asked(Calls.conversation(request));
        JsonNode said = Plain.JSON.readTree(Calls.DIALECT.codec().writeAnswer(answer(Block.Text.of("hi")), asked));
        assertThat(said.path("id").asString()).isEqualTo("resp_call1");
        assertThat(said.path("created_at").asLong()).isEqualTo(1_700_000_000L);
        assertThat(said.path("instructions").asString()).isEqualTo("Be.");
        assertThat(said.path("temperature").decimalValue()).isEqualByComparingTo("0.5");
        assertThat(said.path("store").asBoolean()).isTrue();
        assertThat(said.path("previous_response_id").asString()).isEqualTo("resp_0");
        assertThat(said.path("service_tier").asString()).isEqualTo("default");
        assertThat(said.path("reasoning").toString()).isEqualTo("{\"effort\":\"low\",\"summary\":null}");
        assertThat(said.path("top_p").asInt()).isEqualTo(1);
        assertThat(said.path("tool_choice").asString()).isEqualTo("auto");
        assertThat(said.path("output").get(0).path("id").asString()).isEqualTo("msg_call1_0");
    }

    @Test
    void anAnswerCutShortIsIncompleteAndSoIsItsLastItem() {
        Answer cut = new Answer(
                "",
                "",
                List.of(new Answer.Choice(
                        0,
                        List.of(Block.Text.of("a"), new Block.ToolCall("c", "f", "{\"x\":4", false, null, Notes.NONE)),
                        FinishReason.LENGTH,
                        "max_tokens",
                        null,
                        null,
                        Extras.NONE)),
                Usage.NONE,
                null,
                Extras.NONE);
        JsonNode said = Plain.JSON.readTree(Calls.DIALECT.codec().writeAnswer(cut, Calls.asked(Calls.foreign())));
        assertThat(said.path("status").asString()).isEqualTo("incomplete");
        assertThat(said.path("incomplete_details").path("reason").asString()).isEqualTo("max_output_tokens");
        assertThat(said.path("output").get(0).path("status").asString()).isEqualTo("completed");
        assertThat(said.path("output").get(1).path("status").asString()).isEqualTo("incomplete");
    }

    @Test
    void aSourceWithoutAPlaceCitesAllOfItsText() {
        Citation source = new Citation("https://e.com", "E", "quoted", null, null, "anthropic", "{}");
        Citation unaddressed = new Citation("", "Doc", "quoted", null, null, "anthropic", "{}");
        Asked asked = Calls.asked(Calls.foreign());
        Answer answer = answer(new Block.Text("four", List.of(source, unaddressed), Notes.NONE));
        JsonNode said = Plain.JSON.readTree(Calls.DIALECT.codec().writeAnswer(answer, asked));
        assertThat(said.path("output")
                        .get(0)
                        .path("content")
                        .get(0)
                        .path("annotations")
                        .toString())
                .isEqualTo(
                        "[{\"type\":\"url_citation\",\"url\":\"https://e.com\",\"title\":\"E\",\"start_index\":0,\"end_index\":4}]");
        assertThat(asked.losses().all())
                .containsExactly(new Loss("output[0].annotations", "openai-responses cites addresses only"));
    }

    @Test
    void probabilitiesAreDealtOutToTheirTextsAndCompleted() {
        Answer answer = new Answer(
                "",
                "",
                List.of(new Answer.Choice(
                        0,
                        List.of(Block.Text.of("ab"), Block.Text.of("c")),
                        FinishReason.STOP,
                        "stop",
                        null,
                        "[{\"token\":\"a\",\"logprob\":-1,\"bytes\":null},{\"token\":\"b\",\"logprob\":-2},{\"token\":\"c\",\"logprob\":-3}]",
                        Extras.NONE)),
                null,
                null,
                Extras.NONE);
        JsonNode parts = Plain.JSON
                .readTree(Calls.DIALECT.codec().writeAnswer(answer, Calls.asked(Calls.foreign())))
                .path("output")
                .get(0)
                .path("content");
        assertThat(parts.get(0).path("logprobs")).hasSize(2);
        assertThat(parts.get(1).path("logprobs")).hasSize(1);
        assertThat(parts.get(0).path("logprobs").get(0).path("bytes").toString())
                .isEqualTo("[97]");
    }

    @Test
    void aStreamEndedByUsSaysWhyInItsLastEvent() {
        StreamWriter writer = Calls.DIALECT.codec().streamWriter(Calls.asked(Calls.foreign()));
        writer.write(new Event.BlockStarted(0, 0, new Event.Opening.Text()));
        writer.write(new Event.TextDelta(0, 0, "half"));
        writer.write(new Event.Finished(0, FinishReason.LENGTH, ""));
        String end = new String(writer.end("budget_exhausted"), UTF_8);
        assertThat(end)
                .contains("event: response.output_text.done")
                .contains("event: response.incomplete")
                .contains("\"sluice\":{\"code\":\"budget_exhausted\"}");
    }

    @Test
    void onlyTheFirstOfSeveralAnswersIsGiven() {
        Answer two = new Answer(
                "",
                "",
                List.of(choice(0, Block.Text.of("one")), choice(1, Block.Text.of("two"))),
                null,
                null,
                Extras.NONE);
        Asked asked = Calls.asked(Calls.foreign());
        String said = new String(Calls.DIALECT.codec().writeAnswer(two, asked), UTF_8);
        assertThat(said).contains("one").doesNotContain("two");
        assertThat(asked.losses().all()).containsExactly(new Loss("choices[1]", "openai-responses gives one answer"));
    }

    private static Answer answer(Block... blocks) {
        return new Answer("", "", List.of(choice(0, blocks)), null, null, Extras.NONE);
    }

    private static Answer.Choice choice(int index, Block... blocks) {
        return new Answer.Choice(index, List.of(blocks), FinishReason.STOP, "stop", null, null, Extras.NONE);
    }

    private static JsonNode written(Conversation conversation) {
        return Plain.JSON.readTree(Calls.written(conversation).body());
    }
}
