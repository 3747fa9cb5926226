package io.sluice.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.dialects.json.Bytes;
import io.sluice.gateway.catalog.Origin;
import io.sluice.gateway.upstream.reach.ProxyRules;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an upstream may do wrong, and what the listener then hears: exactly one fault, and nothing stays open. */
class UpstreamFaultTest {
    private static final String OK = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok";

    private final Client client = new Client();

    @AfterEach
    void close() {
        client.close();
    }

    private Heard answered(String bytes) throws Exception {
        try (RawServer server = new RawServer(wire -> {
            wire.request();
            wire.send(bytes);
        })) {
            Heard heard = client.call(Client.get(Client.origin(server.port())));
            heard.outcome();
            Client.await(() -> client.open(Client.origin(server.port())) == 0);
            return heard;
        }
    }

    @Test
    void aRefusedConnectionIsToldAsOne() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Heard heard = client.call(Client.get(Client.origin(port)));

        assertThat(heard.outcome()).isEqualTo("CONNECT");
        assertThat(heard.fault.detail()).isEqualTo("127.0.0.1:" + port + " refused the connection");
        assertThat(heard.order).containsExactly("failed");
    }

    @Test
    void anUnknownNameIsToldAsOne() throws Exception {
        try (Client lost = new Client(UpstreamSettings.DEFAULT, ProxyRules.NONE, host -> {
            throw new UnknownHostException(host);
        })) {
            Origin origin = Origin.of(URI.create("http://no.such.example"), null);
            Heard heard = lost.call(Client.get(origin));

            assertThat(heard.outcome()).isEqualTo("DNS");
            assertThat(heard.fault.detail()).contains("no.such.example");
        }
    }

    @Test
    void theNextAddressIsTriedWhenOneRefuses() throws Exception {
        try (RawServer server = new RawServer(wire -> {
                    wire.request();
                    wire.send(OK);
                });
                Client twoAddresses = new Client(
                        UpstreamSettings.DEFAULT,
                        ProxyRules.NONE,
                        host -> List.of(InetAddress.getByName("127.0.0.77"), InetAddress.getLoopbackAddress()))) {
            Origin origin = Origin.of(URI.create("http://both.example:" + server.port()), null);

            assertThat(twoAddresses.call(Client.get(origin)).outcome()).isEqualTo("end");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nok",
                "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\nok\r\n",
                "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n",
                "HTTP/1.1 200 OK\r\ncontent-le",
                "HTTP/1.1 100 Continue\r\n\r\n",
                ""
            })
    void anEndBeforeTheEndIsACut(String answer) throws Exception {
        assertThat(answered(answer).outcome()).isEqualTo("CUT");
    }

    @Test
    void aResetIsACutAlsoWhereTheCloseWouldBeTheEnd() throws Exception {
        CompletableFuture<Void> go = new CompletableFuture<>();
        try (RawServer server = new RawServer(wire -> {
            wire.request();
            wire.send("HTTP/1.1 200 OK\r\n\r\nhalf");
            go.get();
            wire.resetAtClose();
        })) {
            Heard heard = client.call(Client.get(Client.origin(server.port())));
            heard.firstBody.get(5, TimeUnit.SECONDS);
            go.complete(null);

            assertThat(heard.outcome()).isEqualTo("CUT");
            assertThat(heard.text()).isEqualTo("half");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SSH-2.0-OpenSSH_9.2\r\n",
                "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok and more",
                "HTTP/1.1 200 OK\r\ncontent-length: 2\r\ntransfer-encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n",
                "HTTP/1.1 101 Switching Protocols\r\n\r\n"
            })
    void whatIsNoValidAnswerIsMalformed(String answer) throws Exception {
        assertThat(answered(answer).outcome()).isEqualTo("MALFORMED");
    }

    @Test
    void anEncodingNobodyAskedForIsRefusedBeforeItsHeadIsTold() throws Exception {
        Heard heard = answered("HTTP/1.1 200 OK\r\ncontent-encoding: br\r\ncontent-length: 2\r\n\r\nok");

        assertThat(heard.outcome()).isEqualTo("ENCODING");
        assertThat(heard.order).containsExactly("sent", "failed");
    }

    @Test
    void aKeptConnectionFoundClosedIsStaleAndAFreshOneWorks() throws Exception {
        try (RawServer server = new RawServer(wire -> {
            wire.request();
            wire.send(OK);
            if (wire.number == 1) {
                // Takes the second request and closes: the race of a server that had just given up waiting.
                wire.request();
                wire.resetAtClose();
                return;
            }
            wire.awaitClose();
        })) {
            Origin origin = Client.origin(server.port());
            client.call(Client.get(origin)).outcome();
            Client.await(() -> client.open(origin) == 1);
            Heard stale = client.call(Client.post(origin, Bytes.of("{}")));

            assertThat(stale.outcome()).isEqualTo("STALE");
            assertThat(stale.order).containsExactly("sent again", "failed");
            Heard again = client.call(Client.fresh(Client.post(origin, Bytes.of("{}"))));
            assertThat(again.outcome()).isEqualTo("end");
            assertThat(again.order).startsWith("sent", "head 200");
        }
    }

    @Test
    void anAnswerBeforeTheBodyIsSentIsPassedAndItsConnectionIsNotKept() throws Exception {
        try (RawServer server = new RawServer(wire -> {
            wire.head();
            wire.send("HTTP/1.1 413 Too Large\r\ncontent-length: 3\r\n\r\nbig");
            // Not reading on, until the client has closed, shows in its reset.
            wire.socket.setSoTimeout(5_000);
            wire.in.transferTo(OutputStream.nullOutputStream());
        })) {
            Bytes huge = Bytes.of(new byte[16 << 20]);
            Heard heard = client.call(Client.post(Client.origin(server.port()), huge));

            assertThat(heard.outcome()).isEqualTo("end");
            assertThat(heard.status).isEqualTo(413);
            assertThat(heard.text()).isEqualTo("big");
            Client.await(() -> client.open(Client.origin(server.port())) == 0);
        }
    }
}
