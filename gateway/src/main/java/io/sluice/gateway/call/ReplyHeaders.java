package io.sluice.gateway.call;

import io.sluice.gateway.call.wire.Header;
import io.sluice.gateway.call.wire.Headers;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The headers of answers: the short list that passes from a provider, and our own as far as this caller may see them. */
final class ReplyHeaders {
    private static final Header JSON = new Header("content-type", "application/json");

    // What passes as it is, and what passes under x-upstream-*: a caller's SDK would take a provider's limits for ours.
    private static final List<String> PASSED =
            List.of("retry-after", "retry-after-ms", "x-should-retry", "x-request-id", "request-id");
    private static final List<String> RATE_LIMITS = List.of(
            "x-ratelimit-limit-requests",
            "x-ratelimit-limit-tokens",
            "x-ratelimit-remaining-requests",
            "x-ratelimit-remaining-tokens",
            "x-ratelimit-reset-requests",
            "x-ratelimit-reset-tokens");

    private ReplyHeaders() {}

    /** Of an answer that came from a target. */
    static List<Header> ofAnswer(Headers upstream, @Nullable String contentType, Call call, Attempt attempt) {
        List<Header> lines = new ArrayList<>(10);
        lines.add(contentType == null ? JSON : new Header("content-type", contentType));
        for (String name : PASSED) {
            String value = upstream.first(name);
            if (value != null) {
                lines.add(new Header(name, value));
            }
        }
        if (upstream.first("x-ratelimit-limit-requests") != null
                || upstream.first("x-ratelimit-limit-tokens") != null) {
            for (String name : RATE_LIMITS) {
                String value = upstream.first(name);
                if (value != null) {
                    lines.add(new Header("x-upstream-" + name.substring(2), value));
                }
            }
        }
        addOwn(lines, call);
        if (call.reveal() == Call.Reveal.ALL) {
            lines.add(new Header("x-sluice-served-by", attempt.target().served()));
            lines.add(new Header("x-sluice-attempts", Integer.toString(attempt.number())));
        }
        return lines;
    }

    /** Of a failure told by us. */
    static List<Header> ofFailure(Failure failure, Call call) {
        List<Header> lines = new ArrayList<>(6);
        lines.add(JSON);
        if (failure.retryAfter() != null) {
            long seconds = Math.max(1, failure.retryAfter().toSeconds());
            lines.add(new Header("retry-after", Long.toString(seconds)));
        }
        lines.add(new Header("x-request-id", call.id().toString()));
        addOwn(lines, call);
        return lines;
    }

    /** Ours, as far as this caller may see them. */
    static void addOwn(List<Header> lines, Call call) {
        if (call.reveal() != Call.Reveal.NONE) {
            lines.add(new Header("x-sluice-call-id", call.id().toString()));
        }
    }
}
