package io.sluice.dialects.openai.chat;

import io.sluice.dialects.EmbeddingCodec;
import io.sluice.dialects.EmbeddingCodec.Written;
import io.sluice.dialects.Sending;
import io.sluice.dialects.embed.EmbedInput;
import io.sluice.dialects.embed.EmbedInput.Piece;
import io.sluice.dialects.embed.EmbedRequest;
import io.sluice.dialects.embed.Purpose;
import io.sluice.dialects.embed.Truncation;
import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.model.Extras;
import io.sluice.dialects.model.Losses;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes a request for embeddings. OpenAI takes 2,048 inputs in one request, texts or token ids. */
final class EmbeddingsWriter {
    private static final String ID = "openai-chat";
    private static final int MOST = 2_048;
    private static final String UNTOLD = "openai embeddings are not told what they are for";

    private final EmbedRequest request;
    private final Sending sending;
    private final Losses losses = new Losses();

    EmbeddingsWriter(EmbedRequest request, Sending sending) {
        this.request = request;
        this.sending = sending;
    }

    Written write() {
        losses.foreign("", request.extras(), ID);
        boolean told = request.extras().field(ID, EmbeddingsReader.TRUNCATE) != null
                || request.extras().field(ID, EmbeddingsReader.TRUNCATION) != null;
        // What is too long OpenAI refuses by itself.
        if (request.truncation() != null && request.truncation() != Truncation.NONE && !told) {
            losses.add("truncate", "openai embeddings have no such setting");
        }
        List<byte[]> bodies = new ArrayList<>();
        for (EmbedRequest.Batch batch : batches()) {
            JsonWriter json = new JsonWriter().beginObject().name("model").string(sending.model());
            json.name("input").beginArray();
            for (int i = 0; i < batch.inputs().size(); i++) {
                String path = "input[" + (batch.from() + i) + "]";
                if (!input(json, batch.inputs().get(i), path)) {
                    return new Written.Refused(EmbeddingCodec.unsupportedInput(
                            path, "OpenAI's embeddings take text, or token ids, and this input holds something else."));
                }
            }
            settings(json.endArray(), batch.purpose());
            bodies.add(json.endObject().toBytes());
        }
        return new Written.Bodies(bodies, losses.all());
    }

    private List<EmbedRequest.Batch> batches() {
        if (InputTypes.areSaid(sending.quirks().flags())) {
            return request.batchesByPurpose(MOST);
        }
        boolean told = request.extras().dialect().equals(ID);
        if (!told && request.inputs().stream().anyMatch(input -> input.purpose() != null)) {
            losses.add("input_type", UNTOLD);
        }
        return request.batches(MOST);
    }

    private boolean input(JsonWriter json, EmbedInput input, String path) {
        losses.foreign(path, input.extras(), ID);
        if (!input.title().isEmpty()) {
            losses.add(path + ".title", "openai embeddings have no titles");
        }
        if (input.pieces().size() == 1 && input.pieces().getFirst() instanceof Piece.Tokens(String tokens)) {
            json.raw(tokens);
            return true;
        }
        String text = input.text();
        if (text == null) {
            return false;
        }
        if (input.pieces().size() > 1) {
            losses.add(path + ".parts", "openai embeddings take one text: the parts are a line each");
        }
        json.string(text);
        return true;
    }

    private void settings(JsonWriter json, @Nullable Purpose purpose) {
        if (request.dimensions() != null) {
            json.name("dimensions").number(request.dimensions());
        }
        if (request.format() != null) {
            boolean numbers = request.format() == EmbedRequest.Format.NUMBERS;
            json.name("encoding_format").string(numbers ? "float" : "base64");
        }
        if (request.user() != null) {
            json.name("user").string(request.user());
        }
        if (request.extras().dialect().equals(ID)) {
            for (Map.Entry<String, String> extra : request.extras().fields().entrySet()) {
                boolean spelled = extra.getKey().startsWith(Extras.SPELLING);
                json.name(extra.getKey().substring(spelled ? 1 : 0)).raw(extra.getValue());
            }
        } else if (purpose != null) {
            String word = InputTypes.word(purpose, sending.quirks().flags());
            if (word == null) {
                losses.add("input_type", UNTOLD);
            } else {
                json.name("input_type").string(word);
            }
        }
    }
}
