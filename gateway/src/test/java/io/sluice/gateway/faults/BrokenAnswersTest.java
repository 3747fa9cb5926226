package io.sluice.gateway.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.simulator.Answer;
import io.sluice.simulator.Ending;
import io.sluice.simulator.Framing;
import io.sluice.simulator.Octets;
import io.sluice.simulator.Script;
import io.sluice.simulator.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** F7 to F9, F16, F20 and F26: an answer that breaks off, contradicts itself or is none. */
class BrokenAnswersTest {
    private static final String WHOLE =
            "{\"id\":\"x\",\"object\":\"chat.completion\",\"model\":\"gpt-test\",\"choices\":[{\"index\":0,\"message\":"
                    + "{\"role\":\"assistant\",\"content\":\"hello\"},\"finish_reason\":\"stop\"}]}";
    private static Lane lane;

    @BeforeAll
    static void start() throws Exception {
        lane = Lane.open();
    }

    @AfterAll
    static void stop() throws Exception {
        lane.close();
    }

    @AfterEach
    void nothingIsLeftOpen() {
        lane.nothingLeftOpen();
    }

    private static Answer twoEvents() {
        return Script.sse(Lane.event("one"), Lane.event("two"), Lane.finish(), "[DONE]");
    }

    private static int framed(String event) {
        return ("data: " + event + "\n\n").length();
    }

    @ParameterizedTest
    @EnumSource(Ending.class)
    void f7AnEventCutInItsMidstIsDroppedAndTheCallerIsTold(Ending ending) throws Exception {
        int cut = framed(Lane.event("one")) + 20;
        RawCaller.Answer answer = lane.streamed(twoEvents().cutBodyAfter(cut, ending));

        lane.broken(answer, "upstream_cut");
        assertThat(answer.body()).contains("\"one\"").doesNotContain("\"two");
    }

    @ParameterizedTest
    @EnumSource(Ending.class)
    void f7AStreamCutBetweenTwoEventsIsNoSuccess(Ending ending) throws Exception {
        RawCaller.Answer answer = lane.streamed(twoEvents().cutBodyAfter(framed(Lane.event("one")), ending));

        lane.broken(answer, "upstream_cut");
    }

    @Test
    void f7AProperEndOfTheBodyWithoutAnEndMarkIsNoSuccess() throws Exception {
        lane.broken(lane.streamed(Script.sse(Lane.event("one"))), "upstream_cut");
    }

    @Test
    void f7ACutBehindAFinishReasonIsStillACut() throws Exception {
        int cut = framed(Lane.event("one")) + framed(Lane.finish());
        lane.broken(
                lane.streamed(
                        Script.sse(Lane.event("one"), Lane.finish(), "[DONE]").cutBodyAfter(cut, Ending.FIN)),
                "upstream_cut");
    }

    @Test
    void aFinishReasonAndTheProperEndOfTheBodyIsASuccess() throws Exception {
        RawCaller.Answer answer = lane.streamed(Script.sse(Lane.event("one"), Lane.finish()));

        assertThat(answer.body()).doesNotContain("\"error\"");
        assertThat(lane.row(answer).ending().errorCode()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"RST,true", "FIN,true", "RST,false", "FIN,false"})
    void f7CutBeforeTheHead(Ending ending, boolean stream) throws Exception {
        // On a connection that was used before, this would be tried once more.
        try (Lane fresh = Lane.open()) {
            fresh.refused(fresh.chat(stream, Script.json(200, WHOLE).cutAfter(0, ending)), 502, "upstream_cut");
        }
    }

    @ParameterizedTest
    @EnumSource(Ending.class)
    void f7CutWithinTheHead(Ending ending) throws Exception {
        lane.refused(lane.plain(Script.json(200, WHOLE).cutAfter(20, ending)), 502, "upstream_cut");
    }

    @ParameterizedTest
    @CsvSource({"RST,0", "FIN,0", "RST,40", "FIN,40"})
    void f7AWholeAnswerCutIsNeverPassedOnInPart(Ending ending, int after) throws Exception {
        lane.refused(lane.plain(Script.json(200, WHOLE).cutBodyAfter(after, ending)), 502, "upstream_cut");
    }

    @Test
    void f7ALongAnswerCutBehindWhatIsHeldIsCutForTheCallerToo() throws Exception {
        String json = "{\"choices\":[],\"padding\":\"" + "x".repeat(600_000) + "\"}";
        RawCaller.Answer answer = lane.plain(Script.json(200, json).cutBodyAfter(500_000, Ending.FIN));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.whole()).isFalse();
        assertThat(lane.row(answer).ending().errorClass()).isEqualTo("broken");
    }

    @Test
    void f8AnEndMarkIsEnoughAndTheConnectionIsNotUsedAgain() throws Exception {
        long before = lane.provider.totalConnections();
        Answer stream = twoEvents();
        int length = stream.payload().length();
        RawCaller.Answer first = lane.streamed(stream.cutBodyAfter(length, Ending.FIN));
        assertThat(first.body()).endsWith("data: [DONE]\n\n");
        assertThat(first.whole()).isTrue();
        assertThat(lane.row(first).ending().errorCode()).isNull();

        lane.streamed(twoEvents());
        lane.streamed(twoEvents());
        lane.streamed(twoEvents());

        assertThat(lane.provider.totalConnections()).isGreaterThan(before);
    }

    @Test
    void f8AnEndMarkBehindWhichTheBodyNeverEndsIsEnoughToo() throws Exception {
        Octets all =
                Octets.of("HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n"
                        + chunk("data: " + Lane.event("one") + "\n\n") + chunk("data: [DONE]\n\n"));
        RawCaller.Answer answer = lane.streamed(Script.raw(all).then(new Step.Stall()));

        assertThat(answer.body()).endsWith("data: [DONE]\n\n");
        assertThat(lane.row(answer).ending().errorCode()).isNull();
    }

    private static String chunk(String text) {
        return Integer.toHexString(text.length()) + "\r\n" + text + "\r\n";
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void f9AWebPageIsNoAnswer(boolean stream) throws Exception {
        lane.refused(
                lane.chat(
                        stream,
                        Script.json(200, "<html><body>Login</body></html>").contentType("text/html")),
                502,
                "upstream_malformed");
    }

    @ParameterizedTest
    @CsvSource({"200,true", "200,false", "204,true", "204,false"})
    void f9NothingIsNoAnswer(int status, boolean stream) throws Exception {
        lane.refused(lane.chat(stream, Script.status(status)), 502, "upstream_malformed");
    }

    @Test
    void f9AStreamOfNothingIsNoAnswer() throws Exception {
        lane.refused(lane.streamed(Script.sse()), 502, "upstream_malformed");
    }

    @Test
    void f9AnEmptyBodyCalledJsonIsNoAnswer() throws Exception {
        lane.refused(lane.plain(Script.json(200, "")), 502, "upstream_malformed");
    }

    static List<String> brokenJson() {
        return List.of(
                "{\"choices\":[}",
                "{\"choices\":[]",
                "{\"usage\":{\"prompt_tokens\":NaN}}",
                "{\"a\":Infinity}",
                "{\"a\":1}{\"b\":2}",
                "not json at all",
                "{\"a\":\"\u0001\"}",
                "{'a':1}",
                "[".repeat(2000));
    }

    @ParameterizedTest
    @MethodSource("brokenJson")
    void f16AnAnswerThatIsNoJson(String json) throws Exception {
        lane.refused(lane.plain(Script.json(200, json)), 502, "upstream_malformed");
    }

    @Test
    void f16AnAnswerThatIsNoUtf8() throws Exception {
        byte[] bytes = WHOLE.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
        bytes[WHOLE.indexOf("hello")] = (byte) 0xFF;
        lane.refused(lane.plain(Script.json(200, "").body(Octets.of(bytes))), 502, "upstream_malformed");
    }

    @Test
    void f16EventsPassUnreadSoNonsenseWithinOneIsTheCallersToSee() throws Exception {
        // Usage is looked for in events, they are not parsed; what ends a stream is still told from what does not.
        RawCaller.Answer answer = lane.streamed(Script.sse(Lane.event("one"), "{\"choices\":[", "[DONE]"));
        RawCaller.Answer cut = lane.streamed(Script.sse(Lane.event("one"), "{\"choices\":["));

        assertThat(answer.body()).endsWith("data: {\"choices\":[\n\ndata: [DONE]\n\n");
        assertThat(lane.row(answer).ending().errorCode()).isNull();
        lane.broken(cut, "upstream_cut");
    }

    static List<String> contradictions() {
        String body = "{\"a\":1}";
        List<String> all = new ArrayList<>();
        for (String framing : List.of(
                "content-length: 7\r\ntransfer-encoding: chunked",
                "content-length: 7\r\ncontent-length: 8",
                "content-length: +7",
                "content-length: 7, 7",
                "content-length: -1",
                "transfer-encoding: gzip, chunked",
                "transfer-encoding: chunked\r\ntransfer-encoding: chunked",
                "content-length : 7",
                "content-length: 7\r\n folded: 1")) {
            all.add("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n" + framing + "\r\n\r\n" + body);
        }
        all.add("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n0x7\r\n"
                + body);
        all.add("HTTP/1.1 2000 OK\r\ncontent-length: 0\r\n\r\n");
        all.add("ICY 200 OK\r\ncontent-length: 0\r\n\r\n");
        return all;
    }

    @ParameterizedTest
    @MethodSource("contradictions")
    void f20HttpThatContradictsItself(String raw) throws Exception {
        int before = lane.provider.openConnections();
        lane.provider.answer(Script.raw(raw));

        RawCaller.Answer answer = lane.chat(false);

        lane.refused(answer, 502, "upstream_malformed");
        Lane.await(() -> lane.provider.openConnections() <= before, "the connection is still kept");
    }

    @Test
    void f20ALengthLongerThanTheBodyIsACut() throws Exception {
        Script lie = Script.json(200, WHOLE)
                .framed(Framing.AS_WRITTEN)
                .header("content-length", Integer.toString(WHOLE.length() + 9))
                .then(new Step.Fin());
        lane.refused(lane.plain(lie), 502, "upstream_cut");
    }

    @Test
    void f20BytesBehindAnAnswerAreNeverTakenForTheNextOnes() throws Exception {
        String poison =
                "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 16\r\n\r\n{\"poison\":true}\n";
        for (int i = 0; i < 4; i++) {
            lane.refused(
                    lane.plain(Script.json(200, WHOLE).then(new Step.Send(Octets.of(poison)))),
                    502,
                    "upstream_malformed");
            assertThat(lane.plain(Script.json(200, WHOLE)).body()).doesNotContain("poison");
        }
    }

    @Test
    void f20BytesThatComeWhileTheConnectionRestsEndIt() throws Exception {
        String poison =
                "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 16\r\n\r\n{\"poison\":true}\n";
        try (Lane fresh = Lane.open()) {
            RawCaller.Answer answer = fresh.plain(Script.json(200, WHOLE)
                    .then(new Step.Gap(Duration.ofMillis(20)), new Step.Send(Octets.of(poison))));
            assertThat(answer.status()).isEqualTo(200);
            Lane.await(() -> fresh.provider.openConnections() == 0, "the connection is still kept");

            assertThat(fresh.plain(Script.json(200, WHOLE)).body()).doesNotContain("poison");
        }
    }

    @Test
    void f26WhatFollowsTheEndMarkIsIgnored() throws Exception {
        RawCaller.Answer answer =
                lane.streamed(Script.sse(Lane.event("one"), Lane.finish(), "[DONE]", Lane.event("late"), "[DONE]"));

        assertThat(answer.body())
                .endsWith("data: [DONE]\n\n")
                .doesNotContain("late")
                .containsOnlyOnce("[DONE]");
        assertThat(lane.row(answer).ending().errorCode()).isNull();
    }

    @Test
    void f26TwoFinishReasonsOfOneChoicePassAsTheyCame() throws Exception {
        RawCaller.Answer answer = lane.streamed(Script.sse(Lane.event("one"), Lane.finish(), Lane.finish(), "[DONE]"));

        assertThat(answer.body()).endsWith("data: [DONE]\n\n");
        assertThat(lane.row(answer).ending().finishReason()).isEqualTo("stop");
    }
}
