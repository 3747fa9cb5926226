package io.sluice.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.dialects.json.Bytes;
import io.sluice.gateway.call.wire.UpstreamCall;
import io.sluice.gateway.catalog.Origin;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A caller who reads slowly slows the upstream down, and costs it nothing else. */
class BackPressureTest {
    private static final int PIECE = 64 * 1024;
    private static final int PIECES = 1024;

    private final Client client = new Client();

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void whatAPausedUpstreamSendsIsBounded() throws Exception {
        AtomicLong sent = new AtomicLong();
        try (RawServer server = new RawServer(wire -> {
            wire.request();
            wire.send("HTTP/1.1 200 OK\r\ncontent-length: " + (long) PIECES * PIECE + "\r\n\r\n");
            String piece = "x".repeat(PIECE);
            for (int i = 0; i < PIECES; i++) {
                wire.send(piece);
                sent.addAndGet(PIECE);
            }
            wire.request();
            wire.send("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n");
        })) {
            Origin origin = Client.origin(server.port());
            Heard heard = new Heard();
            UpstreamCall call = client.call(Client.get(origin), heard);
            heard.firstBody.get(5, TimeUnit.SECONDS);
            client.onLoop(() -> call.pause(true));
            int told = heard.bytes();
            awaitQuiet(sent);

            assertThat(heard.bytes()).as("nothing is told while paused").isEqualTo(told);
            assertThat(sent.get()).as("of 64 MiB").isLessThan(24L << 20);
            client.onLoop(() -> call.pause(false));
            assertThat(heard.outcome()).isEqualTo("end");
            assertThat(heard.bytes()).isEqualTo(PIECES * PIECE);
            assertThat(client.call(Client.get(origin)).outcome())
                    .as("the connection serves again")
                    .isEqualTo("end");
            assertThat(client.counts.reused).hasValue(1);
        }
    }

    @Test
    void anExchangeThatEndsWhilePausedLeavesAConnectionThatReads() throws Exception {
        try (RawServer server = new RawServer(wire -> {
            while (true) {
                wire.request();
                wire.send("HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nbody");
            }
        })) {
            CompletableFuture<UpstreamCall> mine = new CompletableFuture<>();
            Heard pausing = new Heard() {
                @Override
                public void body(Bytes piece) {
                    super.body(piece);
                    mine.join().pause(true);
                }
            };
            client.onLoop(() -> {
                mine.complete(client.upstreams.send(Client.get(Client.origin(server.port())), client.loop, pausing));
            });
            assertThat(pausing.outcome()).isEqualTo("end");

            assertThat(client.call(Client.get(Client.origin(server.port()))).outcome())
                    .isEqualTo("end");
            assertThat(client.counts.reused).hasValue(1);
        }
    }

    /** Waits until the count has stood still for a while. */
    private static void awaitQuiet(AtomicLong count) throws Exception {
        long[] last = {-1, 0};
        Client.await(() -> {
            last[1] = count.get() == last[0] ? last[1] + 1 : 0;
            last[0] = count.get();
            return last[1] >= 60;
        });
    }
}
