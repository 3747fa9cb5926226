package io.sluice.dialects.bedrock.invoke;

import io.sluice.dialects.EmbeddingCodec;
import io.sluice.dialects.EmbeddingCodec.Written;
import io.sluice.dialects.embed.EmbedAnswer;
import io.sluice.dialects.embed.EmbedInput;
import io.sluice.dialects.embed.EmbedInput.Piece;
import io.sluice.dialects.embed.EmbedRequest;
import io.sluice.dialects.embed.Vector;
import io.sluice.dialects.json.JsonReader;
import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.json.Kind;
import io.sluice.dialects.json.ObjectView;
import io.sluice.dialects.model.Block;
import io.sluice.dialects.model.ErrorFacts;
import io.sluice.dialects.model.Extras;
import io.sluice.dialects.model.Losses;
import io.sluice.dialects.model.Usage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Titan: one input a call. The first text model takes nothing but the text, the second a width, the one of images text
 * and an image together (AWS's Titan embeddings parameters).
 */
final class TitanEmbeddings {
    private final EmbedRequest request;
    private final boolean images;
    private final boolean first;
    private final Losses losses = new Losses();
    private @Nullable ErrorFacts refusal;

    TitanEmbeddings(EmbedRequest request, String model) {
        this.request = request;
        this.images = model.contains("titan-embed-image");
        this.first = model.contains("titan-embed-text-v1") || model.contains("titan-embed-g1");
    }

    Written write() {
        Unsaid.note(request, "titan", losses);
        if (first && request.dimensions() != null) {
            losses.add("dimensions", "titan's first text model has one width");
        }
        List<byte[]> bodies = new ArrayList<>();
        for (int i = 0; i < request.inputs().size(); i++) {
            bodies.add(body(request.inputs().get(i), "input[" + i + "]"));
        }
        return refusal == null ? new Written.Bodies(bodies, losses.all()) : new Written.Refused(refusal);
    }

    private byte[] body(EmbedInput input, String path) {
        StringBuilder text = new StringBuilder();
        String image = null;
        for (Piece piece : input.pieces()) {
            String inline = images && image == null ? image(piece) : null;
            if (piece instanceof Piece.Text(String one)) {
                text.append(text.isEmpty() ? "" : "\n").append(one);
            } else if (inline != null) {
                image = inline;
            } else {
                refuse(path);
            }
        }
        JsonWriter json = new JsonWriter().beginObject();
        if (!text.isEmpty() || image == null) {
            json.name("inputText").string(text.toString());
        }
        if (image != null) {
            json.name("inputImage").string(image);
        }
        if (request.dimensions() != null && images) {
            json.name("embeddingConfig").beginObject();
            json.name("outputEmbeddingLength").number(request.dimensions()).endObject();
        } else if (request.dimensions() != null && !first) {
            json.name("dimensions").number(request.dimensions());
        }
        return json.endObject().toBytes();
    }

    private static @Nullable String image(Piece piece) {
        return piece instanceof Piece.Media(Block.Media media)
                        && media.sort() == Block.Media.Sort.IMAGE
                        && media.source() instanceof Block.Source.Inline(String base64)
                ? base64
                : null;
    }

    private void refuse(String path) {
        if (refusal == null) {
            refusal = EmbeddingCodec.unsupportedInput(
                    path,
                    "This Titan model takes " + (images ? "text and one inline image" : "text")
                            + " in one input, and this input holds something else.");
        }
    }

    static EmbedAnswer read(ObjectView view) {
        JsonReader embedding = view.take("embedding", Kind.ARRAY);
        String message = view.text("message");
        if (embedding == null) {
            return EmbedAnswer.malformed(message.isEmpty() ? "an embedding that is no list of numbers" : message);
        }
        JsonReader count = view.take("inputTextTokenCount", Kind.NUMBER);
        // The same vector again, by its type.
        view.take("embeddingsByType");
        Long tokens = count == null ? null : whole(count.raw());
        Usage usage = tokens == null ? null : new Usage(tokens, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        return new EmbedAnswer(
                "", List.of(new Vector.Numbers(embedding.raw())), usage, null, Extras.of("bedrock", view.rest()));
    }

    private static @Nullable Long whole(String written) {
        return written.matches("[0-9]{1,15}") ? Long.valueOf(written) : null;
    }
}
