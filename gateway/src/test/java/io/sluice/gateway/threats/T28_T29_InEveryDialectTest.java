package io.sluice.gateway.threats;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.dialects.json.Bytes;
import io.sluice.gateway.translation.Speaker;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** T28 and T29 in every dialect: what is no request, or could be read in two ways, is refused in the caller's words. */
class T28_T29_InEveryDialectTest {
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
    @EnumSource
    void aMonstrousBodyIs400AndTheNextCallWorks(Speaker caller) throws Exception {
        for (String monster : monsters(caller)) {
            assertThatItIsRefused(caller, monster.getBytes(ISO_8859_1));
        }
        roads.answers(Speaker.OPENAI_CHAT.answered(UnaryOperator.identity()));
        HttpResponse<byte[]> next = roads.post(
                caller, Speaker.OPENAI_CHAT, false, caller.request(false).getBytes(UTF_8));
        assertThat(next.statusCode()).isEqualTo(200);
    }

    private static List<String> monsters(Speaker caller) {
        String members =
                IntStream.range(0, 300_000).mapToObj(i -> "\"k" + i + "\":1").collect(Collectors.joining(","));
        List<String> monsters = new ArrayList<>(List.of(
                "",
                "\"text\"",
                "[]",
                "[".repeat(100_000),
                "{\"a\":".repeat(100_000),
                caller.request(false) + " {}",
                caller.request(false).replace("hi", "\u00c0\u00af"),
                caller.request(false).replace("hi", "\u00ed\u00a0\u0080")));
        for (String value : List.of("[".repeat(500) + "]".repeat(500), "{" + members + "}", "9".repeat(1_000_000))) {
            monsters.add(with("\"x\":" + value, caller));
        }
        return monsters;
    }

    @ParameterizedTest
    @EnumSource
    void t29AFieldThatCountsIsNotGivenTwice(Speaker caller) throws Exception {
        List<String> fields = switch (caller) {
            case OPENAI_CHAT -> List.of("model", "stream", "max_tokens", "max_completion_tokens", "n");
            case OPENAI_RESPONSES -> List.of("model", "stream", "max_output_tokens");
            case ANTHROPIC -> List.of("model", "stream", "max_tokens");
            case GEMINI -> List.of("contents", "generationConfig");
            case BEDROCK -> List.of("messages", "inferenceConfig");
        };
        for (String field : fields) {
            String escaped = "\\u00" + Integer.toHexString(field.charAt(0)) + field.substring(1);
            String twice = "\"" + field + "\":{},\"" + escaped + "\":{}";
            assertThatItIsRefused(caller, with(twice, caller).getBytes(UTF_8));
        }
    }

    private static String with(String member, Speaker caller) {
        return "{" + member + "," + caller.request(false).substring(1);
    }

    private static void assertThatItIsRefused(Speaker caller, byte[] body) throws Exception {
        long before = roads.provider.requestCount();

        HttpResponse<byte[]> answer = roads.post(caller, Speaker.OPENAI_CHAT, false, body);

        String about = new String(body, 0, Math.min(100, body.length), UTF_8) + " " + new String(answer.body(), UTF_8);
        assertThat(answer.statusCode()).as(about).isEqualTo(400);
        assertThat(WireEvents.isJson(answer.body())).as(about).isTrue();
        assertThat(caller.dialect()
                        .readError(400, null, Bytes.of(answer.body()))
                        .message())
                .as(about)
                .isNotBlank();
        assertThat(roads.provider.requestCount()).as(about).isEqualTo(before);
    }
}
