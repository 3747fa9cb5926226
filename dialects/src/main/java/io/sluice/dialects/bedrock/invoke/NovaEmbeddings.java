package io.sluice.dialects.bedrock.invoke;

import io.sluice.dialects.EmbeddingCodec;
import io.sluice.dialects.EmbeddingCodec.Written;
import io.sluice.dialects.embed.EmbedAnswer;
import io.sluice.dialects.embed.EmbedInput;
import io.sluice.dialects.embed.EmbedInput.Piece;
import io.sluice.dialects.embed.EmbedRequest;
import io.sluice.dialects.embed.Purpose;
import io.sluice.dialects.embed.Truncation;
import io.sluice.dialects.embed.Vector;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.JsonReader;
import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.json.Kind;
import io.sluice.dialects.json.ObjectView;
import io.sluice.dialects.model.Block;
import io.sluice.dialects.model.ErrorFacts;
import io.sluice.dialects.model.Extras;
import io.sluice.dialects.model.Losses;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Nova's multimodal embeddings: one text, image, sound or film a call (AWS's "Complete embeddings request and response
 * schema"). A purpose and how to cut must be said: where the caller does not, documents of an index, cut at their end.
 */
final class NovaEmbeddings {
    private final EmbedRequest request;
    private final Losses losses = new Losses();
    private @Nullable ErrorFacts refusal;

    NovaEmbeddings(EmbedRequest request) {
        this.request = request;
    }

    Written write() {
        Unsaid.common(request, "nova", losses);
        List<byte[]> bodies = new ArrayList<>();
        for (int i = 0; i < request.inputs().size(); i++) {
            bodies.add(body(request.inputs().get(i), "input[" + i + "]"));
        }
        return refusal == null ? new Written.Bodies(bodies, losses.all()) : new Written.Refused(refusal);
    }

    private byte[] body(EmbedInput input, String path) {
        JsonWriter json = new JsonWriter().beginObject();
        json.name("schemaVersion").string("nova-multimodal-embed-v1");
        json.name("taskType").string("SINGLE_EMBEDDING");
        json.name("singleEmbeddingParams").beginObject();
        json.name("embeddingPurpose").string(purpose(input.purpose()));
        if (request.dimensions() != null) {
            json.name("embeddingDimension").number(request.dimensions());
        }
        String text = input.text();
        if (text != null) {
            Truncation cut = request.truncation() == null ? Truncation.END : request.truncation();
            json.name("text").beginObject();
            json.name("truncationMode").string(cut.name());
            json.name("value").string(text).endObject();
        } else if (input.pieces().size() != 1 || !media(json, input.pieces().getFirst())) {
            refuse(path);
        }
        return json.endObject().endObject().toBytes();
    }

    private static boolean media(JsonWriter json, Piece piece) {
        if (!(piece instanceof Piece.Media(Block.Media media))
                || !(media.source() instanceof Block.Source.Inline(String base64))) {
            return false;
        }
        String told = media.mediaType().substring(media.mediaType().indexOf('/') + 1);
        String word = told.toLowerCase(Locale.ROOT);
        switch (media.sort()) {
            case IMAGE -> {
                json.name("image").beginObject();
                json.name("format").string(Map.of("jpg", "jpeg", "", "png").getOrDefault(word, word));
            }
            case AUDIO -> {
                json.name("audio").beginObject();
                json.name("format")
                        .string(Map.of("mpeg", "mp3", "", "wav", "x-wav", "wav").getOrDefault(word, word));
            }
            case VIDEO -> {
                json.name("video").beginObject();
                json.name("format").string(Map.of("quicktime", "mov", "", "mp4").getOrDefault(word, word));
                json.name("embeddingMode").string("AUDIO_VIDEO_COMBINED");
            }
            case DOCUMENT -> {
                return false;
            }
        }
        json.name("source")
                .beginObject()
                .name("bytes")
                .string(base64)
                .endObject()
                .endObject();
        return true;
    }

    private String purpose(@Nullable Purpose purpose) {
        return switch (purpose) {
            case null -> "GENERIC_INDEX";
            case DOCUMENT -> "GENERIC_INDEX";
            case QUERY -> "GENERIC_RETRIEVAL";
            case CLASSIFICATION -> "CLASSIFICATION";
            case CLUSTERING -> "CLUSTERING";
            case SIMILARITY -> instead("GENERIC_INDEX");
            case QUESTION, FACTS, CODE_QUERY -> instead("GENERIC_RETRIEVAL");
        };
    }

    private String instead(String word) {
        losses.add("input_type", "nova has no such purpose: goes as " + word);
        return word;
    }

    private void refuse(String path) {
        if (refusal == null) {
            refusal = EmbeddingCodec.unsupportedInput(
                    path, "Nova takes one text, or one inline image, sound or film, in one input.");
        }
    }

    static EmbedAnswer read(Bytes body) {
        ObjectView view = ObjectView.of(new JsonReader(body, 0));
        JsonReader embeddings = view.take("embeddings", Kind.ARRAY);
        List<Vector> vectors = new ArrayList<>();
        if (embeddings != null) {
            embeddings.enter(Kind.ARRAY);
            while (embeddings.more()) {
                JsonReader numbers = ObjectView.of(embeddings).take("embedding", Kind.ARRAY);
                if (numbers == null) {
                    return EmbedAnswer.malformed("an embedding that is no list of numbers");
                }
                vectors.add(new Vector.Numbers(numbers.raw()));
            }
        }
        return new EmbedAnswer("", vectors, null, null, Extras.of("bedrock", view.rest()));
    }
}
