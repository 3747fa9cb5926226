package io.sluice.dialects.crossing;

import io.sluice.dialects.model.Loss;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Which losses explain that a thing of that sort is said otherwise: their path, or their reason, must speak of it. */
final class Excuses {
    private static final Map<String, Pattern> OF = Map.ofEntries(
            sort(
                    "text",
                    "went as text|becomes parts|goes as text|told as text|in words|words of ours|stands between"
                            + "|a period does|a period stands|rules are sent as one|blank text|user's next message|stands? beside"
                            + "|put beside them|moved there|answer went as the user's"),
            sort("system", "in words|text only|only text among|rules are sent as one"),
            sort("place", "rules stand at the beginning|one system instruction|rules before all messages"),
            sort("refusal", "has no refusals"),
            sort("name", "no names of speakers|speakers have no names"),
            sort(
                    "media",
                    "rules are text only|only text among|hold no media|streams no such block|takes no (audio|video|media|image|film|document|addresses|such)|takes (images|documents|sound|text)"
                            + "|document(s)? (of|made of|from|that is) |became|goes? as|addresses|does not fetch|fetches nothing|stored|has no such"
                            + "|user's next message|put beside them|in this place|media type|no such part|text alone"),
            sort("cache", "\\.cache: |caches by itself|takes no image from there"),
            sort("tool.cache", "\\.cache: "),
            sort("citation", "citations|cites addresses|sources only"),
            sort(
                    "thinking",
                    "without a se(al|ignature)|without a signature|sealed by another|takes no thinking back|no thinking"),
            sort("seal", "\\.seal: |proof of a call|sealed by another family|takes no thinking back|another family"),
            sort("call", "\\.arguments: |free-form|takes objects|tool names are"),
            sort(
                    "result",
                    "answer went as the user's|must say something|media a tool answered|a tool result whose|\\.content: "),
            sort("result.media", "media a tool answered|put beside them|media|stored"),
            sort("result.failed", "\\.failed: "),
            sort("opaque", "takes text alone|no such block|only its own dialect knows|another dialect"),
            sort("tool", "^tool_choice: |tool names are|free-form|wants the tools of past calls|free text|free-form"),
            sort("tool.server", "server tool|only its own dialect knows"),
            sort(
                    "tool.schema",
                    "^tool_choice: |\\.parameters|schemas|tools take objects|wants the tools of past calls|free text|free-form"),
            sort("tool.description", "^tool_choice: |free-form"),
            sort("tool.strict", "\\.strict: "),
            sort("tool.format", "\\.format: |free-form"),
            sort("tool_choice", "^(tool_choice|tools\\.choice|parallel_tool_calls): "),
            sort("parallel", "^(parallel_tool_calls|tools\\.parallel): "),
            sort("temperature", "temperature: "),
            sort("top_p", "top_p: "),
            sort("top_k", "top_k: "),
            sort("presence_penalty", "presence_penalty: "),
            sort("frequency_penalty", "frequency_penalty: "),
            sort("seed", "seed: "),
            sort("n", "^(sampling\\.)?n: |^choices(\\[\\d+])?: "),
            sort("stop_sequence", "stop_?[sS]equence: "),
            sort("stop", "stop: "),
            sort("logprobs", "logprobs: "),
            sort("top_logprobs", "logprobs: "),
            sort("max_tokens", "max_tokens: |max_output"),
            sort("reasoning.mode", "^reasoning"),
            sort("reasoning.effort", "^reasoning"),
            sort("reasoning.budget", "^reasoning"),
            sort("reasoning.shown", "^reasoning(\\.shown)?: "),
            sort("format", "^(response_|text\\.)?format"),
            sort("format.schema", "^(response_|text\\.)?format"),
            sort("format.strict", "^(response_|text\\.)?format"),
            sort("format.name", "^(response_|text\\.)?format(\\.json_schema)?: "),
            sort("format.description", "^(response_|text\\.)?format"),
            sort("user", "^(user|metadata): "),
            sort("metadata", "^metadata: "));

    private Excuses() {}

    private static Map.Entry<String, Pattern> sort(String sort, String excuse) {
        return Map.entry(sort, Pattern.compile(excuse));
    }

    /**
     * What may differ and still say the same.
     *
     * @param to in what it is said now
     * @param sort as in {@link Said}
     * @param what a pattern of what is gone or appeared
     */
    private record Spelling(Set<Spoken> to, String sort, Pattern what) {}

    private static final List<Spelling> SPELLINGS = List.of(
            // Anthropic must be told a cap.
            spelling("max_tokens", "appeared: \\d+", Spoken.ANTHROPIC),
            // Which is its default.
            spelling("temperature", "gone: 1", Spoken.ANTHROPIC),
            // A schema's name is a label: OpenAI's dialects must have one, the others have none.
            spelling("format.name", "gone: .*", Spoken.ANTHROPIC, Spoken.GEMINI, Spoken.BEDROCK),
            spelling("format.name", "appeared: answer", Spoken.CHAT, Spoken.RESPONSES),
            // These follow every schema to the letter.
            spelling("format.strict", "gone: strict", Spoken.ANTHROPIC, Spoken.GEMINI, Spoken.BEDROCK),
            // Models of these think unless they are told not to; Responses says it by the usual effort.
            spelling("reasoning.mode", "gone: thinks", Spoken.CHAT, Spoken.RESPONSES, Spoken.GEMINI),
            spelling("reasoning.effort", "appeared: MEDIUM", Spoken.RESPONSES),
            // What is thought is always shown here.
            spelling("reasoning.shown", "gone: AUTO", Spoken.CHAT),
            // Gemini is strict with all of its tools or with none, and says so where the choice stands.
            spelling("tool.strict", "gone: strict", Spoken.GEMINI),
            spelling("tool_choice", "appeared: .*VALIDATED.*", Spoken.GEMINI),
            // The reason says it, which every other text has otherwise.
            spelling("refusal", "gone: refusal", Spoken.ANTHROPIC),
            // These must have figures, and some have fewer of them.
            spelling("usage(\\.cache|\\.reasoning)?", "appeared: 0", Spoken.ANTHROPIC, Spoken.BEDROCK),
            spelling("usage.reasoning", "gone: \\d+", Spoken.BEDROCK),
            // Who ended for a reason of its own is taken to have been done; a refusal that has no place of its own is
            // named
            // as a loss, and Anthropic's word for it is the filter's.
            spelling("reason", "gone: (OTHER|declined)", Spoken.values()),
            spelling("reason", "appeared: (STOP|TOOL_CALLS|FILTERED)", Spoken.values()));

    private static Spelling spelling(String sort, String what, Spoken... to) {
        return new Spelling(Set.of(to), sort, Pattern.compile(what, Pattern.DOTALL));
    }

    static boolean isSpelling(Spoken to, Said difference) {
        return SPELLINGS.stream()
                .anyMatch(spelling -> spelling.to.contains(to)
                        && difference.sort().matches(spelling.sort)
                        && spelling.what.matcher(difference.what()).matches());
    }

    static boolean excuse(String sort, List<Loss> losses) {
        Pattern pattern = OF.get(sort);
        return pattern != null
                && losses.stream()
                        .anyMatch(loss -> pattern.matcher(loss.path() + ": " + loss.reason())
                                .find());
    }
}
