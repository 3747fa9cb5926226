package io.sluice.gateway.http;

import io.sluice.gateway.call.Failure;
import io.sluice.gateway.call.Reply;
import io.sluice.gateway.call.wire.Header;
import io.sluice.gateway.net.Loops;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A running listener on loops of its own, whose calls are {@link Guest}s. */
final class Inn implements AutoCloseable {
    final Loops loops = new Loops(1);
    final BlockingQueue<Guest> guests = new LinkedBlockingQueue<>();
    final List<String> refused = new CopyOnWriteArrayList<>();
    final AtomicInteger opened = new AtomicInteger();
    final AtomicInteger turnedAway = new AtomicInteger();
    final AtomicInteger floods = new AtomicInteger();
    private final BlockingQueue<Runnable> afterRefresh = new LinkedBlockingQueue<>();
    final HttpListener listener;

    Inn(HttpOptions options) {
        try {
            listener = HttpListener.open(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                    service(options),
                    loops,
                    new HttpListener.Surroundings(System::nanoTime, InstantSource.system(), this::inBackground));
        } catch (ListenFailed failed) {
            throw new AssertionError(failed);
        }
    }

    /** Runs this after files have been read the next time. */
    void afterRefresh(Runnable task) {
        afterRefresh.add(task);
    }

    private void inBackground(Runnable task) {
        Runnable after = afterRefresh.poll();
        Thread.startVirtualThread(() -> {
            task.run();
            if (after != null) {
                after.run();
            }
        });
    }

    /** What this inn serves, for another listener. */
    HttpService service(HttpOptions options) {
        return new HttpService(
                options,
                (head, link, loop) -> {
                    Guest guest = new Guest(head, link, loop);
                    opened.incrementAndGet();
                    guests.add(guest);
                    guest.open();
                    return guest;
                },
                Inn::refusal,
                new HttpEvents() {
                    @Override
                    public void requestRefused(String code) {
                        refused.add(code);
                    }

                    @Override
                    public void connectionRefused() {
                        turnedAway.incrementAndGet();
                    }

                    @Override
                    public void connectionFlooded() {
                        floods.incrementAndGet();
                    }
                });
    }

    private static Reply refusal(Failure failure) {
        List<Header> headers = new ArrayList<>();
        headers.add(new Header("x-refused", failure.code()));
        if (failure.retryAfter() != null) {
            headers.add(
                    new Header("retry-after", Long.toString(failure.retryAfter().toSeconds())));
        }
        return new Reply(
                failure.status(),
                headers,
                ("{\"error\":{\"code\":\"" + failure.code() + "\"}}").getBytes(StandardCharsets.UTF_8));
    }

    static Inn open() {
        return new Inn(HttpOptions.DEFAULT);
    }

    int port() {
        return listener.address().getPort();
    }

    Wire connect() throws IOException {
        return new Wire(port());
    }

    /** The next call that was opened. */
    Guest guest() throws InterruptedException {
        Guest next = guests.poll(10, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("no call was opened");
        }
        return next;
    }

    @Override
    public void close() {
        listener.close();
        loops.close();
    }
}
