package io.sluice.benchmarks.mock;

import io.sluice.simulator.Answer;
import io.sluice.simulator.Script;
import java.util.ArrayList;
import java.util.List;

/** What the mock answers, as OpenAI writes it. */
final class Answers {
    private static final String USAGE =
            "\"usage\":{\"prompt_tokens\":212,\"completion_tokens\":180,\"total_tokens\":392,"
                    + "\"prompt_tokens_details\":{\"cached_tokens\":0,\"audio_tokens\":0},"
                    + "\"completion_tokens_details\":{\"reasoning_tokens\":0,\"audio_tokens\":0}}";

    private Answers() {}

    /** A whole answer of so many bytes. */
    static Answer chat(String model, int bytes) {
        String start = "{\"id\":\"chatcmpl-bench\",\"object\":\"chat.completion\",\"created\":1700000000,\"model\":\""
                + model + "\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"";
        String end = "\",\"refusal\":null},\"logprobs\":null,\"finish_reason\":\"stop\"}]," + USAGE + "}";
        return Script.json(200, filled(start, end, bytes));
    }

    /** So many bytes: a start, as many sentences as fit, an end. */
    static String filled(String start, String end, int bytes) {
        StringBuilder text = new StringBuilder(start);
        String sentence = "A sluice is a channel whose flow is held by a gate.\\n";
        while (text.length() + sentence.length() + end.length() <= bytes) {
            text.append(sentence);
        }
        while (text.length() + end.length() < bytes) {
            text.append('.');
        }
        return text.append(end).toString();
    }

    /** A whole stream of so many events that comes at once. */
    static Answer burst(String model, int length) {
        List<String> events = new ArrayList<>();
        for (int i = 0; i < length - 3; i++) {
            events.add(chunk(model, "word" + i % 10 + " "));
        }
        events.add(start(model) + "\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}");
        events.add(start(model) + "\"choices\":[]," + USAGE + "}");
        events.add("[DONE]");
        return Script.sse(events);
    }

    /** One event of a stream. */
    static String chunk(String model, String content) {
        return start(model) + "\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + content
                + "\"},\"finish_reason\":null}]}";
    }

    private static String start(String model) {
        return "{\"id\":\"chatcmpl-bench\",\"object\":\"chat.completion.chunk\",\"created\":1700000000,\"model\":\""
                + model + "\",";
    }
}
