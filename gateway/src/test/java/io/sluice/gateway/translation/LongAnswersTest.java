package io.sluice.gateway.translation;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.app.SluiceUnderTest;
import io.sluice.simulator.Script;
import io.sluice.simulator.Simulator;
import java.net.http.HttpResponse;
import java.util.EnumSet;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Answers too long to be translated on an event loop come out like short ones. */
class LongAnswersTest {
    private static final String WORDS = "hello there " + "and so on, ".repeat(20_000);

    @TestFactory
    Stream<DynamicTest> aLongWholeAnswerReachesACallerOfAnotherDialect() {
        return EnumSet.complementOf(EnumSet.of(Speaker.OPENAI_CHAT)).stream()
                .map(provider -> DynamicTest.dynamicTest(provider.id, () -> reaches(provider, false)));
    }

    @TestFactory
    Stream<DynamicTest> aLongWholeAnswerReachesACallerWhoAskedForAStream() {
        return Stream.of(Speaker.OPENAI_RESPONSES, Speaker.ANTHROPIC)
                .map(provider -> DynamicTest.dynamicTest(provider.id, () -> reaches(provider, true)));
    }

    private static void reaches(Speaker provider, boolean stream) throws Exception {
        try (Simulator simulator = Simulator.start();
                SluiceUnderTest sluice = SluiceUnderTest.of(provider.provider(simulator.url()))) {
            simulator.answer(Script.json(200, provider.whole().replace("hello there", WORDS)));

            HttpResponse<String> answer = sluice.post(Speaker.OPENAI_CHAT.path, Speaker.OPENAI_CHAT.request(stream));

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).contains(WORDS).contains("\"finish_reason\":\"stop\"");
            assertThat(answer.body().endsWith("data: [DONE]\n\n")).isEqualTo(stream);
            assertThat(Objects.requireNonNull(sluice.call(answer).usage()).output())
                    .isEqualTo(7);
        }
    }
}
