package io.sluice.gateway.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.app.SluiceUnderTest;
import io.sluice.simulator.ReceivedRequest;
import io.sluice.simulator.Script;
import io.sluice.simulator.Simulator;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Several credentials of one provider: each is used, and each rests alone. */
class SeveralKeysTest {
    private static final String ANSWER =
            "{\"id\":\"x\",\"object\":\"chat.completion\",\"model\":\"m\",\"choices\":[{\"index\":0,\"message\":"
                    + "{\"role\":\"assistant\",\"content\":\"hello\"},\"finish_reason\":\"stop\"}]}";
    private static final String ERROR = "{\"error\":{\"message\":\"no\",\"code\":\"c\",\"type\":\"t\"}}";

    private static SluiceUnderTest sluice(Simulator simulator) throws Exception {
        return SluiceUnderTest.of("providers:\n  sim: { dialect: openai-chat, url: \"" + simulator.url()
                + "/v1\", key: [key-a, key-b] }\nmodels: { fast: sim/m }\n");
    }

    private static Set<String> keys(Simulator simulator) {
        return simulator.requests().stream()
                .map(request -> request.header("authorization").orElse(""))
                .collect(Collectors.toCollection(HashSet::new));
    }

    private static boolean withTheFirst(ReceivedRequest request) {
        return request.header("authorization").orElse("").equals("Bearer key-a");
    }

    @Test
    void callsAreSpreadOverThem() throws Exception {
        try (Simulator simulator = Simulator.start();
                SluiceUnderTest sluice = sluice(simulator)) {
            simulator.answer(Script.json(200, ANSWER));
            for (int i = 0; i < 60 && keys(simulator).size() < 2; i++) {
                assertThat(sluice.chat("fast", "hi").statusCode()).isEqualTo(200);
            }
            assertThat(keys(simulator)).containsExactlyInAnyOrder("Bearer key-a", "Bearer key-b");
        }
    }

    @Test
    void oneThatIsRefusedIsFollowedByTheOtherAndRests() throws Exception {
        try (Simulator simulator = Simulator.start();
                SluiceUnderTest sluice = sluice(simulator)) {
            simulator.answer(Script.json(200, ANSWER)).when(SeveralKeysTest::withTheFirst, Script.json(401, ERROR));
            for (int i = 0; i < 40; i++) {
                assertThat(sluice.chat("fast", "hi").statusCode()).isEqualTo(200);
            }
            assertThat(simulator.requests().stream().filter(SeveralKeysTest::withTheFirst))
                    .hasSize(1);
        }
    }

    @Test
    void aServerThatFailsIsNotAskedAgainWithTheOther() throws Exception {
        try (Simulator simulator = Simulator.start();
                SluiceUnderTest sluice = sluice(simulator)) {
            simulator.answer(Script.json(500, ERROR));

            assertThat(sluice.chat("fast", "hi").statusCode()).isEqualTo(500);
            assertThat(simulator.requestCount()).isEqualTo(1);
        }
    }
}
