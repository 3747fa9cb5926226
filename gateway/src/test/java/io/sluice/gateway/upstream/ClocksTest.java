package io.sluice.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.dialects.json.Bytes;
import io.sluice.gateway.catalog.Clocks;
import io.sluice.gateway.catalog.Origin;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A silent upstream is given up over a real socket, and its connection is closed. */
class ClocksTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(150);
    private static final String HALF = "HTTP/1.1 200 OK\r\ncontent-length: 8\r\n\r\nhalf";

    private final Client client = new Client(
            new UpstreamSettings(100, Duration.ofSeconds(55), Duration.ofMillis(300), 1 << 20, Duration.ZERO));

    @AfterEach
    void close() {
        client.close();
    }

    private Heard silentAfter(String answer, Clocks clocks, boolean stream) throws Exception {
        try (RawServer server = new RawServer(wire -> {
            wire.request();
            wire.send(answer);
            wire.awaitClose();
        })) {
            Origin origin = Client.origin(server.port());
            Heard heard = client.call(Client.with(Client.get(origin), clocks, stream));
            heard.outcome();
            Client.await(() -> client.open(origin) == 0);
            return heard;
        }
    }

    @Test
    void withoutAFirstByteAStreamTimesOut() throws Exception {
        Heard heard = silentAfter("", new Clocks(LONG, LONG, SHORT, LONG, LONG, LONG), true);

        assertThat(heard.outcome()).isEqualTo("TIMEOUT");
        assertThat(heard.fault.detail()).isEqualTo("no byte of the stream came within 150 ms");
    }

    @Test
    void aHeadAloneIsNoFirstByte() throws Exception {
        Heard heard = silentAfter(
                "HTTP/1.1 200 OK\r\ncontent-length: 8\r\n\r\n", new Clocks(LONG, LONG, SHORT, LONG, LONG, LONG), true);

        assertThat(heard.outcome()).isEqualTo("TIMEOUT");
        assertThat(heard.order).containsExactly("sent", "head 200", "readComplete", "failed");
    }

    @Test
    void aStreamThatStopsIsStalled() throws Exception {
        assertThat(silentAfter(HALF, new Clocks(LONG, LONG, LONG, LONG, SHORT, LONG), true)
                        .outcome())
                .isEqualTo("STALLED");
    }

    @Test
    void anAnswerNotWholeInTimeTimesOut() throws Exception {
        assertThat(silentAfter(HALF, new Clocks(LONG, LONG, LONG, SHORT, LONG, LONG), false)
                        .outcome())
                .isEqualTo("TIMEOUT");
    }

    @Test
    void anUpstreamThatSpeaksNoTlsInTimeIsATlsFault() throws Exception {
        try (RawServer server = new RawServer(RawServer.Wire::awaitClose)) {
            Clocks clocks = new Clocks(LONG, SHORT, LONG, LONG, LONG, LONG);
            Heard heard =
                    client.call(Client.with(Client.get(Client.secure("127.0.0.1", server.port(), null)), clocks, true));

            assertThat(heard.outcome()).isEqualTo("TLS");
            assertThat(heard.fault.detail()).contains("handshake");
        }
    }

    @Test
    void anUpstreamThatDoesNotReadTheBodyTimesOut() throws Exception {
        CompletableFuture<Void> go = new CompletableFuture<>();
        try (RawServer server = new RawServer(wire -> {
            wire.head();
            go.get();
        })) {
            Heard heard = client.call(Client.post(Client.origin(server.port()), Bytes.of(new byte[32 << 20])));

            assertThat(heard.outcome()).isEqualTo("TIMEOUT");
            assertThat(heard.fault.detail()).contains("read none of the request body");
            go.complete(null);
        }
    }
}
