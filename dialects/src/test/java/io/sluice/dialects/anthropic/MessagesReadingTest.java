package io.sluice.dialects.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.dialects.model.Block;
import io.sluice.dialects.model.Block.Media.Sort;
import io.sluice.dialects.model.CacheMark;
import io.sluice.dialects.model.Conversation;
import io.sluice.dialects.model.Extras;
import io.sluice.dialects.model.Notes;
import io.sluice.dialects.model.OutputFormat;
import io.sluice.dialects.model.Reasoning;
import io.sluice.dialects.model.Role;
import io.sluice.dialects.model.Seal;
import io.sluice.dialects.model.Tool;
import io.sluice.dialects.model.ToolChoice;
import io.sluice.dialects.model.Tools;
import io.sluice.dialects.model.Turn;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A caller's request, read as a conversation. */
class MessagesReadingTest {
    private static Conversation body(String members) {
        return Asks.read("{\"model\":\"m\",\"max_tokens\":9," + members + "}");
    }

    private static List<Block> blocks(String content) {
        return body("\"messages\":[{\"role\":\"user\",\"content\":" + content + "}]")
                .turns()
                .getFirst()
                .blocks();
    }

    @Test
    void theSystemPromptIsTheFirstTurnAsTextOrAsBlocks() {
        String none = "\"messages\":[]";
        assertThat(body("\"system\":\"be\"," + none).turns())
                .containsExactly(Turn.of(Role.SYSTEM, Block.Text.of("be")));
        assertThat(body("\"system\":[{\"type\":\"text\",\"text\":\"be\",\"cache_control\":{\"type\":\"ephemeral\","
                                + "\"ttl\":\"1h\"}}]," + none)
                        .turns()
                        .getFirst()
                        .blocks())
                .containsExactly(new Block.Text("be", List.of(), Notes.NONE.cached(CacheMark.HOUR)));
    }

    @Test
    void aSystemTurnInTheMidstStaysWhereItStands() {
        List<Turn> turns = body("\"messages\":[{\"role\":\"user\",\"content\":\"a\"},{\"role\":\"system\",\"content\":"
                        + "\"b\"},{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"c\"},"
                        + "{\"type\":\"mid_conv_system\",\"content\":[{\"type\":\"text\",\"text\":\"d\"}]}]}]")
                .turns();
        assertThat(turns)
                .containsExactly(
                        Turn.of(Role.USER, Block.Text.of("a")),
                        Turn.of(Role.SYSTEM, Block.Text.of("b")),
                        Turn.of(Role.USER, Block.Text.of("c")),
                        Turn.of(Role.SYSTEM, Block.Text.of("d")));
    }

    @Test
    void imagesAndDocumentsKeepTheirSources() {
        List<Block> blocks = blocks("[{\"type\":\"image\",\"source\":{\"type\":\"base64\",\"media_type\":\"image/png\","
                + "\"data\":\"AA==\"}},{\"type\":\"document\",\"title\":\"t\",\"context\":\"c\",\"citations\":"
                + "{\"enabled\":true},\"source\":{\"type\":\"url\",\"url\":\"https://x/y.pdf\"}},"
                + "{\"type\":\"document\",\"source\":{\"type\":\"content\",\"content\":\"abc\"}},"
                + "{\"type\":\"image\",\"source\":{\"type\":\"file\",\"file_id\":\"f\"}},"
                + "{\"type\":\"image\",\"source\":{\"type\":\"hologram\"}}]");
        assertThat(blocks)
                .containsExactly(
                        new Block.Media(Sort.IMAGE, "image/png", new Block.Source.Inline("AA=="), "", Notes.NONE),
                        new Block.Media(
                                Sort.DOCUMENT,
                                "",
                                new Block.Source.Address("https://x/y.pdf"),
                                "t",
                                Notes.of(Extras.of(
                                        "anthropic", Map.of("context", "\"c\"", "citations", "{\"enabled\":true}")))),
                        new Block.Media(
                                Sort.DOCUMENT,
                                "",
                                new Block.Source.Written(List.of(Block.Text.of("abc"))),
                                "",
                                Notes.NONE),
                        new Block.Media(Sort.IMAGE, "", new Block.Source.Stored("f"), "", Notes.NONE),
                        new Block.Opaque(
                                "anthropic",
                                "image",
                                "{\"type\":\"image\",\"source\":{\"type\":\"hologram\"}}",
                                Notes.NONE));
    }

    @Test
    void aDataAddressIsWhatIsInIt() {
        assertThat(blocks(
                        "[{\"type\":\"image\",\"source\":{\"type\":\"url\",\"url\":\"data:image/gif;base64,AA==\"}}]"))
                .containsExactly(
                        new Block.Media(Sort.IMAGE, "image/gif", new Block.Source.Inline("AA=="), "", Notes.NONE));
    }

    @Test
    void aSealOfAnotherFamilyComesBackAsWhatItWas() {
        Seal openai = new Seal(Seal.OPENAI, "enc");
        String thinking =
                "[{\"type\":\"thinking\",\"thinking\":\"t\",\"signature\":\"" + openai.carriedIn(Seal.ANTHROPIC)
                        + "\"},{\"type\":\"redacted_thinking\",\"data\":\"own\"},{\"type\":\"thinking\",\"thinking\":\"u\","
                        + "\"signature\":\"\"}]";
        assertThat(blocks(thinking))
                .containsExactly(
                        new Block.Thinking("t", openai, "", Notes.NONE),
                        new Block.HiddenThinking(new Seal(Seal.ANTHROPIC, "own"), "", Notes.NONE),
                        new Block.Thinking("u", null, "", Notes.NONE));
    }

    @Test
    void theSealOfACallHangsOnItAgain() {
        Seal gemini = new Seal(Seal.GEMINI, "c2ln");
        String call = "[{\"type\":\"tool_use\",\"id\":\"i\",\"name\":\"n\",\"input\":{\"big\":12345678901234567890}},"
                + "{\"type\":\"redacted_thinking\",\"data\":\"" + CallSeals.carried(gemini) + "\"}]";
        assertThat(blocks(call))
                .containsExactly(
                        new Block.ToolCall("i", "n", "{\"big\":12345678901234567890}", false, gemini, Notes.NONE));
    }

    @Test
    void resultsHoldTextMediaAndFailure() {
        assertThat(blocks("[{\"type\":\"tool_result\",\"tool_use_id\":\"i\",\"is_error\":true,\"content\":\"no\"},"
                        + "{\"type\":\"tool_result\",\"tool_use_id\":\"j\"},{\"type\":\"tool_result\",\"tool_use_id\":"
                        + "\"k\",\"content\":[{\"type\":\"tool_reference\",\"tool_name\":\"t\"}]}]"))
                .containsExactly(
                        new Block.ToolResult("i", "", List.of(Block.Text.of("no")), true, Notes.NONE),
                        new Block.ToolResult("j", "", List.of(), false, Notes.NONE),
                        new Block.ToolResult(
                                "k",
                                "",
                                List.of(new Block.Opaque(
                                        "anthropic",
                                        "tool_reference",
                                        "{\"type\":\"tool_reference\",\"tool_name\":\"t\"}",
                                        Notes.NONE)),
                                false,
                                Notes.NONE));
    }

    @Test
    void toolsOfTheCallersAndOfTheProvidersAreToldApart() {
        Tools tools =
                body("\"messages\":[],\"tools\":[{\"type\":\"custom\",\"name\":\"n\",\"input_schema\":{ \"z\":1 },"
                                + "\"defer_loading\":true},{\"type\":\"web_search_20250305\",\"name\":\"web_search\"}],"
                                + "\"tool_choice\":{\"type\":\"tool\",\"name\":\"n\",\"disable_parallel_tool_use\":true}")
                        .tools();
        assertThat(tools.list())
                .containsExactly(
                        new Tool.Function(
                                "n",
                                null,
                                "{ \"z\":1 }",
                                null,
                                Notes.of(Extras.of("anthropic", Map.of("defer_loading", "true")))),
                        new Tool.Server(
                                "anthropic",
                                "web_search_20250305",
                                "{\"type\":\"web_search_20250305\",\"name\":\"web_search\"}",
                                Notes.NONE));
        assertThat(tools.choice()).isEqualTo(new ToolChoice.Named("n"));
        assertThat(tools.parallel()).isFalse();
    }

    @Test
    void settingsGoWhereTheyBelongAndTheRestIsKept() {
        Conversation read = body("\"messages\":[],\"temperature\":0.50,\"top_k\":4,\"stop_sequences\":[\"x\"],"
                + "\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":2000,\"display\":\"omitted\",\"new\":1},"
                + "\"output_config\":{\"effort\":\"xhigh\",\"format\":{\"type\":\"json_schema\",\"schema\":{\"b\":1,"
                + "\"a\":2}},\"task_budget\":{\"n\":1}},\"metadata\":{\"user_id\":\"u\"},\"service_tier\":\"auto\"");
        assertThat(read.sampling().temperature()).isEqualTo(new BigDecimal("0.50"));
        assertThat(read.sampling().topK()).isEqualTo(new BigDecimal("4"));
        assertThat(read.sampling().stop()).containsExactly("x");
        assertThat(read.sampling().maxOutput()).isEqualTo(9);
        assertThat(read.reasoning())
                .isEqualTo(new Reasoning(Reasoning.Mode.ON, Reasoning.Effort.XHIGH, 2_000L, Reasoning.Shown.OMITTED));
        assertThat(read.format())
                .isEqualTo(new OutputFormat.JsonSchema("", null, "{\"b\":1,\"a\":2}", null, Extras.NONE));
        assertThat(read.user()).isEqualTo("u");
        assertThat(read.extras().fields())
                .containsOnly(
                        Map.entry("service_tier", "\"auto\""),
                        Map.entry("thinking", "{\"new\":1}"),
                        Map.entry("output_config", "{\"task_budget\":{\"n\":1}}"));
    }

    @Test
    void whatIsOfNoUseIsRefusedByName() {
        assertThat(Asks.refused("{\"model\":\"m\"}").param()).isEqualTo("messages");
        assertThat(Asks.refused("{\"model\":\"m\",\"messages\":[1]}").param()).isEqualTo("messages[0]");
        assertThat(Asks.refused("{\"model\":\"m\",\"messages\":[{\"role\":\"tool\",\"content\":\"\"}]}")
                        .param())
                .isEqualTo("messages[0].role");
        assertThat(Asks.refused("{\"model\":\"m\",\"messages\":[{\"role\":\"user\"}]}")
                        .message())
                .isEqualTo("'messages[0].content' must be a text or a list of blocks, not missing.");
        assertThat(Asks.refused(
                                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\"}]}]}")
                        .param())
                .isEqualTo("messages[0].content[0].text");
        assertThat(Asks.refused("{\"model\":\"m\",\"messages\":[{\"role\":\"assistant\",\"content\":[{\"type\":"
                                + "\"tool_use\",\"id\":\"i\",\"name\":\"n\",\"input\":\"x\"}]}]}")
                        .param())
                .isEqualTo("messages[0].content[0].input");
        assertThat(Asks.refused("{\"model\":\"m\",\"messages\":[],\"temperature\":\"hot\"}")
                        .param())
                .isEqualTo("temperature");
        assertThat(Asks.refused("{\"model\":\"m\",\"messages\":[],\"tools\":{}}")
                        .status())
                .isEqualTo(400);
        assertThat(Asks.refused("{\"model\":\"m\",\"messages\":[],\"thinking\":{\"type\":\"enabled\","
                                + "\"budget_tokens\":\"many\"}}")
                        .param())
                .isEqualTo("thinking.budget_tokens");
    }
}
