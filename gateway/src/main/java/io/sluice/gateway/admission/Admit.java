package io.sluice.gateway.admission;

import io.sluice.gateway.call.Call;
import io.sluice.gateway.call.Failure;
import io.sluice.gateway.call.Outcome;
import io.sluice.gateway.call.Stage;
import io.sluice.gateway.call.Step;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** Too busy? Says so at once: calls in flight are bounded, and so are the bytes their bodies hold. */
public final class Admit implements Stage {
    private static final Duration SOON = Duration.ofSeconds(1);

    private final InFlight inFlight;
    private final int most;

    /**
     * Admits calls while fewer than {@code most} are in flight.
     *
     * @param inFlight the count, which outlives a reload
     */
    public Admit(InFlight inFlight, int most) {
        this.inFlight = inFlight;
        this.most = most;
    }

    /** How many calls are in flight, over all loops and settings. */
    public static final class InFlight {
        private final AtomicInteger calls = new AtomicInteger();

        /** The number now. */
        public int now() {
            return calls.get();
        }
    }

    @Override
    public Step enter(Call call) {
        if (inFlight.calls.incrementAndGet() <= most) {
            return Step.GO;
        }
        return new Step.Refuse(Failure.of(
                        503,
                        "overloaded",
                        "This gateway has " + most
                                + " calls in flight, which is all it admits (limits.calls); try again" + " in a moment")
                .retryAfter(SOON));
    }

    @Override
    public void leave(Call call, Outcome outcome) {
        inFlight.calls.decrementAndGet();
    }
}
