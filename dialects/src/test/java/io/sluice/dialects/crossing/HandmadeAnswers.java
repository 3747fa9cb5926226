package io.sluice.dialects.crossing;

import io.sluice.dialects.model.Answer;
import io.sluice.dialects.model.Block;
import io.sluice.dialects.model.Citation;
import io.sluice.dialects.model.Extras;
import io.sluice.dialects.model.FinishReason;
import io.sluice.dialects.model.Notes;
import io.sluice.dialects.model.Seal;
import io.sluice.dialects.model.Usage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One answer for each thing that can be answered, written by hand: the rows of the published table. */
final class HandmadeAnswers {
    private static final Usage USAGE = new Usage(10, 5, 0, 0, 7, 0, 0, 0, 0, 0);
    private static final String LOGPROBS =
            "[{\"token\":\"Rain.\",\"logprob\":-0.5,\"bytes\":[82,97,105,110,46],\"top_logprobs\":[]}]";

    private HandmadeAnswers() {}

    /** By what they say. */
    static Map<String, Answer> answers() {
        Map<String, Answer> all = new LinkedHashMap<>();
        Block rain = Block.Text.of("Rain.");
        all.put("text", of(FinishReason.STOP, rain));
        all.put(
                "tool calls",
                of(FinishReason.TOOL_CALLS, rain, Handmade.call("call_1", null), Handmade.call("call_2", null)));
        all.put("calls of a provider that says no reason", of(null, Handmade.call("call_1", null)));
        all.put("thinking", of(FinishReason.STOP, new Block.Thinking("Hm.", null, "", Notes.NONE), rain));
        for (String family : List.of(Seal.ANTHROPIC, Seal.OPENAI, Seal.GEMINI)) {
            Seal seal = new Seal(family, "c2VhbA==");
            all.put(
                    "thinking sealed by " + family,
                    of(FinishReason.STOP, new Block.Thinking("Hm.", seal, "", Notes.NONE), rain));
        }
        Seal seal = new Seal(Seal.GEMINI, "c2VhbA==");
        all.put("calls sealed by gemini", of(FinishReason.TOOL_CALLS, Handmade.call("call_1", seal)));
        all.put(
                "hidden thinking",
                of(
                        FinishReason.STOP,
                        new Block.HiddenThinking(new Seal(Seal.ANTHROPIC, "c2VhbA=="), "", Notes.NONE),
                        rain));
        all.put("refusals", of(FinishReason.STOP, new Block.Refusal("I will not.", Notes.NONE)));
        Citation source = new Citation("https://example.org/a", "A", "", 0, 4, "", "{}");
        all.put("citations of addresses", of(FinishReason.STOP, new Block.Text("Rain.", List.of(source), Notes.NONE)));
        Citation file = new Citation("", "a.pdf", "wet", null, null, "", "{}");
        all.put("citations of files", of(FinishReason.STOP, new Block.Text("Rain.", List.of(file), Notes.NONE)));
        all.put(
                "images made",
                of(
                        FinishReason.STOP,
                        Handmade.media(Block.Media.Sort.IMAGE, "image/png", new Block.Source.Inline(Handmade.PICTURE)),
                        rain));
        all.put("output cap reached", of(FinishReason.LENGTH, rain));
        all.put("filtered", of(FinishReason.FILTERED, rain));
        all.put("stop sequence", answer(USAGE, choice(0, FinishReason.STOP, "END", null, rain)));
        all.put("logprobs", answer(USAGE, choice(0, FinishReason.STOP, null, LOGPROBS, rain)));
        all.put("logprobs without text", answer(USAGE, choice(0, FinishReason.LENGTH, null, LOGPROBS)));
        all.put(
                "n",
                answer(
                        USAGE,
                        choice(0, FinishReason.STOP, null, null, rain),
                        choice(1, FinishReason.STOP, null, null, rain)));
        all.put(
                "figures of thinking",
                answer(new Usage(10, 5, 0, 0, 7, 3, 0, 0, 0, 0), choice(0, FinishReason.STOP, null, null, rain)));
        all.put(
                "blocks of one dialect alone",
                of(
                        FinishReason.STOP,
                        new Block.Opaque(
                                "anthropic",
                                "server_tool_use",
                                "{\"type\":\"server_tool_use\",\"id\":\"srvtoolu_1\",\"name\":\"web_search\",\"input\":{}}",
                                Notes.NONE),
                        rain));
        return all;
    }

    private static Answer of(@Nullable FinishReason reason, Block... blocks) {
        return answer(USAGE, choice(0, reason, null, null, blocks));
    }

    static Answer.Choice choice(
            int index,
            @Nullable FinishReason reason,
            @Nullable String stop,
            @Nullable String logprobs,
            Block... blocks) {
        return new Answer.Choice(index, List.of(blocks), reason, "", stop, logprobs, Extras.NONE);
    }

    static Answer answer(Usage usage, Answer.Choice... choices) {
        return new Answer("a1", "m", List.of(choices), usage, null, Extras.NONE);
    }
}
