package io.sluice.gateway.upstream;

import io.sluice.gateway.call.wire.Loop;
import io.sluice.gateway.call.wire.UpstreamCall;
import io.sluice.gateway.call.wire.UpstreamListener;
import io.sluice.gateway.call.wire.UpstreamRequest;
import io.sluice.gateway.call.wire.Upstreams;
import io.sluice.gateway.catalog.Origin;
import io.sluice.gateway.net.Loops;
import io.sluice.gateway.net.NettyLoop;
import io.sluice.gateway.upstream.reach.Reach;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * Requests to providers over HTTP/1.1. A connection lives on the loop of the calls it carries, so nothing here is locked;
 * only the count of open connections to an origin is shared by the loops.
 */
public final class HttpUpstreams implements Upstreams, AutoCloseable {
    private final ClientParts parts;
    private final Map<Origin, AtomicInteger> open = new ConcurrentHashMap<>();
    private final List<LoopPools> byLoop;

    /**
     * Needs loops that are open; they stay the caller's.
     *
     * @param nanos a monotonic clock, {@code System::nanoTime}
     */
    public HttpUpstreams(
            Loops loops, UpstreamSettings settings, Reach reach, UpstreamEvents events, LongSupplier nanos) {
        this.parts = new ClientParts(settings, reach, events, loops.clientChannel());
        this.byLoop = loops.all().stream()
                .sorted((one, other) -> Integer.compare(one.index(), other.index()))
                .map(loop -> new LoopPools(loop, nanos, parts, this::pool))
                .toList();
    }

    private Pool pool(Origin origin) {
        AtomicInteger count = open.computeIfAbsent(origin, unseen -> new AtomicInteger());
        return new Pool(origin, count, parts.settings().connectionsPerOrigin());
    }

    /** Must be called on the loop given, which must be one of those this was made with. */
    @Override
    public UpstreamCall send(UpstreamRequest request, Loop loop, UpstreamListener listener) {
        Exchange exchange = new Exchange(request, listener, byLoop.get(loop.index()), parts);
        exchange.start();
        return exchange;
    }

    /** How many connections to each origin are open or being made, over all loops. */
    public Map<Origin, Integer> open() {
        return open.entrySet().stream()
                .filter(entry -> entry.getValue().get() > 0)
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey, entry -> entry.getValue().get()));
    }

    /** Closes what is unused, now, and whatever becomes so; what is under way goes on, and what is asked still works. */
    @Override
    public void close() {
        for (LoopPools pools : byLoop) {
            NettyLoop loop = pools.loop();
            loop.execute(pools::close);
        }
    }
}
