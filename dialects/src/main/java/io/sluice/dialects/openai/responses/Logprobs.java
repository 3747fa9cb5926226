package io.sluice.dialects.openai.responses;

import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.json.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The token probabilities of an answer, dealt out to the texts their tokens make up. */
final class Logprobs {
    private final Deque<Node> waiting = new ArrayDeque<>();
    private boolean oneText;

    /** Takes more of them: a list in OpenAI's form. */
    void add(String entries) {
        waiting.addAll(Node.of(Bytes.of(entries)).elements());
    }

    /** All that are waiting belong to one text, however their tokens add up. */
    void toOneText() {
        oneText = true;
    }

    /** Whether there are any that belong to no text. */
    boolean areLeft() {
        return !waiting.isEmpty();
    }

    /** The rest of a text's, once it is over: {@link #upTo} where others may follow. */
    List<String> rest(int characters, int covered) {
        return upTo(oneText ? Integer.MAX_VALUE : characters, covered);
    }

    /** Those whose tokens begin before that many characters, {@code covered} of which have theirs; as JSON texts. */
    List<String> upTo(int characters, int covered) {
        List<String> entries = new ArrayList<>();
        int at = covered;
        while (at < characters && !waiting.isEmpty()) {
            Node entry = waiting.remove();
            at += entry.text("token").length();
            entries.add(complete(entry));
        }
        return entries;
    }

    /** How many characters those entries stand for. */
    static int characters(List<String> entries) {
        return entries.stream()
                .mapToInt(entry -> Node.of(Bytes.of(entry)).text("token").length())
                .sum();
    }

    /** The entry with all its keys: some providers leave out the bytes or the alternatives. */
    private static String complete(Node entry) {
        if (isComplete(entry) && entry.at("top_logprobs").is(Kind.ARRAY)) {
            return entry.raw();
        }
        JsonWriter json = new JsonWriter();
        write(json, entry, true);
        return json.toString();
    }

    private static boolean isComplete(Node entry) {
        return entry.at("logprob").is(Kind.NUMBER)
                && entry.at("bytes").is(Kind.ARRAY)
                && entry.at("top_logprobs").elements().stream().allMatch(Logprobs::isComplete);
    }

    private static void write(JsonWriter json, Node entry, boolean alternatives) {
        json.beginObject().name("token").string(entry.text("token"));
        json.name("logprob")
                .raw(entry.at("logprob").is(Kind.NUMBER) ? entry.at("logprob").raw() : "0");
        json.name("bytes");
        if (entry.at("bytes").is(Kind.ARRAY)) {
            json.raw(entry.at("bytes").raw());
        } else {
            json.beginArray();
            for (byte b : entry.text("token").getBytes(StandardCharsets.UTF_8)) {
                json.number(b & 0xFF);
            }
            json.endArray();
        }
        if (alternatives) {
            json.name("top_logprobs").beginArray();
            entry.at("top_logprobs").elements().forEach(top -> write(json, top, false));
            json.endArray();
        }
        json.endObject();
    }

    static void list(JsonWriter json, List<String> entries) {
        json.beginArray();
        entries.forEach(json::raw);
        json.endArray();
    }
}
