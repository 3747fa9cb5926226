package io.sluice.dialects.cohere;

import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.JsonReader;
import io.sluice.dialects.json.Kind;
import io.sluice.dialects.json.ObjectView;
import io.sluice.dialects.model.Chunk;
import io.sluice.dialects.model.ErrorFacts;
import io.sluice.dialects.model.Event;
import io.sluice.dialects.model.Event.Opening;

/** Turns the events of one stream into canonical ones. */
final class CohereStream {
    private final CohereEvents events = new CohereEvents();
    private int call;

    /** One event whose data is {@code [dataStart, dataEnd)} of its editable text. */
    Chunk event(Bytes original, Bytes editable, int dataStart, int dataEnd) {
        events.taken(dataStart);
        ObjectView event = ObjectView.of(new JsonReader(editable.slice(dataStart, dataEnd), 0));
        read(event);
        return Chunk.read(original, editable, events.taken(0));
    }

    private void read(ObjectView event) {
        String type = event.text("type");
        String index = event.has("index") ? String.valueOf(event.raw("index")) : "0";
        ObjectView delta = event.object("delta");
        switch (type) {
            case "message-start" -> events.add(new Event.Started(event.text("id"), ""));
            case "content-start", "content-delta" -> content("content " + index, delta.object("message"));
            case "content-end" -> events.end("content " + index);
            case "tool-plan-delta" -> plan(delta.object("message"));
            case "tool-call-start", "tool-call-delta" ->
                call("call " + index, type, delta.object("message").object("tool_calls"));
            case "tool-call-end" -> events.end("call " + index);
            case "citation-start" -> {
                JsonReader citation = delta.object("message").take("citations", Kind.OBJECT);
                if (citation != null) {
                    events.cite(citation);
                }
            }
            case "message-end" -> events.ended(delta);
            case "citation-end" -> {}
            default -> other(type, event);
        }
    }

    private void content(String name, ObjectView message) {
        ObjectView content = message.object("content");
        boolean thinking = content.text("type").equals("thinking") || content.has("thinking");
        int block = events.block(name, thinking ? new Opening.Thinking() : new Opening.Text());
        JsonReader said = content.take(thinking ? "thinking" : "text", Kind.STRING);
        if (said != null) {
            events.said(block, said, thinking);
        }
    }

    private void plan(ObjectView message) {
        JsonReader said = message.take("tool_plan", Kind.STRING);
        if (said != null) {
            events.said(events.block("plan", new Opening.Text()), said, false);
        }
    }

    private void call(String name, String type, ObjectView call) {
        if (type.equals("tool-call-start") && this.call++ == 0) {
            events.end("plan");
        }
        ObjectView function = call.object("function");
        int block = events.block(name, new Opening.ToolCall(call.text("id"), function.text("name")));
        JsonReader arguments = function.take("arguments", Kind.STRING);
        if (arguments != null) {
            events.arguments(block, arguments);
        }
    }

    private void other(String type, ObjectView event) {
        String message = event.text("message");
        if (type.isEmpty() && !message.isEmpty()) {
            events.add(new Event.Broken(ErrorFacts.of(502, "upstream_error", message)));
        } else {
            events.add(new Event.Unknown(type, null));
        }
    }
}
