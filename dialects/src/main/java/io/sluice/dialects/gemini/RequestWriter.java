package io.sluice.dialects.gemini;

import io.sluice.dialects.Outgoing;
import io.sluice.dialects.Sending;
import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.model.Conversation;
import io.sluice.dialects.model.Extras;
import io.sluice.dialects.model.Losses;
import io.sluice.dialects.model.Role;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes a conversation as a request; the model and whether it is streamed are the path's. */
final class RequestWriter {
    private final Conversation conversation;
    private final Sending sending;
    private final Generation generation;
    private final Losses losses = new Losses();

    private RequestWriter(Conversation conversation, Sending sending) {
        this.conversation = conversation;
        this.sending = sending;
        generation = Generation.of(sending);
    }

    static Outgoing write(Conversation conversation, Sending sending) {
        RequestWriter writer = new RequestWriter(conversation, sending);
        return new Outgoing(writer.write(), writer.losses);
    }

    static String role(Role role) {
        return role == Role.ASSISTANT ? "model" : "user";
    }

    /** Whether the model's schemas are Gemini's own subset alone. */
    static boolean takesSubsetOnly(Sending sending, Generation generation) {
        return generation.isOld() || sending.quirks().flags().contains("schema_subset_only");
    }

    /** The fields named with that beginning, without it. */
    static Map<String, String> within(Map<String, String> fields, String prefix) {
        Map<String, String> inner = new LinkedHashMap<>();
        fields.forEach((name, value) -> {
            if (name.startsWith(prefix)) {
                inner.put(name.substring(prefix.length()), value);
            }
        });
        return inner;
    }

    private byte[] write() {
        Extras extras = conversation.extras();
        losses.foreign("", extras, GeminiGenerate.ID);
        Map<String, String> own = extras.dialect().equals(GeminiGenerate.ID) ? extras.fields() : Map.of();
        if (conversation.user() != null) {
            losses.add("user", "gemini has no end user");
        }
        if (conversation.metadata() != null) {
            losses.add("metadata", "gemini has no metadata");
        }
        TurnWriter turns = new TurnWriter(conversation.turns(), sending, generation, losses);
        turns.write();
        JsonWriter json = new JsonWriter().beginObject();
        if (!turns.instruction().isEmpty()) {
            json.name("systemInstruction").raw(turns.instruction());
        }
        json.name("contents").beginArray();
        turns.contents().forEach(json::raw);
        json.endArray();
        tools(json, own);
        String config = new ConfigWriter(conversation, sending, generation, losses)
                .write(within(own, ConfigReader.WITHIN + "."));
        if (!config.isEmpty()) {
            json.name(ConfigReader.WITHIN).raw(config);
        }
        own.forEach((name, value) -> {
            if (name.indexOf('.') < 0) {
                json.name(name).raw(value);
            }
        });
        return json.endObject().toBytes();
    }

    private void tools(JsonWriter json, Map<String, String> own) {
        ToolWriter writer = new ToolWriter(conversation.tools(), takesSubsetOnly(sending, generation), losses);
        String list = writer.list();
        if (!list.isEmpty()) {
            json.name("tools").raw(list);
        }
        Map<String, String> rest = within(own, ToolReader.CONFIG + ".");
        Map<String, String> callingRest = within(rest, ToolReader.CALLING + ".");
        String calling = writer.calling(callingRest);
        rest.keySet().removeIf(name -> name.startsWith(ToolReader.CALLING + "."));
        if (calling.isEmpty() && rest.isEmpty()) {
            return;
        }
        json.name(ToolReader.CONFIG).beginObject();
        if (!calling.isEmpty()) {
            json.name(ToolReader.CALLING).raw(calling);
        }
        rest.forEach((name, value) -> json.name(name).raw(value));
        json.endObject();
    }
}
