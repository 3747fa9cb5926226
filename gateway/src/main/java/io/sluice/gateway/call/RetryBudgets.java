package io.sluice.gateway.call;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many second attempts at the same upstream there may be: a tenth of its calls, and ten in a burst. Moving on to
 * another target is no retry. Safe for all threads.
 *
 * <p>What a caller's own client sends again comes out of the same budget, but that an upstream which also answers lets as
 * many callers try again as it answered since, {@value #LENT} at most: retrying is how clients live with its limits, and
 * only where nothing is answered do they make a storm.
 */
public final class RetryBudgets {
    private static final int TENTHS = 10;
    private static final int BURST = 10 * TENTHS;
    private static final int LENT = 100;

    private final Map<String, Account> accounts = new ConcurrentHashMap<>();

    /**
     * What an upstream has left.
     *
     * @param tenths of retries
     * @param lent how many callers may try again for what it answered
     */
    private record Account(AtomicInteger tenths, AtomicInteger lent) {
        Account() {
            this(new AtomicInteger(BURST), new AtomicInteger());
        }
    }

    /** A call is sent to an upstream for the first time. */
    void called(String upstream) {
        add(of(upstream).tenths, 1, BURST);
    }

    /** An upstream answered a call. */
    void answered(String upstream) {
        add(of(upstream).lent, 1, LENT);
    }

    /** Takes one retry at it, if there is one. */
    boolean take(String upstream) {
        return take(of(upstream).tenths, TENTHS);
    }

    /** Takes what a caller needs who tries it again, if there is any. */
    boolean takeForCaller(String upstream) {
        Account account = of(upstream);
        return take(account.lent, 1) || take(account.tenths, TENTHS);
    }

    private static void add(AtomicInteger left, int more, int most) {
        left.updateAndGet(had -> Math.min(most, had + more));
    }

    private static boolean take(AtomicInteger left, int some) {
        int seen = left.get();
        while (seen >= some) {
            if (left.compareAndSet(seen, seen - some)) {
                return true;
            }
            seen = left.get();
        }
        return false;
    }

    private Account of(String upstream) {
        Account known = accounts.get(upstream);
        return known == null ? accounts.computeIfAbsent(upstream, _ -> new Account()) : known;
    }
}
