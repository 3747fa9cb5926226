package io.sluice.benchmarks.load;

import io.netty.buffer.ByteBuf;
import io.sluice.benchmarks.Facts;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Opens one stream, waits until it flows, and leaves: when was that? */
final class Leaving implements Caller.Pace {
    private final ByteBuf request;
    private final CompletableFuture<Long> left = new CompletableFuture<>();

    private Leaving(ByteBuf request) {
        this.request = request;
    }

    static Facts run(Network network, Facts order, ByteBuf request) {
        Leaving pace = new Leaving(request);
        network.loop().execute(() -> network.open(order.whole("port"), 1, pace));
        return new Facts(Map.of("left", Long.toString(pace.left.join())));
    }

    @Override
    public void connected(Caller caller) {
        caller.send(request, System.nanoTime());
    }

    @Override
    public void received(Caller caller, ByteBuf in, int size) {
        if (!left.isDone()) {
            long now = System.nanoTime();
            caller.leave();
            left.complete(now);
        }
    }

    @Override
    public void answered(Caller caller, int status) {
        left.completeExceptionally(new IllegalStateException("the stream ended with status " + status));
    }

    @Override
    public void lost(Caller caller) {
        left.completeExceptionally(new IllegalStateException("the connection was lost"));
    }
}
