package io.sluice.gateway.call;

import io.sluice.dialects.model.ErrorFacts;
import io.sluice.gateway.call.wire.Headers;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which class a failure is of: one table for our own codes, and one for what providers say. */
final class FailureTable {
    private static final List<String> EMPTY = List.of(
            "insufficient_quota",
            "exceeded your current quota",
            "credit balance",
            "billing",
            "payment required",
            "out of credits",
            "insufficient balance");
    private static final List<String> TOO_LONG = List.of(
            "context_length_exceeded",
            "maximum context length",
            "context length",
            "context window",
            "prompt is too long",
            "input is too long",
            "exceeds the maximum number of tokens",
            "too many tokens");
    private static final List<String> POLICY = List.of(
            "content_filter",
            "content_policy",
            "responsibleaipolicyviolation",
            "content management policy",
            "safety system",
            "usage policies");

    private FailureTable() {}

    /** The class of a failure of ours; null where it is none of a target's ({@code loss_rejected}). */
    static @Nullable FailureClass of(Failure failure) {
        return switch (failure.code()) {
            case "upstream_connect", "upstream_dns" -> FailureClass.CONNECT;
            case "upstream_tls" -> FailureClass.TLS;
            case "upstream_timeout" -> FailureClass.TIMEOUT;
            case "upstream_stalled" -> FailureClass.STALL;
            case "upstream_cut" -> FailureClass.SERVER;
            case "upstream_malformed", "upstream_too_large", "upstream_encoding", "upstream_redirect" ->
                FailureClass.MALFORMED;
            case "upstream_auth" -> FailureClass.AUTH;
            default -> null;
        };
    }

    /** Whether the provider may have done all the work of a request that failed so. */
    static boolean leavesOpen(@Nullable Failure failure) {
        return failure != null
                && switch (failure.code()) {
                    case "upstream_timeout", "upstream_stalled", "upstream_cut" -> true;
                    default -> false;
                };
    }

    /**
     * The class of what a provider said.
     *
     * @param ours whether the credential it was called with is the gateway's own
     */
    static FailureClass of(int status, ErrorFacts error, boolean ours) {
        if (says(error, EMPTY) && (status == 400 || status == 402 || status == 403 || status == 429)) {
            return FailureClass.QUOTA;
        }
        return switch (status) {
            case 401, 403 -> ours ? FailureClass.AUTH : FailureClass.BAD_REQUEST;
            case 402 -> FailureClass.QUOTA;
            case 404, 410 -> FailureClass.NOT_FOUND;
            case 408 -> FailureClass.TIMEOUT;
            case 429 -> FailureClass.RATE_LIMIT;
            case 503, 529 -> FailureClass.OVERLOADED;
            case 400, 413, 422 -> ofRequest(error);
            default -> status >= 500 ? FailureClass.SERVER : FailureClass.BAD_REQUEST;
        };
    }

    /** Says of an attempt what its provider said, in its answer's head and body, and of which class that is. */
    static FailureClass judge(Call call, Attempt attempt, ErrorFacts error, Headers headers) {
        int status = attempt.status() >= 400 ? attempt.status() : error.status();
        FailureClass said = of(status, error, !attempt.target().provider().callersKey());
        // What a caller names is what is not there then, and not the model.
        boolean names = call.namesState() || !(call.endpoint() instanceof Endpoint.Infer);
        FailureClass judged = said == FailureClass.NOT_FOUND && names ? FailureClass.BAD_REQUEST : said;
        Duration asked = pause(headers::first);
        attempt.failureClass = judged;
        attempt.retryAfter = asked == null ? error.retryAfter() : asked;
        return judged;
    }

    private static FailureClass ofRequest(ErrorFacts error) {
        if (says(error, TOO_LONG)) {
            return FailureClass.CONTEXT_TOO_LONG;
        }
        return says(error, POLICY) ? FailureClass.CONTENT_POLICY : FailureClass.BAD_REQUEST;
    }

    private static boolean says(ErrorFacts error, List<String> words) {
        String all = Stream.of(error.code(), error.type(), error.message())
                .map(text -> text == null ? "" : text.toLowerCase(Locale.ROOT))
                .reduce("", (one, other) -> one + " " + other);
        return words.stream().anyMatch(all::contains);
    }

    /**
     * How long a provider asks to wait: {@code retry-after-ms}, or {@code retry-after} in whole seconds or as a moment by
     * the answer's own {@code date}; null where it does not, or in no words that are known.
     *
     * @param headers the values by their names; null where there is none
     */
    static @Nullable Duration pause(Function<String, @Nullable String> headers) {
        Long millis = number(headers.apply("retry-after-ms"));
        if (millis != null) {
            return Duration.ofMillis(millis);
        }
        String after = headers.apply("retry-after");
        Long seconds = number(after);
        return seconds == null ? until(after, headers.apply("date")) : Duration.ofSeconds(seconds);
    }

    private static @Nullable Duration until(@Nullable String moment, @Nullable String now) {
        if (moment == null || now == null || !moment.endsWith("GMT")) {
            return null;
        }
        try {
            Duration wait = Duration.between(
                    ZonedDateTime.parse(now, DateTimeFormatter.RFC_1123_DATE_TIME),
                    ZonedDateTime.parse(moment, DateTimeFormatter.RFC_1123_DATE_TIME));
            return wait.isNegative() ? Duration.ZERO : wait;
        } catch (DateTimeException wrong) {
            return null;
        }
    }

    private static @Nullable Long number(@Nullable String text) {
        return text == null || !text.matches("\\d{1,9}") ? null : Long.valueOf(text);
    }
}
