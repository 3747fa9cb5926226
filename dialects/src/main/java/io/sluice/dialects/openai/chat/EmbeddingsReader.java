package io.sluice.dialects.openai.chat;

import io.sluice.dialects.EmbeddingCodec;
import io.sluice.dialects.EmbeddingCodec.Read;
import io.sluice.dialects.RequestFacts;
import io.sluice.dialects.embed.EmbedInput;
import io.sluice.dialects.embed.EmbedInput.Piece;
import io.sluice.dialects.embed.EmbedRequest;
import io.sluice.dialects.embed.Purpose;
import io.sluice.dialects.embed.Truncation;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.JsonReader;
import io.sluice.dialects.json.Kind;
import io.sluice.dialects.json.ObjectView;
import io.sluice.dialects.model.ErrorFacts;
import io.sluice.dialects.model.Extras;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a request for embeddings: {@code input} is a text, a list of texts, a list of token ids, or a list of those.
 * What other providers of this form have besides ({@code input_type}, {@code truncate}) is understood too.
 */
final class EmbeddingsReader {
    static final String INPUT_TYPE = Extras.SPELLING + "input_type";
    static final String TRUNCATE = Extras.SPELLING + "truncate";
    static final String TRUNCATION = Extras.SPELLING + "truncation";

    private final RequestFacts facts;
    private final List<EmbedInput> inputs = new ArrayList<>();
    private final Map<String, String> spelled = new LinkedHashMap<>();
    private @Nullable ErrorFacts refusal;

    EmbeddingsReader(RequestFacts facts) {
        this.facts = facts;
    }

    Read read(Bytes body) {
        ObjectView view = ObjectView.of(new JsonReader(body, 0));
        view.take("model");
        JsonReader input = view.take("input");
        Purpose purpose = purpose(view);
        Truncation truncation = truncation(view);
        EmbedRequest.Format format = format(view);
        Long dimensions = dimensions(view);
        String user = view.text("user");
        inputs(input, purpose);
        if (refusal != null) {
            return new Read.Refused(refusal);
        }
        Map<String, String> rest = view.rest();
        rest.putAll(spelled);
        return new Read.Understood(new EmbedRequest(
                facts.model(),
                inputs,
                dimensions,
                format,
                truncation,
                user.isEmpty() ? null : user,
                Extras.of("openai-chat", rest)));
    }

    private void inputs(@Nullable JsonReader input, @Nullable Purpose purpose) {
        if (input == null) {
            refuse(
                    "input",
                    "missing_required_parameter",
                    "The request has no 'input': give a text or a list of texts.");
        } else if (input.peek() == Kind.STRING) {
            inputs.add(EmbedInput.of(input.string(), purpose));
        } else if (input.peek() != Kind.ARRAY) {
            refuse("input", "invalid_type", "'input' must be a text, or a list of texts or of token ids.");
        } else {
            list(input, purpose);
        }
    }

    private void list(JsonReader input, @Nullable Purpose purpose) {
        JsonReader first = input.copy();
        first.enter(Kind.ARRAY);
        if (!first.more()) {
            refuse("input", "invalid_value", "'input' is an empty list: give at least one text.");
            return;
        }
        if (first.peek() == Kind.NUMBER) {
            add(new Piece.Tokens(input.raw()), purpose);
            return;
        }
        input.enter(Kind.ARRAY);
        while (refusal == null && input.more()) {
            element(input, purpose);
        }
    }

    private void element(JsonReader input, @Nullable Purpose purpose) {
        switch (input.peek()) {
            case STRING -> inputs.add(EmbedInput.of(input.string(), purpose));
            case ARRAY -> add(new Piece.Tokens(input.raw()), purpose);
            case OBJECT, NUMBER, TRUE, FALSE, NULL ->
                refusal = EmbeddingCodec.unsupportedInput(
                        "input[" + inputs.size() + "]",
                        "An element of 'input' is neither a text nor a list of token ids, which is all that can be"
                                + " carried to providers of other dialects.");
        }
    }

    private void add(Piece piece, @Nullable Purpose purpose) {
        inputs.add(new EmbedInput(List.of(piece), purpose, "", Extras.NONE));
    }

    private @Nullable Purpose purpose(ObjectView view) {
        JsonReader type = view.take("input_type", Kind.STRING);
        if (type == null) {
            return null;
        }
        String raw = type.copy().raw();
        Purpose purpose = InputTypes.read(type.string());
        // A word that is nobody's is kept as it is, and lost by name where it does not come back here.
        spelled.put(purpose == null ? "input_type" : INPUT_TYPE, raw);
        return purpose;
    }

    private @Nullable Truncation truncation(ObjectView view) {
        boolean voyage = !view.has("truncate");
        JsonReader cut = view.take(voyage ? "truncation" : "truncate");
        if (cut == null) {
            return null;
        }
        String raw = cut.copy().raw();
        Truncation truncation = switch (cut.peek()) {
            case TRUE -> Truncation.END;
            case FALSE -> Truncation.NONE;
            default ->
                switch (cut.stringOrEmpty().toUpperCase(Locale.ROOT)) {
                    case "NONE" -> Truncation.NONE;
                    case "START" -> Truncation.START;
                    case "END" -> Truncation.END;
                    default -> null;
                };
        };
        String name = voyage ? TRUNCATION : TRUNCATE;
        spelled.put(truncation == null ? name.substring(Extras.SPELLING.length()) : name, raw);
        return truncation;
    }

    private EmbedRequest.@Nullable Format format(ObjectView view) {
        JsonReader value = view.take("encoding_format");
        if (value == null) {
            return null;
        }
        return switch (value.stringOrEmpty()) {
            case "float" -> EmbedRequest.Format.NUMBERS;
            case "base64" -> EmbedRequest.Format.BASE64;
            default -> {
                refuse("encoding_format", "invalid_value", "'encoding_format' must be \"float\" or \"base64\".");
                yield null;
            }
        };
    }

    private @Nullable Long dimensions(ObjectView view) {
        JsonReader value = view.take("dimensions");
        if (value == null) {
            return null;
        }
        long number = value.peek() == Kind.NUMBER ? Numbers.whole(value.raw(), 9) : -1;
        if (number < 1) {
            refuse("dimensions", "invalid_value", "'dimensions' must be a whole number of 1 or more.");
            return null;
        }
        return number;
    }

    private void refuse(String field, String code, String message) {
        if (refusal == null) {
            refusal = new ErrorFacts(400, code, message, "invalid_request_error", field);
        }
    }
}
