package io.sluice.simulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What the simulator saw. Written by the loops, read by anyone. */
final class Log {

    final AtomicLong requests = new AtomicLong();
    final AtomicLong bodyBytes = new AtomicLong();
    final AtomicLong connections = new AtomicLong();
    final AtomicInteger openConnections = new AtomicInteger();
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger peak = new AtomicInteger();
    private final List<ReceivedRequest> received = new ArrayList<>();
    private final BlockingQueue<ReceivedRequest> untaken = new LinkedBlockingQueue<>();
    private final List<String> malformed = new ArrayList<>();
    private final Map<Long, Fate> fates = new ConcurrentHashMap<>();

    void began() {
        int now = running.incrementAndGet();
        if (now > peak.get()) {
            peak.accumulateAndGet(now, Math::max);
        }
    }

    void ended() {
        running.decrementAndGet();
    }

    int peakConcurrency() {
        return peak.get();
    }

    int running() {
        return running.get();
    }

    void received(ReceivedRequest request) {
        synchronized (this) {
            received.add(request);
        }
        untaken.add(request);
    }

    synchronized List<ReceivedRequest> received() {
        return List.copyOf(received);
    }

    /** The oldest request that was not yet taken; null when none came in time. */
    @Nullable
    ReceivedRequest take(Duration most) throws InterruptedException {
        return untaken.poll(most.toNanos(), TimeUnit.NANOSECONDS);
    }

    synchronized void malformed(String fault) {
        malformed.add(fault);
    }

    synchronized List<String> malformed() {
        return List.copyOf(malformed);
    }

    Fate fate(long request) {
        return fates.computeIfAbsent(request, _ -> new Fate());
    }

    synchronized void forget() {
        received.clear();
        malformed.clear();
        untaken.clear();
        fates.values().removeIf(fate -> fate.callerLeft().isDone());
    }
}
