package io.sluice.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.catalog.Clocks;
import io.sluice.gateway.catalog.Origin;
import io.sluice.gateway.upstream.reach.ProxyRules;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Origins behind a proxy are reached through a tunnel, or the fault says that the proxy was it. */
class ProxyTest {
    private static final Origin ORIGIN = Origin.of(URI.create("http://api.example:8000"), null);

    private static Client through(RawServer proxy, String login) {
        ProxyRules rules = ProxyRules.of(Map.of("http_proxy", "http://" + login + "127.0.0.1:" + proxy.port()));
        // The origin's name is the proxy's to resolve.
        return new Client(UpstreamSettings.DEFAULT, rules, host -> List.of(InetAddress.getByName("192.0.2.1")));
    }

    @Test
    void theTunnelCarriesTheRequestsAndIsKept() throws Exception {
        CompletableFuture<String> asked = new CompletableFuture<>();
        try (RawServer proxy = new RawServer(wire -> {
                    asked.complete(wire.request());
                    wire.send("HTTP/1.1 200 Connection established\r\n\r\n");
                    while (true) {
                        wire.request();
                        wire.send("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok");
                    }
                });
                Client client = through(proxy, "user:pa%20ss@")) {
            assertThat(client.call(Client.get(ORIGIN)).outcome()).isEqualTo("end");
            assertThat(client.call(Client.get(ORIGIN)).outcome()).isEqualTo("end");

            assertThat(asked.get(5, TimeUnit.SECONDS))
                    .startsWith("CONNECT api.example:8000 HTTP/1.1\r\n")
                    .contains("proxy-authorization: Basic dXNlcjpwYSBzcw==");
            assertThat(client.counts.reused).hasValue(1);
        }
    }

    @Test
    void aProxyThatRefusesIsNamedWithItsStatus() throws Exception {
        try (RawServer proxy = new RawServer(wire -> {
                    wire.request();
                    wire.send("HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\n\r\n");
                });
                Client client = through(proxy, "")) {
            Heard heard = client.call(Client.get(ORIGIN));

            assertThat(heard.outcome()).isEqualTo("CONNECT");
            assertThat(heard.fault.detail())
                    .isEqualTo("the proxy refused a tunnel to api.example:8000 with status 407");
            Client.await(() -> client.open(ORIGIN) == 0);
        }
    }

    @Test
    void aProxyThatIsSilentRunsIntoTheConnectClock() throws Exception {
        try (RawServer proxy = new RawServer(RawServer.Wire::awaitClose);
                Client client = through(proxy, "")) {
            Duration longer = Duration.ofSeconds(20);
            Clocks clocks = new Clocks(Duration.ofMillis(300), longer, longer, longer, longer, longer);
            Heard heard = client.call(Client.with(Client.get(ORIGIN), clocks, true));

            assertThat(heard.outcome()).isEqualTo("CONNECT_TIMEOUT");
        }
    }

    @Test
    void aProxyThatIsNotThereIsNamed() throws Exception {
        RawServer proxy = new RawServer(wire -> {});
        proxy.close();
        try (Client client = through(proxy, "")) {
            Heard heard = client.call(Client.get(ORIGIN));

            assertThat(heard.outcome()).isEqualTo("CONNECT");
            assertThat(heard.fault.detail())
                    .isEqualTo("the proxy on the way to api.example:8000 refused the connection");
        }
    }
}
