package io.sluice.gateway.call;

import io.sluice.dialects.Dialect;
import io.sluice.dialects.HeaderRules;
import io.sluice.dialects.model.ErrorFacts;
import io.sluice.gateway.call.wire.Header;
import io.sluice.gateway.call.wire.Headers;
import io.sluice.gateway.catalog.LossPolicy;
import io.sluice.gateway.journal.CallId;
import io.sluice.gateway.money.Money;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The headers of answers: the short list that passes from a provider, and our own as far as this caller may see them. */
final class ReplyHeaders {
    private static final Header JSON = new Header("content-type", "application/json");

    private ReplyHeaders() {}

    /**
     * Of an answer that came from a target. A provider's rate limits pass under {@code x-upstream-*}: a caller's SDK would
     * take them for ours.
     */
    static List<Header> ofAnswer(
            Headers upstream, @Nullable String contentType, Call call, Attempt attempt, HeaderRules rules) {
        List<Header> lines = new ArrayList<>(10);
        lines.add(contentType == null ? JSON : new Header("content-type", contentType));
        for (String name : rules.down()) {
            String value = upstream.first(name);
            if (value != null) {
                lines.add(new Header(name, value));
            }
        }
        for (String prefix : rules.limits()) {
            for (Header line : upstream.startingWith(prefix)) {
                lines.add(new Header(limit(line.name()), line.value()));
            }
        }
        addOwn(lines, call);
        if (call.reveal() == Call.Reveal.ALL) {
            lines.add(new Header("x-sluice-served-by", attempt.target().served()));
            lines.add(new Header(
                    "x-sluice-attempts", Integer.toString(call.attempts().size())));
        }
        if (!attempt.losses().isEmpty() && call.reveal() != Call.Reveal.NONE && warned(call)) {
            lines.add(new Header("x-sluice-loss", losses(attempt)));
        }
        return lines;
    }

    private static boolean warned(Call call) {
        Plan plan = call.plan();
        return plan != null && plan.loss() == LossPolicy.WARN;
    }

    // Paths may hold what a caller wrote (a tool's name); only what a header can hold goes into one.
    private static String losses(Attempt attempt) {
        String text = attempt.losses().stream()
                .limit(20)
                .map(loss -> loss.path() + ": " + loss.reason())
                .collect(Collectors.joining("; "));
        String plain = text.replaceAll("[^\\x20-\\x7E]", "?");
        return plain.length() > 2_000 ? plain.substring(0, 2_000) + "..." : plain;
    }

    private static String limit(String name) {
        return "x-upstream-" + (name.startsWith("x-") ? name.substring(2) : name);
    }

    /** Of a failure told by us. */
    static List<Header> ofFailure(Failure failure, ErrorFacts error, Call call) {
        List<Header> lines = failed(failure, call.id());
        addType(lines, call.endpoint().dialect(), error);
        addOwn(lines, call);
        return lines;
    }

    /** Of a refusal before there was a call. */
    static List<Header> ofRefusal(Failure failure, ErrorFacts error, Dialect dialect, CallId id) {
        List<Header> lines = failed(failure, id);
        addType(lines, dialect, error);
        lines.add(new Header("x-sluice-call-id", id.toString()));
        return lines;
    }

    /** The error's type where the dialect tells it beside the body. */
    private static void addType(List<Header> lines, Dialect dialect, ErrorFacts error) {
        String name = dialect.errorTypeHeader();
        if (name != null) {
            lines.add(new Header(name, dialect.errorType(error)));
        }
    }

    private static List<Header> failed(Failure failure, CallId id) {
        List<Header> lines = new ArrayList<>(6);
        lines.add(JSON);
        if (failure.retryAfter() != null) {
            long seconds = Math.max(1, failure.retryAfter().toSeconds());
            lines.add(new Header("retry-after", Long.toString(seconds)));
        }
        lines.add(new Header("x-request-id", id.toString()));
        return lines;
    }

    /** How long a provider's answer says it is, or -1; that of the bytes on the wire, so not where their encoding is undone. */
    static long length(Headers upstream) {
        String declared = upstream.first("content-encoding") == null ? upstream.first("content-length") : null;
        return declared == null ? -1 : Long.parseLong(declared);
    }

    /** What an answer cost, where that is known and this caller may see it; a stored one was paid for when it was made. */
    static List<Header> priced(Call call, @Nullable Money cost) {
        return cost == null || call.reveal() != Call.Reveal.ALL || !(call.endpoint() instanceof Endpoint.Infer)
                ? List.of()
                : List.of(new Header("x-sluice-cost-usd", cost.toString()));
    }

    /** Ours, as far as this caller may see them. */
    static void addOwn(List<Header> lines, Call call) {
        if (call.reveal() != Call.Reveal.NONE) {
            lines.add(new Header("x-sluice-call-id", call.id().toString()));
        }
    }
}
