package io.sluice.dialects.anthropic;

import io.sluice.dialects.Asking;
import io.sluice.dialects.OutputCap;
import io.sluice.dialects.Reading;
import io.sluice.dialects.RequestFacts;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.JsonReader;
import io.sluice.dialects.json.Kind;
import io.sluice.dialects.json.Member;
import io.sluice.dialects.json.Outline;
import io.sluice.dialects.model.ErrorFacts;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Reads one request's outline; everything it does not name passes as it is, for the provider to judge. */
final class MessagesRequest {
    static final String MAX_TOKENS = "max_tokens";

    private final Asking asking;
    private final Outline outline;
    private final Bytes body;
    private @Nullable ErrorFacts refusal;

    MessagesRequest(Asking asking, Outline outline, Bytes body) {
        this.asking = asking;
        this.outline = outline;
        this.body = body;
    }

    Reading read() {
        if (outline.kind() != Kind.OBJECT) {
            return new Reading.Refused(new ErrorFacts(
                    400, "invalid_request", "The request must be a JSON object.", "invalid_request_error", null));
        }
        String model = asking.model() == null ? model() : asking.model();
        boolean stream = asking.stream() == null ? stream() : asking.stream();
        OutputCap cap = cap();
        if (refusal != null) {
            return new Reading.Refused(refusal);
        }
        return new Reading.Understood(new RequestFacts(asking.operation(), model, stream, cap, 1, stream, outline));
    }

    private String model() {
        Member member = outline.member("model");
        if (member == null || member.kind() == Kind.NULL) {
            refuse("model", "missing_required_parameter", "The request names no model: give 'model'.");
            return "";
        }
        String name = member.kind() == Kind.STRING ? reader(member).string() : "";
        if (name.isEmpty()) {
            refuse("model", "invalid_type", "'model' must be the name of a model, not " + seen(member) + ".");
        }
        return name;
    }

    private boolean stream() {
        Member member = outline.member("stream");
        if (member == null || member.kind() == Kind.NULL || member.kind() == Kind.FALSE) {
            return false;
        }
        if (member.kind() != Kind.TRUE) {
            refuse("stream", "invalid_type", "'stream' must be true or false, not " + seen(member) + ".");
        }
        return true;
    }

    private @Nullable OutputCap cap() {
        Member member = outline.member(MAX_TOKENS);
        if (member == null || member.kind() == Kind.NULL) {
            return null;
        }
        long tokens = member.kind() == Kind.NUMBER ? whole(reader(member).raw()) : -1;
        if (tokens < 0) {
            refuse(MAX_TOKENS, "invalid_type", "'max_tokens' must be a whole number, not " + seen(member) + ".");
        }
        return new OutputCap(MAX_TOKENS, tokens);
    }

    /** The number if it is whole and not below zero, however it is written; else -1. */
    static long whole(String written) {
        try {
            return written.length() > 32 ? -1 : Math.max(-1, new BigDecimal(written).longValueExact());
        } catch (ArithmeticException | NumberFormatException notWhole) {
            return -1;
        }
    }

    private JsonReader reader(Member member) {
        return new JsonReader(body.slice(member.start(), member.end()), 0);
    }

    private String seen(Member member) {
        return switch (member.kind()) {
            case OBJECT -> "an object";
            case ARRAY -> "an array";
            case STRING -> member.end() - member.start() == 2 ? "an empty string" : "a string";
            case NUMBER -> body.utf8(member.start(), Math.min(member.end(), member.start() + 40));
            case TRUE -> "true";
            case FALSE -> "false";
            case NULL -> "null";
        };
    }

    private void refuse(String field, String code, String message) {
        if (refusal == null) {
            refusal = new ErrorFacts(400, code, message, "invalid_request_error", field);
        }
    }
}
