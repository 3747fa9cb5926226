package io.sluice.dialects.gemini;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.dialects.Asked;
import io.sluice.dialects.Meaning;
import io.sluice.dialects.StreamWriter;
import io.sluice.dialects.model.Answer;
import io.sluice.dialects.model.Block;
import io.sluice.dialects.model.Citation;
import io.sluice.dialects.model.ErrorFacts;
import io.sluice.dialects.model.Event;
import io.sluice.dialects.model.Event.Opening;
import io.sluice.dialects.model.Extras;
import io.sluice.dialects.model.FinishReason;
import io.sluice.dialects.model.Loss;
import io.sluice.dialects.model.Notes;
import io.sluice.dialects.model.Reasoning;
import io.sluice.dialects.model.Seal;
import io.sluice.dialects.model.Unfolding;
import io.sluice.dialects.model.Usage;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers of Gemini read, and answers of others written for Gemini's callers. */
class GeminiAnswerTest {
    private static final Usage USAGE = new Usage(3, 1, 0, 0, 2, 4, 0, 0, 0, 0);

    @ParameterizedTest
    @CsvSource({
        "\"STOP\",STOP",
        "1,STOP",
        "\"MAX_TOKENS\",LENGTH",
        "2,LENGTH",
        "\"SAFETY\",FILTERED",
        "3,FILTERED",
        "\"RECITATION\",FILTERED",
        "\"BLOCKLIST\",FILTERED",
        "\"PROHIBITED_CONTENT\",FILTERED",
        "\"SPII\",FILTERED",
        "\"MODEL_ARMOR\",FILTERED",
        "\"IMAGE_SAFETY\",FILTERED",
        "\"MALFORMED_FUNCTION_CALL\",OTHER",
        "\"UNEXPECTED_TOOL_CALL\",OTHER",
        "\"LANGUAGE\",OTHER",
        "\"NO_IMAGE\",OTHER",
        "9,OTHER",
        "\"NEW_ONE\",OTHER"
    })
    void everyFinishReasonHasItsMeaning(String word, FinishReason reason) {
        Answer answer = Told.answer("{\"candidates\":[{\"finishReason\":" + word + "}]}");
        assertThat(answer.choices().getFirst().reason()).isEqualTo(reason);
        assertThat(answer.choices().getFirst().word()).isEqualTo(word.replace("\"", ""));
        String call =
                "{\"candidates\":[{\"content\":{\"parts\":[{\"functionCall\":{\"name\":\"f\"}}]},\"finishReason\":"
                        + word + "}]}";
        assertThat(Told.answer(call).choices().getFirst().reason())
                .isEqualTo(reason == FinishReason.STOP ? FinishReason.TOOL_CALLS : reason);
    }

    @ParameterizedTest
    @CsvSource({
        "STOP,end_turn,STOP",
        "TOOL_CALLS,tool_use,STOP",
        "LENGTH,length,MAX_TOKENS",
        "FILTERED,refusal,SAFETY",
        "FILTERED,RECITATION,RECITATION",
        "OTHER,error,OTHER",
        "OTHER,UNEXPECTED_TOOL_CALL,UNEXPECTED_TOOL_CALL"
    })
    void everyReasonHasItsWord(FinishReason reason, String word, String written) {
        assertThat(FinishWords.write(reason, word)).isEqualTo(written);
    }

    @Test
    void aStreamWhoseProviderGaveNoReasonEndsWithOneAllTheSame() {
        for (List<Event> events :
                List.<List<Event>>of(List.of(new Event.TextDelta(0, 0, "so")), List.of(new Event.Started("1", "m")))) {
            String stream = new String(Told.stream(events, Told.asked("c1", "m"), StreamForm.SSE), UTF_8);

            assertThat(stream).contains("\"finishReason\":\"STOP\"");
        }
    }

    @Test
    void usageIsReadIntoBucketsThatDoNotOverlap() {
        Answer answer = Told.answer(
                "{\"usageMetadata\":{\"promptTokenCount\":100,\"cachedContentTokenCount\":30,"
                        + "\"candidatesTokenCount\":20,\"thoughtsTokenCount\":7,\"toolUsePromptTokenCount\":5,\"totalTokenCount\":132,"
                        + "\"promptTokensDetails\":[{\"modality\":\"TEXT\",\"tokenCount\":60},{\"modality\":\"AUDIO\",\"tokenCount\":30},"
                        + "{\"modality\":2,\"tokenCount\":10}],\"cacheTokensDetails\":[{\"modality\":\"AUDIO\",\"tokenCount\":20}],"
                        + "\"candidatesTokensDetails\":[{\"modality\":\"IMAGE\",\"tokenCount\":15}],\"trafficType\":\"ON_DEMAND\"}}");
        assertThat(answer.usage()).isEqualTo(new Usage(55, 30, 0, 0, 5, 7, 10, 0, 10, 15));
        assertThat(answer.extras().fields())
                .containsEntry("usageMetadata", "{\"trafficType\":\"ON_DEMAND\"}")
                .containsKey(".usageMetadata");
    }

    @Test
    void thoughtsOnlyTheTotalKnowsAreThoughts() {
        Answer answer = Told.answer(
                "{\"usageMetadata\":{\"promptTokenCount\":10,\"candidatesTokenCount\":2,\"totalTokenCount\":20}}");
        assertThat(answer.usage()).isEqualTo(new Usage(10, 0, 0, 0, 2, 8, 0, 0, 0, 0));
    }

    @Test
    void sourcesOfSearchesAreCitationsOfTheTextTheyStandOn() {
        String grounding = "{\"groundingChunks\":[{\"web\":{\"uri\":\"https://a.example\",\"title\":\"A\"}},"
                + "{\"retrievedContext\":{\"text\":\"words\",\"title\":\"B\"}}],\"groundingSupports\":["
                + "{\"segment\":{\"startIndex\":1,\"endIndex\":4,\"text\":\"aris\"},\"groundingChunkIndices\":[0,1,7]}]}";
        String parts = "[{\"toolCall\":{\"id\":\"1\"}},{\"text\":\"Paris\"}]";
        String json = "{\"candidates\":[{\"content\":{\"parts\":" + parts + "},\"groundingMetadata\":" + grounding
                + ",\"citationMetadata\":{\"citationSources\":[{\"endIndex\":2,\"uri\":\"https://c.example\"}]}}]}";
        Answer answer = Told.answer(json);
        Block.Text text = (Block.Text) answer.choices().getFirst().blocks().get(1);
        assertThat(text.citations())
                .extracting(Citation::url, Citation::title, Citation::quoted, Citation::start, Citation::end)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("https://a.example", "A", "", 1, 4),
                        org.assertj.core.groups.Tuple.tuple("", "B", "words", 1, 4),
                        org.assertj.core.groups.Tuple.tuple("https://c.example", "", "", 0, 2));
        assertThat(answer.choices().getFirst().extras().fields()).containsEntry("groundingMetadata", grounding);
        assertThat(answer.choices().getFirst().extras().fields()).containsKey("citationMetadata");
    }

    @Test
    void sourcesOfOthersAreToldAsGrounding() {
        Citation web = new Citation("https://a.example", "A", "", 0, 1, "openai-chat", "{}");
        Block text = new Block.Text("ä!", List.of(web), Notes.NONE);
        Answer answer = answer(List.of(text), FinishReason.STOP);
        Asked asked = Told.asked("r", "m");
        String written = new String(Told.DIALECT.codec().writeAnswer(answer, asked), UTF_8);
        assertThat(written)
                .contains(
                        "\"groundingMetadata\":{\"groundingChunks\":[{\"web\":{\"uri\":\"https://a.example\",\"title\":\"A\"}}],"
                                + "\"groundingSupports\":[{\"segment\":{\"startIndex\":0,\"endIndex\":2,\"text\":\"ä\"},"
                                + "\"groundingChunkIndices\":[0]}]}");
        assertThat(asked.losses().all())
                .extracting(Loss::reason)
                .containsExactly("gemini tells a source's address, title and place only");
    }

    @Test
    void logprobsChangeTheirFormBothWays() {
        String own = "{\"chosenCandidates\":[{\"token\":\"é\",\"tokenId\":5,\"logProbability\":-0.5}],"
                + "\"topCandidates\":[{\"candidates\":[{\"token\":\"é\",\"logProbability\":-0.5},{\"token\":\"b\",\"logProbability\":-2}]}]}";
        Answer answer = Told.answer("{\"candidates\":[{\"logprobsResult\":" + own + "}]}");
        assertThat(answer.choices().getFirst().logprobs())
                .isEqualTo(
                        "[{\"token\":\"é\",\"logprob\":-0.5,\"bytes\":[195,169],\"top_logprobs\":["
                                + "{\"token\":\"é\",\"logprob\":-0.5,\"bytes\":[195,169]},{\"token\":\"b\",\"logprob\":-2,\"bytes\":[98]}]}]");
        String written = new String(Told.DIALECT.codec().writeAnswer(answer, Told.asked("r", "m")), UTF_8);
        assertThat(Meaning.differences(
                        own.replace(",\"tokenId\":5", "").getBytes(UTF_8),
                        tools.jackson.databind.json.JsonMapper.builder()
                                .build()
                                .readTree(written)
                                .at("/candidates/0/logprobsResult")
                                .toString()
                                .getBytes(UTF_8)))
                .isEmpty();
    }

    @Test
    void aBlockedPromptIsWrittenAsOne() {
        String blocked =
                "{\"promptFeedback\":{\"blockReason\":\"SAFETY\"},\"modelVersion\":\"m\",\"responseId\":\"r\"}";
        Answer answer = Told.answer(blocked);
        assertThat(answer.choices().getFirst().reason()).isEqualTo(FinishReason.FILTERED);
        String written = new String(Told.DIALECT.codec().writeAnswer(answer, Told.asked("r", "m")), UTF_8);
        assertThat(written).doesNotContain("candidates").contains("blockReason");
    }

    @Test
    void anErrorInPlaceOfAnAnswerIsReadAndWritten() {
        Answer answer =
                Told.answer("{\"error\":{\"code\":429,\"message\":\"slow\",\"status\":\"RESOURCE_EXHAUSTED\"}}");
        assertThat(answer.error())
                .isEqualTo(new ErrorFacts(429, "RESOURCE_EXHAUSTED", "slow", "RESOURCE_EXHAUSTED", null));
        assertThat(new String(Told.DIALECT.codec().writeAnswer(answer, Told.asked("r", "m")), UTF_8))
                .startsWith("{\"error\":{\"code\":429,\"message\":\"slow\",\"status\":\"RESOURCE_EXHAUSTED\"");
    }

    @Test
    void thoughtsAreHiddenFromWhoDidNotAskAndTheirSealsGoOn() {
        Seal claude = new Seal(Seal.ANTHROPIC, "sig");
        List<Block> blocks = List.of(
                new Block.Thinking("hm", claude, "", Notes.NONE),
                new Block.ToolCall("", "f", "{}", false, null, Notes.NONE),
                new Block.HiddenThinking(claude, "", Notes.NONE));
        Asked shown = Told.asked("r", "m");
        Asked hidden = Told.asked("r", "m", Reasoning.Shown.OMITTED);
        Answer answer = answer(blocks, FinishReason.TOOL_CALLS);
        String open = new String(Told.DIALECT.codec().writeAnswer(answer, shown), UTF_8);
        String closed = new String(Told.DIALECT.codec().writeAnswer(answer, hidden), UTF_8);
        String carried = claude.carriedIn(Seal.GEMINI);
        String call = "{\"functionCall\":{\"id\":\"call_r_0\",\"name\":\"f\",\"args\":{}},\"thoughtSignature\":\""
                + carried + "\"},{\"text\":\"\",\"thoughtSignature\":\"";
        assertThat(open).contains("[{\"text\":\"hm\",\"thought\":true}," + call);
        assertThat(closed).contains("[" + call);
        String streamed = new String(Told.stream(Unfolding.of(answer), hidden, StreamForm.SSE), UTF_8);
        assertThat(streamed).doesNotContain("hm").contains(carried);
        assertThat(hidden.losses().all()).isEmpty();
    }

    @Test
    void callsGoWholeUsageInEveryChunkAndTheReasonInTheLast() {
        Asked asked = Told.asked("r", "m");
        StreamWriter writer = new GeminiGenerate().codec().streamWriter(asked);
        StringBuilder stream = new StringBuilder();
        for (Event event : List.of(
                new Event.Started("x", "y"),
                new Event.UsageSeen(new Usage(3, 1, 0, 0, 0, 0, 0, 0, 0, 0)),
                new Event.BlockStarted(0, 0, new Opening.Text()),
                new Event.TextDelta(0, 0, "a"),
                new Event.TextDelta(0, 0, ""),
                new Event.BlockEnded(0, 0),
                new Event.BlockStarted(0, 1, new Opening.ToolCall("c1", "f")),
                new Event.ArgumentsDelta(0, 1, "{\"a\":"),
                new Event.ArgumentsDelta(0, 1, "1}"),
                new Event.BlockEnded(0, 1),
                new Event.Finished(0, FinishReason.TOOL_CALLS, "tool_use"),
                new Event.UsageSeen(USAGE))) {
            stream.append(new String(writer.write(event), UTF_8));
        }
        stream.append(new String(writer.end("budget_exhausted"), UTF_8));
        String head = "\"modelVersion\":\"m\",\"responseId\":\"r\"";
        assertThat(stream)
                .hasToString(
                        "data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"a\"}],\"role\":\"model\"},\"index\":0}],"
                                + "\"usageMetadata\":{\"promptTokenCount\":4,\"cachedContentTokenCount\":1,\"totalTokenCount\":4},"
                                + head
                                + "}\r\n\r\ndata: {\"candidates\":[{\"content\":{\"parts\":[{\"functionCall\":{\"id\":\"c1\",\"name\":\"f\","
                                + "\"args\":{\"a\":1}}}],\"role\":\"model\"},\"index\":0}],"
                                + "\"usageMetadata\":{\"promptTokenCount\":4,\"cachedContentTokenCount\":1,\"totalTokenCount\":4},"
                                + head
                                + "}\r\n\r\ndata: {\"candidates\":[{\"finishReason\":\"STOP\",\"index\":0}],\"usageMetadata\":"
                                + "{\"promptTokenCount\":4,\"cachedContentTokenCount\":1,\"candidatesTokenCount\":2,"
                                + "\"thoughtsTokenCount\":4,\"totalTokenCount\":10}," + head
                                + ",\"sluice\":{\"code\":\"budget_exhausted\"}}\r\n\r\n");
    }

    @Test
    void aStreamOfAnArrayIsOneDocumentHoweverItEnds() {
        Answer answer = answer(List.of(Block.Text.of("a")), FinishReason.STOP);
        String whole = new String(Told.stream(Unfolding.of(answer), Told.asked("r", "m"), StreamForm.ARRAY), UTF_8);
        assertThat(whole).startsWith("[{").endsWith("}\r\n]");
        assertThat(Json.isObject("{\"x\":" + whole + "}")).isTrue();
        List<Event> broken = List.of(
                new Event.BlockStarted(0, 0, new Opening.Text()),
                new Event.TextDelta(0, 0, "a"),
                new Event.Broken(new ErrorFacts(503, "gone", "gone", null, null)),
                new Event.Finished(0, FinishReason.STOP, ""));
        for (StreamForm form : StreamForm.values()) {
            String cut = new String(Told.stream(broken, Told.asked("r", "m"), form), UTF_8);
            assertThat(cut).contains("\"status\":\"UNAVAILABLE\"").doesNotContain("finishReason");
            assertThat(Json.isObject("{\"x\":" + cut + "}")).isEqualTo(form == StreamForm.ARRAY);
        }
    }

    @Test
    void whatAnAnswerHasThatGeminiHasNotIsNamed() {
        Extras foreign = Extras.of("openai-chat", Map.of("system_fingerprint", "1"));
        Answer.Choice choice = new Answer.Choice(
                0,
                List.of(
                        new Block.Refusal("no", Notes.NONE),
                        new Block.Opaque("anthropic", "x", "{}", Notes.NONE),
                        new Block.ToolResult("c", "f", List.of(), false, Notes.NONE)),
                FinishReason.STOP,
                "stop",
                "END",
                null,
                foreign);
        Answer answer = new Answer("x", "y", List.of(choice), null, null, foreign);
        Asked whole = Told.asked("r", "m");
        assertThat(new String(Told.DIALECT.codec().writeAnswer(answer, whole), UTF_8))
                .contains("{\"text\":\"no\"}");
        Asked streamed = Told.asked("r", "m");
        assertThat(new String(Told.stream(Unfolding.of(answer), streamed, StreamForm.SSE), UTF_8))
                .contains("{\"text\":\"no\"}");
        for (Asked asked : List.of(whole, streamed)) {
            assertThat(asked.losses().all())
                    .extracting(Loss::reason)
                    .containsOnly(
                            "gemini has no refusals: told as text",
                            "blocks of another dialect",
                            "gemini tells no stop sequence",
                            "gemini has no such field");
        }
    }

    private static Answer answer(List<Block> blocks, FinishReason reason) {
        Answer.Choice choice = new Answer.Choice(0, blocks, reason, "", null, null, Extras.NONE);
        return new Answer("x", "y", List.of(choice), null, null, Extras.NONE);
    }
}
