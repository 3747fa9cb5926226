package io.sluice.dialects.openai.chat;

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
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads one request's outline; everything it does not name passes as it is, for the provider to judge. */
final class ChatRequest {
    static final String MAX_COMPLETION_TOKENS = "max_completion_tokens";
    static final String MAX_TOKENS = "max_tokens";
    static final List<String> CAPS = List.of(MAX_COMPLETION_TOKENS, MAX_TOKENS);
    private static final int MOST_DIGITS = 18;

    private final Operation operation;
    private final Outline outline;
    private final Bytes body;
    private @Nullable ErrorFacts refusal;

    ChatRequest(Operation operation, Outline outline, Bytes body) {
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
        boolean stream = operation != Operation.EMBED && stream();
        OutputCap cap = operation == Operation.EMBED ? null : cap();
        int choices = operation == Operation.EMBED ? 1 : choices();
        if (refusal != null) {
            return new Reading.Refused(refusal);
        }
        return new Reading.Understood(
                new RequestFacts(operation, model, stream, cap, choices, stream && usageAsked(), outline));
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
        OutputCap largest = null;
        for (String field : CAPS) {
            long tokens = whole(field, -1);
            if (tokens >= 0 && (largest == null || tokens > largest.tokens())) {
                largest = new OutputCap(field, tokens);
            }
        }
        return largest;
    }

    private int choices() {
        long n = whole("n", 1);
        if (n < 1) {
            refuse("n", "invalid_value", "'n' must be 1 or more, not " + n + ".");
        }
        return Math.clamp(n * (operation == Operation.COMPLETE ? prompts() : 1), 1, Integer.MAX_VALUE);
    }

    /** A list of texts, or of token lists, is several prompts; a list of tokens is one. */
    private long prompts() {
        Member prompt = outline.member("prompt");
        if (prompt == null || prompt.kind() != Kind.ARRAY || prompt.elements() == 0) {
            return 1;
        }
        JsonReader json = reader(prompt);
        json.enter(Kind.ARRAY);
        return json.more() && json.peek() == Kind.NUMBER ? 1 : prompt.elements();
    }

    /** The field's whole number, {@code absent} where it is missing, null, or below zero (some servers: no limit). */
    private long whole(String field, long absent) {
        Member member = outline.member(field);
        if (member == null || member.kind() == Kind.NULL) {
            return absent;
        }
        String written = member.kind() == Kind.NUMBER ? reader(member).raw() : "";
        boolean negative = written.startsWith("-");
        long value = Numbers.whole(negative ? written.substring(1) : written, MOST_DIGITS);
        if (value < 0) {
            refuse(field, "invalid_type", "'" + field + "' must be a whole number, not " + seen(member) + ".");
            return absent;
        }
        return negative ? -value : value;
    }

    private boolean usageAsked() {
        Member options = outline.member("stream_options");
        Outline inner = options == null ? null : options.inner();
        Member include = inner == null ? null : inner.member("include_usage");
        return include != null && include.kind() == Kind.TRUE;
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
