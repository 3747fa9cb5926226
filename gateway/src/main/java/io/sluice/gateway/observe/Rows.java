package io.sluice.gateway.observe;

import io.sluice.dialects.RequestFacts;
import io.sluice.dialects.model.ErrorFacts;
import io.sluice.dialects.model.Loss;
import io.sluice.dialects.model.Usage;
import io.sluice.gateway.account.VirtualKey;
import io.sluice.gateway.call.Attempt;
import io.sluice.gateway.call.Call;
import io.sluice.gateway.call.Endpoint;
import io.sluice.gateway.call.Failure;
import io.sluice.gateway.call.Outcome;
import io.sluice.gateway.call.Plan;
import io.sluice.gateway.call.Spent;
import io.sluice.gateway.catalog.Target;
import io.sluice.gateway.journal.Asked;
import io.sluice.gateway.journal.AttemptRow;
import io.sluice.gateway.journal.CallOpened;
import io.sluice.gateway.journal.CallRow;
import io.sluice.gateway.journal.Ending;
import io.sluice.gateway.journal.KeyRef;
import io.sluice.gateway.journal.Times;
import io.sluice.gateway.money.Money;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes the rows of the record out of calls. */
final class Rows {
    private Rows() {}

    static CallOpened opened(Call call, Attempt attempt) {
        return new CallOpened(call.id(), call.receivedMicros(), key(call), asked(call), served(attempt));
    }

    static CallRow of(Call call, Outcome outcome, @Nullable Spent spent, long nowNanos) {
        List<Attempt> attempts = call.attempts();
        Attempt last = call.answering();
        List<AttemptRow> rows = new ArrayList<>(attempts.size());
        for (Attempt attempt : attempts) {
            rows.add(row(call, attempt));
        }
        return new CallRow(
                call.id(),
                call.receivedMicros(),
                key(call),
                asked(call),
                last == null ? null : served(last),
                ending(outcome, spent),
                times(call, attempts, nowNanos),
                call.bytesIn(),
                call.bytesOut(),
                usage(attempts, spent),
                rows,
                0,
                note(call, last),
                call.parent(),
                cost(attempts));
    }

    /** What all attempts cost together; null where none is known. */
    private static @Nullable Long cost(List<Attempt> attempts) {
        Money sum = null;
        for (Attempt attempt : attempts) {
            Money cost = attempt.spent().cost();
            if (cost != null) {
                sum = sum == null ? cost : sum.plus(cost);
            }
        }
        return pico(sum);
    }

    // Beyond nine million dollars a call a provider's figures are wrong; they are in the row beside it.
    private static @Nullable Long pico(@Nullable Money cost) {
        return cost == null || cost.pico().bitLength() > 63 ? null : cost.pico().longValue();
    }

    /** What the answer used; where several targets wrote it, all of them. */
    private static @Nullable Usage usage(List<Attempt> attempts, @Nullable Spent last) {
        if (attempts.isEmpty() || attempts.getLast().reason() != Attempt.Reason.CONTINUE) {
            return last == null ? null : last.usage();
        }
        return attempts.stream()
                .filter(attempt -> attempt.firstTokenNanos() != 0)
                .map(attempt -> attempt.spent().usage())
                .filter(Objects::nonNull)
                .reduce(Usage::plus)
                .orElse(null);
    }

    /** What was lost, and what stages remarked; null where there is nothing to say. */
    private static @Nullable String note(Call call, @Nullable Attempt last) {
        String lost = last == null ? null : lost(last);
        if (call.remarks().isEmpty()) {
            return lost;
        }
        String remarks = String.join("; ", call.remarks());
        return lost == null ? remarks : lost + "; " + remarks;
    }

    /** What could not be carried to the target and back, in words; null where all was. */
    private static @Nullable String lost(Attempt attempt) {
        String request = named(attempt.losses());
        String answer = named(attempt.answerLosses());
        if (request.isEmpty() && answer.isEmpty()) {
            return null;
        }
        return (request.isEmpty() ? "" : "lost of the request: " + request)
                + (request.isEmpty() || answer.isEmpty() ? "" : "; ")
                + (answer.isEmpty() ? "" : "lost of the answer: " + answer);
    }

    private static String named(List<Loss> losses) {
        return losses.stream()
                .map(loss -> loss.path() + " (" + loss.reason() + ")")
                .collect(Collectors.joining(", "));
    }

    private static Ending ending(Outcome outcome, @Nullable Spent spent) {
        Failure failure = outcome.failure();
        String finish = spent == null ? null : spent.finishReason();
        ErrorFacts told = spent == null ? null : spent.error();
        String type = switch (outcome.ending()) {
            case ANSWERED -> outcome.status() >= 400 || told != null ? "upstream_error" : null;
            case REFUSED -> failure != null && failure.code().startsWith("upstream_") ? "upstream" : "refused";
            case BROKEN -> "broken";
            case CALLER_GONE -> "caller_gone";
        };
        return new Ending(
                outcome.status(),
                type,
                failure == null ? said(told) : failure.code(),
                finish,
                outcome.ending() == Outcome.Ending.CALLER_GONE);
    }

    /** The provider's own word for an error; null where there was none. */
    private static @Nullable String said(@Nullable ErrorFacts error) {
        if (error == null || error.code() != null) {
            return error == null ? null : error.code();
        }
        return error.type() == null ? "upstream_error" : error.type();
    }

    private static Times times(Call call, List<Attempt> attempts, long nowNanos) {
        long sent = Times.NEVER;
        for (Attempt attempt : attempts) {
            sent = sent == Times.NEVER ? since(call, attempt.sentNanos()) : sent;
        }
        Attempt answering = call.answering();
        return answering == null
                ? new Times(sent, Times.NEVER, Times.NEVER, since(call, nowNanos))
                : new Times(
                        sent,
                        since(call, answering.firstByteNanos()),
                        since(call, answering.firstTokenNanos()),
                        since(call, nowNanos));
    }

    private static AttemptRow row(Call call, Attempt attempt) {
        Failure failure = attempt.failure();
        boolean several = call.attempts().size() > 1;
        Plan plan = call.plan();
        boolean chosen = plan != null && plan.legs().size() > 1;
        return new AttemptRow(
                served(attempt),
                attempt.reason().name().toLowerCase(Locale.ROOT),
                attempt.status(),
                failure == null ? null : failure.code(),
                since(call, attempt.sentNanos()),
                since(call, attempt.endedNanos()),
                attempt.maybeBilled(),
                chosen ? attempt.leg().why() : null,
                several ? attempt.spent().usage() : null,
                several ? pico(attempt.spent().cost()) : null,
                attempt.drilled() != null);
    }

    private static long since(Call call, long nanos) {
        return nanos == 0 ? Times.NEVER : Math.max(0, (nanos - call.receivedNanos()) / 1_000);
    }

    private static Target served(Attempt attempt) {
        return new Target(attempt.target().provider().id(), attempt.target().model());
    }

    private static @Nullable KeyRef key(Call call) {
        VirtualKey key = call.key();
        return key == null ? null : new KeyRef(key.id(), key.name(), null);
    }

    private static Asked asked(Call call) {
        RequestFacts facts = call.facts();
        String dialect = call.endpoint().dialect().id();
        return switch (call.endpoint()) {
            case Endpoint.Infer infer ->
                new Asked(
                        infer.operation().name().toLowerCase(Locale.ROOT),
                        dialect,
                        facts == null ? null : facts.model(),
                        facts != null && facts.stream());
            case Endpoint.StoredResponse stored -> new Asked(stored.what().word(), dialect, null, stored.stream());
            case Endpoint.ListModels _ -> new Asked("models", dialect, null, false);
            case Endpoint.ShowModel(var _, String model) -> new Asked("models", dialect, model, false);
        };
    }
}
