package io.sluice.dialects.openai.responses;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.dialects.AnswerRelay;
import io.sluice.dialects.Relayed;
import io.sluice.dialects.StreamEnd;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.model.Answer;
import io.sluice.dialects.model.Block;
import io.sluice.dialects.model.ErrorFacts;
import io.sluice.dialects.model.Event;
import io.sluice.dialects.model.FinishReason;
import io.sluice.dialects.model.Seal;
import io.sluice.dialects.model.Usage;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What providers do in streams and answers, each told by its name, on fixtures of our own. */
class ResponsesStreamTest {
    private static final String CREATED = event(
            "response.created",
            "\"response\":{\"id\":\"resp_1\",\"status\":\"in_progress\",\"model\":\"m\",\"output\":[]}");
    private static final String COMPLETED = completed("");

    private static String event(String type, String members) {
        return "event: " + type + "\ndata: {\"type\":\"" + type + "\"," + members + "}\n\n";
    }

    private static String completed(String output) {
        return event(
                "response.completed",
                "\"response\":{\"id\":\"resp_1\",\"status\":\"completed\",\"model\":\"m\",\"output\":[" + output
                        + "],\"usage\":{\"input_tokens\":9,\"input_tokens_details\":{\"cached_tokens\":4,\"cache_write_tokens\":2},"
                        + "\"output_tokens\":8,\"output_tokens_details\":{\"reasoning_tokens\":3},\"total_tokens\":17}}");
    }

    private static Answer folded(String... events) {
        return Calls.folded(String.join("", events).getBytes(UTF_8));
    }

    private static Relayed relayed(String... events) {
        return Relayed.whole(
                Calls.DIALECT.streamRelay(Calls.UNTOUCHED),
                String.join("", events).getBytes(UTF_8));
    }

    @Test
    void usageIsReadIntoDisjointBuckets() {
        assertThat(relayed(CREATED, COMPLETED).relay.usage()).isEqualTo(new Usage(3, 4, 2, 0, 5, 3, 0, 0, 0, 0));
        assertThat(folded(CREATED, COMPLETED).usage()).isEqualTo(new Usage(3, 4, 2, 0, 5, 3, 0, 0, 0, 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1.5", "\"7\"", "1e40", "99999999999999999999"})
    void aUsageThatCannotBeTrueIsNone(String figure) {
        Relayed relayed = relayed(COMPLETED.replace("\"output_tokens\":8", "\"output_tokens\":" + figure));
        assertThat(relayed.relay.usage()).isNull();
        assertThat(relayed.relay.usageImplausible()).isTrue();
    }

    @Test
    void argumentsWithoutADeltaAreReadAtTheirEnd() {
        Answer answer = folded(
                CREATED,
                event(
                        "response.output_item.added",
                        "\"output_index\":0,\"item\":{\"type\":\"function_call\",\"call_id\":\"c\",\"name\":\"f\",\"arguments\":\"\"}"),
                event("response.function_call_arguments.done", "\"output_index\":0,\"arguments\":\"{\\\"a\\\":1}\""),
                event(
                        "response.output_item.done",
                        "\"output_index\":0,\"item\":{\"type\":\"function_call\",\"call_id\":\"c\",\"name\":\"f\",\"arguments\":\"{\\\"a\\\":1}\"}"),
                COMPLETED);
        Block.ToolCall call =
                (Block.ToolCall) answer.choices().getFirst().blocks().getFirst();
        assertThat(call.arguments()).isEqualTo("{\"a\":1}");
        assertThat(answer.choices().getFirst().reason()).isEqualTo(FinishReason.TOOL_CALLS);
    }

    @Test
    void textWithoutADeltaIsReadWhereItIsFirstSaid() {
        for (String last : List.of(
                event("response.output_text.done", "\"output_index\":0,\"content_index\":0,\"text\":\"hello\""), "")) {
            Answer answer = folded(
                    CREATED,
                    event(
                            "response.output_item.added",
                            "\"output_index\":0,\"item\":{\"type\":\"message\",\"content\":[]}"),
                    last,
                    event(
                            "response.output_item.done",
                            "\"output_index\":0,\"item\":{\"type\":\"message\",\"content\":[{\"type\":\"output_text\",\"text\":\"hello\"}]}"),
                    COMPLETED);
            assertThat(answer.choices().getFirst().blocks()).containsExactly(Block.Text.of("hello"));
        }
    }

    @Test
    void anAnswerThatComesInItsLastEventAloneIsReadFromIt() {
        String item = "{\"type\":\"message\",\"content\":[{\"type\":\"output_text\",\"text\":\"hello\"}]}";
        assertThat(folded(CREATED, completed(item)).choices().getFirst().blocks())
                .containsExactly(Block.Text.of("hello"));
    }

    @Test
    void itemsAreToldApartByTheirPlaceNotByTheirId() {
        Answer answer = folded(
                CREATED,
                event(
                        "response.output_item.added",
                        "\"output_index\":0,\"item\":{\"id\":\"a\",\"type\":\"message\",\"content\":[]}"),
                event(
                        "response.output_text.delta",
                        "\"item_id\":\"b\",\"output_index\":0,\"content_index\":0,\"delta\":\"hel\""),
                event(
                        "response.output_text.delta",
                        "\"item_id\":\"c\",\"output_index\":0,\"content_index\":0,\"delta\":\"lo\""),
                COMPLETED);
        assertThat(answer.choices().getFirst().blocks()).containsExactly(Block.Text.of("hello"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"response.reasoning_text.delta", "response.reasoning.delta"})
    void reasoningTextIsReadByBothItsNames(String type) {
        Answer answer = folded(
                CREATED,
                event(
                        "response.output_item.added",
                        "\"output_index\":0,\"item\":{\"id\":\"r\",\"type\":\"reasoning\",\"summary\":[]}"),
                event(type, "\"output_index\":0,\"content_index\":0,\"delta\":\"hm\""),
                event(
                        "response.output_item.done",
                        "\"output_index\":0,\"item\":{\"id\":\"r\",\"type\":\"reasoning\",\"summary\":[],\"encrypted_content\":\"g\"}"),
                COMPLETED);
        Block.Thinking thinking =
                (Block.Thinking) answer.choices().getFirst().blocks().getFirst();
        assertThat(thinking.text()).isEqualTo("hm");
        assertThat(thinking.seal()).isEqualTo(new Seal(Seal.OPENAI, "g"));
    }

    @Test
    void partsOfASummaryAreOneThoughtWithGaps() {
        Answer answer = folded(
                CREATED,
                event(
                        "response.output_item.added",
                        "\"output_index\":0,\"item\":{\"id\":\"r\",\"type\":\"reasoning\",\"summary\":[]}"),
                event(
                        "response.reasoning_summary_text.delta",
                        "\"output_index\":0,\"summary_index\":0,\"delta\":\"a\""),
                event(
                        "response.reasoning_summary_text.delta",
                        "\"output_index\":0,\"summary_index\":1,\"delta\":\"b\""),
                event(
                        "response.reasoning_summary_text.delta",
                        "\"output_index\":0,\"summary_index\":1,\"delta\":\"c\""),
                COMPLETED);
        assertThat(((Block.Thinking) answer.choices().getFirst().blocks().getFirst()).text())
                .isEqualTo("a\n\nbc");
    }

    @Test
    void callsWhoseDeltasInterleaveStayApart() {
        String call = "\"item\":{\"type\":\"function_call\",\"name\":\"f\",\"arguments\":\"\",\"call_id\":";
        Answer answer = folded(
                CREATED,
                event("response.output_item.added", "\"output_index\":0," + call + "\"a\"}"),
                event("response.output_item.added", "\"output_index\":1," + call + "\"b\"}"),
                event("response.function_call_arguments.delta", "\"output_index\":1,\"delta\":\"{\\\"b\\\":\""),
                event("response.function_call_arguments.delta", "\"output_index\":0,\"delta\":\"{}\""),
                event("response.function_call_arguments.delta", "\"output_index\":1,\"delta\":\"2}\""),
                COMPLETED);
        assertThat(answer.choices().getFirst().blocks().stream().map(block -> ((Block.ToolCall) block).arguments()))
                .containsExactly("{}", "{\"b\":2}");
    }

    @Test
    void aStreamThatIsIncompleteIsWholeAndCutForLength() {
        String incomplete = event(
                "response.incomplete",
                "\"response\":{\"status\":\"incomplete\",\"incomplete_details\":{\"reason\":\"max_output_tokens\"},\"output\":[]}");
        Relayed relayed = relayed(CREATED, incomplete);
        assertThat(relayed.end).isEqualTo(StreamEnd.WHOLE);
        assertThat(relayed.relay.finishReason()).isEqualTo("max_output_tokens");
        assertThat(folded(CREATED, incomplete).choices().getFirst().reason()).isEqualTo(FinishReason.LENGTH);
        String filtered = incomplete.replace("max_output_tokens", "content_filter");
        assertThat(folded(CREATED, filtered).choices().getFirst().reason()).isEqualTo(FinishReason.FILTERED);
    }

    @Test
    void someHostsEndWithDone() {
        Relayed relayed = relayed(CREATED, COMPLETED.replace("response.completed", "response.done"));
        assertThat(relayed.end).isEqualTo(StreamEnd.WHOLE);
        assertThat(relayed.relay.usage()).isNotNull();
    }

    @Test
    void keepAlivesAndProgressPassAndSayNothing() {
        String stream = CREATED
                + event("keepalive", "\"sequence_number\":2")
                + ": comment\n\n"
                + event("response.web_search_call.searching", "\"output_index\":0,\"item_id\":\"ws\"")
                + COMPLETED;
        assertThat(relayed(stream).text()).isEqualTo(stream);
        assertThat(relayed(stream).relay.contentSeen()).isFalse();
        assertThat(Calls.events(stream.getBytes(UTF_8))).noneMatch(event -> event instanceof Event.Unknown);
    }

    @Test
    void anEventOfLaterIsKeptAsUnknown() {
        String stream = CREATED + event("vendor:surprise", "\"x\":1") + COMPLETED;
        assertThat(relayed(stream).text()).isEqualTo(stream);
        assertThat(Calls.events(stream.getBytes(UTF_8))).anyMatch(event -> event instanceof Event.Unknown);
    }

    @Test
    void anEndMarkOfChatEndsAStreamThatHasNone() {
        Relayed relayed = relayed(CREATED, "data: [DONE]\n\n");
        assertThat(relayed.end).isEqualTo(StreamEnd.WHOLE);
        assertThat(relayed.text()).endsWith("[DONE]\n\n");
        assertThat(relayed(CREATED, COMPLETED, "data: [DONE]\n\n").text()).endsWith(COMPLETED);
    }

    @Test
    void aStreamWithoutItsLastEventIsCut() {
        assertThat(relayed(CREATED).end).isEqualTo(StreamEnd.CUT);
        assertThat(relayed(CREATED, COMPLETED.substring(0, COMPLETED.length() - 9)).end)
                .isNotEqualTo(StreamEnd.WHOLE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"error\":{\"type\":\"tokens\",\"code\":\"rate_limit_exceeded\",\"message\":\"slow down\",\"param\":null}",
                "\"code\":\"rate_limit_exceeded\",\"message\":\"slow down\",\"param\":null"
            })
    void anErrorIsReadNestedAndFlatAndItsFailurePassesWithIt(String members) {
        String failed = event(
                "response.failed",
                "\"response\":{\"status\":\"failed\",\"error\":{\"code\":\"rate_limit_exceeded\",\"message\":\"slow down\"},\"output\":[]}");
        String stream = CREATED + event("error", members) + failed;
        Relayed relayed = relayed(stream);
        assertThat(relayed.text()).isEqualTo(stream);
        assertThat(relayed.end).isEqualTo(StreamEnd.ERROR);
        ErrorFacts error = relayed.relay.error();
        assertThat(error).isNotNull();
        assertThat(String.valueOf(error)).contains("429").contains("slow down");
        assertThat(String.valueOf(folded(stream).error())).contains("slow down");
        Relayed alone = relayed(CREATED, event("error", members));
        assertThat(alone.end).isEqualTo(StreamEnd.ERROR);
    }

    @Test
    void aFailureWithoutAnErrorEventIsOne() {
        String failed = event("response.failed", "\"response\":{\"status\":\"failed\",\"error\":null,\"output\":[]}");
        Relayed relayed = relayed(CREATED, failed);
        assertThat(relayed.end).isEqualTo(StreamEnd.ERROR);
        assertThat(relayed.relay.error()).isNotNull();
        assertThat(folded(CREATED, failed).error()).isNotNull();
    }

    @Test
    void aFailureInAWholeAnswerIsAnError() {
        String failed =
                "{\"id\":\"r\",\"status\":\"failed\",\"error\":{\"code\":\"server_error\",\"message\":\"oops\"},\"output\":[]}";
        AnswerRelay relay = Calls.DIALECT.answerRelay(Calls.UNTOUCHED);
        assertThat(relay.feed(Bytes.of(failed))).isNull();
        assertThat(relay.end()).isNull();
        ErrorFacts error = relay.error();
        assertThat(String.valueOf(error)).contains("oops").contains("502");
        assertThat(relay.finishReason()).isNull();
        assertThat(Calls.answer(failed.getBytes(UTF_8)).error()).isEqualTo(error);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"output\":[}", "[]", "{\"output\":[]", "nope", ""})
    void anAnswerThatIsNoneIsAFault(String body) {
        AnswerRelay relay = Calls.DIALECT.answerRelay(Calls.UNTOUCHED);
        boolean fault = relay.feed(Bytes.of(body)) != null || relay.end() != null;
        assertThat(fault).isTrue();
    }

    @Test
    void aBackgroundAnswerHasNotEnded() {
        String queued = "{\"id\":\"r\",\"status\":\"queued\",\"model\":\"m\",\"output\":[]}";
        assertThat(Calls.answer(queued.getBytes(UTF_8)).choices()).isEmpty();
        AnswerRelay relay = Calls.DIALECT.answerRelay(Calls.UNTOUCHED);
        relay.feed(Bytes.of(queued));
        relay.end();
        assertThat(relay.finishReason()).isNull();
        assertThat(relay.contentSeen()).isFalse();
    }

    @Test
    void errorsAreWrittenAsBothSortsOfSdksReadThem() {
        ErrorFacts error = new ErrorFacts(429, "rate_limit_exceeded", "slow \"down\"", null, null);
        String body = new String(Calls.DIALECT.errorBody(error, "call1"), UTF_8);
        assertThat(body).contains("\"type\":\"rate_limit_error\"").contains("\"call_id\":\"call1\"");
        String event = new String(Calls.DIALECT.errorEvent(error, "call1"), UTF_8);
        assertThat(event).startsWith("event: error\ndata: {\"type\":\"error\"").endsWith("\n\n");
        ErrorFacts read = relayed(event).relay.error();
        assertThat(String.valueOf(read)).contains("rate_limit_exceeded").contains("slow \"down\"");
        ErrorFacts again = Calls.DIALECT.readError(429, null, Bytes.of(body));
        assertThat(again.code()).isEqualTo("rate_limit_exceeded");
        assertThat(Calls.DIALECT.readError(502, null, Bytes.of("<html>bad")).message())
                .isEqualTo("<html>bad");
    }
}
