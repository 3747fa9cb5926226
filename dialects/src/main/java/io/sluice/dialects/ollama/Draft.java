package io.sluice.dialects.ollama;

import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.model.Block;
import java.util.ArrayList;
import java.util.List;

/** A message while it grows. */
final class Draft {
    private final String role;
    final StringBuilder thinking = new StringBuilder();
    final List<String> images = new ArrayList<>();
    String toolName = "";
    String callId = "";
    private final List<String> calls = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();

    Draft(String role) {
        this.role = role;
    }

    /** Texts of one message stand on lines of their own. */
    void text(String more) {
        text.append(text.isEmpty() || more.isEmpty() ? "" : "\n").append(more);
    }

    void call(Block.ToolCall call, String arguments) {
        JsonWriter json = new JsonWriter().beginObject();
        if (!call.id().isEmpty()) {
            json.name("id").string(call.id());
        }
        json.name("type").string("function").name("function").beginObject();
        json.name("name").string(call.name()).name("arguments").raw(arguments);
        calls.add(json.endObject().endObject().toString());
    }

    /** Writes the message where it says anything; a tool's result does, even with nothing in it. */
    void write(JsonWriter json) {
        boolean nothing = text.isEmpty() && thinking.isEmpty() && images.isEmpty() && calls.isEmpty();
        if (nothing && !role.equals("tool")) {
            return;
        }
        json.beginObject().name("role").string(role).name("content").string(text.toString());
        if (!thinking.isEmpty()) {
            json.name("thinking").string(thinking.toString());
        }
        if (!images.isEmpty()) {
            json.name("images").beginArray();
            images.forEach(json::string);
            json.endArray();
        }
        if (!calls.isEmpty()) {
            json.name("tool_calls").raw("[" + String.join(",", calls) + "]");
        }
        if (!toolName.isEmpty()) {
            json.name("tool_name").string(toolName);
        }
        if (!callId.isEmpty()) {
            json.name("tool_call_id").string(callId);
        }
        json.endObject();
    }
}
