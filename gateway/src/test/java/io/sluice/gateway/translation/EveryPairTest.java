package io.sluice.gateway.translation;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.dialects.model.Answer;
import io.sluice.dialects.model.FinishReason;
import io.sluice.dialects.model.Usage;
import io.sluice.gateway.app.SluiceUnderTest;
import io.sluice.gateway.journal.CallRow;
import io.sluice.simulator.Simulator;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every dialect before every other, whole and streamed: what the caller reads is what the provider said. */
class EveryPairTest {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    static Stream<Arguments> pairs() {
        return Arrays.stream(Speaker.values())
                .flatMap(caller -> Arrays.stream(Speaker.values())
                        .flatMap(provider ->
                                Stream.of(false, true).map(stream -> Arguments.of(caller, provider, stream))));
    }

    @ParameterizedTest(name = "{0} before {1}, streamed {2}")
    @MethodSource("pairs")
    void theCallerReadsWhatTheProviderSaid(Speaker caller, Speaker provider, boolean stream) throws Exception {
        try (Simulator simulator = Simulator.start();
                SluiceUnderTest sluice = SluiceUnderTest.of(provider.provider(simulator.url()))) {
            simulator.answer(stream ? provider.streamed() : provider.answered());

            HttpResponse<byte[]> answer = CLIENT.send(
                    sluice.request(stream ? caller.streamPath : caller.path)
                            .POST(HttpRequest.BodyPublishers.ofString(caller.request(stream)))
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray());

            assertThat(answer.statusCode())
                    .as(new String(answer.body(), StandardCharsets.UTF_8))
                    .isEqualTo(200);
            Answer read = stream ? streamed(caller, answer) : Heard.whole(caller, answer.body());
            assertThat(Heard.text(read)).isEqualTo("hello there");
            assertThat(read.choices().getFirst().reason()).isEqualTo(FinishReason.STOP);
            Usage usage = Objects.requireNonNull(read.usage());
            assertThat(usage.totalInput()).isEqualTo(11);
            assertThat(usage.totalOutput()).isEqualTo(7);
            assertThat(simulator.requests().getFirst().path())
                    .isEqualTo((stream ? provider.streamPath : provider.path)
                            .replace("sim%2F", "")
                            .replace("sim/", "")
                            .replace("?alt=sse", ""));
            CallRow row = sluice.call(answer);
            assertThat(row.usage()).isEqualTo(read.usage());
        }
    }

    private static Answer streamed(Speaker caller, HttpResponse<byte[]> answer) {
        assertThat(answer.headers().firstValue("content-type"))
                .hasValue(caller.dialect().streamType());
        return Heard.streamed(caller, answer.body());
    }
}
