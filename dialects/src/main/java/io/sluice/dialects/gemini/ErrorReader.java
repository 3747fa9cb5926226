package io.sluice.dialects.gemini;

import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.JsonLimits;
import io.sluice.dialects.json.JsonScanner;
import io.sluice.dialects.json.Kind;
import io.sluice.dialects.model.ErrorFacts;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads Google's errors: an integer code, a status word, and details, of which one may name the reason and another how
 * long to wait. A stream that is an array wraps them in one.
 *
 * <p>A wrong key is 400 with the reason {@code API_KEY_INVALID}: the reason becomes the code, so that whoever asks sees
 * the 401 behind it.
 */
final class ErrorReader {
    private static final int LONGEST_TEXT = 2_000;
    private static final BigDecimal LONGEST_WAIT = BigDecimal.valueOf(1_000_000_000L);

    private String message = "";
    private @Nullable String word;
    private @Nullable String reason;
    private @Nullable String param;
    private @Nullable Duration wait;
    private int code;

    private ErrorReader() {}

    /** The value of an {@code error} member. */
    static ErrorFacts value(Value error, int status) {
        ErrorReader reader = new ErrorReader();
        if (error.is(Kind.OBJECT)) {
            reader.members(error.fields());
        } else {
            reader.message = error.is(Kind.STRING) ? error.text() : error.raw();
        }
        return reader.facts(status);
    }

    /** A whole body. */
    static ErrorFacts body(int status, Bytes body) {
        JsonScanner scanner = new JsonScanner(JsonLimits.ANSWER, Set.of(), Set.of());
        scanner.feed(body);
        if (scanner.end() != null) {
            String text = body.utf8(0, Math.min(body.length(), LONGEST_TEXT)).strip();
            return new ErrorFacts(status, null, text, null, null);
        }
        Value whole = Value.of(body);
        if (whole.is(Kind.ARRAY)) {
            List<Value> elements = whole.elements();
            whole = elements.isEmpty() ? whole : elements.getLast();
        }
        Value error = whole.fields().get("error");
        return value(error == null ? whole : error, status);
    }

    private void members(Fields fields) {
        message = fields.text("message");
        Value number = fields.take("code");
        code = Numbers.small(number);
        String status = fields.text("status");
        word = status.isEmpty() ? null : status;
        Value details = fields.take("details");
        if (details != null) {
            details.elements().forEach(detail -> detail(detail.fields()));
        }
    }

    private void detail(Fields detail) {
        String type = detail.text("@type");
        switch (type.substring(type.lastIndexOf('.') + 1)) {
            case "ErrorInfo" -> {
                String why = detail.text("reason");
                reason = why.isEmpty() ? reason : why;
            }
            case "RetryInfo" -> wait = seconds(detail.text("retryDelay"));
            case "BadRequest" -> {
                Value violations = detail.take("fieldViolations");
                if (violations != null
                        && param == null
                        && !violations.elements().isEmpty()) {
                    String field = violations.elements().getFirst().fields().text("field");
                    param = field.isEmpty() ? null : field;
                }
            }
            default -> {}
        }
    }

    /** Protobuf writes durations as seconds, fractions and all: {@code 34.07s}. */
    private static @Nullable Duration seconds(String written) {
        if (!written.endsWith("s")) {
            return null;
        }
        try {
            BigDecimal seconds = new BigDecimal(written.substring(0, written.length() - 1));
            boolean possible = written.length() < 32 && seconds.signum() >= 0 && seconds.compareTo(LONGEST_WAIT) < 0;
            return possible ? Duration.ofNanos(seconds.movePointRight(9).longValue()) : null;
        } catch (NumberFormatException notOne) {
            return null;
        }
    }

    private ErrorFacts facts(int known) {
        int told = code >= 400 && code < 600 ? code : ErrorText.status(word);
        int best = known != 0 ? known : told != 0 ? told : 502;
        return new ErrorFacts(best, reason == null ? word : reason, message, word, param, wait);
    }
}
