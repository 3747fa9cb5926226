package io.sluice.dialects.cohere;

import io.sluice.dialects.EmbeddingCodec;
import io.sluice.dialects.Quirks;
import io.sluice.dialects.RequestFacts;
import io.sluice.dialects.Sending;
import io.sluice.dialects.embed.EmbedAnswer;
import io.sluice.dialects.embed.EmbedRequest;
import io.sluice.dialects.embed.Vector;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.JsonReader;
import io.sluice.dialects.json.Kind;
import io.sluice.dialects.json.ObjectView;
import io.sluice.dialects.model.Extras;
import io.sluice.dialects.model.Usage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Cohere's {@code /v2/embed}, towards providers only. The same bodies without the model's name go through Bedrock's
 * InvokeModel (quirk {@code model_in_path}).
 */
public final class CohereEmbeddings implements EmbeddingCodec {
    @Override
    public Read readRequest(RequestFacts facts, Bytes body) {
        throw CohereChat.notSpoken();
    }

    @Override
    public Written writeRequest(EmbedRequest request, Sending sending) {
        return new EmbedWriter(request, sending).write();
    }

    @Override
    public EmbedAnswer readAnswer(Bytes body, Quirks quirks) {
        ObjectView view = ObjectView.of(new JsonReader(body, 0));
        JsonReader embeddings = view.take("embeddings");
        if (embeddings == null) {
            return EmbedAnswer.malformed("an answer without 'embeddings'");
        }
        List<Vector> vectors = new ArrayList<>();
        // By type where types were asked for; older models and Bedrock give the bare list.
        JsonReader floats = embeddings.peek() == Kind.ARRAY
                ? embeddings
                : ObjectView.of(embeddings).take("float", Kind.ARRAY);
        if (floats == null) {
            return EmbedAnswer.malformed("an answer without 'embeddings.float'");
        }
        floats.enter(Kind.ARRAY);
        while (floats.more()) {
            Vector vector = Vector.read(floats);
            if (vector == null) {
                return EmbedAnswer.malformed("an embedding that is no list of numbers");
            }
            vectors.add(vector);
        }
        ObjectView meta = view.object("meta");
        Usage usage = usage(meta.object("billed_units"));
        meta.take("api_version");
        // The texts come back as the model saw them; who sent them has them.
        view.take("texts");
        view.take("response_type");
        view.take("id");
        Map<String, String> extras = new LinkedHashMap<>(view.rest());
        extras.putAll(meta.rest("meta."));
        return new EmbedAnswer("", vectors, usage, null, Extras.of(CohereChat.ID, extras));
    }

    /** What is billed: tokens of text, and of images where they are counted in tokens. */
    private static @Nullable Usage usage(ObjectView billed) {
        if (!billed.has("input_tokens") && !billed.has("image_tokens")) {
            return null;
        }
        long text = CohereUsage.figure(billed, "input_tokens");
        long images = CohereUsage.figure(billed, "image_tokens");
        return text < 0 || images < 0 ? null : new Usage(text, 0, 0, 0, 0, 0, 0, 0, images, 0);
    }

    @Override
    public byte[] writeAnswer(EmbedAnswer answer, Asking asking) {
        throw CohereChat.notSpoken();
    }
}
