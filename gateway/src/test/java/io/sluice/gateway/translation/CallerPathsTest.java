package io.sluice.gateway.translation;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.app.SluiceUnderTest;
import io.sluice.simulator.Simulator;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The paths under which one dialect is asked for. */
class CallerPathsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1beta/models/sim%2Fm:generateContent",
                "/v1/projects/p/locations/global/publishers/google/models/sim%2Fm:generateContent",
                "/v1beta1/projects/p/locations/global/publishers/google/models/sim/m:generateContent"
            })
    void geminiIsServedUnderThePathsOfAiStudioAndOfVertex(String path) throws Exception {
        try (Simulator simulator = Simulator.start();
                SluiceUnderTest sluice = SluiceUnderTest.of(Speaker.GEMINI.provider(simulator.url()))) {
            simulator.answer(Speaker.GEMINI.answered());

            HttpResponse<String> answer = sluice.post(path, Speaker.GEMINI.request(false));

            assertThat(answer.body()).isEqualTo(Speaker.GEMINI.whole());
            assertThat(simulator.requests().getFirst().path()).isEqualTo("/v1beta/models/m:generateContent");
        }
    }

    @Test
    void refusalsOfOursNameTheTypeAmazonsSdkLooksFor() throws Exception {
        try (Simulator simulator = Simulator.start();
                SluiceUnderTest sluice = SluiceUnderTest.of(Speaker.GEMINI.provider(simulator.url()))) {
            for (String path : new String[] {"/model/m/converse", "/model/m/invent"}) {
                HttpResponse<String> answer = sluice.post(path, Speaker.BEDROCK.request(false));

                assertThat(answer.statusCode()).isEqualTo(404);
                assertThat(answer.headers().firstValue("x-amzn-errortype")).hasValue("ResourceNotFoundException");
            }
        }
    }

    @Test
    void aWrongPathOfVertexIsToldInGeminisWords() throws Exception {
        try (Simulator simulator = Simulator.start();
                SluiceUnderTest sluice = SluiceUnderTest.of(Speaker.GEMINI.provider(simulator.url()))) {
            HttpResponse<String> answer =
                    sluice.post("/v1/projects/p/locations/global/publishers/google/models/sim%2Fm:predict", "{}");

            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(answer.body()).contains("\"status\":\"NOT_FOUND\"");
        }
    }
}
