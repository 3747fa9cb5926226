package io.sluice.gateway.upstream;

import io.netty.util.AsciiString;
import io.sluice.gateway.catalog.Clocks;
import io.sluice.gateway.catalog.Origin;
import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One loop's unused connections to one origin. The last one used is the first one taken, so that the others can grow old
 * and go; where calls went lately, one is made anew before the next call needs it. On its loop only, but for {@code open}, which all loops share.
 */
final class Pool {
    private final Origin origin;
    private final AsciiString authority;
    private final AtomicInteger open;
    private final int cap;
    private final ArrayDeque<Connection> unused = new ArrayDeque<>();
    private @Nullable Clocks clocks;
    private long usedAt;
    private boolean warming;
    private boolean coldly;

    Pool(Origin origin, AtomicInteger open, int cap) {
        this.origin = origin;
        this.authority = AsciiString.cached(origin.authority());
        this.open = open;
        this.cap = cap;
    }

    Origin origin() {
        return origin;
    }

    /** What stands in the Host header. */
    AsciiString authority() {
        return authority;
    }

    @Nullable
    Connection take() {
        Connection last = unused.pollLast();
        while (last != null && !last.alive()) {
            last = unused.pollLast();
        }
        return last;
    }

    void put(Connection connection) {
        unused.addLast(connection);
    }

    /** A call goes there. */
    void used(long now, Clocks ofTheCall) {
        usedAt = now;
        clocks = ofTheCall;
        coldly = false;
    }

    /** An unused one is gone, and not by our doing; {@code carried} says whether it ever carried a call. */
    void closedByThem(Connection connection, boolean carried) {
        // Whoever closes what never carried a call would close the next one, too.
        boolean was = unused.removeLastOccurrence(connection);
        coldly |= was && !carried;
    }

    /** The clocks for a connection that nobody has asked for yet, where one should be made now; else null. */
    @Nullable
    Clocks wanting(long usedSince) {
        return unused.isEmpty() && !warming && wantedLater(usedSince) ? clocks : null;
    }

    /** Whether one may have to be made later, as calls went there since then. */
    boolean wantedLater(long usedSince) {
        return clocks != null && !coldly && usedAt - usedSince > 0;
    }

    void warming() {
        warming = true;
    }

    /** It was tried to make one. */
    void warmed(boolean stands) {
        warming = false;
        coldly |= !stands;
    }

    boolean isEmpty() {
        return unused.isEmpty();
    }

    /** Closes those unused since before {@code nanos}; the oldest stand first. */
    void closeUnusedSince(long nanos) {
        Connection first = unused.peekFirst();
        while (first != null && first.unusedSince() - nanos <= 0) {
            unused.pollFirst();
            first.close();
            first = unused.peekFirst();
        }
    }

    void closeAll() {
        for (Connection connection = unused.pollFirst(); connection != null; connection = unused.pollFirst()) {
            connection.close();
        }
    }

    /** Counts a connection that is about to be made; false when the cap is reached. */
    boolean claim() {
        if (open.incrementAndGet() <= cap) {
            return true;
        }
        open.decrementAndGet();
        return false;
    }

    /** Gives back what {@link #claim} counted. */
    void release() {
        open.decrementAndGet();
    }

    int cap() {
        return cap;
    }
}
