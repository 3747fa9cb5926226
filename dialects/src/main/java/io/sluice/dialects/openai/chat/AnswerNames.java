package io.sluice.dialects.openai.chat;

import io.sluice.dialects.Asked;
import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.model.Block;
import io.sluice.dialects.model.Extras;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the writers of whole and streamed answers share: ids, and the form of a tool call. */
final class AnswerNames {
    private final Asked asked;

    AnswerNames(Asked asked) {
        this.asked = asked;
    }

    /** The beginning of an answer or a chunk. */
    JsonWriter head(String object) {
        JsonWriter json = new JsonWriter().beginObject();
        json.name("id").string("chatcmpl-" + asked.callId()).name("object").string(object);
        json.name("created").number(asked.createdSeconds());
        return json.name("model").string(asked.model());
    }

    /** The call's id; one of ours where the provider gave none. */
    String callId(String id, int number) {
        return id.isEmpty() ? "call_" + asked.callId() + "_" + number : id;
    }

    /** A tool call but for its end: what a stream says first of it, and a whole answer all of it. */
    void call(JsonWriter json, Block.ToolCall call, int number) {
        json.name("id").string(callId(call.id(), number));
        String field = call.free() ? "custom" : "function";
        json.name("type").string(field).name(field).beginObject();
        json.name("name").string(call.name());
        json.name(call.free() ? "input" : "arguments").string(call.arguments());
        Extras extras = call.notes().extras();
        PartWriter.inner(json, extras, field + ".");
        json.endObject();
        PartWriter.plain(json, extras);
        asked.losses().foreign("choices.message.tool_calls", extras, ChatRequestReader.ID);
        if (call.seal() != null) {
            CallSeals.write(json.name(CallSeals.FIELD), call.seal());
        }
    }

    /** The notes of this dialect whose names begin so, without that beginning; of the others each is lost. */
    Map<String, String> notes(Extras extras, String prefix, String path) {
        asked.losses().foreign(path, extras, ChatRequestReader.ID);
        Map<String, String> notes = new LinkedHashMap<>();
        if (extras.dialect().equals(ChatRequestReader.ID)) {
            extras.fields().forEach((name, value) -> {
                if (name.startsWith(prefix)) {
                    notes.put(name.substring(prefix.length()), value);
                }
            });
        }
        return notes;
    }

    /** The end of token probabilities, whose list of content was written. */
    static void logprobs(JsonWriter json, Map<String, String> others) {
        if (!others.containsKey("refusal")) {
            json.name("refusal").nothing();
        }
        others.forEach((name, value) -> json.name(name).raw(value));
    }
}
