package io.sluice.gateway.translation;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.app.SluiceUnderTest;
import io.sluice.simulator.ReceivedRequest;
import io.sluice.simulator.Script;
import io.sluice.simulator.Simulator;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** Requests to providers that want a signature carry one, over the path and the body that were sent. */
class SignedTest {
    private static SluiceUnderTest before(Simulator simulator) throws Exception {
        return SluiceUnderTest.of(
                "providers:\n  sim: { use: bedrock, url: \"" + simulator.url()
                        + "\", region: eu-central-1, key: \"AKIAIOSFODNN7EXAMPLE:wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\" }\n");
    }

    @Test
    void bedrockIsCalledWithASignature() throws Exception {
        try (Simulator simulator = Simulator.start();
                SluiceUnderTest sluice = before(simulator)) {
            simulator.answer(Speaker.BEDROCK.answered());

            HttpResponse<String> answer = sluice.chat("sim/amazon.nova-lite-v1:0", "hi");

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            ReceivedRequest sent = simulator.requests().getFirst();
            assertThat(sent.header("authorization").orElseThrow())
                    .startsWith("AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/")
                    .contains("/eu-central-1/bedrock/aws4_request");
            assertThat(sent.path()).isEqualTo("/model/amazon.nova-lite-v1%3A0/converse");
        }
    }

    @Test
    void aSignatureThatIsRefusedIsNotTheCallersFault() throws Exception {
        try (Simulator simulator = Simulator.start();
                SluiceUnderTest sluice = before(simulator)) {
            simulator.answer(
                    Script.json(403, "{\"message\":\"The security token included in the request is invalid.\"}"));

            HttpResponse<String> answer = sluice.chat("sim/amazon.nova-lite-v1:0", "hi");

            assertThat(answer.statusCode()).isEqualTo(502);
            assertThat(answer.body()).contains("upstream_auth").doesNotContain("security token");
        }
    }
}
