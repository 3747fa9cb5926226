package io.sluice.benchmarks.load;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.sluice.benchmarks.Facts;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Mixed calls at a fixed rate over a pool of connections, for hours if need be: short and long prompts, answers and
 * streams, and callers who leave in the middle. Counts every call that was sent.
 */
final class Mix implements Caller.Pace {
    private static final long TICK_MILLIS = 5;
    private static final int LEAVE_PERCENT = 4;
    private static final long GRACE_SECONDS = 15;

    private final Network network;
    private final int port;
    private final List<ByteBuf> requests;
    private final int perTick;
    private final Random chance;
    private final ArrayDeque<Caller> idle = new ArrayDeque<>();
    private final CompletableFuture<Facts> seen = new CompletableFuture<>();
    private final long[] statuses = new long[600];
    private long sent;
    private long left;
    private long unheard;
    private boolean over;

    private Mix(Network network, Facts order, List<ByteBuf> requests) {
        this.network = network;
        this.port = order.whole("port");
        this.requests = requests;
        this.perTick = Math.max(1, (int) (order.number("rate") * TICK_MILLIS / 1_000));
        this.chance = new Random(order.whole("seed"));
    }

    static Facts run(Network network, Facts order) {
        Prompt prompt = Prompt.of(order);
        List<ByteBuf> requests = List.of(
                sized(prompt, 1_024, false, order),
                sized(prompt, 1_024, false, order),
                sized(prompt, 100 * 1_024, false, order),
                sized(prompt, 1_024, true, order),
                sized(prompt, 10 * 1_024, true, order));
        Mix mix = new Mix(network, order, requests);
        EventLoop loop = network.loop();
        loop.execute(() -> network.open(mix.port, order.whole("connections"), mix));
        var ticks = loop.scheduleAtFixedRate(mix::tick, 500, TICK_MILLIS, TimeUnit.MILLISECONDS);
        loop.schedule(
                () -> {
                    mix.over = true;
                    ticks.cancel(false);
                    loop.schedule(mix::finish, GRACE_SECONDS, TimeUnit.SECONDS);
                },
                (long) order.number("seconds"),
                TimeUnit.SECONDS);
        Facts facts = mix.seen.join();
        requests.forEach(ByteBuf::release);
        return facts;
    }

    private static ByteBuf sized(Prompt prompt, int bytes, boolean stream, Facts order) {
        return new Prompt(prompt.model(), prompt.key(), bytes, stream).request(order.whole("port"));
    }

    private void tick() {
        for (int i = 0; i < perTick && !idle.isEmpty(); i++) {
            sent++;
            idle.remove().send(requests.get(chance.nextInt(requests.size())), System.nanoTime());
        }
    }

    @Override
    public void connected(Caller caller) {
        idle.add(caller);
    }

    @Override
    public void received(Caller caller, ByteBuf in, int size) {
        if (chance.nextInt(100 * 10) < LEAVE_PERCENT) {
            left++;
            caller.leave();
        }
    }

    @Override
    public void answered(Caller caller, int status) {
        statuses[Math.clamp(status, 0, statuses.length - 1)]++;
        if (caller.usable()) {
            idle.add(caller);
        }
    }

    @Override
    public void lost(Caller caller) {
        if (caller.busy() && !caller.heard()) {
            unheard++;
        }
        idle.remove(caller);
        if (!over) {
            network.open(port, 1, this);
        }
    }

    private void finish() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("sent", Long.toString(sent));
        facts.put("left", Long.toString(left));
        facts.put("unheard", Long.toString(unheard));
        for (int status = 0; status < statuses.length; status++) {
            if (statuses[status] > 0) {
                facts.put("status." + status, Long.toString(statuses[status]));
            }
        }
        seen.complete(new Facts(facts));
    }
}
