package io.sluice.dialects.openai.chat;

import io.sluice.dialects.EmbeddingCodec;
import io.sluice.dialects.Quirks;
import io.sluice.dialects.embed.EmbedAnswer;
import io.sluice.dialects.embed.EmbedRequest;
import io.sluice.dialects.embed.Vector;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.JsonReader;
import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.json.Kind;
import io.sluice.dialects.json.ObjectView;
import io.sluice.dialects.model.Extras;
import io.sluice.dialects.model.Usage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Answers of embeddings: a list of vectors, each with its index. */
final class EmbeddingsAnswer {
    private static final String ID = "openai-chat";
    private static final String MALFORMED = "an element of 'data' that holds no vector, or no place of its own";
    // Counts that our buckets hold, and one that is always nothing.
    private static final Set<String> COUNTED = Set.of("prompt_tokens", "total_tokens", "completion_tokens");

    private EmbeddingsAnswer() {}

    static EmbedAnswer read(Bytes body, Quirks quirks) {
        ObjectView view = ObjectView.of(new JsonReader(body, 0));
        JsonReader broken = view.take("error");
        if (broken != null) {
            return new EmbedAnswer("", List.of(), null, ErrorReader.value(broken, 0), Extras.NONE);
        }
        view.take("object");
        String model = view.text("model");
        JsonReader usage = view.take("usage");
        Map<Integer, Vector> vectors = new TreeMap<>();
        JsonReader data = view.take("data", Kind.ARRAY);
        if (data == null) {
            return EmbedAnswer.malformed("an answer without a list 'data'");
        }
        data.enter(Kind.ARRAY);
        while (data.more()) {
            ObjectView one = ObjectView.of(data);
            JsonReader index = one.take("index", Kind.NUMBER);
            JsonReader embedding = one.take("embedding");
            Vector vector = embedding == null ? null : Vector.read(embedding);
            int place = index == null ? vectors.size() : Numbers.small(index);
            if (vector == null || vectors.put(place, vector) != null) {
                return EmbedAnswer.malformed(MALFORMED);
            }
        }
        Map<String, String> extras = view.rest();
        extras.putAll(notes(usage));
        Usage counted = usage == null ? null : UsageFigures.read(usage.copy()).usage(quirks);
        return new EmbedAnswer(model, List.copyOf(vectors.values()), counted, null, Extras.of(ID, extras));
    }

    /** What is told of usage that our buckets do not hold. */
    private static Map<String, String> notes(@Nullable JsonReader usage) {
        Map<String, String> notes = new LinkedHashMap<>();
        if (usage != null) {
            ObjectView.of(usage.copy()).rest().forEach((name, value) -> {
                if (!COUNTED.contains(name)) {
                    notes.put(UsageWriter.NOTES + name, value);
                }
            });
        }
        return notes;
    }

    static byte[] write(EmbedAnswer answer, EmbeddingCodec.Asking asking) {
        asking.losses().foreign("", answer.extras(), ID);
        boolean base64 = asking.request().format() == EmbedRequest.Format.BASE64;
        JsonWriter json = new JsonWriter().beginObject().name("object").string("list");
        json.name("data").beginArray();
        for (int i = 0; i < answer.vectors().size(); i++) {
            Vector vector = answer.vectors().get(i);
            json.beginObject().name("object").string("embedding").name("index").number(i);
            json.name("embedding");
            if (base64) {
                json.string(vector.base64());
            } else {
                json.raw(vector.numbers());
            }
            json.endObject();
        }
        json.endArray().name("model").string(asking.model());
        Map<String, String> extras =
                answer.extras().dialect().equals(ID) ? answer.extras().fields() : Map.of();
        usage(json, answer, asking, extras);
        extras.forEach((name, value) -> {
            if (!name.startsWith(UsageWriter.NOTES)) {
                json.name(name).raw(value);
            }
        });
        return json.endObject().toBytes();
    }

    private static void usage(
            JsonWriter json, EmbedAnswer answer, EmbeddingCodec.Asking asking, Map<String, String> extras) {
        Usage usage = answer.usage();
        if (usage == null) {
            // The form has no way to say that nothing is known.
            asking.losses().add("usage", "the provider tells no usage: written as none");
        }
        long tokens = usage == null ? 0 : usage.totalInput() + usage.totalOutput();
        json.name("usage").beginObject();
        json.name("prompt_tokens").number(tokens).name("total_tokens").number(tokens);
        extras.forEach((name, value) -> {
            if (name.startsWith(UsageWriter.NOTES)) {
                json.name(name.substring(UsageWriter.NOTES.length())).raw(value);
            }
        });
        json.endObject();
    }
}
