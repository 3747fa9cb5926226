package io.sluice.dialects.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.dialects.FittedTools;
import io.sluice.dialects.Meaning;
import io.sluice.dialects.Outgoing;
import io.sluice.dialects.Quirks;
import io.sluice.dialects.Sending;
import io.sluice.dialects.model.Block;
import io.sluice.dialects.model.CacheMark;
import io.sluice.dialects.model.Conversation;
import io.sluice.dialects.model.Extras;
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
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a conversation of another dialect becomes on its way to Gemini. */
class GeminiWritingTest {
    private static final String G25 = "gemini-2.5-flash";
    private static final String G3 = "gemini-3-flash-preview";
    private static final String OLD = "gemini-2.0-flash";
    private static final Block ASK = Block.Text.of("ask");

    @Test
    void rulesBecomeOneInstructionAndThoseInTheMidstAreNamed() {
        Outgoing outgoing = Told.request(
                Told.of(
                        Turn.of(Role.SYSTEM, Block.Text.of("a"), Block.Text.of("b")),
                        Turn.of(Role.DEVELOPER, Block.Text.of("c")),
                        Turn.of(Role.USER, ASK),
                        Turn.of(Role.DEVELOPER, Block.Text.of("d"))),
                G25);
        assertSame(
                outgoing,
                "{\"systemInstruction\":{\"parts\":[{\"text\":\"a\"},{\"text\":\"b\"},{\"text\":\"c\"},{\"text\":\"d\"}]},"
                        + "\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"ask\"}]}]}");
        assertThat(outgoing.losses())
                .containsExactly(new Loss("turns[3]", "gemini has one system instruction, before all turns"));
    }

    @Test
    void rulesAloneBecomeAUsersTurn() {
        Outgoing outgoing = Told.request(Told.of(Turn.of(Role.SYSTEM, Block.Text.of("a"))), G25);
        assertSame(outgoing, "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"a\"}]}]}");
        assertThat(Told.reasons(outgoing)).containsExactly("gemini needs a user's turn: the rules are sent as one");
    }

    @Test
    void answersOfParallelCallsStandTogetherInTheOrderOfTheCalls() {
        Outgoing outgoing = Told.request(
                Told.of(
                        Turn.of(Role.USER, ASK),
                        Turn.of(Role.ASSISTANT, call("c1", "f", "{}"), call("c2", "g", "{\"n\":9007199254740993}")),
                        Turn.of(Role.USER, result("c2", "", "two")),
                        Turn.of(Role.USER, result("c1", "", "{\"z\":1,\"a\":2}")),
                        Turn.of(Role.USER, ASK)),
                G25);
        assertThat(outgoing.losses()).isEmpty();
        assertThat(Told.text(outgoing))
                .contains("\"args\":{\"n\":9007199254740993}")
                .contains("{\"role\":\"user\",\"parts\":["
                        + "{\"functionResponse\":{\"id\":\"c1\",\"name\":\"f\",\"response\":{\"z\":1,\"a\":2}}},"
                        + "{\"functionResponse\":{\"id\":\"c2\",\"name\":\"g\",\"response\":{\"output\":\"two\"}}}]}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[1]|{\"output\":\"[1]\"}",
                "{}|{\"output\":\"{}\"}",
                "{\"output\":\"x\"}|{\"output\":\"{\\\"output\\\":\\\"x\\\"}\"}",
                "{\"output\":5}|{\"output\":5}",
                "''|{\"output\":\"\"}",
                "{\"a\"|{\"output\":\"{\\\"a\\\"\"}"
            })
    void aToolsAnswerIsAnObjectThatReadsBackAsItself(String text, String response) {
        ToolAnswers answers = new ToolAnswers(List.of(text), false);
        assertThat(answers.json()).isEqualTo(response);
        assertThat(ToolAnswers.read(Value.of(response))).isEqualTo(answers);
    }

    @Test
    void aFailedToolTellsItsError() {
        assertThat(new ToolAnswers(List.of("no"), true).json()).isEqualTo("{\"error\":\"no\"}");
        assertThat(new ToolAnswers(List.of("a", "b"), true).json()).isEqualTo("{\"error\":[\"a\",\"b\"]}");
        assertThat(ToolAnswers.read(Value.of("{\"error\":\"no\"}"))).isEqualTo(new ToolAnswers(List.of("no"), true));
        assertThat(ToolAnswers.read(Value.of("{\"error\":{}}")).failed()).isFalse();
    }

    @Test
    void anOrphanedResultKeepsItsPlaceUnderAMadeUpName() {
        Outgoing outgoing = Told.request(Told.of(Turn.of(Role.USER, result("c9", "", "x"))), G25);
        assertThat(Told.text(outgoing)).contains("\"name\":\"unknown\"");
        assertThat(Told.reasons(outgoing)).containsExactly("a tool result whose call is not there");
    }

    @Test
    void mediaInAToolsAnswerGoWithinItOrBeforeGemini3BesideIt() {
        Block picture =
                new Block.Media(Block.Media.Sort.IMAGE, "image/png", new Block.Source.Inline("aGk="), "", Notes.NONE);
        Conversation conversation = Told.of(
                Turn.of(Role.ASSISTANT, call("c1", "f", "{}")),
                Turn.of(
                        Role.USER,
                        new Block.ToolResult("c1", "f", List.of(Block.Text.of("see"), picture), false, Notes.NONE)));
        String part = "{\"inlineData\":{\"mimeType\":\"image/png\",\"data\":\"aGk=\"}}";
        assertThat(Told.text(Told.request(conversation, G3)))
                .contains("\"response\":{\"output\":\"see\"},\"parts\":[" + part + "]}}]}");
        Outgoing before = Told.request(conversation, G25);
        assertThat(Told.text(before)).contains("\"response\":{\"output\":\"see\"}}}," + part + "]}");
        assertThat(Told.reasons(before))
                .containsExactly("gemini before 3 takes no media in tool results: put beside them");
    }

    @Test
    void theFirstCallOfEachStepOfTheCurrentTurnIsSignedForGemini3() {
        Conversation conversation = Told.of(
                Turn.of(Role.USER, ASK),
                Turn.of(Role.ASSISTANT, call("a1", "f", "{}")),
                Turn.of(Role.USER, result("a1", "f", "x")),
                Turn.of(Role.USER, ASK),
                Turn.of(Role.ASSISTANT, Block.Text.of("so"), call("b1", "f", "{}"), call("b2", "f", "{}")),
                Turn.of(Role.USER, result("b1", "f", "x"), result("b2", "f", "x")),
                Turn.of(Role.ASSISTANT, sealed("c1", "SIGNED")),
                Turn.of(Role.USER, result("c1", "f", "x")));
        Outgoing outgoing = Told.request(conversation, G3);
        assertThat(outgoing.losses())
                .containsExactly(new Loss(
                        "turns[4].blocks[1].seal", "a call without a thought signature: sent with the escape value"));
        assertThat(Told.text(outgoing))
                .contains(
                        "\"id\":\"b1\",\"name\":\"f\",\"args\":{}},\"thoughtSignature\":\"skip_thought_signature_validator\"}")
                .contains("\"id\":\"c1\",\"name\":\"f\",\"args\":{}},\"thoughtSignature\":\"SIGNED\"}")
                .containsOnlyOnce("skip_thought_signature_validator");
        assertThat(Told.request(conversation, G25).losses()).isEmpty();
        assertThat(Told.text(Told.request(conversation, G25))).doesNotContain("skip_thought");
    }

    @Test
    void geminisOwnSealsGoOnThePartThatFollows() {
        Seal seal = new Seal(Seal.GEMINI, "S");
        Outgoing outgoing = Told.request(
                Told.of(
                        Turn.of(Role.USER, ASK),
                        Turn.of(
                                Role.ASSISTANT,
                                new Block.Thinking("hm", seal, "", Notes.NONE),
                                call("c1", "f", "{}"),
                                new Block.HiddenThinking(new Seal(Seal.GEMINI, "T"), "", Notes.NONE))),
                G3);
        assertThat(outgoing.losses()).isEmpty();
        assertThat(Told.text(outgoing))
                .contains(
                        "[{\"text\":\"hm\",\"thought\":true},{\"functionCall\":{\"id\":\"c1\",\"name\":\"f\",\"args\":{}},"
                                + "\"thoughtSignature\":\"S\"},{\"text\":\"\",\"thoughtSignature\":\"T\"}]");
    }

    @Test
    void sealsOfOtherFamiliesAreDroppedByName() {
        Seal claude = new Seal(Seal.ANTHROPIC, "sig");
        Outgoing outgoing = Told.request(
                Told.of(
                        Turn.of(Role.USER, ASK),
                        Turn.of(
                                Role.ASSISTANT,
                                new Block.Thinking("hm", claude, "", Notes.NONE),
                                new Block.HiddenThinking(claude, "", Notes.NONE),
                                new Block.Thinking("plain", null, "", Notes.NONE),
                                Block.Text.of("so"))),
                G25);
        assertThat(outgoing.losses())
                .containsExactly(
                        new Loss("turns[1].blocks[0]", "thinking sealed by another family"),
                        new Loss("turns[1].blocks[1]", "thinking sealed by another family"));
        assertThat(Told.text(outgoing)).contains("[{\"text\":\"plain\",\"thought\":true},{\"text\":\"so\"}]");
    }

    @ParameterizedTest
    @CsvSource({
        "https://example.com/cat.png,gemini-2.5-flash,'',true",
        "https://example.com/cat.png,gemini-2.5-flash,no_image_url,false",
        "https://example.com/cat.png,gemini-2.0-flash,'',false",
        "gs://bucket/cat.png,gemini-2.0-flash,no_image_url,true",
        "https://www.youtube.com/watch?v=1,gemini-2.0-flash,no_image_url,true",
        "https://youtube.com.evil.example/1,gemini-2.0-flash,'',false",
        "s3://bucket/cat.png,gemini-2.5-flash,'',false"
    })
    void anAddressGoesOnlyWhereItIsFetched(String url, String model, String flag, boolean goes) {
        Block media = new Block.Media(Block.Media.Sort.IMAGE, "", new Block.Source.Address(url), "", Notes.NONE);
        Outgoing outgoing = Told.request(Told.of(Turn.of(Role.USER, ASK, media)), model, flag);
        assertThat(Told.text(outgoing).contains("\"fileUri\":\"" + url + "\"")).isEqualTo(goes);
        assertThat(Told.reasons(outgoing)).isEqualTo(goes ? List.of() : List.of("gemini does not fetch that address"));
    }

    @Test
    void whatGeminiHasNoPlaceForIsNamed() {
        Notes cached = Notes.NONE.cached(CacheMark.HOUR);
        Conversation plain = Told.of(
                new Turn(
                        Role.USER,
                        List.of(
                                new Block.Text("a", List.of(), cached),
                                new Block.Media(
                                        Block.Media.Sort.DOCUMENT,
                                        "application/pdf",
                                        new Block.Source.Stored("file-1"),
                                        "a.pdf",
                                        Notes.NONE)),
                        "anna",
                        Notes.NONE),
                Turn.of(
                        Role.ASSISTANT,
                        new Block.Refusal("no", Notes.NONE),
                        new Block.Opaque("anthropic", "server_tool_use", "{}", Notes.NONE),
                        new Block.ToolCall("c1", "f", "text", true, null, Notes.NONE),
                        call("c2", "f", "{\"cut"),
                        call("c3", "f", ""),
                        call("c4", "f", " null")));
        Conversation conversation = new Conversation(
                "m",
                false,
                true,
                plain.turns(),
                new Tools(
                        List.of(
                                new Tool.Free("t", null, "{}", Notes.NONE),
                                new Tool.Server("openai-responses", "web_search", "{}", Notes.NONE),
                                new Tool.Function("f", null, "{}", null, Notes.NONE)),
                        new ToolChoice.Opaque("openai-chat", "{}"),
                        false),
                new Sampling(
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        1L << 40,
                        null,
                        List.of("1", "2", "3", "4", "5", "6"),
                        null,
                        null),
                Reasoning.NONE,
                new OutputFormat.Opaque("openai-responses", "{}"),
                "u1",
                "{}",
                Extras.of("openai-chat", Map.of("logit_bias", "{}", ".spelled", "1")));
        Outgoing outgoing = Told.request(conversation, G25);
        assertThat(Told.reasons(outgoing))
                .containsExactlyInAnyOrder(
                        "gemini has no such field",
                        "gemini has no end user",
                        "gemini has no metadata",
                        "gemini has no names of speakers",
                        "gemini has no cache marks",
                        "gemini takes no file names",
                        "a file stored at another provider",
                        "gemini has no refusals: told as text",
                        "blocks of another dialect",
                        "arguments that are no JSON object are wrapped in one",
                        "gemini's tools take no format of their text",
                        "server tools of another dialect",
                        "gemini cannot forbid parallel calls",
                        "a tool choice of another dialect",
                        "gemini takes seeds of 32 bits",
                        "gemini takes five stop sequences",
                        "an output format of another dialect");
        assertThat(Told.text(outgoing))
                .contains("\"args\":{\"input\":\"text\"}")
                .contains("\"args\":{\"input\":\"{\\\"cut\"}")
                .contains("\"id\":\"c3\",\"name\":\"f\",\"args\":{}", "\"id\":\"c4\",\"name\":\"f\",\"args\":{}")
                .contains("\"stopSequences\":[\"1\",\"2\",\"3\",\"4\",\"5\"]");
    }

    @Test
    void toolSchemasGoAsTheyWereWrittenWhereTheModelTakesJsonSchema() {
        String schema =
                "{\"z\": 1, \"type\":\"object\",\"properties\":{\"b\":{\"const\":12345678901234567890},\"a\":{}}}";
        Conversation conversation = tools(List.of(function("f", schema, null), function("g", null, null)), null);
        assertThat(Told.text(Told.request(conversation, G25)))
                .contains("\"tools\":[{\"functionDeclarations\":[{\"name\":\"f\",\"parametersJsonSchema\":" + schema
                        + "},{\"name\":\"g\"}]}]")
                .doesNotContain("toolConfig");
        for (Outgoing subset :
                List.of(Told.request(conversation, OLD), Told.request(conversation, G25, "schema_subset_only"))) {
            assertThat(Told.text(subset)).contains("\"parameters\":{\"type\":\"OBJECT\"");
            assertThat(subset.losses())
                    .contains(
                            new Loss("tools[0].schema", "gemini schemas enumerate strings only"),
                            new Loss("tools[0].schema", "gemini schemas have no such keyword"));
        }
    }

    @Test
    void aToolWithoutParametersHasNoneForModelsOfTheSubset() {
        Conversation conversation =
                tools(List.of(function("f", "{\"type\":\"object\",\"properties\":{}}", null)), null);
        assertThat(Told.text(Told.request(conversation, OLD))).doesNotContain("parameters");
    }

    @Test
    void toolsThatTakeTextAndNamesThatDoNotFitAreMadeToFitEverywhere() {
        String odd = "files/read me";
        Tools tools = new Tools(
                List.of(new Tool.Free(odd, "d", null, Notes.NONE), function("a.b:c-d", null, null)),
                new ToolChoice.Named(odd),
                null);
        Conversation plain = with(tools, Sampling.NONE, Reasoning.NONE);
        Conversation conversation = new Conversation(
                "m",
                false,
                true,
                List.of(
                        Turn.of(Role.USER, ASK),
                        Turn.of(Role.ASSISTANT, new Block.ToolCall("c", odd, "x", true, null, Notes.NONE)),
                        Turn.of(Role.USER, result("c", "", "y"))),
                plain.tools(),
                Sampling.NONE,
                Reasoning.NONE,
                null,
                null,
                null,
                Extras.NONE);
        Outgoing outgoing = Told.request(conversation, G25);
        String name = FittedTools.name(odd, 64);
        assertThat(Told.text(outgoing))
                .contains("{\"name\":\"" + name + "\",\"description\":\"d\",\"parametersJsonSchema\":"
                        + FittedTools.TEXT_SCHEMA)
                .contains("\"name\":\"a.b:c-d\"")
                .contains("\"name\":\"" + name + "\",\"args\":{\"input\":\"x\"}")
                .contains("\"name\":\"" + name + "\",\"response\"")
                .contains("\"allowedFunctionNames\":[\"" + name + "\"]")
                .doesNotContain(odd);
        assertThat(outgoing.losses()).isEmpty();
    }

    @Test
    void strictToolsAreValidated() {
        Conversation strict = tools(List.of(function("f", "{}", true), function("g", "{}", null)), null);
        assertThat(Told.text(Told.request(strict, G25)))
                .contains("{\"functionCallingConfig\":{\"mode\":\"VALIDATED\"}}");
        assertThat(Told.reasons(Told.request(strict, OLD))).containsExactly("gemini before 2.5 has no strict tools");
        Conversation auto = tools(List.of(function("f", "{}", true)), new ToolChoice.Required());
        assertThat(Told.text(Told.request(auto, G25))).contains("\"mode\":\"ANY\"");
    }

    @Test
    void aChoiceOfToolsIsLeftOutWithoutFunctions() {
        Outgoing none = Told.request(tools(List.of(), new ToolChoice.Auto()), G25);
        assertThat(Told.text(none)).doesNotContain("toolConfig");
        assertThat(none.losses()).isEmpty();
        Outgoing required = Told.request(tools(List.of(), new ToolChoice.Required()), G25);
        assertThat(Told.reasons(required)).containsExactly("gemini cannot demand calls of its own tools");
        Outgoing some = Told.request(
                tools(List.of(function("f", "{}", null)), new ToolChoice.Allowed(List.of("f"), false)), OLD);
        assertThat(Told.reasons(some)).containsExactly("gemini before 2.5 cannot leave a choice among some tools");
    }

    @Test
    void aCapIsTheSmallerOfTheTwo() {
        Conversation conversation = sampling(9L);
        for (long cap : new long[] {5, 50}) {
            Outgoing outgoing = Told.DIALECT.codec().writeRequest(conversation, new Sending(G25, cap, Quirks.NONE));
            assertThat(Told.text(outgoing)).contains("{\"maxOutputTokens\":" + Math.min(9, cap) + "}");
        }
        Outgoing none = Told.DIALECT.codec().writeRequest(sampling(null), new Sending(G25, 5L, Quirks.NONE));
        assertThat(Told.text(none)).contains("{\"maxOutputTokens\":5}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                // effort | budget | mode | model | traits | written | loss
                "LOW|-|-|gemini-3-flash|-|\"thinkingLevel\":\"LOW\"|-",
                "MINIMAL|-|-|gemini-3-flash|-|\"thinkingLevel\":\"MINIMAL\"|-",
                "MINIMAL|-|-|gemini-3-pro-preview|-|\"thinkingLevel\":\"LOW\"|the model has no such effort: the nearest is taken",
                "MINIMAL|-|-|gemini-3.7-flash|-|\"thinkingLevel\":\"LOW\"|the model has no such effort: the nearest is taken",
                "MEDIUM|-|-|gemini-3-pro-preview|-|\"thinkingLevel\":\"HIGH\"|the model has no such effort: the nearest is taken",
                "MEDIUM|-|-|x|effort=low/high|\"thinkingLevel\":\"HIGH\"|the model has no such effort: the nearest is taken",
                "XHIGH|-|-|gemini-3-flash|-|\"thinkingLevel\":\"HIGH\"|the model has no such effort: the nearest is taken",
                "NONE|-|-|gemini-3-flash|-|\"thinkingLevel\":\"MINIMAL\"|the model cannot stop thinking",
                "-|-|OFF|gemini-3.1-pro|-|\"thinkingLevel\":\"LOW\"|the model cannot stop thinking",
                "-|4000|ON|gemini-3-flash|-|\"thinkingLevel\":\"MEDIUM\"|effort and budget are turned into each other",
                "-|-|ADAPTIVE|gemini-3-flash|-|-|-",
                "HIGH|9000|ON|gemini-2.5-flash|-|\"thinkingBudget\":9000|-",
                "MEDIUM|-|-|gemini-2.5-flash|-|\"thinkingBudget\":8192|effort and budget are turned into each other",
                "-|-|OFF|gemini-2.5-flash|-|\"thinkingBudget\":0|-",
                "NONE|-|-|gemini-2.5-flash|-|\"thinkingBudget\":0|-",
                "-|-|OFF|gemini-2.5-pro|-|\"thinkingBudget\":128|the model cannot stop thinking",
                "-|100|ON|gemini-2.5-flash-lite|-|\"thinkingBudget\":512|the model has no such budget: the nearest is taken",
                "-|90000|ON|x|budget=0..24576|\"thinkingBudget\":24576|the model has no such budget: the nearest is taken",
                "-|-|ADAPTIVE|gemini-2.5-pro|-|\"thinkingBudget\":-1|-",
                "HIGH|-|-|gemini-2.0-flash|-|-|gemini before 2.5 does not think",
                "NONE|-|-|gemini-2.0-flash|-|-|-",
                "HIGH|-|-|mine|-|\"thinkingLevel\":\"HIGH\"|-",
                "-|77|ON|mine|-|\"thinkingBudget\":77|-"
            })
    void thinkingIsALevelOrABudgetAsTheModelTakesIt(
            Reasoning.@Nullable Effort effort,
            @Nullable Long budget,
            Reasoning.@Nullable Mode mode,
            String model,
            @Nullable String trait,
            @Nullable String written,
            @Nullable String loss) {
        Reasoning reasoning = new Reasoning(mode, effort, budget, null);
        Outgoing outgoing =
                Told.request(reasoning(reasoning), model, Set.of(), trait == null ? Set.of() : Set.of(trait));
        if (written == null) {
            assertThat(Told.text(outgoing)).doesNotContain("thinkingConfig");
        } else {
            assertThat(Told.text(outgoing)).contains("\"thinkingConfig\":{" + written + "}");
        }
        assertThat(Told.reasons(outgoing)).isEqualTo(loss == null ? List.of() : List.of(loss));
    }

    @Test
    void idsMadeHereStayHere() {
        String request = "{\"contents\":[{\"role\":\"model\",\"parts\":[{\"functionCall\":{\"name\":\"f\"}},"
                + "{\"functionCall\":{\"name\":\"g\"}},{\"functionCall\":{\"name\":\"f\"}}]},{\"parts\":["
                + "{\"functionResponse\":{\"name\":\"g\",\"response\":{\"r\":1}}},"
                + "{\"functionResponse\":{\"name\":\"f\",\"response\":{\"r\":2}}},"
                + "{\"functionResponse\":{\"name\":\"f\",\"response\":{\"r\":3}}},"
                + "{\"functionResponse\":{\"name\":\"h\",\"response\":{\"r\":4}}}]}]}";
        Conversation conversation = Told.conversation(request);
        assertThat(conversation.turns().getLast().blocks())
                .extracting(block -> ((Block.ToolResult) block).id())
                .containsExactly("gemini_call_0_1", "gemini_call_0_0", "gemini_call_0_2", "gemini_call_1_3");
        assertThat(Told.text(Told.request(conversation, G25)))
                .doesNotContain("\"id\"")
                .doesNotContain("gemini_call");
        Conversation foreign = Told.of(Turn.of(Role.ASSISTANT, call("toolu_1", "f", "{}")));
        assertThat(Told.text(Told.request(foreign, G25))).contains("\"id\":\"toolu_1\"");
        assertThat(Told.text(Told.request(foreign, G25, "no_call_ids"))).doesNotContain("toolu_1");
    }

    private static void assertSame(Outgoing outgoing, String expected) {
        assertThat(Meaning.differences(expected.getBytes(StandardCharsets.UTF_8), outgoing.body()))
                .isEmpty();
    }

    private static Block call(String id, String name, String arguments) {
        return new Block.ToolCall(id, name, arguments, false, null, Notes.NONE);
    }

    private static Block sealed(String id, String signature) {
        return new Block.ToolCall(id, "f", "{}", false, new Seal(Seal.GEMINI, signature), Notes.NONE);
    }

    private static Block result(String id, String name, String text) {
        return new Block.ToolResult(id, name, List.of(Block.Text.of(text)), false, Notes.NONE);
    }

    private static Tool function(String name, @Nullable String schema, @Nullable Boolean strict) {
        return new Tool.Function(name, null, schema, strict, Notes.NONE);
    }

    private static Conversation tools(List<Tool> list, @Nullable ToolChoice choice) {
        return with(new Tools(list, choice, null), Sampling.NONE, Reasoning.NONE);
    }

    private static Conversation sampling(@Nullable Long cap) {
        Sampling sampling = new Sampling(cap, null, null, null, null, null, null, null, List.of(), null, null);
        return with(Tools.NONE, sampling, Reasoning.NONE);
    }

    private static Conversation reasoning(Reasoning reasoning) {
        return with(Tools.NONE, Sampling.NONE, reasoning);
    }

    private static Conversation with(Tools tools, Sampling sampling, Reasoning reasoning) {
        List<Turn> turns = List.of(Turn.of(Role.USER, ASK));
        return new Conversation("m", false, true, turns, tools, sampling, reasoning, null, null, null, Extras.NONE);
    }
}
