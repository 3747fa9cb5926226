package io.sluice.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.catalog.Origin;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Where calls went lately, the next one finds a connection. */
class WarmConnectionsTest {
    private static final String OK = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok";

    private static Client client(Duration warm) {
        return new Client(new UpstreamSettings(10, Duration.ofMillis(200), Duration.ofSeconds(30), 1 << 20, warm));
    }

    private static void serve(RawServer.Wire wire) throws Exception {
        while (true) {
            wire.request();
            wire.send(OK);
        }
    }

    @Test
    void anOldOneIsReplacedBeforeAnybodyAsks() throws Exception {
        try (Client client = client(Duration.ofMinutes(1));
                RawServer server = new RawServer(WarmConnectionsTest::serve)) {
            Origin origin = Client.origin(server.port());
            client.call(Client.get(origin)).outcome();

            Client.await(() -> client.counts.opened.get() == 2 && client.counts.closed.get() == 1);
            assertThat(client.call(Client.get(origin)).outcome()).isEqualTo("end");
            assertThat(client.counts.reused.get()).isEqualTo(1);
        }
    }

    @Test
    void oneThatTheOtherSideClosedIsReplaced() throws Exception {
        try (Client client = client(Duration.ofMinutes(1));
                RawServer server = new RawServer(wire -> {
                    wire.request();
                    wire.send(OK);
                    if (wire.number > 1) {
                        wire.awaitClose();
                    }
                })) {
            client.call(Client.get(Client.origin(server.port()))).outcome();

            Client.await(() -> client.counts.opened.get() == 2);
        }
    }

    @Test
    void whoClosesWhatCarriedNothingIsLeftAloneUntilTheNextCall() throws Exception {
        AtomicInteger accepted = new AtomicInteger();
        try (Client client = client(Duration.ofMinutes(1));
                RawServer server = new RawServer(wire -> {
                    if (accepted.incrementAndGet() % 2 == 1) {
                        serve(wire);
                    }
                })) {
            Origin origin = Client.origin(server.port());
            client.call(Client.get(origin)).outcome();
            Client.await(() -> client.counts.closed.get() == 2);

            assertThat(client.call(Client.get(origin)).outcome()).isEqualTo("end");
            assertThat(client.counts.opened.get()).isEqualTo(3);
            Client.await(() -> client.counts.opened.get() == 4);
        }
    }

    @Test
    void whereNoCallWentLatelyNothingIsKept() throws Exception {
        try (Client client = client(Duration.ofMillis(100));
                RawServer server = new RawServer(WarmConnectionsTest::serve)) {
            Origin origin = Client.origin(server.port());
            client.call(Client.get(origin)).outcome();

            Client.await(() -> client.open(origin) == 0);
            assertThat(client.counts.opened.get()).isEqualTo(1);
        }
    }

    @Test
    void anUpstreamThatIsDownIsNotDialledAgainAndAgain() throws Exception {
        try (Client client = client(Duration.ofMinutes(1))) {
            Origin origin;
            try (RawServer server = new RawServer(WarmConnectionsTest::serve)) {
                origin = Client.origin(server.port());
                client.call(Client.get(origin)).outcome();
            }
            Client.await(() -> client.open(origin) == 0);

            assertThat(client.call(Client.get(origin)).outcome()).isEqualTo("CONNECT");
            assertThat(client.counts.opened.get()).isEqualTo(1);
            // Nobody asked for what was tried beside: it is no failure of the provider's.
            assertThat(client.counts.failed).hasSize(1);
        }
    }
}
