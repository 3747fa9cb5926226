package io.sluice.dialects.openai.chat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.dialects.AnswerRelay;
import io.sluice.dialects.Dialect;
import io.sluice.dialects.Operation;
import io.sluice.dialects.Quirks;
import io.sluice.dialects.Terms;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.Edit;
import io.sluice.dialects.model.ErrorFacts;
import io.sluice.dialects.model.Usage;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChatAnswersTest {
    private static final Dialect DIALECT = new OpenAiChat();

    @Test
    void anAnswerTellsItsUsageFinishAndModelWhereverItIsCut() {
        byte[] answer = ("{\"choices\":[{\"index\":0,\"finish_reason\":\"length\",\"message\":{}}],\"model\": \"m\","
                        + "\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":2}}")
                .getBytes(UTF_8);
        for (int cut = 0; cut <= answer.length; cut++) {
            AnswerRelay relay = DIALECT.answerRelay(new Terms(Operation.CHAT, 1, false, "alias", Quirks.NONE));
            assertThat(relay.feed(Bytes.of(answer, 0, cut))).isNull();
            assertThat(relay.feed(Bytes.of(answer, cut, answer.length))).isNull();
            assertThat(relay.end()).isNull();
            assertThat(relay.usage()).isEqualTo(new Usage(1, 0, 0, 0, 2, 0, 0, 0, 0, 0));
            assertThat(relay.finishReason()).isEqualTo("length");
            assertThat(relay.contentSeen()).isTrue();
            int at = new String(answer, UTF_8).indexOf("\"m\"");
            assertThat(relay.modelEdit()).isEqualTo(Edit.of(at, at + 3, "\"alias\""));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{\"a\":NaN}", "{\"a\":1,}", "<html>", "[]", "\"text\"", "{} x", "{\"a\":\"\u0001\"}"})
    void whatIsNoJsonObjectIsMalformed(String answer) {
        AnswerRelay relay = DIALECT.answerRelay(Terms.untouched(Operation.CHAT));
        boolean refused = relay.feed(Bytes.of(answer)) != null;
        assertThat(refused || relay.end() != null).isTrue();
    }

    @Test
    void anErrorInPlaceOfAnAnswerIsKnown() {
        AnswerRelay relay = DIALECT.answerRelay(Terms.untouched(Operation.CHAT));
        relay.feed(Bytes.of("{\"error\":{\"message\":\"no\",\"code\":429}}"));
        assertThat(relay.end()).isNull();
        assertThat(relay.error()).isEqualTo(new ErrorFacts(429, "429", "no", null, null));
        assertThat(relay.contentSeen()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // prompt with cached inside, completion with reasoning inside
                "\"prompt_tokens\":10,\"completion_tokens\":9,\"total_tokens\":19,\"prompt_tokens_details\":{\"cached_tokens\":4,"
                        + "\"audio_tokens\":2},\"completion_tokens_details\":{\"reasoning_tokens\":5,\"audio_tokens\":1}|4 4 0 0 3 5 2 1",
                // reasoning outside of completion, by the total
                "\"prompt_tokens\":112,\"completion_tokens\":15,\"total_tokens\":579,\"completion_tokens_details\":{\"reasoning_tokens\":452}"
                        + "|112 0 0 0 15 452 0 0",
                // thinking only in the total
                "\"prompt_tokens\":35,\"completion_tokens\":12,\"total_tokens\":109|35 0 0 0 12 62 0 0",
                // more reasoning than completion
                "\"prompt_tokens\":43,\"completion_tokens\":10,\"total_tokens\":53,\"completion_tokens_details\":{\"reasoning_tokens\":11}"
                        + "|43 0 0 0 0 10 0 0",
                "\"prompt_tokens\":18,\"completion_tokens\":1,\"prompt_cache_hit_tokens\":6,\"prompt_cache_miss_tokens\":12|12 6 0 0 1 0 0 0",
                "\"prompt_tokens\":9,\"total_tokens\":9|9 0 0 0 0 0 0 0",
                "\"total_tokens\":12|12 0 0 0 0 0 0 0",
                "\"prompt_tokens\":5,\"completion_tokens\":null,\"prompt_tokens_details\":null|5 0 0 0 0 0 0 0",
                "\"prompt_tokens\":20,\"completion_tokens\":1,\"cache_creation_input_tokens\":8,\"cache_read_input_tokens\":2,"
                        + "\"cache_creation\":{\"ephemeral_1h_input_tokens\":3}|10 2 5 3 1 0 0 0",
                // a prompt smaller than what was cached of it leaves the cache out
                "\"prompt_tokens\":5,\"completion_tokens\":1,\"cache_read_input_tokens\":90|5 90 0 0 1 0 0 0"
            })
    void usageIsPutInBucketsThatDoNotOverlap(String said, String buckets) {
        AnswerRelay relay = DIALECT.answerRelay(Terms.untouched(Operation.CHAT));
        relay.feed(Bytes.of("{\"usage\":{" + said + "}}"));
        Usage usage = requireNonNull(relay.usage());
        assertThat("%d %d %d %d %d %d %d %d"
                        .formatted(
                                usage.input(),
                                usage.cacheRead(),
                                usage.cacheWrite5m(),
                                usage.cacheWrite1h(),
                                usage.output(),
                                usage.reasoning(),
                                usage.audioIn(),
                                usage.audioOut()))
                .isEqualTo(buckets);
    }

    @Test
    void reasoningIsAddedWhereTheProviderIsKnownToLeaveItOut() {
        Quirks adds = Quirks.of(Set.of("usage_add_reasoning"));
        AnswerRelay relay = DIALECT.answerRelay(new Terms(Operation.CHAT, 1, false, null, adds));
        relay.feed(Bytes.of("{\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":2,"
                + "\"completion_tokens_details\":{\"reasoning_tokens\":5}}}"));
        assertThat(requireNonNull(relay.usage()).totalOutput()).isEqualTo(7);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"error\":{\"message\":\"m\",\"type\":\"t\",\"param\":\"p\",\"code\":\"c\"}}|c|m|t|p",
                "{\"error\":{\"message\":\"m\",\"param\":null,\"code\":null}}||m||",
                "{\"error\":\"m\"}||m||",
                "{\"code\":\"c\",\"error\":\"m\"}|c|m||",
                "{\"object\":\"error\",\"message\":\"m\",\"type\":\"t\",\"code\":\"3210\"}|3210|m|t|",
                "{\"detail\":\"m\"}||m||",
                "{\"detail\":[{\"loc\":[1]}]}||[{\"loc\":[1]}]||",
                "plain m||plain m||"
            })
    void providersErrorsAreReadInEveryShape(String body, String code, String message, String type, String param) {
        assertThat(DIALECT.readError(418, Bytes.of(body))).isEqualTo(new ErrorFacts(418, code, message, type, param));
    }

    @Test
    void ourErrorsHaveOpenAisShape() {
        ErrorFacts error = ErrorFacts.of(404, "model_not_found", "no \"x\"\n");
        assertThat(new String(DIALECT.errorBody(error, "call-1"), UTF_8))
                .isEqualTo("{\"error\":{\"message\":\"no \\\"x\\\"\\n\",\"type\":\"invalid_request_error\",\"param\":null,"
                        + "\"code\":\"model_not_found\"},\"sluice\":{\"call_id\":\"call-1\"}}");
        assertThat(new String(DIALECT.errorEvent(ErrorFacts.of(502, "upstream_cut", "gone"), null), UTF_8))
                .isEqualTo("data: {\"error\":{\"message\":\"gone\",\"type\":\"server_error\",\"param\":null,"
                        + "\"code\":\"upstream_cut\"}}\n\n");
    }
}
