package io.sluice.dialects.ollama;

import io.sluice.dialects.EmbeddingCodec;
import io.sluice.dialects.Quirks;
import io.sluice.dialects.RequestFacts;
import io.sluice.dialects.Sending;
import io.sluice.dialects.embed.EmbedAnswer;
import io.sluice.dialects.embed.EmbedInput;
import io.sluice.dialects.embed.EmbedRequest;
import io.sluice.dialects.embed.Truncation;
import io.sluice.dialects.embed.Vector;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.JsonReader;
import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.json.Kind;
import io.sluice.dialects.json.ObjectView;
import io.sluice.dialects.model.Extras;
import io.sluice.dialects.model.Losses;
import java.util.ArrayList;
import java.util.List;

/** Ollama's {@code /api/embed}, towards providers only. */
final class OllamaEmbeddings implements EmbeddingCodec {
    @Override
    public Read readRequest(RequestFacts facts, Bytes body) {
        throw OllamaChat.noCallers();
    }

    @Override
    public Written writeRequest(EmbedRequest request, Sending sending) {
        Losses losses = new Losses();
        losses.foreign("", request.extras(), OllamaChat.ID);
        if (request.user() != null) {
            losses.add("user", "ollama has no end user");
        }
        JsonWriter json = new JsonWriter().beginObject().name("model").string(sending.model());
        json.name("input").beginArray();
        for (int i = 0; i < request.inputs().size(); i++) {
            EmbedInput input = request.inputs().get(i);
            String path = "input[" + i + "]";
            String text = input.text();
            if (text == null) {
                return new Written.Refused(EmbeddingCodec.unsupportedInput(
                        path, "Ollama's embeddings take text alone, and this input holds something else."));
            }
            named(input, path, losses);
            json.string(text);
        }
        json.endArray();
        if (request.dimensions() != null) {
            json.name("dimensions").number(request.dimensions());
        }
        if (request.truncation() != null) {
            if (request.truncation() == Truncation.START) {
                losses.add("truncate", "ollama cuts at the end only");
            }
            json.name("truncate").bool(request.truncation() != Truncation.NONE);
        }
        return new Written.Bodies(List.of(json.endObject().toBytes()), losses.all());
    }

    private static void named(EmbedInput input, String path, Losses losses) {
        losses.foreign(path, input.extras(), OllamaChat.ID);
        if (input.purpose() != null) {
            losses.add("input_type", "ollama embeddings are not told what they are for");
        }
        if (!input.title().isEmpty()) {
            losses.add(path + ".title", "ollama embeddings have no titles");
        }
        if (input.pieces().size() > 1) {
            losses.add(path + ".parts", "ollama takes one text: the parts are a line each");
        }
    }

    @Override
    public EmbedAnswer readAnswer(Bytes body, Quirks quirks) {
        ObjectView view = ObjectView.of(new JsonReader(body, 0));
        JsonReader embeddings = view.take("embeddings", Kind.ARRAY);
        if (embeddings == null) {
            return view.has("error")
                    ? new EmbedAnswer("", List.of(), null, OllamaErrors.read(502, body), Extras.NONE)
                    : EmbedAnswer.malformed("an answer without a list 'embeddings'");
        }
        List<Vector> vectors = new ArrayList<>();
        embeddings.enter(Kind.ARRAY);
        while (embeddings.more()) {
            Vector vector = Vector.read(embeddings);
            if (vector == null) {
                return EmbedAnswer.malformed("an embedding that is no list of numbers");
            }
            vectors.add(vector);
        }
        Figures figures = new Figures();
        String count = view.raw("prompt_eval_count");
        if (count != null) {
            figures.input(count);
        }
        String model = view.text("model");
        // How long it took is no part of the answer.
        view.take("total_duration");
        view.take("load_duration");
        return new EmbedAnswer(model, vectors, figures.usage(), null, Extras.of(OllamaChat.ID, view.rest()));
    }

    @Override
    public byte[] writeAnswer(EmbedAnswer answer, Asking asking) {
        throw OllamaChat.noCallers();
    }
}
