package io.sluice.benchmarks.load;

import io.netty.buffer.ByteBuf;
import io.sluice.benchmarks.Facts;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The load's process: an order a line on its input, what was seen a line on its output. Ends with its input. */
public final class Load {
    private static final long SETTLED_MILLIS = 200;

    private final Network network = new Network();

    private Load() {}

    /** Serves orders until the input ends. */
    public static void main(String[] args) throws IOException {
        Load load = new Load();
        var orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = orders.readLine(); line != null; line = orders.readLine()) {
            try {
                System.out.println(load.run(Facts.read(line)));
            } catch (RuntimeException failed) {
                System.out.println("failed=" + failed.toString().replace(' ', '_'));
            }
            System.out.flush();
        }
        System.exit(0);
    }

    private Facts run(Facts order) {
        ByteBuf request = Prompt.of(order).request(order.whole("port"));
        try {
            return switch (order.text("do")) {
                case "closed" -> closed(order, request);
                case "open" -> open(order, request);
                case "streams" -> streams(order, request);
                case "gone" -> Leaving.run(network, order, request);
                case "mix" -> Mix.run(network, order);
                default -> throw new IllegalArgumentException("no such load: " + order);
            };
        } finally {
            network.closeAll();
            request.release();
        }
    }

    private Facts closed(Facts order, ByteBuf request) {
        Window window = Window.of(order, network);
        network.loop()
                .execute(() ->
                        network.open(order.whole("port"), order.whole("connections"), new ClosedLoop(request, window)));
        return finished(window);
    }

    private Facts open(Facts order, ByteBuf request) {
        Window window = Window.of(order, network);
        OpenLoop pace = new OpenLoop(request, window, network.loop(), order.number("rate"));
        network.loop().execute(() -> {
            network.open(order.whole("port"), order.whole("connections"), pace);
            pace.beginIn(SETTLED_MILLIS);
        });
        return finished(window);
    }

    private Facts streams(Facts order, ByteBuf request) {
        Window window = Window.of(order, network);
        Streams pace = new Streams(request, window);
        network.loop().execute(() -> network.open(order.whole("port"), order.whole("connections"), pace));
        Facts seen = window.await();
        Map<String, String> facts = new LinkedHashMap<>(seen.values());
        facts.put("flowing", Integer.toString(pace.flowing()));
        return new Facts(facts);
    }

    /** Lets the calls under way end, so that nobody sees a caller leave. */
    private static Facts finished(Window window) {
        Facts seen = window.await();
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(SETTLED_MILLIS));
        return seen;
    }
}
