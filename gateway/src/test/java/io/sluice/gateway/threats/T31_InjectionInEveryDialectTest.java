package io.sluice.gateway.threats;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.dialects.bedrock.eventstream.HeaderValue;
import io.sluice.dialects.bedrock.eventstream.MessageWriter;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.model.ErrorFacts;
import io.sluice.gateway.translation.Heard;
import io.sluice.gateway.translation.Speaker;
import io.sluice.simulator.Framing;
import io.sluice.simulator.Octets;
import io.sluice.simulator.Script;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** T31 in every dialect: what a provider says becomes no event, no end and no header of its own, through any pair. */
class T31_InjectionInEveryDialectTest {
    /** As JSON writes it, and as it is. */
    private static final String EVIL =
            "a\\r\\nx-evil: 1\\r\\n\\r\\ndata: [DONE]\\n\\nevent: error\\ndata: {\\\"error\\\":1}"
                    + "\\r\\rdata: x\\u2028\\u0085\\u0000";

    private static final String SAID =
            "a\r\nx-evil: 1\r\n\r\ndata: [DONE]\n\nevent: error\ndata: {\"error\":1}" + "\r\rdata: x\u2028\u0085\u0000";
    private static final UnaryOperator<String> IN_THE_TEXT = json -> json.replace("hello", EVIL);

    /** In every value that is no word of the dialect's grammar. */
    private static final UnaryOperator<String> EVERYWHERE = json -> json.replaceAll(
            "(\"(?!type|object|role|status)\\w+\":\")[^\"]*\"", "$1" + EVIL.replace("\\", "\\\\") + "\"");

    private static Crossroads roads;

    @BeforeAll
    static void start() throws Exception {
        roads = new Crossroads();
    }

    @AfterAll
    static void stop() throws Exception {
        roads.close();
    }

    @ParameterizedTest
    @MethodSource("io.sluice.gateway.threats.Crossroads#pairs")
    void aTextStaysWithinItsEvent(Speaker caller, Speaker provider) throws Exception {
        byte[] harmless = streamed(caller, provider, provider.streamed(UnaryOperator.identity()));
        byte[] evil = streamed(caller, provider, provider.streamed(IN_THE_TEXT));

        assertThat(WireEvents.of(caller, evil)).isEqualTo(WireEvents.of(caller, harmless));
        assertThat(Heard.text(Heard.streamed(caller, evil))).isEqualTo(SAID + " there");
    }

    @ParameterizedTest
    @MethodSource("io.sluice.gateway.threats.Crossroads#pairs")
    void aTextStaysWithinItsAnswer(Speaker caller, Speaker provider) throws Exception {
        roads.answers(provider.answered(IN_THE_TEXT));

        byte[] answer = ask(caller, provider, false, 200);

        assertThat(WireEvents.isJson(answer)).isTrue();
        assertThat(Heard.text(Heard.whole(caller, answer))).isEqualTo(SAID + " there");
    }

    @ParameterizedTest
    @MethodSource("io.sluice.gateway.threats.Crossroads#pairs")
    void idsModelsAndReasonsAreNoEventsAndNoHeadersEither(Speaker caller, Speaker provider) throws Exception {
        byte[] stream = streamed(caller, provider, provider.streamed(EVERYWHERE));
        roads.answers(provider.answered(EVERYWHERE));
        byte[] whole = ask(caller, provider, false, 200);

        assertThat(WireEvents.of(caller, stream)).isNotEmpty();
        assertThat(Heard.text(Heard.streamed(caller, stream))).contains(SAID);
        assertThat(WireEvents.isJson(whole)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("io.sluice.gateway.threats.Crossroads#pairs")
    void whatARefusalSaysIsText(Speaker caller, Speaker provider) throws Exception {
        roads.answers(Script.json(400, error(provider)));

        for (boolean stream : new boolean[] {false, true}) {
            byte[] answer = ask(caller, provider, stream, 400);

            ErrorFacts read = caller.dialect().readError(400, null, Bytes.of(answer));
            assertThat(WireEvents.isJson(answer)).isTrue();
            assertThat(read.message()).isEqualTo(SAID);
        }
    }

    @ParameterizedTest
    @MethodSource("io.sluice.gateway.threats.Crossroads#pairs")
    void whatAnErrorSaysInAStreamIsTextAndNoEnd(Speaker caller, Speaker provider) throws Exception {
        for (boolean afterAWord : new boolean[] {false, true}) {
            byte[] stream = streamed(caller, provider, failing(provider, afterAWord));

            assertThat(WireEvents.of(caller, stream)).doesNotContain("1 end", "1 message_stop", "1 response.completed");
            assertThat(text(stream).contains("hello")).isEqualTo(afterAWord);
            assertThat(text(stream)).contains("[DONE]");
        }
    }

    private static byte[] streamed(Speaker caller, Speaker provider, Script script) throws Exception {
        roads.answers(script);
        return ask(caller, provider, true, 200);
    }

    private static byte[] ask(Speaker caller, Speaker provider, boolean stream, int status) throws Exception {
        HttpResponse<byte[]> answer = send(caller, provider, stream);
        assertThat(answer.statusCode()).as(text(answer.body())).isEqualTo(status);
        assertThat(answer.headers().map()).doesNotContainKey("x-evil");
        return answer.body();
    }

    private static HttpResponse<byte[]> send(Speaker caller, Speaker provider, boolean stream) throws Exception {
        return roads.post(caller, provider, stream, caller.request(stream).getBytes(UTF_8));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, UTF_8);
    }

    /** An error's body, evil in all it says. */
    private static String error(Speaker provider) {
        String quoted = "\"" + EVIL + "\"";
        return switch (provider) {
            case OPENAI_CHAT, OPENAI_RESPONSES ->
                "{\"error\":{\"message\":%1$s,\"type\":%1$s,\"param\":%1$s,\"code\":%1$s}}".formatted(quoted);
            case ANTHROPIC -> "{\"type\":\"error\",\"error\":{\"type\":%1$s,\"message\":%1$s}}".formatted(quoted);
            case GEMINI -> "{\"error\":{\"code\":400,\"message\":%1$s,\"status\":%1$s}}".formatted(quoted);
            case BEDROCK -> "{\"message\":%1$s,\"__type\":%1$s}".formatted(quoted);
        };
    }

    /** A stream that fails, at once or after a word. */
    private static Script failing(Speaker provider, boolean after) {
        if (provider == Speaker.BEDROCK) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            if (after) {
                out.writeBytes(message(
                        ":event-type",
                        "contentBlockDelta",
                        "event",
                        "{\"contentBlockIndex\":0,\"delta\":{\"text\":\"hello\"}}"));
            }
            out.writeBytes(message(":exception-type", SAID, "exception", error(provider)));
            return Script.status(200)
                    .contentType("application/vnd.amazon.eventstream")
                    .body(Octets.of(out.toByteArray()))
                    .framed(Framing.CHUNKED);
        }
        String events = provider.events();
        int hello = events.indexOf("hello");
        String before = after ? events.substring(0, events.indexOf("\n", hello)).strip() + "\n\n" : "";
        String named = switch (provider) {
            case ANTHROPIC -> "event: error\n";
            case OPENAI_RESPONSES -> "event: error\n";
            default -> "";
        };
        String said = provider == Speaker.OPENAI_RESPONSES
                ? "{\"type\":\"error\",\"sequence_number\":9,\"code\":\"" + EVIL + "\",\"message\":\"" + EVIL + "\"}"
                : error(provider);
        return Script.sseRaw(Octets.of(before + named + "data: " + said + "\n\n"));
    }

    private static byte[] message(String header, String type, String messageType, String payload) {
        Map<String, HeaderValue> headers = new LinkedHashMap<>();
        headers.put(header, new HeaderValue.Text(type));
        headers.put(":content-type", new HeaderValue.Text("application/json"));
        headers.put(":message-type", new HeaderValue.Text(messageType));
        return MessageWriter.write(headers, payload.getBytes(UTF_8));
    }
}
