package io.sluice.dialects.openai.responses;

import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.Edit;
import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.json.Kind;
import io.sluice.dialects.model.FinishReason;
import io.sluice.dialects.model.Usage;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What has been passed of a stream, kept so that the stream can be ended before its provider ends it: open parts and
 * items are done, and the last event holds the response as far as it went.
 */
final class Ending {
    private final TreeMap<Integer, Item> items = new TreeMap<>();
    private String response = "{}";
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private @Nullable Open open;
    private long sent;
    private long sequence;

    /** An item that was passed; its place in the provider's count is -1 where it is our own. */
    private static final class Item {
        final int place;
        final Map<Integer, Part> parts = new TreeMap<>();
        String json;
        boolean argued;
        boolean done;

        Item(int place, String json) {
            this.place = place;
            this.json = json;
        }
    }

    /** A part of an item: whether its text has been said whole, and, once it is done, all of it. */
    private static final class Part {
        final String type;
        boolean said;
        String json = "";

        Part(String type) {
            this.type = type;
        }
    }

    /** A text to which more may be added. */
    private record Open(int index, int content, String itemId) {}

    /** How many events of our own went out. */
    long sent() {
        return sent;
    }

    /** Takes an event as it went out, with so many items of our own before it. */
    void passed(String type, Node event, int ours) {
        int index = event.small("output_index", 0);
        int content = event.small("content_index", 0);
        switch (type) {
            case "response.created", "response.queued", "response.in_progress" ->
                response = event.at("response").raw();
            case "response.output_item.added" ->
                items.put(index, new Item(index - ours, event.at("item").raw()));
            case "response.output_item.done" -> {
                Item item = items.computeIfAbsent(index, i -> new Item(i - ours, ""));
                item.json = event.at("item").raw();
                item.done = true;
                open = null;
            }
            case "response.content_part.added" ->
                begun(index, content, event, event.at("part").text("type"));
            case "response.output_text.delta" -> begun(index, content, event, "output_text");
            case "response.refusal.delta" -> begun(index, content, event, "refusal");
            case "response.reasoning_text.delta", "response.reasoning.delta" ->
                begun(index, content, event, "reasoning_text");
            case "response.reasoning_summary_text.delta" ->
                begun(index, event.small("summary_index", 0), event, "summary_text");
            case "response.reasoning_summary_part.added" ->
                begun(index, event.small("summary_index", 0), event, "summary_text");
            default -> over(type, event, items.get(index));
        }
    }

    private void over(String type, Node event, @Nullable Item item) {
        if (item == null || !type.endsWith(".done")) {
            return;
        }
        open = null;
        Part part = item.parts.get(event.small("content_index", event.small("summary_index", 0)));
        if (type.contains("_call")) {
            item.argued = true;
        } else if (part != null) {
            part.said = true;
            part.json = event.has("part") ? event.at("part").raw() : part.json;
        }
    }

    private void begun(int index, int part, Node event, String type) {
        Item item = items.get(index);
        if (item != null) {
            item.parts.putIfAbsent(part, new Part(type));
            open = type.equals("output_text") ? new Open(index, part, event.text("item_id")) : null;
        }
    }

    /** The key of the text that is open now; null where none is. */
    @Nullable
    String openText() {
        Item item = open == null ? null : items.get(open.index());
        return open == null || item == null ? null : Slots.part(item.place, open.content());
    }

    /** A piece of our own for the open text. */
    byte[] delta(String text, long last) {
        sequence = last;
        piece(text);
        return taken();
    }

    private void piece(String text) {
        if (open != null) {
            JsonWriter json = event("response.output_text.delta");
            json.name("item_id").string(open.itemId()).name("output_index").number(open.index());
            json.name("content_index").number(open.content()).name("delta").string(text);
            send(
                    "response.output_text.delta",
                    json.name("logprobs").beginArray().endArray());
        }
    }

    /** A message of our own, after everything that has begun. */
    byte[] message(String text, long last) {
        int index = items.isEmpty() ? 0 : items.lastKey() + 1;
        Item item = new Item(-1, "");
        String id = "msg_sluice_" + index;
        items.put(index, item);
        sequence = last;
        item.json = message(id, Outcome.IN_PROGRESS, List.of());
        itemEvent("added", index, item.json);
        part("added", id, index, 0, part("output_text", ""));
        open = new Open(index, 0, id);
        piece(text);
        open = null;
        textDone(id, index, 0, "output_text", text);
        part("done", id, index, 0, part("output_text", text));
        item.json = message(id, Outcome.COMPLETED, List.of(part("output_text", text)));
        itemEvent("done", index, item.json);
        item.done = true;
        return taken();
    }

    private byte[] taken() {
        byte[] bytes = out.toByteArray();
        out.reset();
        return bytes;
    }

    private static String message(String id, String status, List<String> parts) {
        JsonWriter json = new JsonWriter()
                .beginObject()
                .name("type")
                .string("message")
                .name("id")
                .string(id);
        json.name("status").string(status).name("role").string("assistant");
        Logprobs.list(json.name("content"), parts);
        return json.endObject().toString();
    }

    private static String part(String type, String text) {
        JsonWriter json = new JsonWriter().beginObject().name("type").string(type);
        json.name(type.equals("refusal") ? type : "text").string(text);
        if (type.equals("output_text")) {
            json.name("annotations")
                    .beginArray()
                    .endArray()
                    .name("logprobs")
                    .beginArray()
                    .endArray();
        }
        return json.endObject().toString();
    }

    /** Where items of our own go in the provider's finished output. */
    List<Edit> insertions(Node output) {
        List<Node> elements = output.elements();
        List<Edit> edits = new ArrayList<>();
        StringBuilder ours = new StringBuilder();
        int before = 0;
        for (Item item : items.values()) {
            if (item.place >= 0) {
                flush(ours, before, elements, output, edits);
                before = item.place + 1;
            } else {
                ours.append(ours.isEmpty() ? "" : ",").append(item.json);
            }
        }
        flush(ours, before, elements, output, edits);
        return edits;
    }

    private static void flush(StringBuilder ours, int before, List<Node> elements, Node output, List<Edit> edits) {
        if (ours.isEmpty()) {
            return;
        }
        if (before < elements.size()) {
            int at = elements.get(before).start();
            edits.add(Edit.of(at, at, ours + ","));
        } else {
            int at = output.end() - 1;
            edits.add(Edit.of(at, at, (elements.isEmpty() ? "" : ",") + ours));
        }
        ours.setLength(0);
    }

    /** The end: what is open is done, and the response says what was passed. */
    byte[] finish(
            Map<String, StringBuilder> passed,
            FinishReason reason,
            @Nullable Usage usage,
            @Nullable String code,
            long last) {
        sequence = last;
        String status = Outcome.status(reason);
        List<String> output = new ArrayList<>();
        items.forEach((index, item) -> {
            if (!item.done) {
                item.json = closed(index, item, passed, status);
                itemEvent("done", index, item.json);
            }
            output.add(item.json);
        });
        Map<String, String> said = new LinkedHashMap<>();
        said.put("status", quoted(status));
        boolean incomplete = status.equals(Outcome.INCOMPLETE);
        said.put(
                "incomplete_details",
                incomplete ? "{\"reason\":" + quoted(Outcome.incompleteReason(reason)) + "}" : "null");
        said.put("output", "[" + String.join(",", output) + "]");
        if (usage != null) {
            JsonWriter json = new JsonWriter();
            UsageFigures.write(json, usage, null);
            said.put("usage", json.toString());
        }
        if (code != null) {
            said.put("sluice", "{\"code\":" + quoted(code) + "}");
        }
        String type = "response." + status;
        send(type, event(type).name("response").raw(replaced(response, said)));
        return taken();
    }

    private String closed(int index, Item item, Map<String, StringBuilder> passed, String status) {
        Node node = Node.of(Bytes.of(item.json));
        String id = node.text("id");
        Map<String, String> said = new LinkedHashMap<>();
        List<String> parts = new ArrayList<>();
        String list = "content";
        for (Map.Entry<Integer, Part> each : item.parts.entrySet()) {
            Part part = each.getValue();
            if (part.json.isEmpty()) {
                String text = text(passed, key(item.place, each.getKey(), part.type));
                part.json = part(part.type, text);
                if (!part.said) {
                    textDone(id, index, each.getKey(), part.type, text);
                }
                part("done", id, index, each.getKey(), part.json);
            }
            parts.add(part.json);
            list = part.type.equals("summary_text") ? "summary" : list;
        }
        if (!parts.isEmpty()) {
            said.put(list, "[" + String.join(",", parts) + "]");
        }
        String type = node.text("type");
        if (Items.isCall(type)) {
            boolean free = type.equals("custom_tool_call");
            String name = free ? "input" : "arguments";
            String arguments = text(passed, Slots.arguments(item.place));
            String event = free ? "response.custom_tool_call_input.done" : "response.function_call_arguments.done";
            if (!item.argued) {
                JsonWriter json = event(event).name("item_id").string(id);
                send(event, json.name("output_index").number(index).name(name).string(arguments));
            }
            said.put(name, quoted(arguments));
        }
        if (node.at("status").is(Kind.STRING)) {
            said.put("status", quoted(status));
        }
        return replaced(item.json, said);
    }

    private static String key(int place, int part, String type) {
        return switch (type) {
            case "summary_text" -> Slots.thought(place, part, true);
            case "reasoning_text" -> Slots.thought(place, part, false);
            default -> Slots.part(place, part);
        };
    }

    private static String text(Map<String, StringBuilder> passed, String key) {
        StringBuilder text = passed.get(key);
        return text == null ? "" : text.toString();
    }

    private void textDone(String id, int index, int part, String type, String text) {
        String name = switch (type) {
            case "refusal" -> "response.refusal.done";
            case "summary_text" -> "response.reasoning_summary_text.done";
            case "reasoning_text" -> "response.reasoning_text.done";
            default -> "response.output_text.done";
        };
        JsonWriter json = placed(event(name), id, index, part, type);
        json.name(type.equals("refusal") ? type : "text").string(text);
        if (type.equals("output_text")) {
            json.name("logprobs").beginArray().endArray();
        }
        send(name, json);
    }

    private void part(String what, String id, int index, int part, String json) {
        String type = Node.of(Bytes.of(json)).text("type");
        String name =
                (type.equals("summary_text") ? "response.reasoning_summary_part." : "response.content_part.") + what;
        send(name, placed(event(name), id, index, part, type).name("part").raw(json));
    }

    private static JsonWriter placed(JsonWriter json, String id, int index, int part, String type) {
        json.name("item_id").string(id).name("output_index").number(index);
        return json.name(type.equals("summary_text") ? "summary_index" : "content_index")
                .number(part);
    }

    private void itemEvent(String what, int index, String item) {
        String name = "response.output_item." + what;
        send(name, event(name).name("output_index").number(index).name("item").raw(item));
    }

    private JsonWriter event(String type) {
        sent++;
        return new JsonWriter()
                .beginObject()
                .name("type")
                .string(type)
                .name("sequence_number")
                .number(sequence + sent);
    }

    private void send(String type, JsonWriter json) {
        out.writeBytes(Wire.framed(type, json.endObject().toBytes()));
    }

    private static String replaced(String object, Map<String, String> said) {
        JsonWriter json = new JsonWriter().beginObject();
        Map<String, String> members = new LinkedHashMap<>();
        Node.of(Bytes.of(object)).members().forEach((name, value) -> members.put(name, value.raw()));
        members.putAll(said);
        members.forEach((name, value) -> json.name(name).raw(value));
        return json.endObject().toString();
    }

    private static String quoted(String text) {
        return Bytes.of(JsonWriter.quoted(text)).toString();
    }
}
