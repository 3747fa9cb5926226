package io.sluice.gateway.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.app.SluiceUnderTest;
import io.sluice.simulator.Octets;
import io.sluice.simulator.Script;
import io.sluice.simulator.Step;
import io.sluice.simulator.Steps;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** F5, F6, F24 and F25: a provider that takes too long, and one that answers too soon. Clocks are short here. */
class SlowProvidersTest {
    private static final String HEAD =
            "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n";
    private Lane lane;

    @BeforeEach
    void start() throws Exception {
        lane = Lane.impatient();
    }

    @AfterEach
    void stop() throws Exception {
        lane.nothingLeftOpen();
        lane.close();
    }

    private void providerWasLeft() throws Exception {
        assertThat(lane.provider.callerLeft(1).get(10, TimeUnit.SECONDS)).isPositive();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void f5NoFirstByteInTime(boolean stream) throws Exception {
        lane.refused(lane.chat(stream, Script.silence()), 504, "upstream_timeout");
        providerWasLeft();
    }

    @Test
    void f5AHeadAndThenNoFirstEvent() throws Exception {
        RawCaller.Answer answer = lane.streamed(Script.raw(HEAD).then(new Step.Stall()));

        assertThat(answer.status()).isEqualTo(504);
        assertThat(lane.row(answer).ending().errorCode()).isIn("upstream_timeout", "upstream_stalled");
        providerWasLeft();
    }

    @Test
    void f5AWholeAnswerThatIsNotWholeInTime() throws Exception {
        lane.refused(
                lane.plain(
                        Script.raw("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 99\r\n\r\n{")
                                .then(new Step.Stall())),
                504,
                "upstream_timeout");
        providerWasLeft();
    }

    @Test
    void f6AStreamThatStandsStill() throws Exception {
        lane.broken(lane.streamed(Script.endless(Lane.event("x"), Duration.ofSeconds(30))), "upstream_stalled");
        providerWasLeft();
    }

    @Test
    void f25AStreamThatNeverEnds() throws Exception {
        RawCaller.Answer answer = lane.streamed(Script.endless(Lane.event("x"), Duration.ofMillis(100)));

        assertThat(answer.body()).doesNotContain("[DONE]");
        assertThat(lane.row(answer).ending().errorClass()).isEqualTo("broken");
        assertThat(lane.row(answer).ending().errorCode()).startsWith("upstream_");
        providerWasLeft();
    }

    @Test
    void f24AnAnswerBeforeTheRequestsBodyWasTakenIsPassedOn() throws Exception {
        String error = "{\"error\":{\"message\":\"too large\"}}";
        lane.provider.answer(Script.json(413, error).early());
        String text = "x".repeat(3 << 20);
        try (RawCaller caller = new RawCaller(lane.sluice.port())) {
            RawCaller.Answer answer = caller.post(
                            "/v1/chat/completions",
                            lane.sluice.key(),
                            SluiceUnderTest.chatBody("sim/gpt-test", text, ""))
                    .answer();

            assertThat(answer.status()).isEqualTo(413);
            assertThat(answer.body()).isEqualTo(error);
        }
    }

    @Test
    void f24AProviderThatReadsNothingIsGivenUp() throws Exception {
        lane.provider.answer(Script.neverReads());
        String text = "x".repeat(3 << 20);
        try (RawCaller caller = new RawCaller(lane.sluice.port())) {
            RawCaller.Answer answer = caller.post(
                            "/v1/chat/completions",
                            lane.sluice.key(),
                            SluiceUnderTest.chatBody("sim/gpt-test", text, ""))
                    .answer();

            lane.refused(answer, 504, "upstream_timeout");
        }
        // It reads nothing, so it does not notice either that nobody is there any more.
        lane.provider.close();
    }

    @Test
    void f25AHeadThatNeverEnds() throws Exception {
        RawCaller.Answer answer = lane.plain(new Steps(List.of(
                new Step.Send(Octets.of("HTTP/1.1 200 OK\r\n")),
                new Step.Repeat(Octets.of("x-more: " + "y".repeat(8000) + "\r\n"), Duration.ZERO))));

        assertThat(answer.status()).isEqualTo(502);
        providerWasLeft();
    }
}
