package io.sluice.dialects.anthropic;

import io.sluice.dialects.FittedTools;
import java.util.HashMap;
import java.util.Map;

/**
 * Gives calls and their results ids the API takes: {@code [a-zA-Z0-9_-]}, unique in the conversation. An id that does is
 * left alone; the others are a function of the conversation's order, so the next turn has the same ones.
 */
final class ToolIds {
    private static final int LONGEST = 256;

    private final Map<String, Integer> calls = new HashMap<>();
    private final Map<String, Integer> results = new HashMap<>();

    /** The id of the next call that has that id. */
    String call(String id) {
        return written(id, calls.merge(id, 1, Integer::sum));
    }

    /** The id of the call that a result with that id answers: of those named alike, one after another. */
    String result(String id) {
        int called = calls.getOrDefault(id, 1);
        return written(id, Math.min(called, results.merge(id, 1, Integer::sum)));
    }

    private static String written(String id, int time) {
        String fitting = id.isEmpty() ? "toolu" : FittedTools.name(id, LONGEST);
        return time == 1 && !id.isEmpty() ? fitting : fitting + "_" + time;
    }
}
