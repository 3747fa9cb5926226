package io.sluice.gateway.http;

import java.net.InetAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts connections, of all and of each address, and says when there are too many. Used from every loop. */
final class Doorkeeper {
    private final int most;
    private final int mostPerAddress;
    private final AtomicInteger open = new AtomicInteger();
    private final ConcurrentMap<InetAddress, Integer> byAddress = new ConcurrentHashMap<>();
    private final CompletableFuture<Void> emptied = new CompletableFuture<>();
    private volatile boolean closing;

    Doorkeeper(HttpLimits limits) {
        this.most = limits.connections();
        this.mostPerAddress = limits.connectionsPerAddress();
    }

    /** Lets a connection in and counts it, or not. */
    boolean enter(InetAddress address) {
        int now = open.incrementAndGet();
        boolean counted = !address.isLoopbackAddress();
        int same = counted ? byAddress.merge(address, 1, Integer::sum) : 0;
        if (now > most || same > mostPerAddress || closing) {
            leave(address);
            return false;
        }
        return true;
    }

    /** Counts a connection out. */
    void leave(InetAddress address) {
        if (!address.isLoopbackAddress()) {
            byAddress.computeIfPresent(address, (same, count) -> count == 1 ? null : count - 1);
        }
        open.decrementAndGet();
        tellEmpty();
    }

    /** Lets nobody in any more; completes when the last one has left. */
    CompletableFuture<Void> close() {
        closing = true;
        tellEmpty();
        return emptied;
    }

    int open() {
        return open.get();
    }

    private void tellEmpty() {
        if (closing && open.get() == 0) {
            emptied.complete(null);
        }
    }
}
