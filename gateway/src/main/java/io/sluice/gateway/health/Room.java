package io.sluice.gateway.health;

import io.sluice.gateway.call.Lanes;
import io.sluice.gateway.health.Allowance.Shortage;
import io.sluice.gateway.health.Allowance.Sort;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** What is left of a target's limits, as its last answer said and less what was sent since. Safe for all loops; nobody waits. */
final class Room {
    private final AtomicReferenceArray<@Nullable Allowance> left = new AtomicReferenceArray<>(Sort.values().length);

    /** The provider said what is left; null where there is plenty. */
    void said(Sort sort, @Nullable Allowance allowance) {
        left.set(place(sort), allowance);
    }

    /** A call was sent there that takes about so much. */
    void sent(Lanes.Need need) {
        for (Sort sort : Sort.values()) {
            if (left.get(place(sort)) != null) {
                left.updateAndGet(place(sort), known -> known == null ? null : known.less(taken(sort, need)));
            }
        }
    }

    /** What there is too little of for a call that needs so much, and for the longest; null where there is enough of all. */
    @Nullable
    Shortage shortage(Lanes.Need need, long now) {
        Shortage worst = null;
        for (Sort sort : Sort.values()) {
            Allowance known = left.get(place(sort));
            if (known != null) {
                long millis = known.shortMillis(taken(sort, need), now);
                worst = millis == 0 ? worst : Shortage.longer(worst, new Shortage(known.told(sort), millis));
            }
        }
        return worst;
    }

    private static long taken(Sort sort, Lanes.Need need) {
        return switch (sort) {
            case REQUESTS -> 1;
            case TOKENS -> need.input() + need.output();
            case INPUT -> need.input();
            case OUTPUT -> need.output();
        };
    }

    private static int place(Sort sort) {
        return switch (sort) {
            case REQUESTS -> 0;
            case TOKENS -> 1;
            case INPUT -> 2;
            case OUTPUT -> 3;
        };
    }
}
