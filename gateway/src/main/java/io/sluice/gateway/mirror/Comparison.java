package io.sluice.gateway.mirror;

import io.sluice.dialects.model.Answer;
import io.sluice.dialects.model.Block;
import io.sluice.dialects.model.FinishReason;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How alike two answers are, in words for the record: their text, their tool calls, how they ended. */
final class Comparison {
    private Comparison() {}

    /** What a mirrored answer is beside the caller's; null stands for one that could not be read. */
    static String of(@Nullable Answer callers, @Nullable Answer mirrored) {
        if (callers == null || mirrored == null) {
            return callers == null ? "nothing to compare with" : "an answer that says nothing";
        }
        String one = text(callers);
        String other = text(mirrored);
        String text = one.equals(other)
                ? "same text"
                : String.format(
                        Locale.ROOT,
                        "text %.2f alike (%d and %d characters)",
                        alike(one, other),
                        one.length(),
                        other.length());
        String ended = reason(callers).equals(reason(mirrored))
                ? ""
                : ", ended " + reason(mirrored) + " in place of " + reason(callers);
        return text + tools(tools(callers), tools(mirrored)) + ended;
    }

    private static String tools(List<String> one, List<String> other) {
        if (one.isEmpty() && other.isEmpty()) {
            return "";
        }
        return one.equals(other) ? ", same tool calls" : ", tool calls " + names(other) + " in place of " + names(one);
    }

    private static String names(List<String> calls) {
        return calls.isEmpty()
                ? "none"
                : calls.stream()
                        .map(call -> call.substring(0, call.indexOf('(')))
                        .collect(Collectors.joining(" "));
    }

    private static String reason(Answer answer) {
        FinishReason reason =
                answer.choices().isEmpty() ? null : answer.choices().getFirst().reason();
        return reason == null ? "without a reason" : reason.name().toLowerCase(Locale.ROOT);
    }

    private static List<Block> blocks(Answer answer) {
        return answer.choices().isEmpty()
                ? List.of()
                : answer.choices().getFirst().blocks();
    }

    private static String text(Answer answer) {
        return blocks(answer).stream()
                .map(block -> block instanceof Block.Text text ? text.text() : "")
                .collect(Collectors.joining());
    }

    private static List<String> tools(Answer answer) {
        return blocks(answer).stream()
                .filter(Block.ToolCall.class::isInstance)
                .map(Block.ToolCall.class::cast)
                .map(call -> call.name() + "(" + call.arguments().replaceAll("\\s+", "") + ")")
                .toList();
    }

    /** Of all words of both, how many stand in both: 0 to 1. */
    static double alike(String one, String other) {
        Map<String, Integer> words = new HashMap<>();
        String[] first = words(one);
        String[] second = words(other);
        Arrays.stream(first).forEach(word -> words.merge(word, 1, Integer::sum));
        int shared = 0;
        for (String word : second) {
            int left = words.getOrDefault(word, 0);
            if (left > 0) {
                shared++;
                words.put(word, left - 1);
            }
        }
        int all = first.length + second.length;
        return all == 0 ? 1 : 2.0 * shared / all;
    }

    private static String[] words(String text) {
        return Arrays.stream(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+", -1))
                .filter(word -> !word.isEmpty())
                .toArray(String[]::new);
    }
}
