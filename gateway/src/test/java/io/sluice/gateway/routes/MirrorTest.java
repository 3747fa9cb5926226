package io.sluice.gateway.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.app.SluiceUnderTest;
import io.sluice.gateway.journal.AttemptRow;
import io.sluice.gateway.journal.CallRow;
import io.sluice.gateway.translation.Heard;
import io.sluice.gateway.translation.Speaker;
import io.sluice.simulator.Script;
import io.sluice.simulator.Simulator;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A copy of a call for another target: nobody waits for it, and its row says how its answer compares. */
class MirrorTest {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final Duration LONG = Duration.ofSeconds(20);

    private Simulator one;
    private Simulator two;

    @BeforeEach
    void start() {
        one = Simulator.start();
        two = Simulator.start();
    }

    @AfterEach
    void stop() {
        one.close();
        two.close();
    }

    private SluiceUnderTest sluice(Speaker first, Speaker second, String mirror) throws Exception {
        return SluiceUnderTest.of("providers:\n" + first.provider("one", one.url()) + second.provider("two", two.url())
                + "models:\n  sim/m: { use: one/m, mirror: " + mirror + " }\n");
    }

    private static HttpResponse<byte[]> call(SluiceUnderTest sluice, Speaker caller, boolean stream) throws Exception {
        return CLIENT.send(
                sluice.request(stream ? caller.streamPath : caller.path)
                        .POST(HttpRequest.BodyPublishers.ofString(caller.request(stream)))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }

    private static CallRow mirrorOf(SluiceUnderTest sluice, HttpResponse<?> answer) throws Exception {
        CallRow callers = sluice.call(answer);
        return sluice.awaitCall(row -> callers.id().equals(row.parent()));
    }

    static Stream<Arguments> pairs() {
        return Arrays.stream(Speaker.values())
                .flatMap(caller -> Stream.of(false, true).map(stream -> Arguments.of(caller, stream)));
    }

    @ParameterizedTest(name = "{0}, streamed {1}")
    @MethodSource("pairs")
    void theCopyIsACallOfItsOwnAndSaysHowItCompares(Speaker caller, boolean stream) throws Exception {
        one.answer(stream ? caller.streamed(text -> text) : caller.answered(text -> text));
        two.answer(Speaker.ANTHROPIC.answered(text -> text.replace("there", "you")));
        if (stream) {
            two.answer(Speaker.ANTHROPIC.streamed(text -> text.replace("there", "you")));
        }
        try (SluiceUnderTest sluice = sluice(caller, Speaker.ANTHROPIC, "{ to: two/other }")) {
            HttpResponse<byte[]> answer = call(sluice, caller, stream);

            assertThat(Heard.text(stream ? Heard.streamed(caller, answer.body()) : Heard.whole(caller, answer.body())))
                    .isEqualTo("hello there");
            CallRow mirror = mirrorOf(sluice, answer);
            assertThat(mirror.note()).isEqualTo("mirror: text 0.50 alike (11 and 9 characters)");
            assertThat(mirror.served()).hasToString("two/other");
            assertThat(mirror.key()).isNull();
            assertThat(mirror.usage().totalOutput()).isEqualTo(7);
            assertThat(sluice.call(answer).attempts())
                    .extracting(AttemptRow::reason)
                    .containsExactly("first");
        }
    }

    @Test
    void theSameAnswerIsCalledSo() throws Exception {
        one.answer(Speaker.OPENAI_CHAT.answered(text -> text));
        two.answer(Speaker.GEMINI.answered(text -> text));
        try (SluiceUnderTest sluice = sluice(Speaker.OPENAI_CHAT, Speaker.GEMINI, "{ to: two/other }")) {
            assertThat(mirrorOf(sluice, call(sluice, Speaker.OPENAI_CHAT, false))
                            .note())
                    .isEqualTo("mirror: same text");
        }
    }

    @Test
    void aMirrorThatFailsOrTakesLongIsNothingToTheCaller() throws Exception {
        one.answer(Speaker.OPENAI_CHAT.answered(text -> text));
        two.answer(Script.json(500, "{}").slowFirstByte(Duration.ofMillis(300)));
        try (SluiceUnderTest sluice = sluice(Speaker.OPENAI_CHAT, Speaker.OPENAI_CHAT, "{ to: two/other }")) {
            HttpResponse<byte[]> answer = call(sluice, Speaker.OPENAI_CHAT, false);

            assertThat(answer.statusCode()).isEqualTo(200);
            CallRow mirror = mirrorOf(sluice, answer);
            assertThat(mirror.ending().status()).isEqualTo(500);
            assertThat(mirror.note()).contains("an error where the caller has an answer");
        }
    }

    @Test
    void noMoreRunAtOnceThanAreAllowed() throws Exception {
        one.answer(Speaker.OPENAI_CHAT.answered(text -> text));
        two.answer(Script.silence());
        try (SluiceUnderTest sluice =
                sluice(Speaker.OPENAI_CHAT, Speaker.OPENAI_CHAT, "{ to: two/other, at-once: 1 }")) {
            call(sluice, Speaker.OPENAI_CHAT, false);
            two.awaitRequest(LONG);
            HttpResponse<byte[]> second = call(sluice, Speaker.OPENAI_CHAT, false);

            assertThat(sluice.call(second).note()).contains("not mirrored: 1 calls to two/other are");
            assertThat(two.requestCount()).isEqualTo(1);
        }
    }

    @Test
    void whatNamesStateAtItsProviderIsNotMirrored() throws Exception {
        one.answer(Speaker.OPENAI_CHAT.answered(text -> text));
        two.answer(Speaker.OPENAI_CHAT.answered(text -> text));
        try (SluiceUnderTest sluice = SluiceUnderTest.of("providers:\n"
                + Speaker.OPENAI_CHAT.provider("one", one.url()).replace("key:", "ids: open, key:")
                + Speaker.OPENAI_CHAT.provider("two", two.url())
                + "models:\n  sim/m: { use: one/m, mirror: { to: two/other } }\n")) {
            HttpResponse<String> naming = sluice.post(
                    "/v1/chat/completions",
                    "{\"model\":\"sim/m\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"file\",\"file\":"
                            + "{\"file_id\":\"file-1\"}}]}]}");
            assertThat(naming.statusCode()).isEqualTo(200);

            mirrorOf(sluice, call(sluice, Speaker.OPENAI_CHAT, false));
            assertThat(two.requestCount()).isEqualTo(1);
        }
    }
}
