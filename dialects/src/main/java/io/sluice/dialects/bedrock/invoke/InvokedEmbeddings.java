package io.sluice.dialects.bedrock.invoke;

import io.sluice.dialects.EmbeddingCodec;
import io.sluice.dialects.Quirks;
import io.sluice.dialects.RequestFacts;
import io.sluice.dialects.Sending;
import io.sluice.dialects.embed.EmbedAnswer;
import io.sluice.dialects.embed.EmbedRequest;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.JsonReader;
import io.sluice.dialects.json.Kind;
import io.sluice.dialects.json.ObjectView;
import io.sluice.dialects.model.ErrorFacts;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Embeddings behind Bedrock's InvokeModel, where every family of models has bodies of its own: Titan, Nova, and Cohere's
 * as its own API has them. Towards providers only.
 */
public final class InvokedEmbeddings implements EmbeddingCodec {
    private final EmbeddingCodec cohere;

    /** With the codec of Cohere's bodies. */
    public InvokedEmbeddings(EmbeddingCodec cohere) {
        this.cohere = cohere;
    }

    @Override
    public Read readRequest(RequestFacts facts, Bytes body) {
        throw noCallers();
    }

    /** Names may have a region before them, or be the end of an ARN. */
    @Override
    public Written writeRequest(EmbedRequest request, Sending sending) {
        String model = sending.model();
        if (model.contains("titan-embed")) {
            return new TitanEmbeddings(request, model).write();
        }
        if (model.contains("nova") && model.contains("embed")) {
            return new NovaEmbeddings(request).write();
        }
        if (model.contains("cohere.embed")) {
            Set<String> flags = new LinkedHashSet<>(sending.quirks().flags());
            flags.add("model_in_path");
            return cohere.writeRequest(request, new Sending(model, null, Quirks.of(flags), sending.facts()));
        }
        return new Written.Refused(new ErrorFacts(
                400,
                "unsupported_operation",
                "The model " + model + " cannot be asked for embeddings through Bedrock here; those of Titan, Nova and"
                        + " Cohere can",
                null,
                "model"));
    }

    @Override
    public EmbedAnswer readAnswer(Bytes body, Quirks quirks) {
        ObjectView view = ObjectView.of(new JsonReader(body, 0));
        if (view.has("embedding")) {
            return TitanEmbeddings.read(view);
        }
        JsonReader several = view.take("embeddings", Kind.ARRAY);
        boolean objects =
                several != null && several.enter(Kind.ARRAY) && several.more() && several.peek() == Kind.OBJECT;
        return objects ? NovaEmbeddings.read(body) : cohere.readAnswer(body, quirks);
    }

    @Override
    public byte[] writeAnswer(EmbedAnswer answer, Asking asking) {
        throw noCallers();
    }

    @Override
    public String usageHeader() {
        return "x-amzn-bedrock-input-token-count";
    }

    private static UnsupportedOperationException noCallers() {
        return new UnsupportedOperationException(
                "No caller asks Bedrock for embeddings, this is towards providers only");
    }
}
