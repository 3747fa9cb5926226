package io.sluice.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.dialects.json.Bytes;
import io.sluice.gateway.call.wire.Headers;
import io.sluice.gateway.call.wire.UpstreamCall;
import io.sluice.gateway.call.wire.UpstreamRequest;
import io.sluice.gateway.catalog.Origin;
import io.sluice.gateway.upstream.reach.ProxyRules;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Giving up, in every phase: the upstream sees its connection close, and the listener hears nothing more. */
class CancelTest {
    private final Client client = new Client();
    private final CountDownLatch closed = new CountDownLatch(1);

    @AfterEach
    void close() {
        client.close();
    }

    /** Cancels once {@code reached} is done, and sees that the server notices and the listener does not. */
    private void cancelsOnce(CompletableFuture<?> reached, UpstreamRequest request, Heard heard) throws Exception {
        UpstreamCall call = client.call(request, heard);
        reached.get(5, TimeUnit.SECONDS);
        List<String> before = client.onLoop(() -> {
            call.cancel();
            return List.copyOf(heard.order);
        });

        assertThat(closed.await(5, TimeUnit.SECONDS))
                .as("the server sees the close")
                .isTrue();
        Client.await(() -> client.open(request.origin()) == 0);
        assertThat(heard.order).isEqualTo(before).doesNotContain("end", "failed");
    }

    @Test
    void whileTheNameIsLookedUp() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        try (RawServer server = new RawServer(wire -> {
                    wire.request();
                    wire.send("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n");
                });
                Client slow = new Client(UpstreamSettings.DEFAULT, ProxyRules.NONE, host -> {
                    asked.countDown();
                    awaitQuietly(answer);
                    return List.of(InetAddress.getLoopbackAddress());
                })) {
            Heard heard = new Heard();
            Origin origin = Origin.of(URI.create("http://slow.example:" + server.port()), null);
            UpstreamCall call = slow.call(Client.get(origin), heard);
            assertThat(asked.await(5, TimeUnit.SECONDS)).isTrue();
            slow.onLoop(call::cancel);
            answer.countDown();

            // A later call uses the answer; had the first gone on, it would have connected before it.
            Heard later = new Heard();
            slow.call(Client.get(origin), later);
            later.outcome();
            assertThat(server.connections()).isEqualTo(1);
            assertThat(heard.order).isEmpty();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void whileTheHandshakeIsDone() throws Exception {
        CompletableFuture<Void> hello = new CompletableFuture<>();
        try (RawServer server = new RawServer(wire -> {
            wire.in.read();
            hello.complete(null);
            wire.awaitClose();
            closed.countDown();
        })) {
            cancelsOnce(hello, Client.get(Client.secure("127.0.0.1", server.port(), null)), new Heard());
        }
    }

    @Test
    void whileTheBodyIsSent() throws Exception {
        CompletableFuture<Void> head = new CompletableFuture<>();
        CompletableFuture<Void> go = new CompletableFuture<>();
        try (RawServer server = new RawServer(wire -> {
            wire.head();
            head.complete(null);
            go.get();
            wire.awaitClose();
            closed.countDown();
        })) {
            Heard heard = new Heard();
            Bytes huge = Bytes.of(new byte[32 << 20]);
            UpstreamRequest request = Client.post(Client.origin(server.port()), huge);
            UpstreamCall call = client.call(request, heard);
            head.get(5, TimeUnit.SECONDS);
            client.onLoop(call::cancel);
            go.complete(null);

            assertThat(closed.await(5, TimeUnit.SECONDS)).isTrue();
            Client.await(() -> client.open(request.origin()) == 0);
            assertThat(heard.order).containsExactly("sent");
        }
    }

    @Test
    void whileTheUpstreamIsSilent() throws Exception {
        CompletableFuture<Void> asked = new CompletableFuture<>();
        try (RawServer server = new RawServer(wire -> {
            wire.request();
            asked.complete(null);
            wire.awaitClose();
            closed.countDown();
        })) {
            cancelsOnce(asked, Client.get(Client.origin(server.port())), new Heard());
        }
    }

    @Test
    void whileTheAnswerIsRead() throws Exception {
        try (RawServer server = new RawServer(wire -> {
            wire.request();
            wire.send("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf");
            wire.awaitClose();
            closed.countDown();
        })) {
            Heard heard = new Heard();
            cancelsOnce(heard.firstBody, Client.get(Client.origin(server.port())), heard);
        }
    }

    @Test
    void outOfTheListenerItself() throws Exception {
        CompletableFuture<UpstreamCall> mine = new CompletableFuture<>();
        Heard heard = new Heard() {
            @Override
            public void head(int status, Headers headers) {
                super.head(status, headers);
                mine.join().cancel();
            }
        };
        try (RawServer server = new RawServer(wire -> {
            wire.request();
            wire.send("HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nmore");
            wire.awaitClose();
            closed.countDown();
        })) {
            client.onLoop(() -> {
                mine.complete(client.upstreams.send(Client.get(Client.origin(server.port())), client.loop, heard));
            });

            assertThat(closed.await(5, TimeUnit.SECONDS)).isTrue();
            Client.await(() -> client.open(Client.origin(server.port())) == 0);
            assertThat(heard.order).containsExactly("sent", "head 200");
        }
    }

    @Test
    void afterTheEndNothingHappens() throws Exception {
        try (RawServer server = new RawServer(wire -> {
            while (true) {
                wire.request();
                wire.send("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n");
            }
        })) {
            Heard heard = new Heard();
            UpstreamCall call = client.call(Client.get(Client.origin(server.port())), heard);
            heard.outcome();
            client.onLoop(() -> {
                call.cancel();
                call.pause(true);
            });

            assertThat(client.call(Client.get(Client.origin(server.port()))).outcome())
                    .isEqualTo("end");
            assertThat(client.counts.reused).hasValue(1);
        }
    }
}
