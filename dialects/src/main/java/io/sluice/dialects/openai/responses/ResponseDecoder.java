package io.sluice.dialects.openai.responses;

import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.Kind;
import io.sluice.dialects.model.Chunk;
import io.sluice.dialects.model.Chunk.Placed;
import io.sluice.dialects.model.Event;
import io.sluice.dialects.model.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Turns the JSON of one answer, whole or event by event, into events, noting where each text stands. */
final class ResponseDecoder {
    /** What every response says of itself, read apart. */
    private static final Set<String> READ = Set.of(
            "id",
            "object",
            "created_at",
            "completed_at",
            "status",
            "incomplete_details",
            "model",
            "output",
            "output_text",
            "error",
            "usage");
    /** The request's settings, said again. */
    private static final Set<String> ECHOED = Set.of(
            "instructions",
            "previous_response_id",
            "tools",
            "tool_choice",
            "truncation",
            "parallel_tool_calls",
            "text",
            "top_p",
            "presence_penalty",
            "frequency_penalty",
            "top_logprobs",
            "temperature",
            "reasoning",
            "max_output_tokens",
            "max_tool_calls",
            "store",
            "background",
            "metadata",
            "safety_identifier",
            "prompt_cache_key",
            "prompt_cache_retention",
            "prompt_cache_options",
            "prompt",
            "user");

    private static final Set<String> OF_EVENT = Set.of("type", "sequence_number", "response");

    private final ItemDecoder items = new ItemDecoder();
    private List<Placed> events = new ArrayList<>();
    private int offset;
    private boolean started;
    private boolean broken;

    /** A whole answer. */
    Chunk answer(Bytes body) {
        begin(0);
        Node response = Node.of(body);
        started(response);
        over(response);
        return Chunk.read(body, events);
    }

    /** One stream event, and the spelling of it with all data on one line, which begins at that offset. */
    Chunk event(Bytes original, Bytes editable, int dataStart, int dataEnd) {
        begin(dataStart);
        event(Node.of(editable.slice(dataStart, dataEnd)));
        return Chunk.read(original, editable, events);
    }

    private void begin(int start) {
        events = new ArrayList<>();
        offset = start;
        items.into(events, start);
    }

    private void event(Node event) {
        String type = event.text("type");
        switch (type) {
            case "response.created", "response.queued", "response.in_progress" -> started(event.at("response"));
            case "response.completed", "response.incomplete", "response.failed", "response.done" -> {
                started(event.at("response"));
                noted(event, OF_EVENT, Set.of());
                over(event.at("response"));
            }
            case "error" -> broken(event);
            case "" -> {
                if (!event.at("error").is(Kind.NULL)) {
                    broken(event);
                }
            }
            default -> item(type, event, event.small("output_index", 0));
        }
    }

    private void item(String type, Node event, int index) {
        int content = event.small("content_index", 0);
        switch (type) {
            case "response.output_item.added" -> items.added(index, event.at("item"));
            case "response.output_item.done" -> items.done(index, event.at("item"));
            case "response.content_part.added" -> items.part(index, content, event.at("part"));
            case "response.content_part.done" -> items.partOver(index, content, event.at("part"));
            case "response.output_text.delta" ->
                items.text(index, content, false, event.at("delta"), event.at("logprobs"));
            case "response.output_text.done" -> items.textOver(index, content, false, event.at("text"));
            case "response.refusal.done" -> items.textOver(index, content, true, event.at("refusal"));
            case "response.refusal.delta" -> items.text(index, content, true, event.at("delta"), Node.ABSENT);
            case "response.output_text.annotation.added" -> items.source(index, content, event.at("annotation"));
            case "response.function_call_arguments.delta", "response.custom_tool_call_input.delta" ->
                items.arguments(index, event.at("delta"));
            case "response.function_call_arguments.done" -> items.argumentsOver(index, event.at("arguments"));
            case "response.custom_tool_call_input.done" -> items.argumentsOver(index, event.at("input"));
            case "response.reasoning_summary_text.delta" ->
                items.thought(index, event.small("summary_index", 0), true, event.at("delta"));
            case "response.reasoning_summary_text.done" ->
                items.thoughtOver(index, event.small("summary_index", 0), true, event.at("text"));
            case "response.reasoning_text.done", "response.reasoning.done" ->
                items.thoughtOver(index, content, false, event.at("text"));
            case "response.reasoning_text.delta", "response.reasoning.delta" ->
                items.thought(index, content, false, event.at("delta"));
            default -> unknown(type, event);
        }
    }

    /** Progress of an item that comes whole at its end, and what repeats a text, says nothing more; the rest is unknown. */
    private void unknown(String type, Node event) {
        boolean silent = type.equals("keepalive")
                || type.endsWith(".done")
                || (event.has("output_index") && (event.has("item_id") || type.contains("_call")));
        if (!silent && !type.startsWith("response.reasoning_summary_part.")) {
            events.add(Placed.fixed(new Event.Unknown(type, event.raw())));
        }
    }

    private void started(Node response) {
        if (!started) {
            started = true;
            events.addFirst(Placed.fixed(new Event.Started(response.text("id"), response.text("model"))));
        }
    }

    private void over(Node response) {
        items.over(response.at("output"));
        noted(response, READ, ECHOED);
        Node said = response.at("usage");
        Usage usage = UsageFigures.of(said).usage();
        if (usage != null) {
            events.add(new Placed(new Event.UsageSeen(usage), offset + said.start(), offset + said.end()));
        }
        String beyond = UsageFigures.beyond(said);
        if (beyond != null) {
            note("usage", beyond);
        }
        String status = response.text("status");
        Node error = response.at("error");
        if (!error.is(Kind.NULL) || status.equals(Outcome.FAILED)) {
            broken(response);
            return;
        }
        String word = Outcome.word(status, response.at("incomplete_details").text("reason"));
        if (!word.isEmpty()) {
            events.add(Placed.fixed(new Event.Finished(0, Outcome.reason(word, items.calls()), word)));
        }
    }

    private void broken(Node said) {
        if (!broken) {
            broken = true;
            started(said);
            Node error = said.at("error");
            boolean flat = error.is(Kind.NULL) && said.has("message");
            events.add(
                    Placed.fixed(new Event.Broken(flat ? Faults.event(Bytes.of(said.raw())) : Faults.reported(error))));
        }
    }

    private void noted(Node node, Set<String> read, Set<String> echoed) {
        for (Map.Entry<String, Node> member : node.members().entrySet()) {
            String name = member.getKey();
            if (!read.contains(name)
                    && !echoed.contains(name)
                    && !member.getValue().is(Kind.NULL)) {
                note(name, member.getValue().raw());
            }
        }
    }

    private void note(String name, String json) {
        events.add(Placed.fixed(new Event.Noted(-1, Spelling.DIALECT, name, json)));
    }
}
