package io.sluice.gateway.call;

import io.sluice.dialects.model.ErrorFacts;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
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
            case 408 -> FailureClass.TIMEOUT;
            case 429 -> FailureClass.RATE_LIMIT;
            case 503, 529 -> FailureClass.OVERLOADED;
            case 400, 413, 422 -> ofRequest(error);
            default -> status >= 500 ? FailureClass.SERVER : FailureClass.BAD_REQUEST;
        };
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

    /** How long a provider asks to wait, in its headers' words: {@code retry-after-ms}, or whole seconds; null else. */
    static @Nullable Duration pause(@Nullable String millis, @Nullable String seconds) {
        Long inMillis = number(millis);
        if (inMillis != null) {
            return Duration.ofMillis(inMillis);
        }
        Long inSeconds = number(seconds);
        return inSeconds == null ? null : Duration.ofSeconds(inSeconds);
    }

    private static @Nullable Long number(@Nullable String text) {
        return text == null || !text.matches("\\d{1,9}") ? null : Long.valueOf(text);
    }
}
