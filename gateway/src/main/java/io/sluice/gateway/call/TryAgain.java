package io.sluice.gateway.call;

import io.sluice.gateway.call.wire.Header;
import io.sluice.gateway.call.wire.Headers;
import io.sluice.gateway.call.wire.ReplyHead;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells callers whose client tries again by itself when that cannot help: {@code x-should-retry: false}, which the SDKs of
 * OpenAI and Anthropic obey. They try again twice after 408, 409, 429 and 5xx, so that without it an upstream that is
 * down would be asked three times as often as before.
 */
final class TryAgain {
    private static final String SAYS = "x-should-retry";

    // What these clients send with every request: how often they sent it before.
    private static final String COUNT = "x-stainless-retry-count";

    // Told to wait longer, they wait as long as they please instead: openai-java 4.100, anthropic-java 3.11.
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

    private TryAgain() {}

    /** Whether the caller's client has sent this before, and tries again. */
    static boolean already(Headers request) {
        String count = request.first(COUNT);
        return count != null && !count.equals("0");
    }

    /** The head of an answer, that of a failure with the word of whether trying again can help. */
    static ReplyHead told(ReplyHead head, Call call, RetryBudgets budgets) {
        if (!triedAgain(head.status())
                || call.attempts().isEmpty()
                || says(head, "false")
                || call.attempts().getLast().target().provider().callersKey()
                || mayHelp(call, budgets)) {
            return head;
        }
        List<Header> lines = new ArrayList<>(head.headers());
        lines.removeIf(line -> line.name().equals(SAYS));
        lines.add(new Header(SAYS, "false"));
        return new ReplyHead(head.status(), lines, head.length());
    }

    private static boolean triedAgain(int status) {
        return status == 408 || status == 409 || status == 429 || status >= 500;
    }

    private static boolean says(ReplyHead head, String word) {
        return head.headers().contains(new Header(SAYS, word));
    }

    private static boolean mayHelp(Call call, RetryBudgets budgets) {
        Duration asked = call.attempts().getLast().retryAfter();
        if (asked != null && asked.compareTo(LONGEST_WAIT) > 0) {
            return false;
        }
        List<Attempt> passing = call.attempts().stream()
                .filter(attempt -> passes(attempt.failureClass()))
                .toList();
        boolean triedHere = call.attempts().stream().anyMatch(attempt -> attempt.reason() == Attempt.Reason.RETRY);
        if (passing.isEmpty() || triedHere) {
            return false;
        }
        // Who does not say how often it tried knows nothing of the word either: nothing is kept back for it.
        return call.head().headers().first(COUNT) == null
                || passing.stream()
                        .map(attempt -> attempt.target().provider().lane())
                        .distinct()
                        .allMatch(budgets::takeForCaller);
    }

    /** Whether what failed may pass by itself; what was no failure of a target is not ours to judge. */
    private static boolean passes(@Nullable FailureClass failure) {
        return switch (failure) {
            case TLS, QUOTA, AUTH, NOT_FOUND, CONTEXT_TOO_LONG, CONTENT_POLICY -> false;
            case CONNECT, TIMEOUT, STALL, RATE_LIMIT, OVERLOADED, SERVER, MALFORMED, BAD_REQUEST -> true;
            case null -> true;
        };
    }
}
