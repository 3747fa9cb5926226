package io.sluice.sdk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.dialects.openai.responses.OpenResponses;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The conformance cases of the Open Responses specification, with a provider of each dialect behind the gateway; skipped
 * where the specification's schema does not stand beside the repository.
 */
@ExtendWith(WithSluice.class)
class ConformanceTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final String WEATHER = """
            ,"tools":[{"type":"function","name":"weather","description":"The weather at a place.","parameters":\
            {"type":"object","properties":{"city":{"type":"string"},"days":{"type":"integer"}},"required":["city"]}}]""";

    private final OpenResponses specification = OpenResponses.schema();
    private final Sluice sluice;

    ConformanceTest(Sluice sluice) {
        this.sluice = sluice;
    }

    @ParameterizedTest
    @EnumSource
    void text(Upstream upstream) throws Exception {
        sluice.provider().next(upstream.says());

        assertThatItSaidHello(whole(upstream, user("\"Say hello.\"")));
    }

    @ParameterizedTest
    @EnumSource
    void stream(Upstream upstream) throws Exception {
        sluice.provider().next(upstream.saysInPieces());

        assertThatItSaidHello(streamed(upstream, user("\"Count to five.\"")));
    }

    @ParameterizedTest
    @EnumSource
    void systemPrompt(Upstream upstream) throws Exception {
        sluice.provider().next(upstream.says());

        assertThatItSaidHello(whole(
                upstream,
                "[{\"type\":\"message\",\"role\":\"system\",\"content\":\"You are a pirate.\"},"
                        + "{\"type\":\"message\",\"role\":\"user\",\"content\":\"Say hello.\"}]"));

        assertThat(receivedText()).contains("You are a pirate.").contains("Say hello.");
    }

    @ParameterizedTest
    @EnumSource
    void toolCall(Upstream upstream) throws Exception {
        sluice.provider().next(upstream.calls());

        assertThatItCalled(whole(upstream, user("\"How is the weather in Paris?\"") + WEATHER));
    }

    @ParameterizedTest
    @EnumSource
    void streamedToolCall(Upstream upstream) throws Exception {
        sluice.provider().next(upstream.callsInPieces());

        assertThatItCalled(streamed(upstream, user("\"How is the weather in Paris?\"") + WEATHER));
    }

    @ParameterizedTest
    @EnumSource
    void image(Upstream upstream) throws Exception {
        sluice.provider().next(upstream.says());

        assertThatItSaidHello(whole(
                upstream,
                user("[{\"type\":\"input_text\",\"text\":\"What is this?\"},{\"type\":\"input_image\",\"image_url\":"
                        + "\"data:image/png;base64," + Ask.PIXEL_TEXT + "\"}]")));

        assertThat(receivedText()).contains("What is this?").contains(Ask.PIXEL_TEXT);
    }

    @ParameterizedTest
    @EnumSource
    void multiTurn(Upstream upstream) throws Exception {
        sluice.provider().next(upstream.says());

        assertThatItSaidHello(whole(
                upstream,
                "[{\"type\":\"message\",\"role\":\"user\",\"content\":\"My name is Alice.\"},"
                        + "{\"type\":\"message\",\"role\":\"assistant\",\"content\":\"Hello Alice!\"},"
                        + "{\"type\":\"message\",\"role\":\"user\",\"content\":\"What is my name?\"}]"));

        assertThat(receivedText()).containsSubsequence("My name is Alice.", "Hello Alice!", "What is my name?");
    }

    /** Of its own dialect the provider echoes itself. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "RESPONSES")
    void whatWasAskedIsEchoedWholeAndStreamed(Upstream upstream) throws Exception {
        sluice.provider().next(upstream.says(), upstream.saysInPieces());
        String asked = user("\"Hi.\"") + WEATHER + """
                ,"instructions":"Be brief.","max_output_tokens":4000,"temperature":0.5,"tool_choice":"auto",\
                "parallel_tool_calls":true,"metadata":{"trace":"t1"},"store":false,"truncation":"disabled\"""";

        assertThatItEchoes(whole(upstream, asked));
        assertThatItEchoes(streamed(upstream, asked));
    }

    private static void assertThatItEchoes(JsonNode response) {
        assertThat(response.at("/instructions").asString()).isEqualTo("Be brief.");
        assertThat(response.at("/max_output_tokens").asInt()).isEqualTo(4000);
        assertThat(response.at("/temperature").asDouble()).isEqualTo(0.5);
        assertThat(response.at("/metadata/trace").asString()).isEqualTo("t1");
        assertThat(response.at("/store").asBoolean()).isFalse();
        assertThat(response.at("/tools/0/parameters/required/0").asString()).isEqualTo("city");
    }

    private static void assertThatItSaidHello(JsonNode response) {
        assertThat(response.at("/output/0/type").asString()).isEqualTo("message");
        assertThat(response.at("/output/0/content/0/text").asString()).isEqualTo("hello there");
        assertThat(response.at("/usage/total_tokens").asInt()).isEqualTo(18);
    }

    private static void assertThatItCalled(JsonNode response) {
        JsonNode call = response.at("/output")
                .valueStream()
                .filter(item -> item.path("type").asString().equals("function_call"))
                .findFirst()
                .orElseThrow();
        assertThat(call.at("/name").asString()).isEqualTo("weather");
        assertThat(call.at("/call_id").asString()).isNotEmpty();
        assertThat(JSON.readTree(call.at("/arguments").asString()))
                .isEqualTo(JSON.readTree("{\"city\":\"Paris\",\"days\":3}"));
    }

    /** The answer, after it was found valid. */
    private JsonNode whole(Upstream upstream, String input) throws Exception {
        byte[] answer = post(upstream, input, "");

        assertThat(specification.answer(answer)).isEmpty();
        return completed(JSON.readTree(answer));
    }

    /** The response of the last event, after all events were found valid, in order and saying the same as it. */
    private JsonNode streamed(Upstream upstream, String input) throws Exception {
        byte[] stream = post(upstream, input, ",\"stream\":true");

        assertThat(specification.stream(stream)).isEmpty();
        String text = new String(stream, UTF_8);
        JsonNode last = JSON.readTree(text.substring(text.lastIndexOf("data: ") + "data: ".length()));
        assertThat(last.at("/type").asString()).isEqualTo("response.completed");
        assertThat(specification.answer(JSON.writeValueAsBytes(last.at("/response"))))
                .isEmpty();
        return completed(last.at("/response"));
    }

    private static JsonNode completed(JsonNode response) {
        assertThat(response.at("/status").asString()).isEqualTo("completed");
        assertThat(response.at("/error").isNull()).isTrue();
        return response;
    }

    private byte[] post(Upstream upstream, String input, String more) throws Exception {
        String body = "{\"model\":\"" + upstream.model() + "\",\"input\":" + input + more + "}";
        HttpResponse<byte[]> answer = CLIENT.send(
                HttpRequest.newBuilder(URI.create(sluice.gateway().baseUrl() + "/responses"))
                        .timeout(Duration.ofSeconds(20))
                        .header("authorization", "Bearer " + sluice.key())
                        .header("content-type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofByteArray());
        assertThat(answer.statusCode()).as(new String(answer.body(), UTF_8)).isEqualTo(200);
        return answer.body();
    }

    private String receivedText() {
        return Ask.received(sluice.provider()).body().text();
    }

    private static String user(String content) {
        return "[{\"type\":\"message\",\"role\":\"user\",\"content\":" + content + "}]";
    }
}
