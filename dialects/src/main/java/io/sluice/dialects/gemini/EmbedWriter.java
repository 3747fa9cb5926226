package io.sluice.dialects.gemini;

import io.sluice.dialects.EmbeddingCodec;
import io.sluice.dialects.EmbeddingCodec.Written;
import io.sluice.dialects.Sending;
import io.sluice.dialects.embed.EmbedInput;
import io.sluice.dialects.embed.EmbedInput.Piece;
import io.sluice.dialects.embed.EmbedRequest;
import io.sluice.dialects.embed.Truncation;
import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.model.Block;
import io.sluice.dialects.model.ErrorFacts;
import io.sluice.dialects.model.Extras;
import io.sluice.dialects.model.Losses;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes requests in the form the provider wants: batches of 100, one content each, or Vertex's instances.
 *
 * <p>Of instances Vertex takes 250 in a request with 20,000 tokens in all, of {@code gemini-embedding-001} one (its text
 * embeddings reference); that three bytes are a token at most often is as near as can be told without its tokenizer.
 */
final class EmbedWriter {
    private static final int MOST = 100;
    private static final int MOST_INSTANCES = 250;
    private static final long MOST_BYTES = 60_000;

    private final EmbedRequest request;
    private final Sending sending;
    private final EmbedForm form;
    private final Losses losses = new Losses();
    private @Nullable ErrorFacts refusal;

    EmbedWriter(EmbedRequest request, Sending sending) {
        this.request = request;
        this.sending = sending;
        this.form = EmbedForm.of(sending.quirks());
    }

    Written write() {
        losses.foreign("", request.extras(), GeminiGenerate.ID);
        if (request.user() != null) {
            losses.add("user", "gemini has no end user");
        }
        if (request.truncation() == Truncation.START) {
            losses.add("truncate", "gemini cuts at the end only");
        }
        if (request.truncation() != null && form == EmbedForm.BATCH && !isOwn()) {
            losses.add("truncate", "gemini has no such setting outside of Vertex");
        }
        List<byte[]> bodies = new ArrayList<>();
        for (EmbedRequest.Batch batch : batches()) {
            bodies.add(
                    switch (form) {
                        case BATCH -> batch(batch);
                        case ONE -> one(batch.inputs().getFirst(), batch.from());
                        case PREDICT -> instances(batch);
                    });
        }
        return refusal == null ? new Written.Bodies(bodies, losses.all()) : new Written.Refused(refusal);
    }

    private List<EmbedRequest.Batch> batches() {
        return switch (form) {
            case BATCH -> request.batches(MOST);
            case ONE -> request.batches(1);
            case PREDICT ->
                sending.model().contains("gemini-embedding")
                        ? request.batches(1)
                        : request.batches(MOST_INSTANCES, MOST_BYTES);
        };
    }

    private boolean isOwn() {
        return request.extras().dialect().equals(GeminiGenerate.ID)
                || request.inputs().getFirst().extras().dialect().equals(GeminiGenerate.ID);
    }

    private byte[] batch(EmbedRequest.Batch batch) {
        JsonWriter json = new JsonWriter().beginObject().name("requests").beginArray();
        String model = sending.model().substring(sending.model().lastIndexOf('/') + 1);
        for (int i = 0; i < batch.inputs().size(); i++) {
            json.beginObject().name("model").string("models/" + model);
            content(json, batch.inputs().get(i), batch.from() + i);
            json.endObject();
        }
        extras(json.endArray(), request.extras(), "");
        return json.endObject().toBytes();
    }

    private byte[] one(EmbedInput input, int place) {
        JsonWriter json = new JsonWriter().beginObject();
        content(json, input, place);
        extras(json, request.extras(), "");
        return json.endObject().toBytes();
    }

    private void content(JsonWriter json, EmbedInput input, int place) {
        String path = "input[" + place + "]";
        losses.foreign(path, input.extras(), GeminiGenerate.ID);
        json.name("content").beginObject().name("parts").beginArray();
        for (Piece piece : input.pieces()) {
            String part = part(piece, path);
            if (part != null) {
                json.raw(part);
            }
        }
        json.endArray();
        String role = input.extras().field(GeminiGenerate.ID, EmbedReader.ROLE);
        if (role != null) {
            json.name("role").raw(role);
        }
        extras(json, input.extras(), EmbedReader.WITHIN);
        json.endObject();
        if (form == EmbedForm.BATCH) {
            settings(json, input);
        }
        // The Vertex API calls the same fields at the top deprecated.
        JsonWriter config = new JsonWriter().beginObject();
        if (form == EmbedForm.ONE) {
            settings(config, input);
        }
        extras(config, input.extras(), EmbedReader.CONFIG + ".");
        String written = config.endObject().toString();
        if (!written.equals("{}")) {
            json.name(EmbedReader.CONFIG).raw(written);
        }
        extras(json, input.extras(), "");
    }

    private void settings(JsonWriter json, EmbedInput input) {
        if (input.purpose() != null) {
            json.name("taskType").string(TaskTypes.word(input.purpose()));
        }
        if (!input.title().isEmpty()) {
            json.name("title").string(input.title());
        }
        if (request.dimensions() != null) {
            json.name("outputDimensionality").number(request.dimensions());
        }
        if (request.truncation() != null && (form == EmbedForm.ONE || isOwn())) {
            json.name("autoTruncate").bool(request.truncation() != Truncation.NONE);
        }
    }

    private @Nullable String part(Piece piece, String path) {
        return switch (piece) {
            case Piece.Text(String text) -> PartText.text(text, false, "", Map.of());
            case Piece.Unknown(String dialect, String json) when dialect.equals(GeminiGenerate.ID) -> json;
            case Piece.Media(Block.Media media)
            when media.source() instanceof Block.Source.Inline(String base64) -> {
                String type = media.mediaType().isEmpty() ? Media.usualType(media.sort()) : media.mediaType();
                yield PartText.media(true, type, base64, "", Map.of());
            }
            case Piece.Media(Block.Media media)
            when media.source() instanceof Block.Source.Address(String url) -> {
                if (!Media.isOwn(url)) {
                    yield refused(path, "Gemini does not fetch media from addresses; send them inline.");
                }
                yield PartText.media(false, media.mediaType(), url, "", Map.of());
            }
            case Piece.Media(Block.Media media)
            when media.source() instanceof Block.Source.Stored(String uri) ->
                Media.isStored(uri)
                        ? PartText.media(false, media.mediaType(), uri, "", Map.of())
                        : refused(path, "A file stored at another provider cannot be read by Gemini.");
            case Piece.Tokens _ ->
                refused(path, "Token ids are of one model's own tokenizer, and Gemini takes text; send the text.");
            case Piece.Media _, Piece.Unknown _ -> refused(path, "Gemini does not know an input of this kind.");
        };
    }

    private byte[] instances(EmbedRequest.Batch batch) {
        JsonWriter json = new JsonWriter().beginObject().name("instances").beginArray();
        for (int i = 0; i < batch.inputs().size(); i++) {
            EmbedInput input = batch.inputs().get(i);
            String path = "input[" + (batch.from() + i) + "]";
            String text = input.text();
            losses.foreign(path, input.extras(), "vertex predict");
            if (text == null) {
                refused(path, "This model takes text alone, and the input holds something else.");
                text = "";
            }
            if (input.pieces().size() > 1) {
                losses.add(path + ".parts", "vertex takes one text here: the parts are a line each");
            }
            json.beginObject().name("content").string(text);
            if (input.purpose() != null) {
                json.name("task_type").string(TaskTypes.word(input.purpose()));
            }
            if (!input.title().isEmpty()) {
                json.name("title").string(input.title());
            }
            json.endObject();
        }
        json.endArray().name("parameters").beginObject();
        if (request.dimensions() != null) {
            json.name("outputDimensionality").number(request.dimensions());
        }
        if (request.truncation() != null) {
            json.name("autoTruncate").bool(request.truncation() != Truncation.NONE);
        }
        return json.endObject().endObject().toBytes();
    }

    /** What came with a request, or within an object of it whose fields' names begin so. */
    private static void extras(JsonWriter json, Extras extras, String within) {
        if (extras.dialect().equals(GeminiGenerate.ID)) {
            extras.fields().forEach((name, value) -> {
                boolean nested = name.startsWith(EmbedReader.WITHIN) || name.startsWith(EmbedReader.CONFIG + ".");
                if (!name.startsWith(Extras.SPELLING) && (within.isEmpty() ? !nested : name.startsWith(within))) {
                    json.name(name.substring(within.length())).raw(value);
                }
            });
        }
    }

    private @Nullable String refused(String path, String message) {
        if (refusal == null) {
            refusal = EmbeddingCodec.unsupportedInput(path, message);
        }
        return null;
    }
}
