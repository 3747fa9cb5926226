package io.sluice.gateway.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.dialects.model.Answer;
import io.sluice.gateway.app.SluiceUnderTest;
import io.sluice.gateway.journal.AttemptRow;
import io.sluice.gateway.journal.CallRow;
import io.sluice.gateway.translation.Heard;
import io.sluice.gateway.translation.Speaker;
import io.sluice.simulator.Ending;
import io.sluice.simulator.Script;
import io.sluice.simulator.Simulator;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A stream of text that breaks is gone on with by another target where the route says so, and nothing else is. */
class ContinueTest {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final String CHUNK =
            "{\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":%s}]}";
    private static final String HELLO = CHUNK.formatted("{\"role\":\"assistant\",\"content\":\"hello\"}");
    private static final String STOP =
            "{\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{},"
                    + "\"finish_reason\":\"%s\"}]}";

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

    private SluiceUnderTest sluice(Speaker first, Speaker second) throws Exception {
        return SluiceUnderTest.of("providers:\n" + first.provider("one", one.url()) + second.provider("two", two.url())
                + "models:\n  sim/m: { first: [one/m, two/m], continue: true }\n");
    }

    private static HttpResponse<byte[]> stream(SluiceUnderTest sluice, Speaker caller) throws Exception {
        return CLIENT.send(
                sluice.request(caller.streamPath)
                        .POST(HttpRequest.BodyPublishers.ofString(caller.request(true)))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }

    /** A stream that ends within its second word. */
    private static Script cut(Speaker provider) {
        io.sluice.simulator.Answer whole = (io.sluice.simulator.Answer) provider.streamed(text -> text);
        String bytes = new String(whole.payload().bytes(), StandardCharsets.ISO_8859_1);
        return whole.cutBodyAfter(bytes.indexOf(" there"), Ending.FIN);
    }

    private static Script rest(Speaker provider) {
        return provider.streamed(text -> text.replace("hello", " again"));
    }

    static Stream<Arguments> pairs() {
        return Arrays.stream(Speaker.values())
                .flatMap(caller -> Arrays.stream(Speaker.values()).map(provider -> Arguments.of(caller, provider)));
    }

    @ParameterizedTest(name = "{0} before {1}")
    @MethodSource("pairs")
    void theCallerReadsOneAnswerOfTwoTargets(Speaker caller, Speaker provider) throws Exception {
        one.answer(cut(provider));
        two.answer(rest(Speaker.OPENAI_CHAT));
        try (SluiceUnderTest sluice = sluice(provider, Speaker.OPENAI_CHAT)) {
            HttpResponse<byte[]> answer = stream(sluice, caller);

            Answer read = Heard.streamed(caller, answer.body());
            assertThat(Heard.text(read)).isEqualTo("hello again there");
            assertThat(two.requests()
                            .getFirst()
                            .json()
                            .at("/messages/1/content")
                            .toString())
                    .contains("hello");
            assertThat(two.requests().getFirst().json().at("/messages/2/role").textValue())
                    .isEqualTo("user");
            CallRow row = sluice.call(answer);
            assertThat(row.attempts()).extracting(AttemptRow::reason).containsExactly("first", "continue");
            assertThat(row.attempts()).extracting(AttemptRow::maybeBilled).containsExactly(true, false);
            assertThat(row.usage().totalOutput()).isGreaterThanOrEqualTo(7);
            assertThat(row.ending().errorClass()).isNull();
        }
    }

    @ParameterizedTest(name = "{0} before {1}")
    @MethodSource("pairs")
    void aTargetOfAnyDialectGoesOn(Speaker caller, Speaker provider) throws Exception {
        one.answer(cut(Speaker.OPENAI_CHAT));
        two.answer(rest(provider));
        try (SluiceUnderTest sluice = sluice(Speaker.OPENAI_CHAT, provider)) {
            Answer read = Heard.streamed(caller, stream(sluice, caller).body());

            assertThat(Heard.text(read)).isEqualTo("hello again there");
        }
    }

    @Test
    void bothPartsHaveOneIdOneModelAndOneBlock() throws Exception {
        one.answer(cut(Speaker.OPENAI_RESPONSES));
        two.answer(rest(Speaker.ANTHROPIC));
        try (SluiceUnderTest sluice = sluice(Speaker.OPENAI_RESPONSES, Speaker.ANTHROPIC)) {
            String body = new String(stream(sluice, Speaker.ANTHROPIC).body(), StandardCharsets.UTF_8);

            assertThat(body).containsOnlyOnce("event: message_start").containsOnlyOnce("event: content_block_start");
            assertThat(body).containsOnlyOnce("event: message_stop");
        }
    }

    @Test
    void anErrorEventAfterTextIsGoneOnFromToo() throws Exception {
        one.answer(Script.sse(HELLO, "{\"error\":{\"message\":\"overloaded\",\"type\":\"server_error\",\"code\":503}}")
                .pause(Duration.ofMillis(200)));
        two.answer(rest(Speaker.OPENAI_CHAT));
        try (SluiceUnderTest sluice = sluice(Speaker.OPENAI_CHAT, Speaker.OPENAI_CHAT)) {
            HttpResponse<byte[]> answer = stream(sluice, Speaker.OPENAI_CHAT);

            assertThat(Heard.text(Heard.streamed(Speaker.OPENAI_CHAT, answer.body())))
                    .isEqualTo("hello again there");
        }
    }

    @Test
    void aToolCallIsNeverPutTogetherOfTwo() throws Exception {
        one.answer(Script.sse(
                        HELLO,
                        CHUNK.formatted(
                                "{\"tool_calls\":[{\"index\":0,\"id\":\"call_1\",\"type\":\"function\",\"function\":"
                                        + "{\"name\":\"weather\",\"arguments\":\"{\\\"city\\\":\"}}]}"))
                .cutBodyAfter(Integer.MAX_VALUE, Ending.FIN));
        two.answer(Script.sse(
                CHUNK.formatted(
                        "{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[{\"index\":0,\"id\":\"call_2\","
                                + "\"type\":\"function\",\"function\":{\"name\":\"weather\",\"arguments\":\"{\\\"city\\\":\\\"Rome\\\"}\"}}]}"),
                STOP.formatted("tool_calls"),
                "[DONE]"));
        try (SluiceUnderTest sluice = sluice(Speaker.OPENAI_CHAT, Speaker.OPENAI_CHAT)) {
            String body = new String(stream(sluice, Speaker.OPENAI_CHAT).body(), StandardCharsets.UTF_8);

            assertThat(body).contains("hello", "call_2", "Rome").doesNotContain("call_1");
            assertThat(body).endsWith("data: [DONE]\n\n");
        }
    }

    @Test
    void whatBreaksInTheMidstOfThinkingStaysBroken() throws Exception {
        one.answer(Script.sse(CHUNK.formatted("{\"role\":\"assistant\",\"reasoning_content\":\"let me see\"}"))
                .cutBodyAfter(Integer.MAX_VALUE, Ending.FIN));
        two.answer(rest(Speaker.OPENAI_CHAT));
        try (SluiceUnderTest sluice = sluice(Speaker.OPENAI_CHAT, Speaker.OPENAI_CHAT)) {
            HttpResponse<byte[]> answer = stream(sluice, Speaker.OPENAI_CHAT);

            assertThat(new String(answer.body(), StandardCharsets.UTF_8))
                    .contains("let me see", "upstream_cut")
                    .doesNotContain("[DONE]");
            assertThat(two.requestCount()).isZero();
        }
    }

    @Test
    void whereNobodyCanGoOnTheCallerIsToldWithinTheStream() throws Exception {
        one.answer(cut(Speaker.OPENAI_CHAT));
        two.answer(Script.json(500, "{\"error\":{\"message\":\"broken too\"}}"));
        try (SluiceUnderTest sluice = sluice(Speaker.OPENAI_CHAT, Speaker.OPENAI_CHAT)) {
            HttpResponse<byte[]> answer = stream(sluice, Speaker.OPENAI_CHAT);

            assertThat(new String(answer.body(), StandardCharsets.UTF_8))
                    .contains("hello", "broken too")
                    .doesNotContain("[DONE]");
            CallRow row = sluice.call(answer);
            assertThat(row.ending().errorClass()).isEqualTo("broken");
            assertThat(row.attempts()).extracting(AttemptRow::reason).containsExactly("first", "continue");
        }
    }

    @Test
    void aTargetThatGivesNoStreamGoesOnWithItsWholeAnswer() throws Exception {
        one.answer(cut(Speaker.OPENAI_CHAT));
        two.answer(Speaker.OPENAI_CHAT.answered(text -> text.replace("hello", " again")));
        try (SluiceUnderTest sluice = sluice(Speaker.OPENAI_CHAT, Speaker.OPENAI_CHAT)) {
            HttpResponse<byte[]> answer = stream(sluice, Speaker.OPENAI_CHAT);

            assertThat(Heard.text(Heard.streamed(Speaker.OPENAI_CHAT, answer.body())))
                    .isEqualTo("hello again there");
        }
    }

    @Test
    void anAnswerThatIsNoStreamOrDoesNotBreakIsAsWithoutIt() throws Exception {
        one.answer(Speaker.ANTHROPIC.answered(text -> text));
        try (SluiceUnderTest sluice = sluice(Speaker.ANTHROPIC, Speaker.OPENAI_CHAT)) {
            HttpResponse<String> whole = sluice.post("/v1/messages", Speaker.ANTHROPIC.request(false));

            assertThat(whole.body()).contains("hello there");
            one.answer(Speaker.ANTHROPIC.streamed(text -> text));
            HttpResponse<byte[]> streamed = stream(sluice, Speaker.ANTHROPIC);
            assertThat(Heard.text(Heard.streamed(Speaker.ANTHROPIC, streamed.body())))
                    .isEqualTo("hello there");
            assertThat(sluice.call(streamed).attempts()).hasSize(1);
        }
    }
}
