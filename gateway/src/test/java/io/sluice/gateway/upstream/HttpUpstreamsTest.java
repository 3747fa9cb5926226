package io.sluice.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.sluice.dialects.json.Bytes;
import io.sluice.gateway.call.wire.Header;
import io.sluice.gateway.call.wire.UpstreamFault.Kind;
import io.sluice.gateway.call.wire.UpstreamRequest;
import io.sluice.gateway.catalog.Origin;
import io.sluice.gateway.net.NettyBytes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests, answers and the reuse of connections, over real sockets. */
class HttpUpstreamsTest {
    private static final String OK = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok";

    private final Client client = new Client();

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void theRequestIsWrittenAsItWasGiven() throws Exception {
        CompletableFuture<String> seen = new CompletableFuture<>();
        try (RawServer server = new RawServer(wire -> {
            seen.complete(wire.request());
            wire.send(OK);
        })) {
            Heard heard = client.call(Client.post(Client.origin(server.port()), Bytes.of("{\"a\":"), Bytes.of("1}")));

            assertThat(heard.outcome()).isEqualTo("end");
            assertThat(seen.get(5, TimeUnit.SECONDS))
                    .isEqualTo("POST /v1/chat/completions HTTP/1.1\r\nhost: 127.0.0.1:" + server.port()
                            + "\r\naccept-encoding: identity\r\ncontent-length: 7\r\n"
                            + "content-type: application/json\r\n\r\n{\"a\":1}");
            assertThat(heard.order).containsExactly("sent", "head 200", "body", "end");
            assertThat(heard.text()).isEqualTo("ok");
        }
    }

    @Test
    void aGetCarriesNoLength() throws Exception {
        CompletableFuture<String> seen = new CompletableFuture<>();
        try (RawServer server = new RawServer(wire -> {
            seen.complete(wire.request());
            wire.send(OK);
        })) {
            client.call(Client.get(Client.origin(server.port()))).outcome();

            assertThat(seen.get(5, TimeUnit.SECONDS)).doesNotContain("content-length");
        }
    }

    @Test
    void aConnectionIsUsedAgainAndTheLastOneFirst() throws Exception {
        try (RawServer server = new RawServer(wire -> {
            while (true) {
                wire.request();
                wire.send("HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\n" + wire.number);
            }
        })) {
            Origin origin = Client.origin(server.port());
            Heard one = new Heard();
            Heard two = new Heard();
            client.onLoop(() -> {
                client.upstreams.send(Client.get(origin), client.loop, one);
                client.upstreams.send(Client.get(origin), client.loop, two);
            });
            one.outcome();
            two.outcome();
            Client.await(() -> client.open(origin) == 2);

            List<String> order = List.of(one.text(), two.text());
            assertThat(order).containsExactlyInAnyOrder("1", "2");
            Heard three = client.call(Client.get(origin));
            three.outcome();
            Heard four = client.call(Client.get(origin));
            four.outcome();
            assertThat(four.text()).as("the one just given back").isEqualTo(three.text());
            assertThat(three.order).startsWith("sent again");
            assertThat(client.counts.opened).hasValue(2);
            assertThat(client.counts.reused).hasValue(2);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: close\r\n\r\nok",
                "HTTP/1.0 200 OK\r\ncontent-length: 2\r\n\r\nok",
                "HTTP/1.1 200 OK\r\n\r\nok"
            })
    void aConnectionThatEndsWithItsAnswerIsNotKept(String answer) throws Exception {
        try (RawServer server = new RawServer(wire -> {
            wire.request();
            wire.send(answer);
        })) {
            Heard heard = client.call(Client.get(Client.origin(server.port())));

            assertThat(heard.outcome()).isEqualTo("end");
            assertThat(heard.text()).isEqualTo("ok");
            Client.await(() -> client.counts.closed.get() == 1);
            assertThat(client.open(Client.origin(server.port()))).isZero();
        }
    }

    @Test
    void anUnusedConnectionThatSpeaksOrEndsIsDropped() throws Exception {
        CompletableFuture<Void> go = new CompletableFuture<>();
        try (RawServer server = new RawServer(wire -> {
            wire.request();
            wire.send(OK);
            go.get();
            if (wire.number == 1) {
                wire.send("HTTP/1.1 408 Request Timeout\r\n\r\n");
                wire.awaitClose();
            }
        })) {
            Origin origin = Client.origin(server.port());
            Heard one = new Heard();
            Heard two = new Heard();
            client.onLoop(() -> {
                client.upstreams.send(Client.get(origin), client.loop, one);
                client.upstreams.send(Client.get(origin), client.loop, two);
            });
            one.outcome();
            two.outcome();
            go.complete(null);

            Client.await(() -> client.open(origin) == 0);
            assertThat(client.counts.failed).isEmpty();
        }
    }

    @Test
    void anOldUnusedConnectionIsClosed() throws Exception {
        UpstreamSettings shortly =
                new UpstreamSettings(10, Duration.ofMillis(200), Duration.ofSeconds(30), 1 << 20, Duration.ZERO);
        try (Client impatient = new Client(shortly);
                RawServer server = new RawServer(wire -> {
                    wire.request();
                    wire.send(OK);
                    wire.awaitClose();
                })) {
            impatient.call(Client.get(Client.origin(server.port()))).outcome();

            Client.await(() -> impatient.counts.closed.get() == 1);
        }
    }

    @Test
    void closingDropsWhatIsUnusedAndLetsTheRestEnd() throws Exception {
        CompletableFuture<Void> go = new CompletableFuture<>();
        try (RawServer server = new RawServer(wire -> {
            wire.request();
            if (wire.number == 2) {
                go.get();
            }
            wire.send(OK);
            wire.awaitClose();
        })) {
            Origin origin = Client.origin(server.port());
            client.call(Client.get(origin)).outcome();
            Heard running = client.call(Client.fresh(Client.get(origin)));
            running.sent.get(5, TimeUnit.SECONDS);

            client.upstreams.close();
            Client.await(() -> client.counts.closed.get() == 1);
            go.complete(null);
            assertThat(running.outcome()).isEqualTo("end");
            Client.await(() -> client.counts.closed.get() == 2);
        }
    }

    @Test
    void beyondTheCapARequestIsRefusedClearly() throws Exception {
        UpstreamSettings one =
                new UpstreamSettings(1, Duration.ofSeconds(5), Duration.ofSeconds(30), 1 << 20, Duration.ZERO);
        try (Client capped = new Client(one);
                RawServer server = new RawServer(RawServer.Wire::awaitClose)) {
            Origin origin = Client.origin(server.port());
            Heard first = capped.call(Client.get(origin));
            first.sent.get(5, TimeUnit.SECONDS);
            Heard second = capped.call(Client.get(origin));

            assertThat(second.outcome()).isEqualTo("CONNECT");
            assertThat(second.fault.detail()).contains("all 1 connections allowed");
        }
    }

    @Test
    void aLargeBodyGoesUpAsItLies() throws Exception {
        byte[] large = new byte[1 << 20];
        for (int i = 0; i < large.length; i++) {
            large[i] = (byte) ('a' + i % 26);
        }
        ByteBuf held = ByteBufAllocator.DEFAULT.directBuffer(large.length).writeBytes(large);
        CompletableFuture<String> seen = new CompletableFuture<>();
        try (RawServer server = new RawServer(wire -> {
            wire.head();
            seen.complete(new String(wire.in.readNBytes(large.length), StandardCharsets.US_ASCII));
            wire.send(OK);
        })) {
            Heard heard = new Heard();
            client.call(Client.post(Client.origin(server.port()), NettyBytes.of(held)), heard);
            heard.sent.get(5, TimeUnit.SECONDS);

            assertThat(heard.outcome()).isEqualTo("end");
            assertThat(seen.get()).isEqualTo(new String(large, StandardCharsets.US_ASCII));
            assertThat(held.refCnt())
                    .as("retained while written, given back afterwards")
                    .isEqualTo(1);
        } finally {
            held.release();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nx-evil: 1", "a\nb", "a\0b", "wide \u4e2d"})
    void aHeaderThatWouldBecomeTwoIsNeverSent(String value) throws Exception {
        try (RawServer server = new RawServer(RawServer.Wire::awaitClose)) {
            UpstreamRequest plain = Client.get(Client.origin(server.port()));
            for (Header header : List.of(new Header("x-a", value), new Header(value, "x"))) {
                Heard heard = client.call(new UpstreamRequest(
                        plain.origin(), "GET", "/", List.of(header), List.of(), false, Client.PATIENT, false));

                assertThat(heard.outcome()).isEqualTo("UNSENDABLE");
            }
            assertThat(server.connections()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a b", "/a\r\nhost: evil", "http://evil/", "", "/\u00e9"})
    void aTargetThatIsNoPathIsNeverSent(String target) throws Exception {
        Heard heard = client.call(new UpstreamRequest(
                Client.origin(1), "GET", target, List.of(), List.of(), false, Client.PATIENT, false));

        assertThat(heard.outcome()).isEqualTo("UNSENDABLE");
        assertThat(client.counts.failed).containsExactly(Kind.UNSENDABLE);
    }
}
