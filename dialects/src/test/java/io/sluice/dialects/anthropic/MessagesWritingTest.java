package io.sluice.dialects.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.dialects.ModelFacts;
import io.sluice.dialects.anthropic.Asks.Written;
import io.sluice.dialects.model.Block;
import io.sluice.dialects.model.Block.Media.Sort;
import io.sluice.dialects.model.CacheMark;
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
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A conversation of any caller, written for an upstream: what the API insists on, and what is lost by it. */
class MessagesWritingTest {
    private static final Block HI = Block.Text.of("hi");

    private static Block call(String id) {
        return new Block.ToolCall(id, "f", "{}", false, null, Notes.NONE);
    }

    private static Block result(String id) {
        return new Block.ToolResult(id, "f", List.of(Block.Text.of("r " + id)), false, Notes.NONE);
    }

    private static Tool function(String name, String schema) {
        return new Tool.Function(name, null, schema, null, Notes.NONE);
    }

    @Test
    void neighboursOfOneRoleAreMergedAndResultsComeFirst() {
        Written written = Asks.of(
                        Turn.of(Role.USER, HI),
                        Turn.of(Role.ASSISTANT, call("a")),
                        Turn.of(Role.ASSISTANT, call("b")),
                        Turn.of(Role.USER, result("a")),
                        Turn.of(Role.USER, Block.Text.of("and")),
                        Turn.of(Role.USER, result("b")))
                .written();
        assertThat(written.body().at("/messages").size()).isEqualTo(3);
        assertThat(written.at("/messages/1/content/0/id")).isEqualTo("\"a\"");
        assertThat(written.at("/messages/1/content/1/id")).isEqualTo("\"b\"");
        assertThat(written.at("/messages/2/content/0/tool_use_id")).isEqualTo("\"a\"");
        assertThat(written.at("/messages/2/content/1/tool_use_id")).isEqualTo("\"b\"");
        assertThat(written.at("/messages/2/content/2/text")).isEqualTo("\"and\"");
        assertThat(written.losses()).isEmpty();
    }

    @Test
    void rulesGoToTheTopInOrderAndThoseMovedAreNamed() {
        Asks asks = Asks.of(
                Turn.of(Role.SYSTEM, Block.Text.of("one")),
                Turn.of(Role.DEVELOPER, Block.Text.of("two")),
                Turn.of(Role.USER, HI),
                Turn.of(Role.SYSTEM, Block.Text.of("three")),
                Turn.of(Role.USER, HI));
        Written written = asks.written();
        assertThat(written.body().at("/system").findValuesAsString("text")).containsExactly("one", "two", "three");
        assertThat(written.body().at("/messages").size()).isEqualTo(1);
        assertThat(written.losses())
                .containsExactly(new Loss("messages[3]", "anthropic's rules stand at the beginning: moved there"));
        Written inPlace = asks.to(Set.of("mid_conversation_system")).written();
        assertThat(inPlace.body().at("/messages").findValuesAsString("role")).containsExactly("user", "system", "user");
        assertThat(inPlace.losses()).isEmpty();
    }

    @Test
    void aConversationBegunByTheModelIsOpenedByAUser() {
        Written written =
                Asks.of(Turn.of(Role.ASSISTANT, HI), Turn.of(Role.USER, HI)).written();
        assertThat(written.body().at("/messages").findValuesAsString("role"))
                .containsExactly("user", "assistant", "user");
        assertThat(written.losses()).hasSize(1);
        assertThat(Asks.of(Turn.of(Role.SYSTEM, HI))
                        .written()
                        .body()
                        .at("/messages")
                        .size())
                .isEqualTo(1);
    }

    @Test
    void aBeginningOfTheAnswerGoesAsItIsWhereTheModelTakesOneAndIsFollowedByAUserElsewhere() {
        Asks asks = Asks.of(Turn.of(Role.USER, HI), Turn.of(Role.ASSISTANT, Block.Text.of("{ \n")));
        assertThat(asks.written().at("/messages/1/content/0/text")).isEqualTo("\"{\"");
        assertThat(asks.written().losses()).isEmpty();
        Written followed = asks.to(Asks.ADAPTIVE).written();
        assertThat(followed.body().at("/messages").findValuesAsString("role"))
                .containsExactly("user", "assistant", "user");
        assertThat(followed.losses())
                .containsExactly(new Loss(
                        "messages", "this model takes no beginning of its answer: a few words of ours follow it"));
        asks.reasoning = new Reasoning(null, Reasoning.Effort.LOW, null, null);
        assertThat(asks.to(Asks.BUDGET).written().body().at("/messages").size()).isEqualTo(3);
    }

    @Test
    void emptyTextsAreLeftOutAndTheTurnsTheyLeaveEmptyToo() {
        Written written = Asks.of(
                        Turn.of(Role.USER, HI),
                        Turn.of(Role.ASSISTANT, Block.Text.of(" \n")),
                        Turn.of(Role.USER, Block.Text.of(""), HI),
                        Turn.of(Role.ASSISTANT, Block.Text.of(""), call("a")))
                .written();
        assertThat(written.body().at("/messages").size()).isEqualTo(2);
        assertThat(written.body().at("/messages/0/content").size()).isEqualTo(2);
        assertThat(written.body().at("/messages/1/content").size()).isEqualTo(1);
        assertThat(written.losses()).isEmpty();
    }

    @Test
    void idsTheApiRefusesAreMappedAndCallAndResultAgree() {
        Written written = Asks.of(
                        Turn.of(Role.USER, HI),
                        Turn.of(Role.ASSISTANT, call("functions.f:0"), call("call_1")),
                        Turn.of(Role.USER, result("functions.f:0"), result("call_1")),
                        Turn.of(Role.ASSISTANT, call("call_1"), call(""), call("")),
                        Turn.of(Role.USER, result("call_1"), result(""), result("")))
                .written();
        List<String> calls = written.body().findValuesAsString("id");
        assertThat(calls).doesNotHaveDuplicates().allMatch(id -> id.matches("[a-zA-Z0-9_-]+"));
        assertThat(written.body().findValuesAsString("tool_use_id")).isEqualTo(calls);
        assertThat(calls.get(1)).isEqualTo("call_1");
    }

    @Test
    void argumentsAreObjectsWhateverTheCallerHas() {
        Written written = Asks.of(
                        Turn.of(Role.USER, HI),
                        Turn.of(
                                Role.ASSISTANT,
                                new Block.ToolCall("a", "f", "", false, null, Notes.NONE),
                                new Block.ToolCall(
                                        "b", "f", "{\"z\":12345678901234567890,\"a\":1.0}", false, null, Notes.NONE),
                                new Block.ToolCall("c", "f", "{\"cut\":", false, null, Notes.NONE),
                                new Block.ToolCall("d", "f", "*** patch", true, null, Notes.NONE)))
                .written();
        assertThat(written.at("/messages/1/content/0/input")).isEqualTo("{}");
        assertThat(written.at("/messages/1/content/1/input")).isEqualTo("{\"z\":12345678901234567890,\"a\":1.0}");
        assertThat(written.at("/messages/1/content/2/input")).isEqualTo("{\"input\":\"{\\\"cut\\\":\"}");
        assertThat(written.at("/messages/1/content/3/input")).isEqualTo("{\"input\":\"*** patch\"}");
        assertThat(written.losses())
                .containsExactly(new Loss(
                        "messages[1].content[2].arguments", "arguments that are no JSON object are wrapped in one"));
    }

    @Test
    void resultsCarryFailureAndMediaAndNoEmptyList() {
        Block image = new Block.Media(Sort.IMAGE, "image/png", new Block.Source.Inline("AA=="), "", Notes.NONE);
        Written written = Asks.of(
                        Turn.of(Role.USER, HI),
                        Turn.of(Role.ASSISTANT, call("a"), call("b")),
                        Turn.of(
                                Role.USER,
                                new Block.ToolResult("a", "", List.of(image), true, Notes.NONE),
                                new Block.ToolResult("b", "", List.of(Block.Text.of("")), false, Notes.NONE)))
                .written();
        assertThat(written.at("/messages/2/content/0/content/0/type")).isEqualTo("\"image\"");
        assertThat(written.at("/messages/2/content/0/is_error")).isEqualTo("true");
        assertThat(written.body().at("/messages/2/content/1").has("content")).isFalse();
    }

    @Test
    void onlyThinkingOfItsOwnFamilyGoesBack() {
        Written written = Asks.of(
                        Turn.of(Role.USER, HI),
                        Turn.of(
                                Role.ASSISTANT,
                                new Block.Thinking("own", new Seal(Seal.ANTHROPIC, "s"), "", Notes.NONE),
                                new Block.HiddenThinking(new Seal(Seal.ANTHROPIC, "d"), "", Notes.NONE),
                                new Block.Thinking("theirs", new Seal(Seal.OPENAI, "e"), "rs_1", Notes.NONE),
                                new Block.HiddenThinking(new Seal(Seal.GEMINI, "g"), "", Notes.NONE),
                                new Block.Thinking("bare", null, "", Notes.NONE),
                                HI))
                .written();
        assertThat(written.body().at("/messages/1/content").findValuesAsString("type"))
                .containsExactly("thinking", "redacted_thinking", "text");
        assertThat(written.at("/messages/1/content/0/signature")).isEqualTo("\"s\"");
        assertThat(written.losses())
                .containsExactly(
                        new Loss("messages[1].content[2]", "thinking sealed by another family"),
                        new Loss("messages[1].content[3]", "thinking sealed by another family"),
                        new Loss("messages[1].content[4]", "anthropic takes no thinking without a signature"));
    }

    @Test
    void atMostFourCacheMarksStandAndTheLastTurnsKeepTheirs() {
        Notes marked = Notes.NONE.cached(CacheMark.SHORT);
        Block text = new Block.Text("x", List.of(), marked);
        Asks asks = Asks.of(
                Turn.of(Role.SYSTEM, new Block.Text("s", List.of(), Notes.NONE.cached(CacheMark.HOUR))),
                Turn.of(Role.USER, text, text),
                new Turn(Role.ASSISTANT, List.of(HI, Block.Text.of("y")), "", marked),
                Turn.of(Role.USER, text));
        asks.tools = new Tools(List.of(new Tool.Function("f", null, null, null, marked)), null, null);
        Written written = asks.written();
        assertThat(written.body().findValues("cache_control")).hasSize(4);
        assertThat(written.at("/tools/0/cache_control/type")).isEqualTo("\"ephemeral\"");
        assertThat(written.at("/system/0/cache_control/ttl")).isEqualTo("\"1h\"");
        assertThat(written.body().at("/messages/0").findValues("cache_control")).isEmpty();
        assertThat(written.body().at("/messages/1/content/1").has("cache_control"))
                .isTrue();
        assertThat(written.body().at("/messages/2/content/0").has("cache_control"))
                .isTrue();
        assertThat(written.losses())
                .containsExactly(
                        new Loss("messages[1].content[0].cache", "anthropic takes at most four cache marks"),
                        new Loss("messages[1].content[1].cache", "anthropic takes at most four cache marks"));
    }

    @Test
    void mediaGoAsTheApiTakesThemOrAreNamed() {
        Written written = Asks.of(Turn.of(
                        Role.USER,
                        media(Sort.IMAGE, "image/bmp", new Block.Source.Inline("AA==")),
                        media(Sort.IMAGE, "", new Block.Source.Address("https://x/y.png")),
                        media(Sort.IMAGE, "", new Block.Source.Address("gs://x/y.png")),
                        media(Sort.DOCUMENT, "text/markdown", new Block.Source.Inline("IyBo")),
                        media(Sort.DOCUMENT, "application/msword", new Block.Source.Inline("AA==")),
                        media(Sort.AUDIO, "audio/wav", new Block.Source.Inline("AA==")),
                        media(Sort.VIDEO, "", new Block.Source.Address("https://x/y.mp4")),
                        media(Sort.DOCUMENT, "", new Block.Source.Stored("file_1"))))
                .written();
        assertThat(written.body().at("/messages/0/content").size()).isEqualTo(3);
        assertThat(written.at("/messages/0/content/1/source"))
                .isEqualTo("{\"type\":\"text\",\"media_type\":\"text/plain\",\"data\":\"# h\"}");
        assertThat(written.losses().stream().map(Loss::reason))
                .containsExactly(
                        "anthropic takes images as JPEG, PNG, GIF and WebP only",
                        "anthropic takes addresses of the web only",
                        "anthropic takes text of any type as plain text",
                        "anthropic takes documents as PDF and text only",
                        "anthropic takes no audio",
                        "anthropic takes no video");
    }

    private static Block media(Sort sort, String type, Block.Source source) {
        return new Block.Media(sort, type, source, "", Notes.NONE);
    }

    @Test
    void aSchemaIsOfAnObjectAndOtherwiseLeftAlone() {
        String raw = "{\"type\":\"object\",\"properties\":{\"b\":{\"const\":9007199254740993},\"a\":{\"minimum\":1}}}";
        Asks asks = new Asks();
        asks.tools = new Tools(
                List.of(
                        function("a", raw),
                        new Tool.Function("b", "d", null, null, Notes.NONE),
                        function("c", "{\"properties\":{}}"),
                        function("d", "{\"type\":\"object\",\"oneOf\":[],\"properties\":{}}"),
                        function("e.f", "true")),
                null,
                null);
        Written written = asks.written();
        assertThat(written.at("/tools/0/input_schema")).isEqualTo(raw);
        String empty = "{\"type\":\"object\",\"properties\":{}}";
        for (int i = 1; i < 5; i++) {
            assertThat(written.at("/tools/" + i + "/input_schema")).isEqualTo(empty);
        }
        assertThat(written.body().at("/tools/4/name").asString()).matches("e_f_[0-9a-f]{8}");
        assertThat(written.losses())
                .containsExactly(new Loss("tools[3].parameters", "anthropic's tools have no oneOf at the root"));
    }

    @Test
    void aStrictToolsSchemaIsCutToTheSubset() {
        Asks asks = new Asks();
        asks.tools = new Tools(
                List.of(new Tool.Function(
                        "f",
                        null,
                        "{\"type\":\"object\",\"properties\":{\"n\":{\"type\":\"integer\",\"minimum\":1}},"
                                + "\"additionalProperties\":false}",
                        true,
                        Notes.NONE)),
                null,
                null);
        Written written = asks.written();
        assertThat(written.at("/tools/0/input_schema"))
                .isEqualTo(
                        "{\"type\":\"object\",\"properties\":{\"n\":{\"type\":\"integer\"}},\"additionalProperties\":false}");
        assertThat(written.at("/tools/0/strict")).isEqualTo("true");
        assertThat(written.losses())
                .containsExactly(new Loss(
                        "tools[0].parameters", "anthropic's schemas have no minimum, or not with every value"));
        assertThat(asks.to(Asks.OLD).written().losses())
                .containsExactly(new Loss("tools[0].strict", "this model has no strict tools"));
    }

    @Test
    void aToolThatTakesTextTakesItAsInput() {
        Asks asks = new Asks();
        asks.tools = new Tools(
                List.of(
                        new Tool.Free("patch", "d", "{\"type\":\"grammar\"}", Notes.NONE),
                        new Tool.Server("openai-responses", "web_search", "{}", Notes.NONE)),
                null,
                null);
        Written written = asks.written();
        assertThat(written.body().at("/tools").size()).isEqualTo(1);
        assertThat(written.at("/tools/0/input_schema/required/0")).isEqualTo("\"input\"");
        assertThat(written.losses())
                .containsExactly(
                        new Loss("tools[0].format", "anthropic's tools take no format of their text"),
                        new Loss("tools[1]", "a tool only its own dialect knows"));
    }

    @Test
    void everyChoiceAmongToolsHasItsWord() {
        assertThat(choice(new ToolChoice.Auto(), null)).isEqualTo("{\"type\":\"auto\"}");
        assertThat(choice(new ToolChoice.None(), false)).isEqualTo("{\"type\":\"none\"}");
        assertThat(choice(new ToolChoice.Required(), false))
                .isEqualTo("{\"type\":\"any\",\"disable_parallel_tool_use\":true}");
        assertThat(choice(new ToolChoice.Named("f"), true))
                .isEqualTo("{\"type\":\"tool\",\"name\":\"f\",\"disable_parallel_tool_use\":false}");
        assertThat(choice(null, false)).isEqualTo("{\"type\":\"auto\",\"disable_parallel_tool_use\":true}");
        Asks allowed = tools(new ToolChoice.Allowed(List.of("g"), true), null);
        assertThat(allowed.written().body().at("/tools").findValuesAsString("name"))
                .containsExactly("g");
        assertThat(allowed.written().at("/tool_choice")).isEqualTo("{\"type\":\"any\"}");
        Asks without = tools(new ToolChoice.Required(), null);
        without.tools = new Tools(List.of(), new ToolChoice.Required(), null);
        assertThat(without.written().losses())
                .containsExactly(new Loss("tool_choice", "anthropic takes no choice without tools"));
    }

    private static Asks tools(@Nullable ToolChoice choice, @Nullable Boolean parallel) {
        Asks asks = new Asks();
        asks.tools = new Tools(List.of(function("f", "{}"), function("g", "{}")), choice, parallel);
        return asks;
    }

    private static String choice(@Nullable ToolChoice choice, @Nullable Boolean parallel) {
        return tools(choice, parallel).written().at("/tool_choice");
    }

    @Test
    void theCapIsTheCallersTheModelsOrADefault() {
        Asks asks = new Asks();
        assertThat(asks.written().at("/max_tokens")).isEqualTo("4096");
        asks.facts = new ModelFacts(8_192L, Set.of());
        assertThat(asks.written().at("/max_tokens")).isEqualTo("8192");
        asks.sampling = Asks.cap(100);
        assertThat(asks.written().at("/max_tokens")).isEqualTo("100");
        asks.sampling = Asks.cap(1_000_000);
        assertThat(asks.written().at("/max_tokens")).isEqualTo("8192");
        asks.cap = 50L;
        assertThat(asks.written().at("/max_tokens")).isEqualTo("50");
        assertThat(asks.written().losses()).isEmpty();
    }

    @Test
    void whatCannotBeSaidOfSamplingIsNamed() {
        Asks asks = new Asks();
        BigDecimal half = new BigDecimal("0.5");
        asks.sampling = new Sampling(
                null, new BigDecimal("1.5"), half, null, half, BigDecimal.ZERO, 7L, 2, List.of("a", " "), true, 3);
        Written written = asks.written();
        // 1 is what it has anyway, and newer models take only one of the two.
        assertThat(written.body().has("temperature")).isFalse();
        assertThat(written.at("/top_p")).isEqualTo("0.5");
        assertThat(written.at("/stop_sequences")).isEqualTo("[\"a\"]");
        assertThat(written.losses().stream().map(Loss::path))
                .containsExactly("temperature", "stop", "seed", "presence_penalty", "n", "logprobs", "top_logprobs");
    }

    @Test
    void temperatureEndsAt1() {
        Asks asks = new Asks();
        asks.sampling =
                new Sampling(null, new BigDecimal("1.5"), null, null, null, null, null, null, List.of(), null, null);
        assertThat(asks.written().at("/temperature")).isEqualTo("1");
        assertThat(asks.written().losses())
                .containsExactly(new Loss("temperature", "anthropic's temperature ends at 1"));
        asks.sampling = new Sampling(
                null,
                new BigDecimal("0.5"),
                new BigDecimal("0.5"),
                null,
                null,
                null,
                null,
                null,
                List.of(),
                null,
                null);
        assertThat(asks.written().body().has("top_p")).isFalse();
        assertThat(asks.written().losses())
                .containsExactly(new Loss("top_p", "anthropic's newer models take temperature or top_p, not both"));
    }

    @Test
    void settingsAtTheValueTheyHaveAnywayAreNoLossWhereTheModelRefusesThem() {
        Asks asks = new Asks().to(Asks.ADAPTIVE);
        asks.sampling =
                new Sampling(null, BigDecimal.ONE, BigDecimal.ONE, null, null, null, null, 1, List.of(), false, null);
        Written written = asks.written();
        assertThat(written.body().has("temperature")).isFalse();
        assertThat(written.body().has("top_p")).isFalse();
        assertThat(written.losses()).isEmpty();
        asks.sampling = new Sampling(
                null, BigDecimal.ZERO, null, BigDecimal.TEN, null, null, null, null, List.of(), null, null);
        assertThat(asks.written().losses())
                .containsExactly(
                        new Loss("temperature", "this model does not take it"),
                        new Loss("top_k", "this model does not take it"));
    }

    @Test
    void aSchemaForTheAnswerGoesNativelyOrInWords() {
        Asks asks = new Asks();
        asks.format = new OutputFormat.JsonSchema(
                "n",
                null,
                "{\"type\":\"object\",\"properties\":{\"a\":{\"oneOf\":[{\"type\":\"null\"}]}}}",
                true,
                Extras.NONE);
        Written written = asks.written();
        assertThat(written.at("/output_config/format/schema"))
                .isEqualTo("{\"type\":\"object\",\"properties\":{\"a\":{\"anyOf\":[{\"type\":\"null\"}]}},"
                        + "\"additionalProperties\":false}");
        assertThat(written.losses())
                .containsExactly(
                        new Loss("format.schema", "anthropic's schemas have no oneOf: it goes as anyOf"),
                        new Loss("format.schema", "anthropic's schemas have closed objects only"));
        Written inWords = asks.to(Asks.OLD).written();
        assertThat(inWords.body().has("output_config")).isFalse();
        assertThat(inWords.at("/system/0/text")).contains("oneOf");
        assertThat(inWords.losses())
                .containsExactly(new Loss("format", "this model takes no schema: asked for in words"));
        asks.format = new OutputFormat.JsonObject();
        assertThat(asks.written().at("/system/0/text")).contains("JSON object");
    }

    @Test
    void whatOnlyTheCallersDialectKnowsIsNamed() {
        Asks asks = Asks.of(
                new Turn(
                        Role.USER,
                        List.of(HI, new Block.Opaque("gemini", "executableCode", "{}", Notes.NONE)),
                        "bob",
                        Notes.NONE),
                Turn.of(Role.ASSISTANT, new Block.Refusal("no", Notes.NONE)));
        asks.extras = Extras.of("openai-chat", Map.of("logit_bias", "{}"));
        asks.metadata = "{}";
        assertThat(asks.written().losses())
                .containsExactlyInAnyOrder(
                        new Loss("messages[0].name", "anthropic's speakers have no names"),
                        new Loss("messages[0].content[1]", "a block only its own dialect knows"),
                        new Loss("messages[1].content[0]", "anthropic has no refusals: it goes as text"),
                        new Loss("metadata", "anthropic keeps no metadata but the user's id"),
                        new Loss("logit_bias", "anthropic has no such field"));
    }
}
