package io.sluice.gateway.threats;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.app.SluiceUnderTest;
import io.sluice.gateway.egress.Door;
import io.sluice.gateway.faults.RawCaller;
import io.sluice.simulator.Octets;
import io.sluice.simulator.ReceivedRequest;
import io.sluice.simulator.Script;
import io.sluice.simulator.Simulator;
import io.sluice.simulator.SimulatorOptions;
import io.sluice.simulator.TestAuthority;
import java.net.InetAddress;
import java.net.http.HttpResponse;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** T11: an address in a request is fetched from listed hosts on the public Internet, and from nowhere else. */
class T11_AddressesOfCallersTest {
    private static final TestAuthority AUTHORITY = TestAuthority.create();
    private static final String LISTED = "https://elsewhere.example/cat.gif";
    private static final Octets GIF = Octets.of("GIF89a and the rest of a cat");
    private static final String BASE64 = Base64.getEncoder().encodeToString(GIF.bytes());
    private static final String ANSWER =
            "{\"output\":{\"message\":{\"role\":\"assistant\",\"content\":[{\"text\":\"a cat\"}]}},"
                    + "\"stopReason\":\"end_turn\",\"usage\":{\"inputTokens\":1,\"outputTokens\":1,\"totalTokens\":2}}";

    private final Simulator provider = Simulator.start().answer(Script.json(200, ANSWER));
    private final Simulator host = Simulator.start(
                    SimulatorOptions.defaults().tls(AUTHORITY.wrongHost().server()))
            .answer(Script.status(200).contentType("image/gif").body(GIF));
    private final AtomicInteger lookUps = new AtomicInteger();

    @AfterEach
    void close() {
        provider.close();
        host.close();
    }

    private static SSLSocketFactory trusting() {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            store.setCertificateEntry("test", AUTHORITY.certificate());
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context.getSocketFactory();
        } catch (Exception broken) {
            throw new IllegalStateException(broken);
        }
    }

    private SluiceUnderTest sluice(String egress, Predicate<InetAddress> reachable, String... answers)
            throws Exception {
        Door door = new Door(reachable, host.port(), T11_AddressesOfCallersTest::trusting);
        return SluiceUnderTest.of(
                "providers:\n  sim: { dialect: bedrock, url: \"" + provider.url() + "\", key: sk-provider }\n"
                        + "  web: { dialect: anthropic, url: \"" + provider.url() + "/v1\", key: sk-provider }\n"
                        + egress,
                name -> {
                    if (!name.endsWith(".example")) {
                        return List.of(InetAddress.getAllByName(name));
                    }
                    int turn = Math.min(lookUps.getAndIncrement(), answers.length - 1);
                    return List.of(InetAddress.getAllByName(answers[turn]));
                },
                door);
    }

    /** A gateway for which the loopback is the Internet, and one host is listed. */
    private SluiceUnderTest open() throws Exception {
        return sluice("egress: [elsewhere.example]\n", InetAddress::isLoopbackAddress, "127.0.0.1");
    }

    private static HttpResponse<String> ask(SluiceUnderTest sluice, String model, String url) throws Exception {
        return sluice.post("/v1/chat/completions", asking(model, url));
    }

    private static String asking(String model, String url) {
        String escaped = url.replace("\\", "\\\\").replace("\t", "\\t");
        return "{\"model\":\"" + model + "\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":"
                + "\"what is it?\"},{\"type\":\"image_url\",\"image_url\":{\"url\":\"" + escaped + "\"}}]}]}";
    }

    private void assertRefused(HttpResponse<String> answer, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body()).contains("\"" + code + "\"", "\"messages[0].content[1]\"");
        assertThat(provider.requestCount()).isZero();
    }

    @Test
    void aPictureOfAListedHostGoesInTheMessage() throws Exception {
        try (SluiceUnderTest sluice = open()) {
            HttpResponse<String> answer = ask(sluice, "sim/m", LISTED + "?size=big#top");

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(answer.headers().firstValue("x-sluice-loss")).isEmpty();
            assertThat(provider.requests().getFirst().body().text())
                    .contains("\"image\":{\"format\":\"gif\",\"source\":{\"bytes\":\"" + BASE64 + "\"}}");
            assertThat(host.requests().getFirst().target()).isEqualTo("/cat.gif?size=big");
            assertThat(host.requests().getFirst().header("authorization")).isEmpty();
        }
    }

    @Test
    void nothingIsFetchedWhereNoHostIsListed() throws Exception {
        try (SluiceUnderTest sluice = sluice("", InetAddress::isLoopbackAddress, "127.0.0.1")) {
            assertRefused(ask(sluice, "sim/m", LISTED), "url_not_allowed");
            assertThat(host.totalConnections()).isZero();
        }
    }

    @Test
    void theRefusalIsToldInTheCallersDialect() throws Exception {
        try (SluiceUnderTest sluice = open()) {
            HttpResponse<String> answer = sluice.post(
                    "/v1/messages",
                    "{\"model\":\"sim/m\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image\","
                            + "\"source\":{\"type\":\"url\",\"url\":\"https://other.example/x.png\"}}]}]}");

            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body())
                    .startsWith("{\"type\":\"error\"")
                    .contains("invalid_request_error", "egress:", "other.example");
        }
    }

    @Test
    void noTrickLeadsAnywhereElse() throws Exception {
        List<String> tricks = List.of(
                "https://other.example/x",
                "https://elsewhere.example.evil.example/",
                "https://evilelsewhere.example/",
                "https://127.0.0.1/",
                "https://127.1/",
                "https://2130706433/",
                "https://0x7f000001/",
                "https://0177.0.0.1/",
                "https://0/",
                "https://[::]/",
                "https://[::1]/",
                "https://[::ffff:127.0.0.1]/",
                "https://169.254.169.254/",
                "https://[fd00:ec2::254]/",
                "https://localhost/",
                "https://elsewhere.example@127.0.0.1/",
                "https://127.0.0.1#@elsewhere.example/",
                "https://elsewhere.example\\@127.0.0.1/",
                "https://elsewhere.example./",
                "https://elsewhere.example:22/",
                "https://\u2460\u2461\u2466.0.0.1/",
                "https://elsewhere\u3002example/",
                "http://elsewhere.example/",
                "file:///etc/passwd",
                "gs://bucket/x.png",
                "https://elsewhere.example%00.evil.example/",
                "https://elsewhere.example\tx/");
        try (SluiceUnderTest sluice = open()) {
            for (String url : tricks) {
                assertRefused(ask(sluice, "sim/m", url), "url_not_allowed");
            }
            assertThat(host.totalConnections()).isZero();
        }
    }

    @Test
    void aListedNameThatLeadsInsideIsNotConnectedTo() throws Exception {
        String[] inside = {
            "127.0.0.1",
            "169.254.169.254",
            "10.0.0.1",
            "100.100.100.200",
            "168.63.129.16",
            "0.0.0.0",
            "::1",
            "fd00:ec2::254",
            "fe80::1",
            "64:ff9b::7f00:1",
            "2002:7f00:1::1",
            "2001::7f00:1",
            "::7f00:1"
        };
        try (SluiceUnderTest sluice = sluice("egress: [elsewhere.example]\n", Door.PUBLIC.reachable(), inside)) {
            for (int i = 0; i < inside.length; i++) {
                assertRefused(ask(sluice, "sim/m", LISTED), "url_not_allowed");
            }
            assertThat(lookUps).hasValue(inside.length);
            assertThat(host.totalConnections()).isZero();
        }
    }

    @Test
    void oneAddressInsideAmongOthersIsOneTooMany() throws Exception {
        Door door = new Door(address -> address.getHostAddress().equals("127.0.0.1"), host.port(), Door.PUBLIC.tls());
        try (SluiceUnderTest sluice = SluiceUnderTest.of(
                "providers:\n  sim: { dialect: bedrock, url: \"" + provider.url()
                        + "\", key: sk-provider }\negress: [elsewhere.example]\n",
                name -> List.of(InetAddress.getByName("127.0.0.1"), InetAddress.getByName("10.0.0.1")),
                door)) {
            assertRefused(ask(sluice, "sim/m", LISTED), "url_not_allowed");
            assertThat(host.totalConnections()).isZero();
        }
    }

    @Test
    void aNameThatMeansAnotherAddressNextTimeIsLookedUpOnce() throws Exception {
        Predicate<InetAddress> first = address -> address.getHostAddress().equals("127.0.0.1");
        try (SluiceUnderTest sluice =
                sluice("egress: [elsewhere.example]\n", first, "127.0.0.1", "127.0.0.2", "127.0.0.2")) {
            assertThat(ask(sluice, "sim/m", LISTED).statusCode()).isEqualTo(200);
            assertThat(lookUps).hasValue(1);

            HttpResponse<String> second = ask(sluice, "sim/m", LISTED);

            assertThat(second.body()).contains("url_not_allowed");
            assertThat(host.totalConnections()).isEqualTo(1);
        }
    }

    @Test
    void aRedirectIsNotFollowed() throws Exception {
        host.answer(Script.status(302).header("location", "https://elsewhere.example/other.gif"));
        try (SluiceUnderTest sluice = open()) {
            assertRefused(ask(sluice, "sim/m", LISTED), "url_not_allowed");
            assertThat(host.requestCount()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @CsvSource({"404, image/gif, GIF89a", "200, text/html, <html>", "200, image/png, <html>"})
    void whatIsNoPictureIsNotPassedOn(int status, String type, String body) throws Exception {
        host.answer(Script.status(status).contentType(type).body(Octets.of(body)));
        try (SluiceUnderTest sluice = open()) {
            assertRefused(ask(sluice, "sim/m", LISTED), "url_not_fetched");
        }
    }

    @Test
    void whatIsTooLargeIsNotFetched() throws Exception {
        host.answer(Script.status(200).contentType("image/gif").body(Octets.of("GIF89a" + "x".repeat(20 << 20))));
        try (SluiceUnderTest sluice = open()) {
            assertRefused(ask(sluice, "sim/m", LISTED), "url_not_fetched");
        }
    }

    @Test
    void aHostThatIsNotTheOneNamedIsNotBelieved() throws Exception {
        try (Simulator impostor = Simulator.start(
                        SimulatorOptions.defaults().tls(AUTHORITY.localhost().server()));
                SluiceUnderTest sluice = SluiceUnderTest.of(
                        "providers:\n  sim: { dialect: bedrock, url: \"" + provider.url()
                                + "\", key: sk-provider }\negress: [elsewhere.example]\n",
                        name -> List.of(InetAddress.getLoopbackAddress()),
                        new Door(address -> true, impostor.port(), T11_AddressesOfCallersTest::trusting))) {
            assertRefused(ask(sluice, "sim/m", LISTED), "url_not_fetched");
            assertThat(impostor.requestCount()).isZero();
        }
    }

    @Test
    void aCallerWhoLeavesEndsTheFetch() throws Exception {
        host.answer(Script.silence());
        try (SluiceUnderTest sluice = open()) {
            ReceivedRequest fetched;
            try (RawCaller caller = new RawCaller(sluice.port())) {
                caller.post("/v1/chat/completions", sluice.key(), asking("sim/m", LISTED));
                fetched = host.awaitRequest(Duration.ofSeconds(20));
            }

            assertThat(host.callerLeft(fetched.number())).succeedsWithin(Duration.ofSeconds(5));
            assertThat(sluice.awaitCall(row -> row.ending().callerGone())
                            .ending()
                            .errorClass())
                    .isEqualTo("caller_gone");
            assertThat(provider.requestCount()).isZero();
        }
    }

    @Test
    void aProviderThatTakesAddressesGetsItAsItIs() throws Exception {
        provider.answer(
                Script.json(
                        200,
                        "{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"m\",\"content\":[{\"type\":\"text\","
                                + "\"text\":\"a cat\"}],\"stop_reason\":\"end_turn\",\"usage\":{\"input_tokens\":1,\"output_tokens\":1}}"));
        try (SluiceUnderTest sluice = open()) {
            assertThat(ask(sluice, "web/m", "https://other.example/x.png").statusCode())
                    .isEqualTo(200);
            assertThat(provider.requests().getFirst().body().text())
                    .contains("\"source\":{\"type\":\"url\",\"url\":\"https://other.example/x.png\"}");
            assertThat(host.totalConnections()).isZero();
        }
    }
}
