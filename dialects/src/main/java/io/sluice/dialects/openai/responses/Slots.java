package io.sluice.dialects.openai.responses;

import io.sluice.dialects.json.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The places of a stream event where a text stands: the piece that is new, or all of it once more. */
final class Slots {
    /**
     * One place.
     *
     * @param key which text of which item it is
     * @param value the JSON string
     * @param whole whether it is all of the text, not a piece
     * @param logprobs the probabilities beside it
     */
    record Slot(String key, Node value, boolean whole, Node logprobs) {
        /** Whether it is a thought, which may be told in two forms. */
        boolean thought() {
            return key.contains(SUMMARY) || key.contains(THOUGHT);
        }
    }

    private static final String CONTENT = "/content/";
    private static final String ARGUMENTS = "/arguments/";
    private static final String SUMMARY = "/summary/";
    private static final String THOUGHT = "/thought/";

    private final List<Slot> found = new ArrayList<>();

    private Slots() {}

    /** The key of a message's part. */
    static String part(int index, int content) {
        return index + CONTENT + content;
    }

    /** The key of a call's arguments. */
    static String arguments(int index) {
        return index + ARGUMENTS + 0;
    }

    /** The key of a part of a reasoning item. */
    static String thought(int index, int part, boolean summary) {
        return index + (summary ? SUMMARY : THOUGHT) + part;
    }

    /** The places of an event; {@code types} says what sort of item stands at which index. */
    static List<Slot> of(String type, Node event, Map<Integer, String> types) {
        Slots slots = new Slots();
        int index = event.small("output_index", 0);
        int content = event.small("content_index", 0);
        int summary = event.small("summary_index", 0);
        Node delta = event.at("delta");
        switch (type) {
            case "response.output_text.delta" -> slots.piece(part(index, content), delta, event.at("logprobs"));
            case "response.refusal.delta" -> slots.piece(part(index, content), delta, Node.ABSENT);
            case "response.function_call_arguments.delta", "response.custom_tool_call_input.delta" ->
                slots.piece(arguments(index), delta, Node.ABSENT);
            case "response.reasoning_summary_text.delta" ->
                slots.piece(thought(index, summary, true), delta, Node.ABSENT);
            case "response.reasoning_text.delta", "response.reasoning.delta" ->
                slots.piece(thought(index, content, false), delta, Node.ABSENT);
            case "response.output_text.done" ->
                slots.whole(part(index, content), event.at("text"), event.at("logprobs"));
            case "response.refusal.done" -> slots.whole(part(index, content), event.at("refusal"), Node.ABSENT);
            case "response.function_call_arguments.done" ->
                slots.whole(arguments(index), event.at("arguments"), Node.ABSENT);
            case "response.custom_tool_call_input.done" ->
                slots.whole(arguments(index), event.at("input"), Node.ABSENT);
            case "response.reasoning_summary_text.done" ->
                slots.whole(thought(index, summary, true), event.at("text"), Node.ABSENT);
            case "response.reasoning_text.done", "response.reasoning.done" ->
                slots.whole(thought(index, content, false), event.at("text"), Node.ABSENT);
            case "response.content_part.done" -> slots.part(index, content, event.at("part"));
            case "response.reasoning_summary_part.done" ->
                slots.whole(thought(index, summary, true), event.at("part").at("text"), Node.ABSENT);
            case "response.output_item.done" -> slots.item(index, event.at("item"));
            case "response.completed", "response.incomplete", "response.failed", "response.done" ->
                slots.output(event.at("response").at("output").elements(), types);
            default -> {}
        }
        return slots.found;
    }

    private void piece(String key, Node value, Node logprobs) {
        found.add(new Slot(key, value, false, logprobs));
    }

    private void whole(String key, Node value, Node logprobs) {
        if (value.is(Kind.STRING)) {
            found.add(new Slot(key, value, true, logprobs));
        }
    }

    private void part(int index, int content, Node part) {
        switch (part.text("type")) {
            case "reasoning_text" -> whole(thought(index, content, false), part.at("text"), Node.ABSENT);
            case "refusal" -> whole(part(index, content), part.at("refusal"), Node.ABSENT);
            default -> whole(part(index, content), part.at("text"), part.at("logprobs"));
        }
    }

    private void item(int index, Node item) {
        switch (item.text("type")) {
            case "message" -> {
                int content = 0;
                for (Node part : item.at("content").elements()) {
                    part(index, content++, part);
                }
            }
            case "function_call" -> whole(arguments(index), item.at("arguments"), Node.ABSENT);
            case "custom_tool_call" -> whole(arguments(index), item.at("input"), Node.ABSENT);
            case "reasoning" -> {
                int number = 0;
                for (Node part : item.at("summary").elements()) {
                    whole(thought(index, number++, true), part.at("text"), Node.ABSENT);
                }
                number = 0;
                for (Node part : item.at("content").elements()) {
                    whole(thought(index, number++, false), part.at("text"), Node.ABSENT);
                }
            }
            default -> {}
        }
    }

    /**
     * The items of the finished response. Some leave out items there, so the first of a sort is the first that was
     * streamed of that sort, and so on; what was not streamed at all stands at its own place.
     */
    private void output(List<Node> items, Map<Integer, String> types) {
        Map<String, Integer> met = new HashMap<>();
        for (int i = 0; i < items.size(); i++) {
            String type = items.get(i).text("type");
            int skip = met.merge(type, 1, Integer::sum) - 1;
            Integer streamed = types.entrySet().stream()
                    .filter(entry -> entry.getValue().equals(type))
                    .map(Map.Entry::getKey)
                    .sorted()
                    .skip(skip)
                    .findFirst()
                    .orElse(null);
            if (streamed != null || types.isEmpty()) {
                item(streamed == null ? i : streamed, items.get(i));
            }
        }
    }
}
