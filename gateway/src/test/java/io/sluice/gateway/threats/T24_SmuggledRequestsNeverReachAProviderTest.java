package io.sluice.gateway.threats;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.app.SluiceUnderTest;
import io.sluice.gateway.faults.Lane;
import io.sluice.gateway.faults.RawCaller;
import io.sluice.simulator.ReceivedRequest;
import io.sluice.simulator.Script;
import java.net.http.HttpRequest;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** T24 and T25: a provider sees exactly the requests that were accepted, and of their headers only the listed ones. */
class T24_SmuggledRequestsNeverReachAProviderTest {
    private Lane lane;
    private String body;

    @BeforeEach
    void start() throws Exception {
        lane = Lane.open();
        lane.provider.answer(Script.text("x"));
        body = SluiceUnderTest.chatBody("sim/gpt-test", "hi", "");
    }

    @AfterEach
    void stop() throws Exception {
        lane.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "content-length: 5\r\ntransfer-encoding: chunked",
                "transfer-encoding: chunked\r\ntransfer-encoding: chunked",
                "transfer-encoding : chunked\r\ncontent-length: LEN",
                "transfer-encoding: chunked, identity",
                "transfer-encoding: xchunked\r\ncontent-length: LEN",
                "content-length: +LEN",
                "content-length: LEN, LEN",
                "content-length: LEN\r\ncontent-length: 0",
                "content-length: LEN\r\n folded: x",
                "content-length: LEN\nx: bare",
                "content-length: LEN\r\nx: a\u0000b"
            })
    void anAmbiguousRequestAndWhatHidesBehindItGoNowhere(String framing) throws Exception {
        String hidden = RawCaller.head("/v1/chat/completions", lane.sluice.key(), body.length()) + body;
        String head = "POST /v1/chat/completions HTTP/1.1\r\nhost: a\r\nauthorization: Bearer " + lane.sluice.key()
                + "\r\n" + framing.replace("LEN", Integer.toString(body.length())) + "\r\n\r\n";
        try (RawCaller caller = new RawCaller(lane.sluice.port())) {
            assertThat(caller.send(head + "0\r\n\r\n" + body + hidden).answer().status())
                    .isEqualTo(400);
            assertThat(caller.ended()).isTrue();
        }

        assertThat(lane.provider.requestCount()).isZero();
    }

    @Test
    void pipelinedRequestsAreCountedOneByOne() throws Exception {
        String one = RawCaller.head("/v1/chat/completions", lane.sluice.key(), body.length()) + body;
        try (RawCaller caller = new RawCaller(lane.sluice.port())) {
            caller.send(one.repeat(5));
            for (int i = 0; i < 5; i++) {
                assertThat(caller.answer().status()).isEqualTo(200);
            }
        }
        assertThat(lane.provider.requestCount()).isEqualTo(5);
    }

    @Test
    void t25OnlyListedHeadersGoUp() throws Exception {
        try (RawCaller caller = new RawCaller(lane.sluice.port())) {
            String head = "POST /v1/chat/completions HTTP/1.1\r\nhost: evil.example\r\nauthorization: Bearer "
                    + lane.sluice.key() + "\r\nauthorization: Bearer other\r\nconnection: x-tenant, authorization\r\n"
                    + "x-tenant: 7\r\nx-forwarded-for: 1.2.3.4\r\nforwarded: for=1.2.3.4\r\ncookie: a=b\r\n"
                    + "x-api-key: theirs\r\nproxy-authorization: Basic eA==\r\nte: trailers\r\nkeep-alive: 5\r\n"
                    + "openai-organization: org-1\r\nx-sluice-run-id: run\r\nidempotency-key: idem-1\r\n"
                    + "accept: application/json\r\nuser-agent: curl\r\ncontent-length: " + body.length() + "\r\n\r\n";
            caller.send(head + body).answer();
        }
        for (ReceivedRequest request : lane.provider.requests()) {
            assertThat(request.headers())
                    .extracting(header -> header.name().toLowerCase(java.util.Locale.ROOT))
                    .isSubsetOf(
                            "host",
                            "content-type",
                            "content-length",
                            "authorization",
                            "accept",
                            "accept-encoding",
                            "idempotency-key",
                            "openai-beta",
                            "connection",
                            "user-agent");
            assertThat(request.headers().toString())
                    .doesNotContain("evil.example")
                    .doesNotContain(lane.sluice.key())
                    .doesNotContain("x-tenant")
                    .doesNotContain("theirs")
                    .doesNotContain("curl");
            assertThat(request.header("authorization")).hasValue("Bearer sk-provider");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sim/a\\r\\nx-evil: 1", "sim/a\\u000d\\u000aGET / HTTP/1.1", "a\\r\\n\\r\\n{}"})
    void t25AModelWithALineBreakIsTextAndNeverAHeader(String model) throws Exception {
        lane.sluice.post("/v1/chat/completions", SluiceUnderTest.chatBody(model, "hi", ""));
        RawCaller.Answer get;
        try (RawCaller caller = new RawCaller(lane.sluice.port())) {
            get = caller.send("GET /v1/models/a%0d%0ax-evil:1 HTTP/1.1\r\nhost: a\r\nauthorization: Bearer "
                            + lane.sluice.key() + "\r\n\r\n")
                    .answer();
        }
        assertThat(get.head()).doesNotContain("\r\nx-evil");
        assertThat(lane.provider.malformed()).isEmpty();
        for (ReceivedRequest request : lane.provider.requests()) {
            assertThat(request.headers()).noneMatch(header -> header.name().startsWith("x-evil"));
        }
    }

    @Test
    void t25AnAnswersHeadersTellNothingOfAModelWithALineBreak() throws Exception {
        try (RawCaller caller = new RawCaller(lane.sluice.port())) {
            RawCaller.Answer answer = caller.post(
                            "/v1/chat/completions",
                            lane.sluice.key(),
                            SluiceUnderTest.chatBody("sim/a\\r\\nx-evil: 1", "hi", ""))
                    .answer();
            assertThat(answer.head()).doesNotContain("\r\nx-evil");
        }
    }

    @Test
    void t25AHeaderWithCharactersBeyondAsciiBreaksNothing() throws Exception {
        HttpRequest.Builder request = lane.sluice
                .request("/v1/chat/completions")
                .header("idempotency-key", "caf\u00e9")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        assertThat(lane.sluice.send(request).statusCode()).isIn(List.of(200, 400));
    }
}
