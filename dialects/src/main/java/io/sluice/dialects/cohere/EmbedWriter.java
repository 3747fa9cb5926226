package io.sluice.dialects.cohere;

import io.sluice.dialects.EmbeddingCodec;
import io.sluice.dialects.EmbeddingCodec.Written;
import io.sluice.dialects.Sending;
import io.sluice.dialects.embed.EmbedInput;
import io.sluice.dialects.embed.EmbedInput.Piece;
import io.sluice.dialects.embed.EmbedRequest;
import io.sluice.dialects.embed.Purpose;
import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.model.Block;
import io.sluice.dialects.model.ErrorFacts;
import io.sluice.dialects.model.Losses;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes a request for embeddings: 96 texts at most in one (Cohere's embed reference), images as {@code inputs} of parts.
 * Models from v3 on must be told what texts are for; where the caller does not say they are documents, as most are.
 */
final class EmbedWriter {
    private static final int MOST = 96;

    private final EmbedRequest request;
    private final Sending sending;
    private final Losses losses = new Losses();
    private @Nullable ErrorFacts refusal;

    EmbedWriter(EmbedRequest request, Sending sending) {
        this.request = request;
        this.sending = sending;
    }

    Written write() {
        losses.foreign("", request.extras(), CohereChat.ID);
        if (request.user() != null) {
            losses.add("user", "cohere embeddings have no end user");
        }
        boolean texts = request.inputs().stream().allMatch(input -> input.text() != null);
        List<byte[]> bodies = new ArrayList<>();
        for (EmbedRequest.Batch batch : request.batchesByPurpose(MOST)) {
            bodies.add(body(batch, texts));
        }
        return refusal == null ? new Written.Bodies(bodies, losses.all()) : new Written.Refused(refusal);
    }

    private byte[] body(EmbedRequest.Batch batch, boolean texts) {
        JsonWriter json = new JsonWriter().beginObject();
        if (!sending.quirks().flags().contains("model_in_path")) {
            json.name("model").string(sending.model());
        }
        json.name(texts ? "texts" : "inputs").beginArray();
        for (int i = 0; i < batch.inputs().size(); i++) {
            input(json, batch.inputs().get(i), "input[" + (batch.from() + i) + "]", texts);
        }
        json.endArray().name("input_type").string(inputType(batch.purpose()));
        json.name("embedding_types").beginArray().string("float").endArray();
        if (request.dimensions() != null) {
            json.name("output_dimension").number(request.dimensions());
        }
        if (request.truncation() != null) {
            json.name("truncate").string(request.truncation().name());
        }
        return json.endObject().toBytes();
    }

    private void input(JsonWriter json, EmbedInput input, String path, boolean texts) {
        losses.foreign(path, input.extras(), CohereChat.ID);
        if (!input.title().isEmpty()) {
            losses.add(path + ".title", "cohere embeddings have no titles");
        }
        String text = input.text();
        if (texts && text != null) {
            if (input.pieces().size() > 1) {
                losses.add(path + ".parts", "cohere takes one text here: the parts are a line each");
            }
            json.string(text);
            return;
        }
        json.beginObject().name("content").beginArray();
        for (Piece piece : input.pieces()) {
            piece(json, piece, path);
        }
        json.endArray().endObject();
    }

    private void piece(JsonWriter json, Piece piece, String path) {
        switch (piece) {
            case Piece.Text(String text) ->
                json.beginObject()
                        .name("type")
                        .string("text")
                        .name("text")
                        .string(text)
                        .endObject();
            case Piece.Media(Block.Media media)
            when media.sort() == Block.Media.Sort.IMAGE
                    && media.source() instanceof Block.Source.Inline(String base64) -> {
                String type = media.mediaType().isEmpty() ? "image/png" : media.mediaType();
                json.beginObject()
                        .name("type")
                        .string("image_url")
                        .name("image_url")
                        .beginObject();
                json.name("url").string("data:" + type + ";base64," + base64);
                json.endObject().endObject();
            }
            case Piece.Tokens _ ->
                refuse(path, "Token ids are of one model's own tokenizer, and Cohere takes text; send the text.");
            case Piece.Media _, Piece.Unknown _ ->
                refuse(path, "Cohere's embeddings take texts and inline images, and this input holds something else.");
        }
    }

    private String inputType(@Nullable Purpose purpose) {
        return switch (purpose) {
            case null -> "search_document";
            case DOCUMENT -> "search_document";
            case QUERY -> "search_query";
            case CLASSIFICATION -> "classification";
            case CLUSTERING -> "clustering";
            case SIMILARITY -> instead("search_document");
            case QUESTION, FACTS, CODE_QUERY -> instead("search_query");
        };
    }

    private String instead(String word) {
        losses.add("input_type", "cohere has no such purpose: goes as " + word);
        return word;
    }

    private void refuse(String path, String message) {
        if (refusal == null) {
            refusal = EmbeddingCodec.unsupportedInput(path, message);
        }
    }
}
