package io.sluice.dialects.gemini;

import io.sluice.dialects.EmbeddingCodec;
import io.sluice.dialects.EmbeddingCodec.Read;
import io.sluice.dialects.RequestFacts;
import io.sluice.dialects.embed.EmbedInput;
import io.sluice.dialects.embed.EmbedInput.Piece;
import io.sluice.dialects.embed.EmbedRequest;
import io.sluice.dialects.embed.Purpose;
import io.sluice.dialects.embed.Truncation;
import io.sluice.dialects.json.Kind;
import io.sluice.dialects.model.ErrorFacts;
import io.sluice.dialects.model.Extras;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads {@code embedContent} and {@code batchEmbedContents}; a batch is one request as long as its settings are one. */
final class EmbedReader {
    /** Which of the two forms the caller speaks: that in which it is answered. */
    static final String FORM = Extras.SPELLING + "form";
    /** The role of a content, which says nothing here. */
    static final String ROLE = Extras.SPELLING + "role";

    /** Begins the names of fields of the content itself. */
    static final String WITHIN = "content.";

    /** The object of settings that newer clients write, and the beginning of the names of what is left of it. */
    static final String CONFIG = "embedContentConfig";

    private final RequestFacts facts;
    private final List<EmbedInput> inputs = new ArrayList<>();
    private @Nullable Settings settings;
    private @Nullable ErrorFacts refusal;

    private record Settings(
            @Nullable Long dimensions, @Nullable Truncation truncation) {}

    EmbedReader(RequestFacts facts) {
        this.facts = facts;
    }

    Read read(Value body) {
        Fields top = body.fields();
        Value requests = top.take("requests");
        Map<String, String> extras = new LinkedHashMap<>();
        if (requests == null) {
            one(top, "");
            extras.put(FORM, "\"one\"");
        } else {
            List<Value> all = requests.elements();
            for (int i = 0; refusal == null && i < all.size(); i++) {
                one(all.get(i).fields(), "requests[" + i + "].");
            }
            top.take("model");
            top.left().forEach((name, value) -> extras.put(name, value.raw()));
            if (all.isEmpty()) {
                refuse("requests", "'requests' must be a list with at least one request.");
            }
        }
        if (refusal != null) {
            return new Read.Refused(refusal);
        }
        Settings common = Objects.requireNonNullElse(settings, new Settings(null, null));
        return new Read.Understood(new EmbedRequest(
                facts.model(),
                inputs,
                common.dimensions,
                null,
                common.truncation,
                null,
                Extras.of(GeminiGenerate.ID, extras)));
    }

    private void one(Fields request, String path) {
        request.take("model");
        Value content = request.take("content");
        Fields config = object(request.take(CONFIG)).fields();
        Settings own = new Settings(dimensions(request, config, path), truncation(request, config));
        if (settings != null && !settings.equals(own)) {
            refusal = EmbeddingCodec.unsupportedInput(
                    path + "outputDimensionality",
                    "The requests of this batch differ in outputDimensionality or autoTruncate, and other providers"
                            + " have one of each for all; send them apart.");
            return;
        }
        settings = own;
        Purpose purpose = purpose(request, config);
        String title = request.text("title");
        title = title.isEmpty() ? config.text("title") : title;
        List<Piece> pieces = new ArrayList<>();
        Map<String, String> extras = new LinkedHashMap<>();
        if (content != null) {
            content(content.fields(), pieces, extras);
        }
        if (pieces.isEmpty()) {
            refuse(path + "content", "'" + path + "content' must have at least one part.");
            return;
        }
        config.left().forEach((name, value) -> extras.put(CONFIG + "." + name, value.raw()));
        request.left().forEach((name, value) -> extras.put(name, value.raw()));
        inputs.add(new EmbedInput(pieces, purpose, title, Extras.of(GeminiGenerate.ID, extras)));
    }

    private static Value object(@Nullable Value value) {
        return value == null ? Value.of("{}") : value;
    }

    private void content(Fields content, List<Piece> pieces, Map<String, String> extras) {
        Value parts = content.take("parts");
        List<Value> all = parts == null ? List.of() : parts.is(Kind.OBJECT) ? List.of(parts) : parts.elements();
        for (Value value : all) {
            Part part = Part.of(value);
            pieces.add(
                    switch (part.sort()) {
                        case TEXT -> new Piece.Text(part.text());
                        case MEDIA -> new Piece.Media(part.media());
                        case THOUGHT, CALL, RESULT, OTHER, NOTHING -> new Piece.Unknown(GeminiGenerate.ID, value.raw());
                    });
        }
        Value role = content.take("role");
        if (role != null) {
            extras.put(ROLE, role.raw());
        }
        content.left().forEach((name, value) -> extras.put(WITHIN + name, value.raw()));
    }

    /** An unknown word is left where it is, so that it is told as it came, or lost by name. */
    private static @Nullable Purpose purpose(Fields request, Fields config) {
        Fields has = request.has("taskType") ? request : config;
        Value word = has.get("taskType");
        if (word == null) {
            return null;
        }
        Purpose purpose = TaskTypes.read(word.text());
        if (purpose != null || word.text().equals("TASK_TYPE_UNSPECIFIED")) {
            has.take("taskType");
        }
        return purpose;
    }

    private static @Nullable Truncation truncation(Fields request, Fields config) {
        Fields has = request.has("autoTruncate") ? request : config;
        Value value = has.get("autoTruncate");
        if (value == null || !(value.is(Kind.TRUE) || value.is(Kind.FALSE))) {
            return null;
        }
        has.take("autoTruncate");
        return value.is(Kind.TRUE) ? Truncation.END : Truncation.NONE;
    }

    private @Nullable Long dimensions(Fields request, Fields config, String path) {
        Value value = request.take("outputDimensionality");
        value = value == null ? config.take("outputDimensionality") : value;
        if (value == null) {
            return null;
        }
        Long number = Numbers.whole(value);
        if (number == null || number < 1) {
            refuse(path + "outputDimensionality", "'outputDimensionality' must be a whole number of 1 or more.");
            return null;
        }
        return number;
    }

    private void refuse(String field, String message) {
        if (refusal == null) {
            refusal = new ErrorFacts(400, "invalid_request", message, "INVALID_ARGUMENT", field);
        }
    }
}
