package io.sluice.dialects.bedrock;

import static io.sluice.dialects.bedrock.Converse.CLAUDE;
import static io.sluice.dialects.bedrock.Converse.DIALECT;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.dialects.Asking;
import io.sluice.dialects.Meaning;
import io.sluice.dialects.Operation;
import io.sluice.dialects.Outgoing;
import io.sluice.dialects.OutputCap;
import io.sluice.dialects.Quirks;
import io.sluice.dialects.Reading;
import io.sluice.dialects.RequestFacts;
import io.sluice.dialects.SendPlan;
import io.sluice.dialects.Sending;
import io.sluice.dialects.Understanding;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.JsonFault;
import io.sluice.dialects.json.JsonLimits;
import io.sluice.dialects.json.JsonScanner;
import io.sluice.dialects.json.Splice;
import io.sluice.dialects.model.Block;
import io.sluice.dialects.model.CacheMark;
import io.sluice.dialects.model.Conversation;
import io.sluice.dialects.model.Reasoning;
import io.sluice.dialects.model.Role;
import io.sluice.dialects.model.Tool;
import io.sluice.dialects.model.ToolChoice;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is understood of a caller's request, and how it is edited for a target. */
class ConverseRequestTest {
    private static RequestFacts facts(String body) {
        Reading reading = Converse.reading(body, new Asking(Operation.CHAT, CLAUDE, true));
        assertThat(reading).isInstanceOf(Reading.Understood.class);
        return ((Reading.Understood) reading).facts();
    }

    private static String capped(String body, long tokens) {
        RequestFacts facts = facts(body);
        SendPlan plan = DIALECT.edits(facts, new Sending("other", tokens, Quirks.NONE), Bytes.of(body));
        Bytes original = Bytes.of(body);
        byte[] edited = Splice.of(original.length(), plan.edits()).applyTo(original);
        return new String(edited, StandardCharsets.UTF_8);
    }

    private static @Nullable String refused(String body) {
        Understanding understanding = Converse.understanding(body, CLAUDE, false);
        return understanding instanceof Understanding.Refused refused
                ? refused.error().param()
                : null;
    }

    @Test
    void modelAndStreamComeFromThePathAndTheCapFromTheBody() {
        RequestFacts facts = facts("{\"messages\":[],\"inferenceConfig\":{\"maxTokens\":7}}");
        assertThat(facts.model()).isEqualTo(CLAUDE);
        assertThat(facts.stream()).isTrue();
        assertThat(facts.cap()).isEqualTo(new OutputCap("inferenceConfig.maxTokens", 7));
        assertThat(facts("{}").cap()).isNull();
        assertThat(facts("{\"inferenceConfig\":null}").cap()).isNull();
        assertThat(facts("{\"inferenceConfig\":{\"maxTokens\":3,\"maxTokens\":9}}")
                        .cap())
                .isEqualTo(new OutputCap("inferenceConfig.maxTokens", 9));
    }

    @Test
    void aRequestWithoutAModelOrWithAWrongCapIsRefused() {
        assertThat(Converse.reading("{}", Asking.of(Operation.CHAT))).isInstanceOf(Reading.Refused.class);
        assertThat(Converse.reading("[]", new Asking(Operation.CHAT, CLAUDE, false)))
                .isInstanceOf(Reading.Refused.class);
        Reading wrong = Converse.reading(
                "{\"inferenceConfig\":{\"maxTokens\":\"7\"}}", new Asking(Operation.CHAT, CLAUDE, false));
        assertThat(wrong).isInstanceOfSatisfying(Reading.Refused.class, refused -> {
            assertThat(refused.error().param()).isEqualTo("inferenceConfig.maxTokens");
            assertThat(refused.error().message()).contains("a string");
        });
    }

    @Test
    void aFieldThatTwoReadersCouldTakeForTwoThingsIsRefused() {
        JsonScanner scanner = new JsonScanner(JsonLimits.REQUEST, DIALECT.outlined(), DIALECT.unrepeatable());
        JsonFault fault = scanner.feed(Bytes.of("{\"inferenceConfig\":{},\"inferenceConfig\":{}}"));
        assertThat(fault).isNotNull();
    }

    @Test
    void aCapIsSplicedInAndEveryOtherByteStays() {
        assertThat(capped("{ \"messages\" : [] }", 5))
                .isEqualTo("{\"inferenceConfig\":{\"maxTokens\":5}, \"messages\" : [] }");
        assertThat(capped("{\"inferenceConfig\": {\"topP\":1.0} ,\"x\":1e400}", 5))
                .isEqualTo("{\"inferenceConfig\": {\"maxTokens\":5,\"topP\":1.0} ,\"x\":1e400}");
        assertThat(capped("{\"inferenceConfig\":{\"maxTokens\": 900 }}", 5))
                .isEqualTo("{\"inferenceConfig\":{\"maxTokens\": 5 }}");
        assertThat(capped("{\"inferenceConfig\":{\"maxTokens\":3}}", 5))
                .isEqualTo("{\"inferenceConfig\":{\"maxTokens\":3}}");
        assertThat(capped("{\"inferenceConfig\":null}", 5)).isEqualTo("{\"inferenceConfig\":{\"maxTokens\":5}}");
        assertThat(capped("{\"inferenceConfig\":{}}", 5)).isEqualTo("{\"inferenceConfig\":{\"maxTokens\":5}}");
        assertThat(capped("{}", 5)).isEqualTo("{\"inferenceConfig\":{\"maxTokens\":5}}");
        assertThat(capped("{\"inferenceConfig\":{\"maxTokens\":3,\"maxTokens\":9}}", 5))
                .isEqualTo("{\"inferenceConfig\":{\"maxTokens\":3,\"maxTokens\":5}}");
    }

    @Test
    void withoutACapNothingIsEdited() {
        RequestFacts facts = facts("{\"messages\":[]}");
        assertThat(DIALECT.edits(facts, new Sending("other", null, Quirks.NONE), Bytes.of("{\"messages\":[]}"))
                        .edits())
                .isEmpty();
    }

    @Test
    void whatIsOfTheWrongSortIsRefusedByName() {
        assertThat(refused("{\"messages\":{}}")).isEqualTo("messages");
        assertThat(refused("{\"messages\":[{\"role\":\"tool\",\"content\":[]}]}"))
                .isEqualTo("messages[0].role");
        assertThat(refused("{\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}"))
                .isEqualTo("messages[0].content");
        assertThat(refused("{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"a\"},7]}]}"))
                .isEqualTo("messages[0].content[1]");
        assertThat(refused("{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":7}]}]}"))
                .isEqualTo("messages[0].content[0].text");
        assertThat(refused("{\"system\":\"be kind\"}")).isEqualTo("system");
        assertThat(refused("{\"toolConfig\":{\"tools\":[{\"toolSpec\":{}}]}}"))
                .isEqualTo("toolConfig.tools[0].toolSpec.name");
        assertThat(refused("{\"messages\":[]}")).isNull();
    }

    @Test
    void cachePointsMarkWhatStandsBeforeThem() {
        Conversation conversation = Converse.understood("""
                {"system":[{"text":"rules"},{"cachePoint":{"type":"default","ttl":"1h"}}],
                 "messages":[{"role":"user","content":[{"text":"hi"},{"cachePoint":{"type":"default"}}]}],
                 "toolConfig":{"tools":[{"toolSpec":{"name":"a","inputSchema":{"json":{"type":"object"}}}},
                   {"cachePoint":{"type":"default"}}]}}""");
        assertThat(conversation.turns().getFirst().role()).isEqualTo(Role.SYSTEM);
        assertThat(conversation.turns().getFirst().blocks().getFirst().notes().cache())
                .isEqualTo(CacheMark.HOUR);
        assertThat(conversation.turns().get(1).blocks().getFirst().notes().cache())
                .isEqualTo(CacheMark.SHORT);
        assertThat(conversation.tools().list().getFirst().notes().cache()).isEqualTo(CacheMark.SHORT);
    }

    @Test
    void aCachePointWithNothingBeforeItStaysWhereItIs() {
        Conversation conversation = Converse.understood(
                "{\"messages\":[{\"role\":\"user\",\"content\":[{\"cachePoint\":{\"type\":\"default\"}},{\"text\":\"a\"}]}]}");
        assertThat(conversation.turns().getFirst().blocks().getFirst())
                .isInstanceOfSatisfying(
                        Block.Opaque.class, opaque -> assertThat(opaque.type()).isEqualTo("cachePoint"));
    }

    @Test
    void guardedTextIsTextForEverybodyElse() {
        Block block = only("{\"guardContent\":{\"text\":{\"text\":\"Tokyo\",\"qualifiers\":[\"grounding_source\"]}}}");
        assertThat(block).isInstanceOfSatisfying(Block.Text.class, text -> {
            assertThat(text.text()).isEqualTo("Tokyo");
            assertThat(text.notes().extras().field("bedrock", "guardContent"))
                    .isEqualTo("{\"qualifiers\":[\"grounding_source\"]}");
        });
    }

    @Test
    void aSearchResultIsADocumentForEverybodyElse() {
        Block block = only("{\"searchResult\":{\"source\":\"s\",\"title\":\"t\",\"content\":[{\"text\":\"found\"}]}}");
        assertThat(block).isInstanceOfSatisfying(Block.Media.class, media -> {
            assertThat(media.name()).isEqualTo("t");
            assertThat(media.source()).isEqualTo(new Block.Source.Written(List.of(Block.Text.of("found"))));
        });
    }

    @Test
    void aToolTheProviderRunsIsNoCallOfTheCallers() {
        Block block = only("{\"toolUse\":{\"toolUseId\":\"a\",\"name\":\"nova_code_interpreter\",\"input\":{},"
                + "\"type\":\"server_tool_use\"}}");
        assertThat(block)
                .isInstanceOfSatisfying(
                        Block.Opaque.class, opaque -> assertThat(opaque.type()).isEqualTo("toolUse"));
        Conversation conversation =
                Converse.understood("{\"toolConfig\":{\"tools\":[{\"systemTool\":{\"name\":\"nova_grounding\"}}]}}");
        assertThat(conversation.tools().list().getFirst())
                .isInstanceOfSatisfying(
                        Tool.Server.class, tool -> assertThat(tool.name()).isEqualTo("nova_grounding"));
    }

    @Test
    void aMemberNobodyKnowsYetIsKeptWhole() {
        assertThat(only("{\"hologram\":{\"a\":[1]}}"))
                .isInstanceOfSatisfying(
                        Block.Opaque.class,
                        opaque -> assertThat(opaque.json()).isEqualTo("{\"hologram\":{\"a\":[1]}}"));
    }

    @Test
    void thinkingIsReadUnderEachFamilysName() {
        assertThat(reasoning("{\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":2048}}"))
                .isEqualTo(new Reasoning(Reasoning.Mode.ON, null, 2_048L, null));
        assertThat(reasoning("{\"reasoning_config\":{\"type\":\"enabled\",\"budget_tokens\":2048}}"))
                .isEqualTo(new Reasoning(Reasoning.Mode.ON, null, 2_048L, null));
        assertThat(reasoning("{\"thinking\":{\"type\":\"adaptive\",\"display\":\"summarized\"},"
                        + "\"output_config\":{\"effort\":\"max\"}}"))
                .isEqualTo(new Reasoning(Reasoning.Mode.ADAPTIVE, Reasoning.Effort.MAX, null, Reasoning.Shown.AUTO));
        assertThat(reasoning("{\"reasoningConfig\":{\"type\":\"enabled\",\"maxReasoningEffort\":\"low\"}}"))
                .isEqualTo(new Reasoning(Reasoning.Mode.ON, Reasoning.Effort.LOW, null, null));
        assertThat(reasoning("{\"reasoning_effort\":\"high\"}"))
                .isEqualTo(new Reasoning(null, Reasoning.Effort.HIGH, null, null));
        assertThat(reasoning("{\"reasoning_config\":\"low\"}"))
                .isEqualTo(new Reasoning(null, Reasoning.Effort.LOW, null, null));
    }

    @Test
    void fieldsOfTheModelThatNobodyElseHasAreKept() {
        Conversation conversation = Converse.understood(
                "{\"additionalModelRequestFields\":{\"top_k\":9,\"anthropic_beta\":[\"a\"],\"thinking\":{\"type\":\"new\"},"
                        + "\"tool_choice\":{\"type\":\"auto\",\"disable_parallel_tool_use\":true}}}");
        assertThat(conversation.sampling().topK()).isEqualByComparingTo("9");
        assertThat(conversation.tools().parallel()).isFalse();
        assertThat(conversation.extras().field("bedrock", "additionalModelRequestFields"))
                .isEqualTo("{\"anthropic_beta\":[\"a\"],\"thinking\":{\"type\":\"new\"}}");
    }

    @Test
    void aFormatNobodyKnowsYetAndADocumentWithoutOneGoBackAsTheyCame() {
        String body = """
                {"messages":[{"role":"user","content":[{"image":{"format":"heic","source":{"bytes":"aGk="}}},
                  {"document":{"name":"a","source":{"bytes":"aGk="}}},{"text":"see"}]}]}""";
        Outgoing out = DIALECT.codec().writeRequest(Converse.understood(body), new Sending(CLAUDE, null, Quirks.NONE));
        assertThat(Meaning.differences(body.getBytes(StandardCharsets.UTF_8), out.body()))
                .isEmpty();
        assertThat(out.losses()).isEmpty();
    }

    @Test
    void aCountIsAskedForWithoutWhatConcernsTheAnswer() {
        String body =
                "{\"messages\":[{\"a\":1}],\"system\":[],\"inferenceConfig\":{\"maxTokens\":1},\"toolConfig\":{}}";
        assertThat(new String(CountTokens.body(body.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8))
                .isEqualTo("{\"input\":{\"converse\":{\"messages\":[{\"a\":1}],\"system\":[],\"toolConfig\":{}}}}");
        assertThat(CountTokens.read(Bytes.of("{\"inputTokens\":23}"))).isEqualTo(23);
        assertThat(CountTokens.read(Bytes.of("{\"message\":\"no\"}"))).isNull();
        assertThat(new String(CountTokens.answer(7, true), StandardCharsets.UTF_8))
                .isEqualTo("{\"inputTokens\":7,\"sluice\":{\"estimate\":true}}");
    }

    @Test
    void schemasAndArgumentsStayAsTheyWereWritten() {
        Conversation conversation = Converse.understood("""
                {"messages":[{"role":"assistant","content":[{"toolUse":{"toolUseId":"i","name":"n",
                  "input":{"z":9007199254740993, "a":1.0}}}]}],
                 "toolConfig":{"tools":[{"toolSpec":{"name":"n","inputSchema":{"json":{"type":"object",
                  "required":["z"], "maximum":9007199254740993}}}}],"toolChoice":{"tool":{"name":"n"}}}}""");
        assertThat(conversation.turns().getFirst().blocks().getFirst())
                .isInstanceOfSatisfying(
                        Block.ToolCall.class,
                        call -> assertThat(call.arguments()).isEqualTo("{\"z\":9007199254740993, \"a\":1.0}"));
        assertThat(conversation.tools().list().getFirst())
                .isInstanceOfSatisfying(
                        Tool.Function.class,
                        tool -> assertThat(tool.schema())
                                .contains("9007199254740993")
                                .startsWith("{\"type\":\"object\""));
        assertThat(conversation.tools().choice()).isEqualTo(new ToolChoice.Named("n"));
    }

    private static Reasoning reasoning(String fields) {
        return Converse.understood("{\"additionalModelRequestFields\":" + fields + "}")
                .reasoning();
    }

    private static Block only(String block) {
        Conversation conversation =
                Converse.understood("{\"messages\":[{\"role\":\"assistant\",\"content\":[" + block + "]}]}");
        assertThat(conversation.turns().getFirst().blocks()).hasSize(1);
        return conversation.turns().getFirst().blocks().getFirst();
    }
}
