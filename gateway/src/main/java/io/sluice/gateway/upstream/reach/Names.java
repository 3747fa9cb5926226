package io.sluice.gateway.upstream.reach;

import io.netty.util.NetUtil;
import io.sluice.gateway.call.wire.Loop;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Resolves names off the loops. An answer serves for 30 s; when no new one is to be had within 2 s, the old one serves for
 * 60 s more. Questions for one name at one time are one question. An address is its own answer.
 */
public final class Names {
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final long FRESH = Duration.ofSeconds(30).toNanos();
    private static final long STALE = FRESH + Duration.ofSeconds(60).toNanos();
    /** Names come from the configuration; more than this many means that they do not. */
    private static final int MOST = 4096;

    private final AddressLookup lookup;
    private final Executor executor;
    private final LongSupplier nanos;
    private final Map<String, Known> known = new ConcurrentHashMap<>();
    private final Map<String, CompletableFuture<List<InetAddress>>> asked = new ConcurrentHashMap<>();

    private record Known(List<InetAddress> list, long since) {}

    /** Lookups block threads of this executor: a few platform threads and a bounded queue; it may reject. */
    public Names(AddressLookup lookup, Executor executor, LongSupplier nanos) {
        this.lookup = lookup;
        this.executor = executor;
        this.nanos = nanos;
    }

    /** Asks for a name from a loop; the answer comes exactly once, on that loop, perhaps before this returns. */
    public void ask(String host, Loop loop, Consumer<Addresses> then) {
        InetAddress literal = literal(host);
        List<InetAddress> ready = literal == null ? known(host, FRESH) : List.of(literal);
        if (ready != null) {
            then.accept(new Addresses.Found(ready));
            return;
        }
        Waiter waiter = new Waiter(host, then);
        waiter.timer = loop.after(TIMEOUT, () -> waiter.answer(null, "no answer within 2 s"));
        question(host)
                .whenComplete((list, failure) -> loop.execute(
                        () -> waiter.answer(list, failure == null ? "" : "no such name, or no name server")));
    }

    private static @Nullable InetAddress literal(String host) {
        return NetUtil.createInetAddressFromIpAddressString(host);
    }

    private @Nullable List<InetAddress> known(String host, long age) {
        Known answer = known.get(host);
        return answer != null && nanos.getAsLong() - answer.since < age ? answer.list : null;
    }

    /** The question under way for this name, or a new one. */
    private CompletableFuture<List<InetAddress>> question(String host) {
        CompletableFuture<List<InetAddress>> mine = new CompletableFuture<>();
        CompletableFuture<List<InetAddress>> earlier = asked.putIfAbsent(host, mine);
        if (earlier != null) {
            return earlier;
        }
        try {
            executor.execute(() -> look(host, mine));
        } catch (RejectedExecutionException full) {
            asked.remove(host, mine);
            mine.completeExceptionally(full);
        }
        return mine;
    }

    private void look(String host, CompletableFuture<List<InetAddress>> question) {
        try {
            List<InetAddress> list = List.copyOf(lookup.addresses(host));
            if (list.isEmpty()) {
                throw new UnknownHostException(host);
            }
            if (known.size() >= MOST) {
                known.clear();
            }
            known.put(host, new Known(list, nanos.getAsLong()));
            asked.remove(host, question);
            question.complete(list);
        } catch (UnknownHostException | RuntimeException failure) {
            asked.remove(host, question);
            question.completeExceptionally(failure);
        }
    }

    /** One who asked; told once, on its loop. */
    private final class Waiter {
        private final String host;
        private final Consumer<Addresses> then;
        private Loop.@Nullable Timer timer;
        private boolean told;

        Waiter(String host, Consumer<Addresses> then) {
            this.host = host;
            this.then = then;
        }

        void answer(@Nullable List<InetAddress> list, String why) {
            if (told) {
                return;
            }
            told = true;
            if (timer != null) {
                timer.cancel();
            }
            List<InetAddress> best = list == null ? known(host, STALE) : list;
            then.accept(best == null ? new Addresses.Unknown(why) : new Addresses.Found(best));
        }
    }
}
