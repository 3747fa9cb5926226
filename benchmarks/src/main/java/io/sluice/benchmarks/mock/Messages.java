package io.sluice.benchmarks.mock;

import io.sluice.simulator.Answer;
import io.sluice.simulator.Octets;
import io.sluice.simulator.Script;

/** What the mock answers, as Anthropic writes it: the same words as {@link Answers}. */
final class Messages {
    private static final String USAGE =
            "\"usage\":{\"input_tokens\":212,\"cache_creation_input_tokens\":0,\"cache_read_input_tokens\":0,";

    private Messages() {}

    /** A whole answer of so many bytes. */
    static Answer whole(String model, int bytes) {
        String start = head(model) + "\"content\":[{\"type\":\"text\",\"text\":\"";
        String end = "\"}],\"stop_reason\":\"end_turn\",\"stop_sequence\":null," + USAGE + "\"output_tokens\":180}}";
        return Script.json(200, Answers.filled(start, end, bytes));
    }

    /** A stream of so many words that comes at once. */
    static Answer stream(String model, int words) {
        StringBuilder text = new StringBuilder();
        event(
                text,
                "message_start",
                "\"message\":" + head(model) + "\"content\":[],\"stop_reason\":null,\"stop_sequence\":null," + USAGE
                        + "\"output_tokens\":1}}");
        event(text, "content_block_start", "\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}");
        for (int i = 0; i < words; i++) {
            event(
                    text,
                    "content_block_delta",
                    "\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"word" + i % 10 + " \"}");
        }
        event(text, "content_block_stop", "\"index\":0");
        event(
                text,
                "message_delta",
                "\"delta\":{\"stop_reason\":\"end_turn\",\"stop_sequence\":null},\"usage\":{\"output_tokens\":180}");
        event(text, "message_stop", "");
        return Script.sseRaw(Octets.of(text.toString()));
    }

    private static void event(StringBuilder text, String type, String rest) {
        text.append("event: ")
                .append(type)
                .append("\ndata: {\"type\":\"")
                .append(type)
                .append(rest.isEmpty() ? "\"" : "\",")
                .append(rest)
                .append("}\n\n");
    }

    private static String head(String model) {
        return "{\"id\":\"msg_bench\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"" + model + "\",";
    }
}
