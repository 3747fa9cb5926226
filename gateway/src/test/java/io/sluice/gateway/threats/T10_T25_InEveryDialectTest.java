package io.sluice.gateway.threats;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.translation.Speaker;
import io.sluice.simulator.Header;
import io.sluice.simulator.ReceivedRequest;
import io.sluice.simulator.Simulator;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** T10, T12 and T25 in every dialect: no caller chooses a host, and of his headers only the listed ones go up. */
class T10_T25_InEveryDialectTest {
    /** What any request to a provider may carry, and beside it what the provider's dialect or its caller's lists. */
    private static final List<String> ALWAYS =
            List.of("host", "content-type", "content-length", "accept", "accept-encoding", "connection", "user-agent");

    private static final List<String> CREDENTIALS = List.of("authorization", "x-api-key", "x-goog-api-key");
    private static Crossroads roads;

    @BeforeAll
    static void start() throws Exception {
        roads = new Crossroads();
    }

    @AfterAll
    static void stop() throws Exception {
        roads.close();
    }

    @BeforeEach
    void forget() {
        roads.provider.reset();
    }

    @ParameterizedTest
    @EnumSource
    void nobodyCallsTheCanary(Speaker caller) throws Exception {
        try (Simulator canary = Simulator.start()) {
            roads.answers(Speaker.ANTHROPIC.answered(UnaryOperator.identity()));
            for (String alias : T10_CallersNeverChooseTheHostTest.ALIASES) {
                String member = "\"" + alias + "\":\"" + canary.url() + "\"";
                for (String hidden :
                        List.of(member, "\"extra_body\":{" + member + "}", "\"metadata\":{" + member + "}")) {
                    String body = caller.request(false).replaceFirst("\\{", "{" + hidden + ",");
                    roads.post(caller, Speaker.ANTHROPIC, false, body.getBytes(UTF_8));
                }
            }
            for (String header : T10_CallersNeverChooseTheHostTest.HEADERS) {
                HttpResponse<byte[]> answer = roads.send(roads.request(caller, Speaker.ANTHROPIC, false)
                        .header(header, canary.url())
                        .POST(HttpRequest.BodyPublishers.ofString(caller.request(false))));
                assertThat(answer.statusCode()).as(header).isEqualTo(200);
            }

            assertThat(canary.totalConnections()).isZero();
            assertThat(roads.provider.requests())
                    .hasSizeGreaterThan(T10_CallersNeverChooseTheHostTest.HEADERS.size())
                    .allSatisfy(request -> assertThat(request.target()).isEqualTo("/v1/messages"));
        }
    }

    @ParameterizedTest
    @MethodSource("io.sluice.gateway.threats.Crossroads#pairs")
    void t25OnlyListedHeadersGoUp(Speaker caller, Speaker to) throws Exception {
        roads.answers(to.answered(UnaryOperator.identity()));

        HttpResponse<byte[]> answer = roads.send(roads.request(caller, to, false)
                .header("x-tenant", "7")
                .header("x-forwarded-for", "1.2.3.4")
                .header("forwarded", "for=1.2.3.4")
                .header("cookie", "a=b")
                .header("x-api-key", "theirs")
                .header("x-goog-api-key", "theirs")
                .header("proxy-authorization", "Basic theirs")
                .header("x-amz-security-token", "theirs")
                .header("x-amz-date", "20260101T000000Z")
                .header("openai-organization", "theirs")
                .header("openai-project", "theirs")
                .header("x-goog-user-project", "theirs")
                .header("anthropic-dangerous-direct-browser-access", "true")
                .header("x-stainless-lang", "js")
                .header("x-sluice-run-id", "run")
                .header("user-agent", "their-agent")
                .POST(HttpRequest.BodyPublishers.ofString(caller.request(false))));

        assertThat(answer.statusCode()).as(new String(answer.body(), UTF_8)).isEqualTo(200);
        ReceivedRequest up = roads.provider.requests().getFirst();
        assertThat(up.headers())
                .extracting(header -> header.name().toLowerCase(Locale.ROOT))
                .allMatch(name -> ALWAYS.contains(name)
                        || CREDENTIALS.contains(name)
                        || to.dialect().headers().up().contains(name)
                        || to.dialect().headers().fixed().containsKey(name));
        assertThat(up.headers().toString())
                .contains("sk-provider")
                .doesNotContain("theirs")
                .doesNotContain("their-agent")
                .doesNotContain(roads.gateway(to).key());
        assertThat(up.headers().stream().map(Header::value).filter(value -> value.contains("sk-provider")))
                .hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("io.sluice.gateway.threats.Crossroads#pairs")
    void t12NoRedirectIsFollowed(Speaker caller, Speaker to) throws Exception {
        try (Simulator elsewhere = Simulator.start()) {
            roads.answers(io.sluice.simulator.Script.status(307).header("location", elsewhere.url() + "/v1/x"));

            HttpResponse<byte[]> answer =
                    roads.post(caller, to, false, caller.request(false).getBytes(UTF_8));

            assertThat(answer.statusCode()).isEqualTo(502);
            assertThat(elsewhere.totalConnections()).isZero();
        }
    }
}
