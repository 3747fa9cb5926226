package io.sluice.dialects.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.dialects.Operation;
import io.sluice.dialects.Relayed;
import io.sluice.dialects.StreamEnd;
import io.sluice.dialects.StreamWriter;
import io.sluice.dialects.Terms;
import io.sluice.dialects.model.Answer;
import io.sluice.dialects.model.Block;
import io.sluice.dialects.model.Citation;
import io.sluice.dialects.model.ErrorFacts;
import io.sluice.dialects.model.Event;
import io.sluice.dialects.model.Extras;
import io.sluice.dialects.model.FinishReason;
import io.sluice.dialects.model.Loss;
import io.sluice.dialects.model.Losses;
import io.sluice.dialects.model.Notes;
import io.sluice.dialects.model.Orderly;
import io.sluice.dialects.model.Seal;
import io.sluice.dialects.model.Tools;
import io.sluice.dialects.model.Unfolding;
import io.sluice.dialects.model.Usage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Answers of other dialects, written for callers of this one: whole, and as streams that say the same. */
class MessagesAnsweringTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Usage USED = new Usage(10, 2, 3, 0, 7, 5, 0, 0, 0, 0);
    private final Losses losses = new Losses();

    private static Answer answer(FinishReason reason, String word, Block... blocks) {
        return answer(reason, word, null, blocks);
    }

    private static Answer answer(FinishReason reason, String word, @Nullable String sequence, Block... blocks) {
        Answer.Choice choice = new Answer.Choice(0, List.of(blocks), reason, word, sequence, null, Extras.NONE);
        return new Answer("chatcmpl-9", "gpt-x", List.of(choice), USED, null, Extras.NONE);
    }

    private JsonNode whole(Answer answer) {
        return JSON.readTree(Asks.DIALECT.codec().writeAnswer(answer, Asks.asked(Tools.NONE, losses)));
    }

    private String stream(Answer answer) {
        StreamWriter writer = Asks.DIALECT.codec().streamWriter(Asks.asked(Tools.NONE, losses));
        StringBuilder out = new StringBuilder();
        Orderly.of(Unfolding.of(answer)).forEach(event -> out.append(Asks.string(writer.write(event))));
        return out.append(Asks.string(writer.end(null))).toString();
    }

    private void assertBothSay(Answer answer, String stopReason) {
        JsonNode whole = whole(answer);
        assertThat(whole.get("stop_reason").asString()).isEqualTo(stopReason);
        byte[] folded = Accumulated.answer(stream(answer).getBytes(StandardCharsets.UTF_8));
        assertThat(MessagesMeaning.differences(JSON.writeValueAsBytes(whole), folded))
                .isEmpty();
    }

    @Test
    void aMessageHasTheIdOfTheCallAndTheModelThatWasAsked() {
        JsonNode whole = whole(answer(FinishReason.STOP, "stop", Block.Text.of("hello")));
        assertThat(whole.get("id").asString()).isEqualTo("msg_01");
        assertThat(whole.get("model").asString()).isEqualTo("the-model");
        assertThat(whole.get("type").asString()).isEqualTo("message");
        assertThat(whole.get("role").asString()).isEqualTo("assistant");
        assertThat(whole.get("stop_sequence").isNull()).isTrue();
        assertThat(whole.at("/usage/input_tokens").asInt()).isEqualTo(10);
        assertThat(whole.at("/usage/cache_read_input_tokens").asInt()).isEqualTo(2);
        assertThat(whole.at("/usage/cache_creation_input_tokens").asInt()).isEqualTo(3);
        assertThat(whole.at("/usage/output_tokens").asInt()).isEqualTo(12);
        assertThat(whole.at("/usage/output_tokens_details/thinking_tokens").asInt())
                .isEqualTo(5);
    }

    @Test
    void everyReasonHasItsWord() {
        Block text = Block.Text.of("x");
        Block call = new Block.ToolCall("c", "f", "{\"a\":1}", false, null, Notes.NONE);
        assertBothSay(answer(FinishReason.STOP, "stop", text), "end_turn");
        assertBothSay(answer(FinishReason.LENGTH, "length", text), "max_tokens");
        assertBothSay(answer(FinishReason.TOOL_CALLS, "tool_calls", call), "tool_use");
        assertBothSay(answer(FinishReason.FILTERED, "content_filter", text), "refusal");
        assertBothSay(answer(FinishReason.OTHER, "odd", text), "end_turn");
        assertBothSay(answer(FinishReason.STOP, "STOP_SEQUENCE", "###", text), "stop_sequence");
        assertBothSay(
                answer(FinishReason.LENGTH, "model_context_window_exceeded", text), "model_context_window_exceeded");
        // Ollama and Gemini say "stop" after calls too.
        assertBothSay(answer(FinishReason.STOP, "stop", text, call), "tool_use");
        assertBothSay(answer(FinishReason.STOP, "stop", new Block.Refusal("I will not", Notes.NONE)), "refusal");
        assertThat(losses.all()).isEmpty();
    }

    @Test
    void thinkingOfAnyFamilyGoesOutAndComesBack() {
        Answer answer = answer(
                FinishReason.STOP,
                "stop",
                new Block.Thinking("why", new Seal(Seal.OPENAI, "enc"), "rs_1", Notes.NONE),
                new Block.HiddenThinking(new Seal(Seal.OPENAI, "more"), "", Notes.NONE),
                new Block.Thinking("bare", null, "", Notes.NONE),
                Block.Text.of("so"));
        assertBothSay(answer, "end_turn");
        JsonNode content = whole(answer).get("content");
        assertThat(Seal.read(content.at("/0/signature").asString(), Seal.ANTHROPIC))
                .isEqualTo(new Seal(Seal.OPENAI, "enc"));
        assertThat(content.at("/1/type").asString()).isEqualTo("redacted_thinking");
        assertThat(Seal.read(content.at("/1/data").asString(), Seal.ANTHROPIC))
                .isEqualTo(new Seal(Seal.OPENAI, "more"));
        assertThat(content.at("/2/signature").asString()).isEmpty();
        assertThat(losses.all())
                .as("an id of thinking has no place here, whole or streamed")
                .extracting(Loss::reason)
                .containsOnly("anthropic has no ids of thinking");
    }

    @Test
    void theSealOfACallGoesOutBehindItAndComesBackWithTheNextTurn() {
        Seal seal = new Seal(Seal.GEMINI, "c2ln");
        Block call = new Block.ToolCall("c", "f", "{}", false, seal, Notes.NONE);
        Answer answer = answer(
                FinishReason.TOOL_CALLS, "STOP", call, new Block.ToolCall("d", "g", "{}", false, null, Notes.NONE));
        assertBothSay(answer, "tool_use");
        String content = whole(answer).get("content").toString();
        assertThat(Asks.read("{\"model\":\"m\",\"messages\":[{\"role\":\"assistant\",\"content\":" + content + "}]}")
                        .turns()
                        .getFirst()
                        .blocks())
                .isEqualTo(answer.choices().getFirst().blocks());
    }

    @Test
    void aCallWithoutAnIdGetsOneAndAFreeOnesTextIsWrapped() {
        Answer answer = answer(
                FinishReason.TOOL_CALLS,
                "tool_calls",
                new Block.ToolCall("", "f", "", false, null, Notes.NONE),
                new Block.ToolCall("c", "patch", "a \"b\"\n", true, null, Notes.NONE));
        assertBothSay(answer, "tool_use");
        JsonNode content = whole(answer).get("content");
        assertThat(content.at("/0/id").asString()).isEqualTo("toolu_01_0");
        assertThat(content.at("/0/input").toString()).isEqualTo("{}");
        assertThat(content.at("/1/input/input").asString()).isEqualTo("a \"b\"\n");
    }

    @Test
    void argumentsCutOffAreWrappedInAWholeAnswerAndNamed() {
        JsonNode whole = whole(answer(
                FinishReason.LENGTH, "length", new Block.ToolCall("c", "f", "{\"a\":", false, null, Notes.NONE)));
        assertThat(whole.at("/content/0/input/input").asString()).isEqualTo("{\"a\":");
        assertThat(losses.all()).hasSize(1);
    }

    @Test
    void citationsWithAnAddressAreSearchResultsAndOthersAreNamed() {
        Citation url = new Citation("https://x", "X", "words", 0, 5, "openai-chat", "{}");
        Citation none = new Citation("", "X", "words", null, null, "bedrock", "{}");
        Answer answer = answer(FinishReason.STOP, "stop", new Block.Text("words", List.of(url, none), Notes.NONE));
        assertBothSay(answer, "end_turn");
        assertThat(whole(answer).at("/content/0/citations").toString())
                .isEqualTo("[{\"type\":\"web_search_result_location\",\"url\":\"https://x\",\"title\":\"X\","
                        + "\"cited_text\":\"words\",\"encrypted_index\":\"\"}]");
        assertThat(losses.all())
                .containsExactly(new Loss("citations", "anthropic's citations name an address of the web"));
    }

    @Test
    void whatThisDialectHasNoPlaceForIsNamed() {
        Block image =
                new Block.Media(Block.Media.Sort.IMAGE, "image/png", new Block.Source.Inline("AA=="), "", Notes.NONE);
        Block foreign = new Block.Opaque("gemini", "executableCode", "{}", Notes.NONE);
        Answer.Choice first =
                new Answer.Choice(0, List.of(image, foreign), FinishReason.STOP, "stop", null, "[]", Extras.NONE);
        Answer.Choice second =
                new Answer.Choice(1, List.of(Block.Text.of("b")), FinishReason.STOP, "stop", null, null, Extras.NONE);
        Extras extras = Extras.of("openai-chat", java.util.Map.of("system_fingerprint", "\"fp\""));
        Answer answer = new Answer("", "", List.of(first, second), null, null, extras);
        JsonNode whole = whole(answer);
        assertThat(whole.get("content").isEmpty()).isTrue();
        assertThat(losses.all().stream().map(Loss::reason))
                .containsExactly(
                        "anthropic's answers hold no media",
                        "a block only its own dialect knows",
                        "anthropic has no logprobs",
                        "anthropic has no such field",
                        "anthropic answers once");
        assertThat(stream(answer)).doesNotContain("\"b\"").contains("message_stop");
    }

    @Test
    void theEventsComeInTheExactOrder() {
        String stream = stream(answer(
                FinishReason.TOOL_CALLS,
                "tool_calls",
                Block.Text.of("a"),
                new Block.ToolCall("c", "f", "{\"a\":1}", false, null, Notes.NONE)));
        assertThat(names(stream))
                .containsExactly(
                        "message_start",
                        "content_block_start",
                        "content_block_delta",
                        "content_block_stop",
                        "content_block_start",
                        "content_block_delta",
                        "content_block_stop",
                        "message_delta",
                        "message_stop");
        assertThat(stream).contains("\"input\":{}}").contains("\"partial_json\":\"{\\\"a\\\":1}\"");
        assertThat(Relayed.whole(
                                Asks.DIALECT.streamRelay(Terms.untouched(Operation.CHAT)),
                                stream.getBytes(StandardCharsets.UTF_8))
                        .relay
                        .usage())
                .isEqualTo(USED);
    }

    @Test
    void usageThatComesBeforeTheFirstBlockIsInMessageStart() {
        StreamWriter writer = Asks.DIALECT.codec().streamWriter(Asks.asked(Tools.NONE, losses));
        assertThat(writer.write(new Event.Started("r", "gemini"))).isEmpty();
        assertThat(writer.write(new Event.UsageSeen(new Usage(42, 0, 0, 0, 0, 0, 0, 0, 0, 0))))
                .isEmpty();
        String begun = Asks.string(writer.write(new Event.BlockStarted(0, 0, new Event.Opening.Text())));
        assertThat(begun).contains("\"input_tokens\":42").contains("content_block_start");
    }

    @Test
    void anErrorInTheMidstIsTheDialectsErrorAndNoEndMark() {
        StreamWriter writer = Asks.DIALECT.codec().streamWriter(Asks.asked(Tools.NONE, losses));
        String out = Asks.string(writer.write(new Event.BlockStarted(0, 0, new Event.Opening.Text())))
                + Asks.string(writer.write(new Event.TextDelta(0, 0, "a")))
                + Asks.string(
                        writer.write(new Event.Broken(new ErrorFacts(429, "rate_limit_exceeded", "slow", null, null))))
                + Asks.string(writer.end(null));
        assertThat(out).doesNotContain("message_stop").endsWith("\"request_id\":\"01\"}\n\n");
        Relayed relayed = Relayed.whole(
                Asks.DIALECT.streamRelay(Terms.untouched(Operation.CHAT)), out.getBytes(StandardCharsets.UTF_8));
        assertThat(relayed.end).isEqualTo(StreamEnd.ERROR);
        assertThat(relayed.relay.error())
                .isEqualTo(new ErrorFacts(429, "rate_limit_exceeded", "slow", "rate_limit_error", null));
    }

    @Test
    void anEndOfOurOwnNamesItsCode() {
        StreamWriter writer = Asks.DIALECT.codec().streamWriter(Asks.asked(Tools.NONE, losses));
        String out = Asks.string(writer.write(new Event.BlockStarted(0, 0, new Event.Opening.Text())))
                + Asks.string(writer.write(new Event.Finished(0, FinishReason.LENGTH, "")))
                + Asks.string(writer.end("budget_exhausted"));
        assertThat(names(out))
                .containsExactly(
                        "message_start", "content_block_start", "content_block_stop", "message_delta", "message_stop");
        assertThat(out)
                .contains("\"stop_reason\":\"max_tokens\"")
                .contains("\"sluice\":{\"code\":\"budget_exhausted\"}");
    }

    @Test
    void anAnswerThatIsAnErrorIsWrittenAsOne() {
        Answer error = new Answer("", "", List.of(), null, ErrorFacts.of(503, "overloaded", "busy"), Extras.NONE);
        JsonNode body = whole(error);
        assertThat(body.get("type").asString()).isEqualTo("error");
        assertThat(body.at("/error/type").asString()).isEqualTo("overloaded_error");
        assertThat(body.get("request_id").asString()).isEqualTo("01");
    }

    private static List<String> names(String stream) {
        List<String> names = new ArrayList<>();
        stream.lines().filter(line -> line.startsWith("event: ")).forEach(line -> names.add(line.substring(7)));
        return names;
    }
}
