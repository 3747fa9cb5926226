package io.sluice.dialects.bedrock;

import static io.sluice.dialects.bedrock.Converse.CLAUDE;
import static io.sluice.dialects.bedrock.Converse.DIALECT;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.dialects.ModelFacts;
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
import io.sluice.dialects.model.Reasoning.Effort;
import io.sluice.dialects.model.Reasoning.Mode;
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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a model on Bedrock is sent for a conversation of another dialect, and what is named as lost. */
class ConverseSendingTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Tool WEATHER =
            new Tool.Function("weather", "tells it", "{\"type\":\"object\"}", null, Notes.NONE);

    /** A request and its losses. */
    private record Sent(JsonNode body, List<Loss> losses) {
        String messages() {
            return body.get("messages").toString();
        }

        List<String> reasons() {
            return losses.stream().map(Loss::reason).toList();
        }
    }

    /** A conversation that is put together. */
    private static final class Asked {
        String model = CLAUDE;
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

        Asked turns(Turn... all) {
            turns = List.of(all);
            return this;
        }

        Sent sent() {
            Conversation conversation =
                    new Conversation("m", false, false, turns, tools, sampling, reasoning, format, null, null, extras);
            Outgoing out = DIALECT.codec().writeRequest(conversation, new Sending(model, cap, Quirks.NONE, facts));
            return new Sent(JSON.readTree(out.body()), out.losses());
        }
    }

    private static Turn user(Block... blocks) {
        return Turn.of(Role.USER, blocks);
    }

    private static Turn assistant(Block... blocks) {
        return Turn.of(Role.ASSISTANT, blocks);
    }

    private static Block.ToolCall call(String id, String arguments) {
        return new Block.ToolCall(id, "weather", arguments, false, null, Notes.NONE);
    }

    private static Block.ToolResult result(String id, Block... content) {
        return new Block.ToolResult(id, "", List.of(content), false, Notes.NONE);
    }

    private static Block.Media pdf(String name) {
        return new Block.Media(
                Block.Media.Sort.DOCUMENT, "application/pdf", new Block.Source.Inline("aGk="), name, Notes.NONE);
    }

    @Test
    void neighboursOfOneSideAreOneMessageAndTheUserBegins() {
        Asked asked = new Asked()
                .turns(
                        assistant(Block.Text.of("a")),
                        assistant(Block.Text.of("b")),
                        user(Block.Text.of("c")),
                        user(Block.Text.of("d")));
        assertThat(asked.sent().messages())
                .isEqualTo("[{\"role\":\"assistant\",\"content\":[{\"text\":\"a\"},{\"text\":\"b\"}]},"
                        + "{\"role\":\"user\",\"content\":[{\"text\":\"c\"},{\"text\":\"d\"}]}]");
        assertThat(asked.sent().losses()).isEmpty();
        asked.model = "us.amazon.nova-pro-v1:0";
        assertThat(asked.sent().messages()).startsWith("[{\"role\":\"user\",\"content\":[{\"text\":\".\"}]}");
        assertThat(asked.sent().reasons()).contains("bedrock's conversations begin with the user: a period does");
    }

    @Test
    void rulesAloneStillMakeAMessage() {
        Sent sent = new Asked()
                .turns(Turn.of(Role.DEVELOPER, Block.Text.of("be kind")))
                .sent();
        assertThat(sent.body().get("system").toString()).isEqualTo("[{\"text\":\"be kind\"}]");
        assertThat(sent.messages()).isEqualTo("[{\"role\":\"user\",\"content\":[{\"text\":\".\"}]}]");
    }

    @Test
    void rulesAmidTheConversationGoBeforeIt() {
        Sent sent = new Asked()
                .turns(user(Block.Text.of("a")), Turn.of(Role.SYSTEM, Block.Text.of("now in French")))
                .sent();
        assertThat(sent.body().get("system").toString()).isEqualTo("[{\"text\":\"now in French\"}]");
        assertThat(sent.losses()).containsExactly(new Loss("messages[1]", "bedrock has its rules before all messages"));
    }

    @Test
    void blankTextStaysBehind() {
        Sent sent = new Asked()
                .turns(user(Block.Text.of("a")), assistant(Block.Text.of("")), user(Block.Text.of(" \n")))
                .sent();
        assertThat(sent.messages()).isEqualTo("[{\"role\":\"user\",\"content\":[{\"text\":\"a\"}]}]");
        assertThat(sent.losses()).containsExactly(new Loss("messages[2].content[0]", "bedrock takes no blank text"));
    }

    @Test
    void longIdsAreMadeShortAndCallAndResultAgree() {
        String id = "call_" + "x".repeat(80) + "|fc_1";
        Asked asked = new Asked()
                .turns(user(Block.Text.of("a")), assistant(call(id, "{}")), user(result(id, Block.Text.of("b"))));
        asked.tools = new Tools(List.of(WEATHER), null, null);
        JsonNode messages = asked.sent().body().get("messages");
        String called = messages.get(1).at("/content/0/toolUse/toolUseId").asString();
        assertThat(called).matches("[a-zA-Z0-9_.:-]{1,64}");
        assertThat(messages.get(2).at("/content/0/toolResult/toolUseId").asString())
                .isEqualTo(called);
        assertThat(asked.sent().losses()).isEmpty();
    }

    @Test
    void callsWithoutIdsAgreeWithTheirResultsByNameAndOrder() {
        Asked asked = new Asked()
                .turns(
                        user(Block.Text.of("a")),
                        assistant(call("", "{\"a\":1}"), call("", "{\"a\":2}")),
                        user(
                                new Block.ToolResult("", "weather", List.of(Block.Text.of("1")), false, Notes.NONE),
                                new Block.ToolResult("", "weather", List.of(Block.Text.of("2")), false, Notes.NONE)));
        asked.tools = new Tools(List.of(WEATHER), null, null);
        JsonNode messages = asked.sent().body().get("messages");
        for (int i = 0; i < 2; i++) {
            assertThat(messages.get(2).at("/content/" + i + "/toolResult/toolUseId"))
                    .isEqualTo(messages.get(1).at("/content/" + i + "/toolUse/toolUseId"));
        }
        assertThat(messages.get(1).at("/content/0/toolUse/toolUseId"))
                .isNotEqualTo(messages.get(1).at("/content/1/toolUse/toolUseId"));
    }

    @Test
    void argumentsAreAnObjectWhateverTheyWere() {
        Asked asked = new Asked()
                .turns(
                        user(Block.Text.of("a")),
                        assistant(
                                call("1", ""),
                                call("2", "[1]"),
                                call("3", "{\"cut\":"),
                                call("4", "{\"z\":9007199254740993}")));
        asked.tools = new Tools(List.of(WEATHER), null, null);
        Sent sent = asked.sent();
        assertThat(sent.messages())
                .contains("\"input\":{}", "\"input\":{\"input\":\"[1]\"}", "\"input\":{\"input\":\"{\\\"cut\\\":\"}")
                .contains("\"input\":{\"z\":9007199254740993}");
        assertThat(sent.reasons()).containsOnly("arguments that are no JSON object are wrapped in one");
    }

    @Test
    void documentsHaveNamesOfFewSignsEachOnceAndATextBesideThem() {
        Sent sent = new Asked()
                .turns(user(pdf("q3_report (final).pdf"), pdf("q3 report"), pdf("q3 report"), pdf("")))
                .sent();
        assertThat(sent.body().at("/messages/0/content/0/document/name").asString())
                .isEqualTo("q3_report (final) pdf");
        assertThat(sent.body().at("/messages/0/content/1/document/name").asString())
                .isEqualTo("q3 report");
        assertThat(sent.body().at("/messages/0/content/2/document/name").asString())
                .isEqualTo("q3 report 2");
        assertThat(sent.body().at("/messages/0/content/3/document/name").asString())
                .isEqualTo("document");
        assertThat(sent.body().at("/messages/0/content/4/text").asString()).isEqualTo(".");
        assertThat(sent.reasons()).contains("bedrock wants a text beside a document: a period does");
    }

    @Test
    void mediaAtAddressesAndInStoresCannotGoButS3Can() {
        Block.Media remote = new Block.Media(
                Block.Media.Sort.IMAGE, "image/png", new Block.Source.Address("https://x/y.png"), "", Notes.NONE);
        Block.Media stored =
                new Block.Media(Block.Media.Sort.IMAGE, "image/png", new Block.Source.Stored("file_1"), "", Notes.NONE);
        Block.Media bucket =
                new Block.Media(Block.Media.Sort.IMAGE, "", new Block.Source.Address("s3://b/k.jpg"), "", Notes.NONE);
        Block.Media bitmap =
                new Block.Media(Block.Media.Sort.IMAGE, "image/bmp", new Block.Source.Inline("aGk="), "", Notes.NONE);
        Sent sent = new Asked()
                .turns(user(Block.Text.of("a"), remote, stored, bucket, bitmap))
                .sent();
        assertThat(sent.messages())
                .isEqualTo(
                        "[{\"role\":\"user\",\"content\":[{\"text\":\"a\"},"
                                + "{\"image\":{\"format\":\"jpeg\",\"source\":{\"s3Location\":{\"uri\":\"s3://b/k.jpg\"}}}}]}]");
        assertThat(sent.reasons())
                .containsExactly(
                        "bedrock fetches nothing from addresses but s3",
                        "bedrock has no stored files",
                        "bedrock takes no media of that type");
    }

    @Test
    void claudesThinkingGoesBackWithItsSealAndNobodyElses() {
        Block own = new Block.Thinking("hm", new Seal(Seal.ANTHROPIC, "sig"), "", Notes.NONE);
        Block hidden = new Block.HiddenThinking(new Seal(Seal.ANTHROPIC, "EtkE"), "", Notes.NONE);
        Block other = new Block.Thinking("ho", new Seal(Seal.OPENAI, "enc"), "rs_1", Notes.NONE);
        Block bare = new Block.Thinking("ha", null, "", Notes.NONE);
        Sent sent = new Asked()
                .turns(user(Block.Text.of("a")), assistant(own, hidden, other, bare))
                .sent();
        assertThat(sent.body().at("/messages/1/content").toString())
                .isEqualTo("[{\"reasoningContent\":{\"reasoningText\":{\"text\":\"hm\",\"signature\":\"sig\"}}},"
                        + "{\"reasoningContent\":{\"redactedContent\":\"RXRrRQ==\"}}]");
        assertThat(sent.reasons()).containsExactly("thinking sealed by another family", "thinking without a seal");
        Asked nova = new Asked().turns(user(Block.Text.of("a")), assistant(own, bare));
        nova.model = "amazon.nova-2-lite-v1:0";
        assertThat(nova.sent().body().at("/messages/1/content").toString())
                .isEqualTo("[{\"reasoningContent\":{\"reasoningText\":{\"text\":\"ha\"}}}]");
        assertThat(nova.sent().reasons()).containsExactly("thinking sealed by another family");
    }

    @Test
    void withoutAChoiceOfNoneToolsAreLeftOutUnlessTheConversationUsedThem() {
        Asked asked = new Asked();
        asked.tools = new Tools(List.of(WEATHER), new ToolChoice.None(), null);
        assertThat(asked.sent().body().has("toolConfig")).isFalse();
        assertThat(asked.sent().losses()).isEmpty();
        asked.turns(user(Block.Text.of("a")), assistant(call("1", "{}")), user(result("1", Block.Text.of("b"))));
        assertThat(asked.sent().body().get("toolConfig").has("toolChoice")).isFalse();
        assertThat(asked.sent().reasons())
                .containsExactly("bedrock cannot forbid tools that the conversation has used");
    }

    @Test
    void toolsThatWereUsedAreDeclaredEvenIfTheCallerLeftThemOut() {
        Sent sent = new Asked()
                .turns(user(Block.Text.of("a")), assistant(call("1", "{}")), user(result("1", Block.Text.of("b"))))
                .sent();
        assertThat(sent.body().at("/toolConfig/tools/0/toolSpec/name").asString())
                .isEqualTo("weather");
        assertThat(sent.reasons()).containsExactly("bedrock wants the tools of past calls declared: by name alone");
    }

    @Test
    void toolNamesAndSchemasAreMadeToFit() {
        Asked asked = new Asked();
        asked.tools = new Tools(
                List.of(
                        new Tool.Function("a.b:c", "", null, true, Notes.NONE),
                        new Tool.Function("plain", null, "{\"properties\":{}}", null, Notes.NONE),
                        new Tool.Free("shell", "runs", "{\"type\":\"text\"}", Notes.NONE),
                        new Tool.Server("anthropic", "web_search_20250305", "{}", Notes.NONE)),
                new ToolChoice.Named("a.b:c"),
                null);
        JsonNode config = asked.sent().body().get("toolConfig");
        String name = config.at("/tools/0/toolSpec/name").asString();
        assertThat(name).matches("a_b_c_[0-9a-f]{8}");
        assertThat(config.at("/toolChoice/tool/name").asString()).isEqualTo(name);
        assertThat(config.at("/tools/0/toolSpec").has("description")).isFalse();
        assertThat(config.at("/tools/0/toolSpec/inputSchema/json/type").asString())
                .isEqualTo("object");
        assertThat(config.at("/tools/1/toolSpec/inputSchema/json").toString())
                .isEqualTo("{\"type\":\"object\",\"properties\":{}}");
        assertThat(config.get("tools")).hasSize(3);
        assertThat(asked.sent().reasons())
                .containsExactly("bedrock has no formats of free text", "bedrock has no such server tool");
    }

    @Test
    void onlyTheAllowedToolsGo() {
        Asked asked = new Asked();
        Tool other = new Tool.Function("other", null, null, null, Notes.NONE);
        asked.tools = new Tools(List.of(WEATHER, other), new ToolChoice.Allowed(List.of("other"), true), null);
        JsonNode config = asked.sent().body().get("toolConfig");
        assertThat(config.at("/tools/0/toolSpec/name").asString()).isEqualTo("other");
        assertThat(config.get("tools")).hasSize(1);
        assertThat(config.get("toolChoice").toString()).isEqualTo("{\"any\":{}}");
    }

    @Test
    void resultsComeFirstAndAloneWhereTheModelWantsIt() {
        Asked asked = new Asked()
                .turns(
                        user(Block.Text.of("a")),
                        assistant(call("1", "{}")),
                        user(Block.Text.of("b"), result("1", Block.Text.of("c"))));
        asked.tools = new Tools(List.of(WEATHER), null, null);
        assertThat(asked.sent().body().at("/messages/2/content/0").has("toolResult"))
                .isTrue();
        assertThat(asked.sent().losses()).isEmpty();
        asked.model = "mistral.mistral-large-2407-v1:0";
        JsonNode messages = asked.sent().body().get("messages");
        assertThat(messages).hasSize(5);
        assertThat(messages.get(2).get("content")).hasSize(1);
        assertThat(messages.get(3).toString()).isEqualTo("{\"role\":\"assistant\",\"content\":[{\"text\":\".\"}]}");
        assertThat(messages.get(4).toString()).isEqualTo("{\"role\":\"user\",\"content\":[{\"text\":\"b\"}]}");
    }

    @Test
    void aFailedToolSaysSoUnlessTheModelRefusesTheWord() {
        Block failed = new Block.ToolResult("1", "", List.of(Block.Text.of("no")), true, Notes.NONE);
        Asked asked = new Asked().turns(user(Block.Text.of("a")), assistant(call("1", "{}")), user(failed));
        asked.tools = new Tools(List.of(WEATHER), null, null);
        assertThat(asked.sent()
                        .body()
                        .at("/messages/2/content/0/toolResult/status")
                        .asString())
                .isEqualTo("error");
        asked.model = "us.writer.palmyra-x5-v1:0";
        assertThat(asked.sent().body().at("/messages/2/content/0/toolResult").has("status"))
                .isFalse();
        assertThat(asked.sent().reasons()).containsExactly("this model takes no status of a tool result");
    }

    @Test
    void aToolThatSaysNothingSaysAPeriodAndMediaGoAsTheyCan() {
        Block image =
                new Block.Media(Block.Media.Sort.IMAGE, "image/png", new Block.Source.Inline("aGk="), "", Notes.NONE);
        Block sound =
                new Block.Media(Block.Media.Sort.AUDIO, "audio/wav", new Block.Source.Inline("aGk="), "", Notes.NONE);
        Asked asked = new Asked()
                .turns(
                        user(Block.Text.of("a")),
                        assistant(call("1", "{}"), call("2", "{}")),
                        user(result("1", Block.Text.of("")), result("2", image, pdf("d"), sound)));
        asked.tools = new Tools(List.of(WEATHER), null, null);
        JsonNode content = asked.sent().body().at("/messages/2/content");
        assertThat(content.at("/0/toolResult/content").toString()).isEqualTo("[{\"text\":\".\"}]");
        assertThat(content.at("/1/toolResult/content")).hasSize(2);
        assertThat(asked.sent().reasons())
                .containsExactly(
                        "a tool result must say something: a period stands for none",
                        "bedrock takes no such block in a tool result");
    }

    @Test
    void cacheMarksBecomeCachePointsWhereTheModelHasThem() {
        Block marked = new Block.Text("long", List.of(), Notes.NONE.cached(CacheMark.HOUR));
        Block paper = new Block.Media(
                Block.Media.Sort.DOCUMENT,
                "application/pdf",
                new Block.Source.Inline("aGk="),
                "d",
                Notes.NONE.cached(CacheMark.SHORT));
        Asked asked = new Asked().turns(user(marked), user(Block.Text.of("see"), paper));
        assertThat(asked.sent().messages())
                .contains("{\"cachePoint\":{\"type\":\"default\",\"ttl\":\"1h\"}}")
                .contains("{\"text\":\"see\"},{\"cachePoint\":{\"type\":\"default\"}},{\"document\"");
        assertThat(asked.sent().reasons())
                .containsExactly("bedrock takes no cache point right after a document or film");
        asked.model = "meta.llama3-1-8b-instruct-v1:0";
        assertThat(asked.sent().messages()).doesNotContain("cachePoint");
        assertThat(asked.sent().reasons()).contains("this model has no cache points");
        asked.model = "amazon.nova-lite-v1:0";
        assertThat(asked.sent().messages()).contains("cachePoint").doesNotContain("1h");
    }

    @Test
    void anEffortBecomesWhatTheFamilyHasForIt() {
        Asked asked = new Asked();
        asked.reasoning = new Reasoning(null, Effort.HIGH, null, null);
        assertThat(fields(asked)).isEqualTo("{\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":16384}}");
        asked.facts = new ModelFacts(null, Set.of("adaptive_thinking", "effort=low/medium/high"));
        assertThat(fields(asked)).isEqualTo("{\"thinking\":{\"type\":\"adaptive\"}}");
        assertThat(asked.sent().body().at("/outputConfig/effort").asString()).isEqualTo("high");
        asked.facts = ModelFacts.UNKNOWN;
        asked.model = "openai.gpt-oss-120b-1:0";
        assertThat(fields(asked)).isEqualTo("{\"reasoning_effort\":\"high\"}");
        asked.model = "us.amazon.nova-2-lite-v1:0";
        assertThat(fields(asked))
                .isEqualTo("{\"reasoningConfig\":{\"type\":\"enabled\",\"maxReasoningEffort\":\"high\"}}");
        asked.model = "qwen.qwen3-32b-v1:0";
        assertThat(fields(asked)).isEqualTo("{\"reasoning_config\":\"high\"}");
        asked.model = "meta.llama3-1-8b-instruct-v1:0";
        assertThat(asked.sent().body().has("additionalModelRequestFields")).isFalse();
        assertThat(asked.sent().reasons()).containsExactly("this model has no such thinking");
    }

    @Test
    void aBudgetFitsTheCapAndSilencesSamplingAndForcedTools() {
        Asked asked = new Asked();
        asked.reasoning = new Reasoning(Mode.ON, null, 4_000L, null);
        asked.sampling = sampling(3_000L, "0.5", 7);
        asked.tools = new Tools(List.of(WEATHER), new ToolChoice.Required(), null);
        Sent sent = asked.sent();
        assertThat(sent.body().get("inferenceConfig").toString()).isEqualTo("{\"maxTokens\":3000}");
        assertThat(sent.body().get("toolConfig").has("toolChoice")).isFalse();
        assertThat(fields(asked)).isEqualTo("{\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":2999}}");
        assertThat(sent.reasons())
                .containsExactly(
                        "lowered to stay below the output cap",
                        "a model that thinks with a budget takes no sampling parameters",
                        "a model that thinks with a budget takes no sampling parameters",
                        "a model that thinks with a budget cannot be forced to call a tool");
        asked.cap = 500L;
        assertThat(asked.sent().body().at("/inferenceConfig/maxTokens").asInt()).isEqualTo(500);
        assertThat(asked.sent().reasons()).containsExactly("the output cap leaves no room for thinking");
        assertThat(fields(asked)).isEqualTo("{\"top_k\":7}");
    }

    @Test
    void thinkingThatIsOffIsSaidSo() {
        Asked asked = new Asked();
        asked.reasoning = new Reasoning(null, Effort.NONE, null, null);
        assertThat(fields(asked)).isEqualTo("{\"thinking\":{\"type\":\"disabled\"}}");
    }

    @Test
    void topKHasAnotherNameInEachFamily() {
        Asked asked = new Asked();
        asked.sampling = sampling(null, null, 7);
        assertThat(fields(asked)).isEqualTo("{\"top_k\":7}");
        asked.model = "us.amazon.nova-lite-v1:0";
        assertThat(fields(asked)).isEqualTo("{\"inferenceConfig\":{\"topK\":7}}");
    }

    @Test
    void samplingThatBedrockLacksIsNamed() {
        Asked asked = new Asked();
        asked.sampling = new Sampling(
                null,
                new BigDecimal("1.5"),
                null,
                null,
                BigDecimal.ONE,
                BigDecimal.ONE,
                7L,
                2,
                List.of("", "x"),
                true,
                3);
        Sent sent = asked.sent();
        assertThat(sent.body().at("/inferenceConfig/temperature").asInt()).isEqualTo(1);
        assertThat(sent.body().at("/inferenceConfig/stopSequences").toString()).isEqualTo("[\"x\"]");
        assertThat(sent.reasons())
                .containsExactly(
                        "bedrock's goes to 1",
                        "this model takes no blank stop sequence",
                        "bedrock has no presence_penalty",
                        "bedrock has no frequency_penalty",
                        "bedrock has no seed",
                        "bedrock has no logprobs",
                        "bedrock has no top_logprobs",
                        "bedrock gives one answer");
    }

    @Test
    void aSchemaGoesAsTextAndJsonWithoutOneIsAskedForInWords() {
        Asked asked = new Asked();
        String schema = "{\"b\":9007199254740993,\"a\":1}";
        asked.format = new OutputFormat.JsonSchema("city", null, schema, true, Extras.NONE);
        assertThat(asked.sent()
                        .body()
                        .at("/outputConfig/textFormat/structure/jsonSchema/schema")
                        .asString())
                .isEqualTo(schema);
        asked.format = new OutputFormat.JsonObject();
        assertThat(asked.sent().body().get("system").toString()).contains("one JSON object");
        assertThat(asked.sent().reasons())
                .containsExactly("bedrock has no JSON mode without a schema: asked for in words");
        asked.format = new OutputFormat.JsonSchema("city", null, schema, true, Extras.NONE);
        asked.facts = new ModelFacts(null, Set.of("vision"));
        assertThat(asked.sent().body().has("outputConfig")).isFalse();
        assertThat(asked.sent().body().get("system").toString()).contains("9007199254740993");
        assertThat(asked.sent().reasons()).containsExactly("this model takes no schema: asked for in words");
    }

    @Test
    void oneCallAtATimeIsClaudesOwnField() {
        Asked asked = new Asked();
        asked.tools = new Tools(List.of(WEATHER), null, false);
        assertThat(fields(asked)).isEqualTo("{\"tool_choice\":{\"type\":\"auto\",\"disable_parallel_tool_use\":true}}");
        asked.model = "us.amazon.nova-lite-v1:0";
        assertThat(asked.sent().reasons()).containsExactly("this model cannot be kept to one call at a time");
    }

    @Test
    void fieldsOfOtherDialectsAreNamedOneByOne() {
        Asked asked = new Asked();
        asked.extras = Extras.of("openai-chat", Map.of("logit_bias", "{\"1\":2}", ".order", "1"));
        Block audio = new Block.Opaque("openai-responses", "web_search_call", "{}", Notes.NONE);
        asked.turns(user(Block.Text.of("a")), new Turn(Role.ASSISTANT, List.of(audio), "bob", Notes.NONE));
        assertThat(asked.sent().losses())
                .containsExactly(
                        new Loss("messages[1].name", "bedrock has no names of speakers"),
                        new Loss("messages[1].content[0]", "bedrock has no such block"),
                        new Loss("logit_bias", "bedrock has no such field"));
    }

    private static Sampling sampling(@Nullable Long most, @Nullable String temperature, int topK) {
        return new Sampling(
                most,
                temperature == null ? null : new BigDecimal(temperature),
                null,
                BigDecimal.valueOf(topK),
                null,
                null,
                null,
                null,
                List.of(),
                null,
                null);
    }

    private static String fields(Asked asked) {
        return asked.sent().body().get("additionalModelRequestFields").toString();
    }

    private static Sent tool(String model, String schema, @Nullable Boolean strict) {
        Asked asked = new Asked();
        asked.model = model;
        asked.tools = new Tools(List.of(new Tool.Function("t", null, schema, strict, Notes.NONE)), null, null);
        return asked.sent();
    }

    private static JsonNode schema(Sent sent) {
        return sent.body().at("/toolConfig/tools/0/toolSpec/inputSchema/json");
    }

    @Test
    void aToolTakesAnObjectWhateverItsSchemaSays() {
        Sent untyped = tool("mistral.devstral-2-123b", "{\"anyOf\":[{\"required\":[\"a\"]}]}", null);
        assertThat(schema(untyped))
                .isEqualTo(JSON.readTree("{\"type\":\"object\",\"anyOf\":[{\"required\":[\"a\"]}]}"));
        assertThat(untyped.losses()).isEmpty();

        Sent text = tool("mistral.devstral-2-123b", "{\"type\":\"string\"}", null);
        assertThat(schema(text)).isEqualTo(JSON.readTree("{\"type\":\"object\"}"));
        assertThat(text.reasons()).containsExactly("bedrock's tools take objects only");
    }

    @Test
    void claudesToolsHaveNoAlternativesAtTheRoot() {
        Sent sent = tool(
                CLAUDE,
                "{\"oneOf\":[{}],\"title\":\"T\",\"properties\":{\"a\":{\"anyOf\":[{\"type\":\"string\"}]}}}",
                null);
        assertThat(schema(sent))
                .isEqualTo(
                        JSON.readTree(
                                "{\"type\":\"object\",\"title\":\"T\",\"properties\":{\"a\":{\"anyOf\":[{\"type\":\"string\"}]}}}"));
        assertThat(sent.losses())
                .containsExactly(new Loss("tools[0].parameters", "claude's tools have no oneOf at the root"));
    }

    @Test
    void theFirstNovasToolsHaveTheKeywordsOfAnObjectAtTheRootAndNoOthers() {
        String schema = "{\"$schema\":\"x\",\"type\":\"object\",\"properties\":{\"a\":{\"$ref\":\"#/$defs/A\"},"
                + "\"b\":{\"$ref\":\"#/$defs/B\",\"description\":\"d\"}},\"required\":[\"a\"],"
                + "\"$defs\":{\"A\":{\"type\":\"integer\"},\"B\":{\"type\":\"array\",\"items\":{\"$ref\":\"#/$defs/B\"}}}}";
        Sent sent = tool("us.amazon.nova-pro-v1:0", schema, null);
        assertThat(schema(sent))
                .isEqualTo(JSON.readTree("{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"integer\"},"
                        + "\"b\":{\"type\":\"array\",\"items\":{}}},\"required\":[\"a\"]}"));
        assertThat(sent.reasons())
                .containsExactlyInAnyOrder(
                        "nova's tools have no $schema at the root",
                        "nova's tools keep nothing beside a reference",
                        "nova's tools cannot refer to themselves");

        Sent second = tool("us.amazon.nova-2-lite-v1:0", schema, null);
        assertThat(schema(second)).isEqualTo(JSON.readTree(schema));
        assertThat(second.losses()).isEmpty();
    }

    @Test
    void definitionsThatGrowWithoutEndAreCut() {
        StringBuilder definitions = new StringBuilder();
        for (int i = 0; i < 40; i++) {
            definitions.append(i == 0 ? "" : ",").append("\"d").append(i).append("\":{\"items\":[");
            definitions.append("{\"$ref\":\"#/$defs/d%d\"},{\"$ref\":\"#/$defs/d%d\"}]}".formatted(i + 1, i + 1));
        }
        String schema = "{\"type\":\"object\",\"properties\":{\"a\":{\"$ref\":\"#/$defs/d0\"}},\"$defs\":{"
                + definitions + "}}";
        Sent sent = tool("amazon.nova-lite-v1:0", schema, null);
        assertThat(sent.reasons()).contains("nova's tools refer to too much");
        assertThat(schema(sent).toString().length()).isLessThan(1 << 20);
    }

    @Test
    void strictToolsAndSchemasOfAnswersAreClosed() {
        String open = "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"integer\",\"minimum\":1}}}";
        String closed =
                "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"integer\"}},\"additionalProperties\":false}";
        Sent sent = tool(CLAUDE, open, true);
        assertThat(schema(sent)).isEqualTo(JSON.readTree(closed));
        assertThat(sent.reasons())
                .containsExactlyInAnyOrder(
                        "bedrock's schemas have closed objects only",
                        "bedrock's schemas have no minimum, or not with every value");
        assertThat(schema(tool(CLAUDE, open, null))).isEqualTo(JSON.readTree(open));

        Asked asked = new Asked();
        asked.format = new OutputFormat.JsonSchema("n", null, open, null, Extras.NONE);
        String text = asked.sent()
                .body()
                .at("/outputConfig/textFormat/structure/jsonSchema/schema")
                .asString();
        assertThat(JSON.readTree(text)).isEqualTo(JSON.readTree(closed));
    }
}
