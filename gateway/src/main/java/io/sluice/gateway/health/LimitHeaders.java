package io.sluice.gateway.health;

import io.sluice.gateway.call.wire.Headers;
import io.sluice.gateway.health.Allowance.Sort;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads what is left of a provider's limits in the head of its answer. The names are those providers were recorded with
 * (OpenAI, Azure, Groq, Fireworks: {@code x-ratelimit-remaining-requests} and {@code -tokens}; Cerebras, Mistral and
 * Hugging Face by the minute; Together, {@code x-ratelimit-remaining}; Anthropic's own). Where a limit is far from used up,
 * or not told, nothing but a few names is looked at.
 */
final class LimitHeaders {
    /** A reset further away counts as this far. */
    static final long LONGEST_MILLIS = Duration.ofHours(1).toMillis();

    /** How long a shortage counts where nobody says when it ends. */
    static final long UNSAID_MILLIS = 10_000;

    private static final List<Names> KNOWN = List.of(
            names(Sort.REQUESTS, "x-ratelimit-", "remaining-requests", "limit-requests", "reset-requests"),
            names(Sort.TOKENS, "x-ratelimit-", "remaining-tokens", "limit-tokens", "reset-tokens"),
            names(Sort.REQUESTS, "anthropic-ratelimit-requests-", "remaining", "limit", "reset"),
            names(Sort.TOKENS, "anthropic-ratelimit-tokens-", "remaining", "limit", "reset"),
            names(Sort.INPUT, "anthropic-ratelimit-input-tokens-", "remaining", "limit", "reset"),
            names(Sort.OUTPUT, "anthropic-ratelimit-output-tokens-", "remaining", "limit", "reset"),
            names(
                    Sort.REQUESTS,
                    "x-ratelimit-",
                    "remaining-requests-minute",
                    "limit-requests-minute",
                    "reset-requests-minute"),
            names(Sort.TOKENS, "x-ratelimit-", "remaining-tokens-minute", "limit-tokens-minute", "reset-tokens-minute"),
            names(Sort.REQUESTS, "x-ratelimit-", "remaining-req-minute", "limit-req-minute", "reset-req-minute"),
            names(Sort.INPUT, "x-ratelimit-", "remaining-tokens-prompt", "limit-tokens-prompt", "reset-tokens-prompt"),
            names(
                    Sort.OUTPUT,
                    "x-ratelimit-",
                    "remaining-tokens-generated",
                    "limit-tokens-generated",
                    "reset-tokens-generated"),
            names(Sort.REQUESTS, "x-ratelimit-", "remaining", "limit", "reset"));

    private LimitHeaders() {}

    private record Names(Sort sort, String remaining, String limit, String reset) {}

    private static Names names(Sort sort, String before, String remaining, String limit, String reset) {
        return new Names(sort, before + remaining, before + limit, before + reset);
    }

    /** Tells a target's room what an answer said, at that moment. */
    static void read(Headers head, Room room, long now) {
        if (!head.anyStartingWith("x-ratelimit-remaining") && !head.anyStartingWith("anthropic-ratelimit-")) {
            return;
        }
        for (Names names : KNOWN) {
            String remaining = head.first(names.remaining);
            if (remaining != null) {
                long left = whole(remaining);
                long limit = Math.max(0, whole(head.first(names.limit)));
                // Some say -1, or a number beyond all, where nothing is limited.
                boolean plenty = left < 0 || (limit > 0 && left > limit / 2);
                room.said(
                        names.sort,
                        plenty ? null : new Allowance(left, limit, now, now + millis(head, head.first(names.reset))));
            }
        }
    }

    /** A whole number, a fraction cut off; -1 where it is none, or too long for one. */
    private static long whole(@Nullable String text) {
        long value = 0;
        if (text == null || text.isEmpty()) {
            return -1;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.' && i > 0) {
                return value;
            }
            if (c < '0' || c > '9' || value > Long.MAX_VALUE / 100) {
                return -1;
            }
            value = value * 10 + (c - '0');
        }
        return value;
    }

    /** How far away a reset is, milliseconds: none of it is negative or longer than {@link #LONGEST_MILLIS}. */
    private static long millis(Headers head, @Nullable String reset) {
        if (reset == null || reset.isEmpty() || reset.length() > 40) {
            return UNSAID_MILLIS;
        }
        boolean date = reset.length() > 18 && reset.charAt(4) == '-' && reset.charAt(10) == 'T';
        double millis = date ? untilMoment(reset, head.first("date")) : span(reset);
        return millis < 0 ? UNSAID_MILLIS : (long) Math.min((double) LONGEST_MILLIS, millis);
    }

    /** A moment in RFC 3339 by the clock of whoever said it, which the answer's own date tells; -1 where that is missing. */
    private static double untilMoment(String moment, @Nullable String said) {
        if (said == null) {
            return -1;
        }
        try {
            Instant from = ZonedDateTime.parse(said, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return (double)
                    Math.max(0, Duration.between(from, Instant.parse(moment)).toMillis());
        } catch (DateTimeException wrong) {
            return -1;
        }
    }

    /** A span as {@code 6m0s}, {@code 12ms}, {@code 17.4s} or plain seconds; -1 where it is none. */
    private static double span(String text) {
        double millis = 0;
        double number = 0;
        double scale = 0;
        int digits = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                digits++;
                number = scale == 0 ? number * 10 + (c - '0') : number + (c - '0') * scale;
                scale /= 10;
            } else if (c == '.' && scale == 0) {
                scale = 0.1;
            } else {
                boolean thousandth = i + 1 < text.length() && text.charAt(i + 1) == 's' && c != 's';
                double unit = thousandth ? part(c) : unit(c);
                if (digits == 0 || unit == 0) {
                    return -1;
                }
                millis += number * unit;
                number = 0;
                scale = 0;
                digits = 0;
                i += thousandth ? 1 : 0;
            }
        }
        // A moment of the epoch is no span: whoever writes one is not understood here.
        return digits > 0 && number > LONGEST_MILLIS ? -1 : millis + (digits == 0 ? 0 : number * 1_000);
    }

    private static double part(char c) {
        return switch (c) {
            case 'm' -> 1;
            case 'u', '\u00b5' -> 0.001;
            case 'n' -> 0.000_001;
            default -> 0;
        };
    }

    private static double unit(char c) {
        return switch (c) {
            case 's' -> 1_000;
            case 'm' -> 60_000;
            case 'h' -> 3_600_000;
            case 'd' -> 86_400_000;
            default -> 0;
        };
    }
}
