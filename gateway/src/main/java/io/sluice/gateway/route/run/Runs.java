package io.sluice.gateway.route.run;

import io.sluice.dialects.Operation;
import io.sluice.dialects.RequestFacts;
import io.sluice.gateway.account.VirtualKey;
import io.sluice.gateway.call.Attempt;
import io.sluice.gateway.call.Call;
import io.sluice.gateway.call.Spent;
import io.sluice.gateway.call.Stage;
import io.sluice.gateway.call.wire.Headers;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The runs of late, and who answered their calls. Outlives reloads. Safe for all loops; nobody waits.
 *
 * <p>An id belongs to the key it came with: two keys that use the same one have two runs.
 *
 * <p>Two generations: what is asked for moves into the young one, and what was not is gone when the young has become the
 * old one twice - after half an hour without a call at least, and an hour at most, or sooner where there are very many.
 */
public final class Runs implements Stage {
    /** How many a generation holds. */
    static final int MOST = 10_000;

    /** How long one is the young one, nanoseconds. */
    static final long GENERATION_NANOS = 1_800_000_000_000L;

    private final LongSupplier ticker;
    private final AtomicReference<Generations> all;

    private record Id(String owner, String run) {}

    private record Generations(Map<Id, Run> young, Map<Id, Run> old, long since) {}

    /** None yet. {@code ticker} is nanoseconds that only grow. */
    public Runs(LongSupplier ticker) {
        this.ticker = ticker;
        this.all = new AtomicReference<>(new Generations(new ConcurrentHashMap<>(), Map.of(), ticker.getAsLong()));
    }

    /**
     * A call of a run.
     *
     * @param id as the caller names it
     * @param before how many calls there were before it
     */
    public record Going(String id, Run run, long before) {}

    /** The run that a call with these headers would belong to; null where it would belong to none. */
    public @Nullable Going going(@Nullable VirtualKey key, Headers headers) {
        String id = RunId.of(headers);
        if (id == null) {
            return null;
        }
        Run run = of(key == null ? "" : key.id(), id);
        return new Going(id, run, run.calls());
    }

    /**
     * The run that a call belongs to; null where it belongs to none. Once for each call: where it converses, the run has
     * one more. Who counts tokens only asks, and moves nothing.
     */
    public @Nullable Going began(Call call) {
        Going going = going(call.key(), call.head().headers());
        RequestFacts facts = call.facts();
        if (going != null && facts != null && facts.operation() == Operation.CHAT) {
            going.run.called();
            call.keep(this, going);
        }
        return going;
    }

    @Override
    public void attempted(Call call, Attempt attempt, Spent spent) {
        Going going = call.kept(this, Going.class);
        RequestFacts facts = call.facts();
        if (going != null
                && facts != null
                && spent.ending() == Spent.Ending.ANSWERED
                && attempt.failureClass() == null) {
            going.run.answered(facts.model(), attempt.target());
        }
    }

    /** The run of that id; nobody but its owner has a part in it. */
    Run of(String owner, String run) {
        Id id = new Id(owner, run);
        Generations now = generations();
        Run known = now.young.get(id);
        if (known == null) {
            Run before = now.old.get(id);
            known = now.young.computeIfAbsent(id, _ -> before == null ? new Run() : before);
        }
        return known;
    }

    private Generations generations() {
        Generations now = all.get();
        long nanos = ticker.getAsLong();
        if (nanos - now.since > GENERATION_NANOS || now.young.size() >= MOST) {
            all.compareAndSet(now, new Generations(new ConcurrentHashMap<>(), now.young, nanos));
            return all.get();
        }
        return now;
    }
}
