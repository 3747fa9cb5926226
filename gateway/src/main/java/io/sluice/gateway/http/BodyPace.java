package io.sluice.gateway.http;

/** Watches that a body keeps coming: in each window so many bytes, so that a large start buys no slow end. */
final class BodyPace {
    private final long window;
    private final long wanted;
    private long since;
    private long got;

    BodyPace(HttpTimeouts timeouts, long now) {
        this.window = timeouts.bodyWindow().toNanos();
        this.wanted = Math.max(1, timeouts.bodyWindow().toMillis() * timeouts.bodyRate() / 1000);
        this.since = now;
    }

    void got(int bytes) {
        got += bytes;
    }

    /** Whether the window that just ended brought too little. */
    boolean tooSlow(long now) {
        if (now - since < window) {
            return false;
        }
        boolean slow = got < wanted;
        since = now;
        got = 0;
        return slow;
    }
}
