package io.sluice.gateway.call;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The bytes of request bodies held at once, over all loops; more than its bound is refused. */
public final class HeldBytes {
    private final AtomicLong held = new AtomicLong();
    private final long most;

    /** A bound in bytes. */
    public HeldBytes(long most) {
        this.most = most;
    }

    /** Takes room for so many bytes, or says why there is none; what was taken is given back in either case. */
    @Nullable
    Failure take(int bytes) {
        if (held.addAndGet(bytes) <= most) {
            return null;
        }
        return Failure.of(
                        503,
                        "overloaded",
                        "This gateway holds " + most + " bytes of request bodies, which is all it holds at once"
                                + " (limits.held); try again in a moment")
                .retryAfter(Duration.ofSeconds(1));
    }

    /** Gives room back. */
    void give(long bytes) {
        held.addAndGet(-bytes);
    }

    /** How many bytes are held now. */
    public long now() {
        return held.get();
    }
}
