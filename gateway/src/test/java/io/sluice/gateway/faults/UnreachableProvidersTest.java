package io.sluice.gateway.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.app.SluiceUnderTest;
import io.sluice.gateway.journal.AttemptRow;
import io.sluice.gateway.journal.CallRow;
import io.sluice.gateway.journal.Times;
import io.sluice.simulator.Script;
import io.sluice.simulator.Simulator;
import io.sluice.simulator.SimulatorOptions;
import io.sluice.simulator.TestAuthority;
import io.sluice.simulator.TestIdentity;
import io.sluice.simulator.Welcome;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** F1 to F3: no connection, no TLS, no name. */
class UnreachableProvidersTest {
    private static final TestAuthority AUTHORITY = TestAuthority.create();

    @TempDir
    Path folder;

    private static void refused(String url, String more, int status, String code, boolean stream) throws Exception {
        try (SluiceUnderTest sluice = SluiceUnderTest.of("providers:\n  sim: { dialect: openai-chat, url: \"" + url
                + "/v1\", key: sk-provider, " + Lane.SHORT + more + " }\n")) {
            HttpResponse<String> answer = sluice.post(
                    "/v1/chat/completions",
                    SluiceUnderTest.chatBody("sim/gpt-test", "hi", stream ? ",\"stream\":true" : ""));

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
            assertThat(answer.body()).contains("\"code\":\"" + code + "\"").doesNotContain("sk-provider");
            CallRow row = sluice.call(answer);
            assertThat(row.ending().errorCode()).isEqualTo(code);
            AttemptRow attempt = row.attempts().getFirst();
            assertThat(row.attempts()).hasSize(1);
            assertThat(attempt.sent()).isEqualTo(Times.NEVER);
            assertThat(attempt.maybeBilled()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void f1NobodyListens(boolean stream) throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        refused("http://127.0.0.1:" + port, "", 502, "upstream_connect", stream);
    }

    @Test
    void f1NobodyAnswersTheFirstPacket() throws Exception {
        List<SocketChannel> queue = new ArrayList<>();
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            // The kernel drops what comes once the queue of those not yet accepted is full.
            for (int i = 0; i < 8; i++) {
                SocketChannel waiting = SocketChannel.open();
                waiting.configureBlocking(false);
                waiting.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), full.getLocalPort()));
                queue.add(waiting);
            }
            refused("http://127.0.0.1:" + full.getLocalPort(), "", 504, "upstream_connect", false);
        } finally {
            for (SocketChannel waiting : queue) {
                waiting.close();
            }
        }
    }

    /** What is wrong with a provider's certificate. */
    enum Bad {
        EXPIRED,
        WRONG_HOST,
        SELF_SIGNED;

        TestIdentity identity() {
            return switch (this) {
                case EXPIRED -> AUTHORITY.expired();
                case WRONG_HOST -> AUTHORITY.wrongHost();
                case SELF_SIGNED -> TestAuthority.selfSigned();
            };
        }
    }

    private String trusted() throws Exception {
        Path ca = folder.resolve("ca.pem");
        Files.writeString(ca, TestIdentity.pem(AUTHORITY.certificate()));
        return ", ca: \"" + ca + "\"";
    }

    private static Simulator secure(TestIdentity identity) {
        return Simulator.start(SimulatorOptions.defaults().tls(identity.server()));
    }

    @ParameterizedTest
    @EnumSource(Bad.class)
    void f2ACertificateThatProvesNothing(Bad bad) throws Exception {
        try (Simulator provider = secure(bad.identity())) {
            refused(provider.url(), trusted(), 502, "upstream_tls", bad == Bad.EXPIRED);
            assertThat(provider.requestCount()).isZero();
        }
    }

    @Test
    void f2ACertificateOfAnAuthorityThatNobodyNamed() throws Exception {
        try (Simulator provider = secure(AUTHORITY.localhost())) {
            refused(provider.url(), "", 502, "upstream_tls", false);
            assertThat(provider.requestCount()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Welcome.class,
            names = {"RESET", "SILENCE"})
    void f2AHandshakeThatNeverEnds(Welcome welcome) throws Exception {
        try (Simulator provider = secure(AUTHORITY.localhost()).welcome(welcome)) {
            refused(provider.url(), trusted(), 502, "upstream_tls", true);
        }
    }

    @Test
    void f2ClearTextWhereTlsIsExpected() throws Exception {
        try (Simulator provider = Simulator.start()) {
            refused(provider.url().replace("http:", "https:"), "", 502, "upstream_tls", false);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void f2AnAuthorityOfOnesOwnIsTrusted(boolean stream) throws Exception {
        try (Simulator provider = secure(AUTHORITY.localhost()).answer(Script.text("over tls"));
                SluiceUnderTest sluice = SluiceUnderTest.of("providers:\n  sim: { dialect: openai-chat, url: \""
                        + provider.url() + "/v1\", key: sk-provider" + trusted() + " }\n")) {
            HttpResponse<String> answer = sluice.post(
                    "/v1/chat/completions",
                    SluiceUnderTest.chatBody("sim/gpt-test", "hi", stream ? ",\"stream\":true" : ""));

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        }
    }

    @Test
    void f3ANameThatDoesNotExist() throws Exception {
        refused("http://no-such-host.invalid:9", "", 502, "upstream_dns", false);
    }
}
