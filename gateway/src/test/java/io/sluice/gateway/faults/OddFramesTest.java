package io.sluice.gateway.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.dialects.model.Usage;
import io.sluice.gateway.journal.CallRow;
import io.sluice.simulator.Answer;
import io.sluice.simulator.Octets;
import io.sluice.simulator.Script;
import io.sluice.simulator.Step;
import io.sluice.simulator.Steps;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** F17 to F19, F27 and F29 to F32: odd usage, odd headers, encodings, and frames of every shape and size. */
class OddFramesTest {
    private static final List<LogRecord> SEVERE = new CopyOnWriteArrayList<>();
    private static final Handler LISTENER = new Handler() {
        @Override
        public void publish(LogRecord record) {
            if (record.getLevel().intValue() >= Level.SEVERE.intValue()) {
                SEVERE.add(record);
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };
    private static Lane lane;

    @BeforeAll
    static void start() throws Exception {
        Logger.getLogger("").addHandler(LISTENER);
        lane = Lane.open();
    }

    @AfterAll
    static void stop() throws Exception {
        lane.close();
        Logger.getLogger("").removeHandler(LISTENER);
    }

    @AfterEach
    void nothingIsLeftOpenAndNothingFailedInside() {
        lane.nothingLeftOpen();
        assertThat(SEVERE).extracting(LogRecord::getMessage).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"prompt_tokens\":-5,\"completion_tokens\":3,\"total_tokens\":-2}",
                "{\"prompt_tokens\":1000000000000000000,\"completion_tokens\":3,\"total_tokens\":4}",
                "{\"prompt_tokens\":\"seven\",\"completion_tokens\":\"3\"}",
                "{\"prompt_tokens\":1e400,\"completion_tokens\":3}",
                "\"none\"",
                "[]"
            })
    void f17UsageThatCannotBeTrueIsPassedOnAndNotBelieved(String usage) throws Exception {
        String json = "{\"id\":\"x\",\"object\":\"chat.completion\",\"model\":\"gpt-test\",\"choices\":[],\"usage\":"
                + usage + "}";
        RawCaller.Answer answer = lane.plain(Script.json(200, json));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).contains(usage);
        CallRow row = lane.row(answer);
        assertThat(row.usage()).isNull();
    }

    @Test
    void f17NoUsageIsNoUsage() throws Exception {
        assertThat(lane.row(lane.streamed(Script.sse(Lane.event("a"), Lane.finish(), "[DONE]")))
                        .usage())
                .isNull();
    }

    @Test
    void f17UsageThatGrowsLessIsNotBelieved() throws Exception {
        String more =
                "{\"id\":\"c\",\"choices\":[],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":9,\"total_tokens\":18}}";
        String less = more.replace(":9", ":2").replace("18", "4");
        CallRow row = lane.row(lane.streamed(Script.sse(Lane.event("a"), more, less, Lane.finish(), "[DONE]")));
        Usage usage = row.usage();
        assertThat(usage == null || usage.output() == 9).isTrue();
    }

    @Test
    void f18HeadersThatAreNotListedStayHere() throws Exception {
        RawCaller.Answer answer = lane.plain(Script.json(400, "{}")
                .header("set-cookie", "session=1")
                .header("server", "their-server")
                .header("connection", "keep-alive, x-inner")
                .header("x-inner", "1")
                .header("keep-alive", "timeout=5")
                .header("access-control-allow-origin", "*")
                .header("x-sluice-call-id", "forged")
                .header("x-ratelimit-limit-requests", "10")
                .header("x-request-id", "req-1"));

        assertThat(answer.head())
                .doesNotContain("session=1")
                .doesNotContain("their-server")
                .doesNotContain("x-inner")
                .doesNotContain("timeout=5")
                .doesNotContain("allow-origin")
                .doesNotContain("forged")
                .contains("x-upstream-ratelimit-limit-requests: 10")
                .contains("x-request-id: req-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x: a\r\n  folded", "x: a\u0000b", "x y: 1", ": 1", "x : 1", "x: a\rb", "no colon here"})
    void f18AHeadThatIsNoHead(String line) throws Exception {
        lane.refused(
                lane.plain(Script.raw("HTTP/1.1 200 OK\r\n" + line + "\r\ncontent-length: 2\r\n\r\n{}")),
                502,
                "upstream_malformed");
    }

    @Test
    void f18AMebibyteOfHeaders() throws Exception {
        String many = "x: y\r\n".repeat(1000);
        RawCaller.Answer lines = lane.plain(Script.raw("HTTP/1.1 200 OK\r\n" + many + "content-length: 2\r\n\r\n{}"));
        RawCaller.Answer one = lane.plain(
                Script.raw("HTTP/1.1 200 OK\r\nx: " + "y".repeat(1 << 20) + "\r\ncontent-length: 2\r\n\r\n{}"));

        lane.refused(lines, 502, "upstream_too_large");
        lane.refused(one, 502, "upstream_too_large");
    }

    @Test
    void f19GzipUnaskedForIsUndone() throws Exception {
        RawCaller.Answer whole = lane.plain(Script.json(200, "{\"choices\":[]}").gzip());
        RawCaller.Answer stream = lane.streamed(
                Script.sse(Lane.event("a"), Lane.finish(), "[DONE]").gzip());

        assertThat(whole.body()).isEqualTo("{\"choices\":[]}");
        assertThat(whole.header("content-encoding")).isEmpty();
        assertThat(stream.body()).contains("\"a\"").endsWith("data: [DONE]\n\n");
    }

    @Test
    void f19ALongGzipAnswerHasNotTheLengthOfItsWrapping() throws Exception {
        StringBuilder text = new StringBuilder();
        for (int i = 0; text.length() < 700_000; i++) {
            text.append(Integer.toHexString(i * 2_654_435_7));
        }
        String json = "{\"model\":\"other\",\"choices\":[],\"text\":\"" + text + "\"}";
        for (String model : List.of("sim/gpt-test", "fast")) {
            lane.provider.answer(Script.json(200, json).gzip());
            try (RawCaller caller = new RawCaller(lane.sluice.port())) {
                RawCaller.Answer answer = caller.post(
                                "/v1/chat/completions",
                                lane.sluice.key(),
                                io.sluice.gateway.app.SluiceUnderTest.chatBody(model, "hi", ""))
                        .answer();
                assertThat(answer.whole()).isTrue();
                assertThat(answer.body()).hasSize(json.length() - 5 + model.length());
            }
        }
    }

    @Test
    void f19AGzipAnswerThatIsNoJsonIsGivenUpInItsMidst() throws Exception {
        String json = "{\"a\":nonsense," + "\"x\":\"" + "0123456789".repeat(20_000) + "\"}";
        lane.refused(lane.plain(Script.json(200, json).gzip()), 502, "upstream_malformed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"br", "zstd", "gzip, gzip", "rot13"})
    void f19AnUnknownEncoding(String encoding) throws Exception {
        lane.refused(lane.plain(Script.json(200, "{}").header("content-encoding", encoding)), 502, "upstream_encoding");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void f19AGzipBomb(boolean stream) throws Exception {
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bomb)) {
            gzip.write("{\"x\":\"".getBytes(StandardCharsets.US_ASCII));
            byte[] mebibyte = "0".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < 100; i++) {
                gzip.write(mebibyte);
            }
        }
        RawCaller.Answer answer = lane.chat(
                stream, Script.json(200, "").body(Octets.of(bomb.toByteArray())).header("content-encoding", "gzip"));

        // A whole answer is held for 256 KB, so what a bomb says first may have left: then the caller is cut off.
        assertThat(answer.status() == 502 || !answer.whole()).isTrue();
        assertThat(lane.row(answer).ending().errorCode()).isEqualTo("upstream_too_large");
    }

    private static final String TOOLS = """
            {"id":"c","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"a","type":"function","function":{"name":"f","arguments":""}}]}}]}
            {"id":"c","choices":[{"index":0,"delta":{"tool_calls":[{"index":1,"id":"b","type":"function","function":{"name":"g","arguments":"{\\"é"}}]}}]}
            {"id":"c","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"{}"}}]}}]}
            {"id":"c","choices":[{"index":0,"delta":{"tool_calls":[{"index":1,"function":{"arguments":"😀\\":1}"}}]}}]}
            {"id":"c","choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}
            [DONE]""";

    @Test
    void f27F29ToolCallsInterleavedComeByteForByteAlsoInPiecesOfOneByte() throws Exception {
        Answer stream = Script.sse(List.of(TOOLS.split("\n")));
        for (Script script : List.of(stream, stream.bodyPieces(1), stream.inPieces(1), stream.inPieces(7, 3, 11))) {
            assertThat(lane.streamed(script).body()).isEqualTo(stream.payload().text());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void f30EveryLineEndIsPassedOnAsItCame(String end) throws Exception {
        String stream =
                ("data: " + Lane.event("a") + "\n\ndata: " + Lane.finish() + "\n\ndata: [DONE]\n\n").replace("\n", end);
        for (int piece : new int[] {1, 2, 5, 4096}) {
            RawCaller.Answer answer =
                    lane.streamed(Script.sseRaw(Octets.of(stream)).bodyPieces(piece));
            assertThat(answer.body()).isEqualTo(stream);
            assertThat(lane.row(answer).ending().finishReason()).isEqualTo("stop");
        }
    }

    @Test
    void f31CommentsNamesIdsAndLinesWithoutASpacePass() throws Exception {
        String stream = ":ping\n\n: keep-alive\n\nevent: message\nid: 7\nretry: 10\ndata:" + Lane.event("a")
                + "\n\ndata: " + Lane.finish() + "\n\ndata: [DONE]\n\n";
        RawCaller.Answer answer = lane.streamed(Script.sseRaw(Octets.of(stream)));

        assertThat(answer.body()).contains(Lane.event("a")).endsWith("data: [DONE]\n\n");
        assertThat(lane.row(answer).ending().errorCode()).isNull();
    }

    @Test
    void f31AnEndMarkWithoutItsEmptyLineIsAnEndMark() throws Exception {
        String stream = "data: " + Lane.event("a") + "\n\ndata: " + Lane.finish() + "\n\ndata: [DONE]";
        RawCaller.Answer answer = lane.streamed(Script.sseRaw(Octets.of(stream)));

        assertThat(answer.body()).contains("data: [DONE]").doesNotContain("\"error\"");
    }

    @Test
    void f31ALastEventWithoutItsEmptyLineIsDropped() throws Exception {
        String stream = "data: " + Lane.event("a") + "\n\ndata: " + Lane.event("late");
        RawCaller.Answer answer = lane.streamed(Script.sseRaw(Octets.of(stream)));

        lane.broken(answer, "upstream_cut");
        assertThat(answer.body()).doesNotContain("late");
    }

    @Test
    void f32ALineWithoutEnd() throws Exception {
        String head = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n";
        Octets chunk = Octets.of("10000\r\n" + "x".repeat(65536) + "\r\n");
        RawCaller.Answer answer = lane.streamed(new Steps(
                List.of(new Step.Send(Octets.of(head + "6\r\ndata: \r\n")), new Step.Repeat(chunk, Duration.ZERO))));

        lane.refused(answer, 502, "upstream_too_large");
    }

    @Test
    void f32ManyLinesInOneEvent() throws Exception {
        String head = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n";
        Octets chunk = Octets.of("8000\r\n" + "data: x\n".repeat(4096) + "\r\n");
        RawCaller.Answer answer = lane.streamed(
                new Steps(List.of(new Step.Send(Octets.of(head)), new Step.Repeat(chunk, Duration.ZERO))));

        lane.refused(answer, 502, "upstream_too_large");
    }

    @Test
    void f32AFrameJustWithinTheCapPasses() throws Exception {
        String big = Lane.event("y".repeat((8 << 20) - 4096));
        RawCaller.Answer answer = lane.streamed(Script.sse(big, Lane.finish(), "[DONE]"));

        assertThat(answer.body()).hasSizeGreaterThan(8_000_000).endsWith("data: [DONE]\n\n");
    }
}
