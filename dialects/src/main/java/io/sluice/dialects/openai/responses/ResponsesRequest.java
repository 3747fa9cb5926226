package io.sluice.dialects.openai.responses;

import io.sluice.dialects.Operation;
import io.sluice.dialects.OutputCap;
import io.sluice.dialects.Reading;
import io.sluice.dialects.RequestFacts;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.JsonReader;
import io.sluice.dialects.json.Kind;
import io.sluice.dialects.json.Member;
import io.sluice.dialects.json.Outline;
import io.sluice.dialects.model.ErrorFacts;
import org.jspecify.annotations.Nullable;

/** Reads one request's outline; everything it does not name passes as it is, for the provider to judge. */
final class ResponsesRequest {
    static final String CAP = "max_output_tokens";
    static final int MOST_DIGITS = 18;

    private final Operation operation;
    private final Outline outline;
    private final Bytes body;
    private @Nullable ErrorFacts refusal;

    ResponsesRequest(Operation operation, Outline outline, Bytes body) {
        this.operation = operation;
        this.outline = outline;
        this.body = body;
    }

    Reading read() {
        if (outline.kind() != Kind.OBJECT) {
            return new Reading.Refused(new ErrorFacts(
                    400, "invalid_request", "The request must be a JSON object.", "invalid_request_error", null));
        }
        String model = model();
        boolean stream = operation != Operation.COUNT && stream();
        OutputCap cap = cap();
        if (refusal != null) {
            return new Reading.Refused(refusal);
        }
        // Usage is part of every answer here, asked for or not.
        return new Reading.Understood(new RequestFacts(operation, model, stream, cap, 1, stream, outline));
    }

    /** A request that continues a conversation, or names a stored prompt, may do without; nothing can be routed by that. */
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
        Member member = outline.member(CAP);
        if (member == null || member.kind() == Kind.NULL) {
            return null;
        }
        long tokens = member.kind() == Kind.NUMBER ? Digits.whole(reader(member).raw(), MOST_DIGITS) : -1;
        if (tokens < 0) {
            refuse(CAP, "invalid_type", "'" + CAP + "' must be a whole number, not " + seen(member) + ".");
            return null;
        }
        return new OutputCap(CAP, tokens);
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
