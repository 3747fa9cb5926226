package io.sluice.dialects.gemini;

import io.sluice.dialects.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Token probabilities: Gemini tells the chosen tokens and, beside them, the likeliest at each place; OpenAI the latter
 * within the former. Gemini's {@code tokenId} has no place in OpenAI's form, its {@code bytes} none in Gemini's.
 */
final class Logprobs {
    private Logprobs() {}

    /** A {@code logprobsResult} in OpenAI's form. */
    static String read(Value result) {
        Fields fields = result.fields();
        List<Value> chosen = list(fields.get("chosenCandidates"));
        List<Value> top = list(fields.get("topCandidates"));
        JsonWriter json = new JsonWriter().beginArray();
        for (int i = 0; i < chosen.size(); i++) {
            json.beginObject();
            entry(json, chosen.get(i).fields());
            json.name("top_logprobs").beginArray();
            if (i < top.size()) {
                for (Value candidate : list(top.get(i).fields().get("candidates"))) {
                    json.beginObject();
                    entry(json, candidate.fields());
                    json.endObject();
                }
            }
            json.endArray().endObject();
        }
        return json.endArray().toString();
    }

    private static List<Value> list(@Nullable Value value) {
        return value == null ? List.of() : value.elements();
    }

    private static void entry(JsonWriter json, Fields candidate) {
        String token = candidate.text("token");
        Value logprob = candidate.get("logProbability");
        json.name("token").string(token);
        json.name("logprob").raw(logprob == null ? "0" : logprob.raw());
        json.name("bytes").beginArray();
        for (byte b : token.getBytes(StandardCharsets.UTF_8)) {
            json.number(b & 0xFF);
        }
        json.endArray();
    }

    /** Entries in OpenAI's form as a {@code logprobsResult}. */
    static String write(String entries) {
        List<String> top = new ArrayList<>();
        JsonWriter json =
                new JsonWriter().beginObject().name("chosenCandidates").beginArray();
        boolean some = false;
        for (Value entry : Value.of(entries).elements()) {
            Fields fields = entry.ownFields();
            JsonWriter likeliest =
                    new JsonWriter().beginObject().name("candidates").beginArray();
            for (Value one : list(fields.get("top_logprobs"))) {
                some = true;
                candidate(likeliest, one.ownFields());
            }
            top.add(likeliest.endArray().endObject().toString());
            candidate(json, fields);
        }
        json.endArray();
        if (some) {
            json.name("topCandidates").beginArray();
            top.forEach(json::raw);
            json.endArray();
        }
        return json.endObject().toString();
    }

    private static void candidate(JsonWriter json, Fields entry) {
        json.beginObject().name("token").string(entry.text("token"));
        Value logprob = entry.get("logprob");
        json.name("logProbability").raw(logprob == null ? "0" : logprob.raw()).endObject();
    }
}
