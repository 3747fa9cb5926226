package io.sluice.gateway.drill;

import io.sluice.dialects.model.Usage;
import io.sluice.gateway.call.Attempt;
import io.sluice.gateway.call.Call;
import io.sluice.gateway.call.Failure;
import io.sluice.gateway.call.Outcome;
import io.sluice.gateway.journal.AttemptRow;
import io.sluice.gateway.journal.CallRow;
import io.sluice.gateway.journal.Ending;
import io.sluice.gateway.journal.Times;
import io.sluice.gateway.money.Money;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** What callers saw of a number of calls, and what these cost. Bounded, whatever comes. Safe for all loops. */
final class Figures {
    private static final int MOST_NAMES = 40;
    private static final String OTHER = "other";

    private final LongAdder calls = new LongAdder();
    private final LongAdder whole = new LongAdder();
    private final LongAdder gone = new LongAdder();
    private final LongAdder attempts = new LongAdder();
    private final Map<String, LongAdder> failures = new ConcurrentHashMap<>();
    private final Map<String, Cost> costs = new ConcurrentHashMap<>();
    private final Spread total = new Spread();
    private final Spread firstToken = new Spread();

    private static final class Cost {
        private final LongAdder input = new LongAdder();
        private final LongAdder output = new LongAdder();
        private final AtomicReference<@Nullable Money> money = new AtomicReference<>();
    }

    /** A call has ended. */
    void ended(Call call, Outcome outcome, long nowNanos) {
        calls.increment();
        attempts.add(call.attempts().size());
        long first = 0;
        for (Attempt attempt : call.attempts()) {
            // Of two beside each other the caller saw the sooner one.
            long own = attempt.firstTokenNanos();
            first = own == 0 || (first != 0 && first - own < 0) ? first : own;
        }
        switch (outcome.ending()) {
            case CALLER_GONE -> gone.increment();
            case ANSWERED, REFUSED, BROKEN -> {
                judge(outcome);
                total.add((nowNanos - call.receivedNanos()) / 1_000);
                if (first != 0) {
                    firstToken.add((first - call.receivedNanos()) / 1_000);
                }
            }
        }
    }

    private void judge(Outcome outcome) {
        Failure failure = outcome.failure();
        if (outcome.ending() == Outcome.Ending.ANSWERED && outcome.status() < 400) {
            whole.increment();
        } else {
            failed(failure == null ? "http_" + outcome.status() : failure.code());
        }
    }

    private void failed(String code) {
        bounded(failures, code, LongAdder::new).increment();
    }

    /** An attempt at that target used this, at that cost where it is known. */
    void used(String target, @Nullable Usage usage, @Nullable Money cost) {
        if (usage != null) {
            Cost all = bounded(costs, target, Cost::new);
            all.input.add(usage.totalInput());
            all.output.add(usage.totalOutput());
            if (cost != null) {
                all.money.updateAndGet(was -> was == null ? cost : was.plus(cost));
            }
        }
    }

    /** A call of the record. */
    void read(CallRow row) {
        calls.increment();
        attempts.add(row.attempts().size() + (long) row.attemptsOmitted());
        if (row.ending().callerGone()) {
            gone.increment();
        } else {
            if (row.ending().errorClass() == null) {
                whole.increment();
            } else {
                failed(code(row.ending()));
            }
            add(total, row.times().done());
            add(firstToken, row.times().firstToken());
        }
        // What one attempt used is the whole call's.
        if (row.attempts().size() == 1 && row.served() != null) {
            used(row.served().toString(), row.usage(), money(row.cost()));
        }
        for (AttemptRow attempt : row.attempts()) {
            used(attempt.target().toString(), attempt.usage(), money(attempt.cost()));
        }
    }

    private static @Nullable Money money(@Nullable Long pico) {
        return pico == null ? null : Money.ofPico(pico);
    }

    private static String code(Ending ending) {
        return ending.errorCode() == null ? "http_" + ending.status() : ending.errorCode();
    }

    private static void add(Spread spread, long micros) {
        if (micros != Times.NEVER) {
            spread.add(micros);
        }
    }

    private static <T> T bounded(Map<String, T> map, String name, java.util.function.Supplier<T> made) {
        T there = map.get(name);
        if (there != null) {
            return there;
        }
        // Codes and targets may be of anybody's making; two loops may pass the bound together, which does no harm.
        return map.computeIfAbsent(map.size() < MOST_NAMES ? name : OTHER, _ -> made.get());
    }

    /** All of it, now. */
    Seen seen() {
        Map<String, Long> codes = new TreeMap<>();
        failures.forEach((code, count) -> codes.put(code, count.sum()));
        Map<String, Seen.Tokens> tokens = new TreeMap<>();
        costs.forEach((target, cost) ->
                tokens.put(target, new Seen.Tokens(cost.input.sum(), cost.output.sum(), cost.money.get())));
        return new Seen(
                calls.sum(),
                whole.sum(),
                codes,
                gone.sum(),
                attempts.sum(),
                new Seen.Quantiles(total.within(0.5), total.within(0.95)),
                new Seen.Quantiles(firstToken.within(0.5), firstToken.within(0.95)),
                tokens);
    }
}
