package io.sluice.dialects.gemini;

import io.sluice.dialects.EmbeddingCodec;
import io.sluice.dialects.embed.EmbedAnswer;
import io.sluice.dialects.embed.EmbedRequest;
import io.sluice.dialects.embed.Vector;
import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.json.Kind;
import io.sluice.dialects.model.Extras;
import io.sluice.dialects.model.Usage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Google's answers: {@code embedding}, {@code embeddings}, or Vertex's {@code predictions}. */
final class EmbedAnswers {
    /** Usage as Google wrote it, which has more than our buckets. */
    private static final String USAGE = Extras.SPELLING + "usageMetadata";

    /** Vertex tells whether it cut an input: worth a word where it did. */
    private static final String TRUNCATED = "truncated";

    private EmbedAnswers() {}

    static EmbedAnswer read(Value body) {
        Fields top = body.fields();
        Value error = top.take("error");
        if (error != null) {
            return new EmbedAnswer("", List.of(), null, ErrorReader.value(error, 0), Extras.NONE);
        }
        Value predictions = top.take("predictions");
        if (predictions != null) {
            return predicted(predictions);
        }
        Value single = top.take("embedding");
        Value several = top.take("embeddings");
        List<Value> all = new ArrayList<>();
        if (single != null) {
            all.add(single);
        }
        if (several != null) {
            all.addAll(several.elements());
        }
        List<Vector> vectors = new ArrayList<>();
        for (Value one : all) {
            Value values = one.fields().get("values");
            if (values == null || !values.is(Kind.ARRAY)) {
                return EmbedAnswer.malformed("an embedding without a list of values");
            }
            vectors.add(new Vector.Numbers(values.raw()));
        }
        Value usage = top.take("usageMetadata");
        Value truncated = top.get(TRUNCATED);
        if (truncated != null && truncated.is(Kind.FALSE)) {
            top.take(TRUNCATED);
        }
        Map<String, String> extras = new LinkedHashMap<>();
        top.left().forEach((name, value) -> extras.put(name, value.raw()));
        if (usage != null) {
            extras.put(USAGE, usage.raw());
        }
        Usage counted = usage == null ? null : UsageFigures.read(usage).usage();
        return new EmbedAnswer("", vectors, counted, null, Extras.of(GeminiGenerate.ID, extras));
    }

    private static EmbedAnswer predicted(Value predictions) {
        List<Vector> vectors = new ArrayList<>();
        long tokens = 0;
        boolean counted = true;
        boolean cut = false;
        for (Value prediction : predictions.elements()) {
            Value embeddings = prediction.fields().get("embeddings");
            Value values = embeddings == null ? null : embeddings.fields().get("values");
            if (embeddings == null || values == null || !values.is(Kind.ARRAY)) {
                return EmbedAnswer.malformed("a prediction without a list of values");
            }
            vectors.add(new Vector.Numbers(values.raw()));
            Value statistics = embeddings.fields().get("statistics");
            Fields told = statistics == null ? Value.of("{}").fields() : statistics.fields();
            Value count = told.get("tokenCount");
            Value truncated = told.get(TRUNCATED);
            cut |= truncated != null && truncated.is(Kind.TRUE);
            Long own = count == null ? null : Numbers.whole(count);
            counted &= own != null && own >= 0 && own < Usage.LARGEST;
            tokens += own == null || !counted ? 0 : own;
        }
        Usage usage = counted ? new Usage(tokens, 0, 0, 0, 0, 0, 0, 0, 0, 0) : null;
        Map<String, String> extras = cut ? Map.of(TRUNCATED, "true") : Map.of();
        return new EmbedAnswer("", vectors, usage, null, Extras.of(GeminiGenerate.ID, extras));
    }

    static byte[] write(EmbedAnswer answer, EmbeddingCodec.Asking asking) {
        asking.losses().foreign("", answer.extras(), GeminiGenerate.ID);
        boolean one = isOne(asking.request());
        JsonWriter json = new JsonWriter().beginObject();
        json.name(one ? "embedding" : "embeddings");
        if (!one) {
            json.beginArray();
        }
        for (Vector vector : answer.vectors()) {
            json.beginObject().name("values").raw(vector.numbers()).endObject();
        }
        if (!one) {
            json.endArray();
        }
        String metadata = metadata(answer);
        if (metadata != null) {
            json.name("usageMetadata").raw(metadata);
        }
        if (answer.extras().dialect().equals(GeminiGenerate.ID)) {
            answer.extras().fields().forEach((name, value) -> {
                if (!name.startsWith(Extras.SPELLING)) {
                    json.name(name).raw(value);
                }
            });
        }
        return json.endObject().toBytes();
    }

    private static boolean isOne(EmbedRequest request) {
        return request.extras().field(GeminiGenerate.ID, EmbedReader.FORM) != null
                && request.inputs().size() == 1;
    }

    private static @Nullable String metadata(EmbedAnswer answer) {
        String own = answer.extras().field(GeminiGenerate.ID, USAGE);
        return own != null || answer.usage() == null ? own : UsageText.write(answer.usage(), Map.of());
    }
}
