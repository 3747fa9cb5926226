package io.sluice.dialects.bedrock;

import static io.sluice.dialects.bedrock.Converse.DIALECT;
import static io.sluice.dialects.bedrock.Converse.events;
import static io.sluice.dialects.bedrock.Converse.stream;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.dialects.AnswerForm;
import io.sluice.dialects.AnswerRelay;
import io.sluice.dialects.EventReader;
import io.sluice.dialects.EventWriter;
import io.sluice.dialects.Operation;
import io.sluice.dialects.Quirks;
import io.sluice.dialects.RelayFault;
import io.sluice.dialects.Relayed;
import io.sluice.dialects.StreamEnd;
import io.sluice.dialects.StreamRelay;
import io.sluice.dialects.StreamWriter;
import io.sluice.dialects.Terms;
import io.sluice.dialects.bedrock.eventstream.HeaderValue;
import io.sluice.dialects.bedrock.eventstream.Message;
import io.sluice.dialects.bedrock.eventstream.MessageFramer;
import io.sluice.dialects.bedrock.eventstream.MessageWriter;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.model.Answer;
import io.sluice.dialects.model.Block;
import io.sluice.dialects.model.Chunk;
import io.sluice.dialects.model.Citation;
import io.sluice.dialects.model.ErrorFacts;
import io.sluice.dialects.model.Event;
import io.sluice.dialects.model.Event.Opening;
import io.sluice.dialects.model.Extras;
import io.sluice.dialects.model.FinishReason;
import io.sluice.dialects.model.Folding;
import io.sluice.dialects.model.Loss;
import io.sluice.dialects.model.Losses;
import io.sluice.dialects.model.Notes;
import io.sluice.dialects.model.Seal;
import io.sluice.dialects.model.Usage;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Answers and streams, read and written, with what goes wrong in them. */
class ConverseAnswerTest {
    private static final Terms TERMS = Terms.untouched(Operation.CHAT);
    private static final byte[] START = ConverseMessages.event("messageStart", utf8("{\"role\":\"assistant\"}"));
    private static final byte[] HELLO = delta(0, "{\"text\":\"Hello\"}");
    private static final byte[] STOP_0 = ConverseMessages.event("contentBlockStop", utf8("{\"contentBlockIndex\":0}"));
    private static final byte[] STOP = ConverseMessages.event("messageStop", utf8("{\"stopReason\":\"end_turn\"}"));
    private static final byte[] METADATA = ConverseMessages.event(
            "metadata",
            utf8("{\"metrics\":{\"latencyMs\":9},\"p\":\"abc\",\"usage\":{\"inputTokens\":3,\"outputTokens\":4,"
                    + "\"totalTokens\":7}}"));

    private static byte[] utf8(String text) {
        return text.getBytes(UTF_8);
    }

    private static byte[] delta(int block, String delta) {
        return ConverseMessages.event(
                "contentBlockDelta",
                utf8("{\"contentBlockIndex\":" + block + ",\"delta\":" + delta + ",\"p\":\"ab\"}"));
    }

    private static byte[] start(int block, String start) {
        return ConverseMessages.event(
                "contentBlockStart", utf8("{\"contentBlockIndex\":" + block + ",\"start\":" + start + "}"));
    }

    private static StreamRelay relay() {
        return DIALECT.streamRelay(TERMS);
    }

    private static List<Message> messages(byte[] stream) {
        List<Message> messages = new ArrayList<>();
        RelayFault fault =
                new MessageFramer((message, source, held, from, to) -> messages.add(message)).feed(Bytes.of(stream));
        assertThat(fault).isNull();
        return messages;
    }

    private static String payload(Message message) {
        return message.payload().utf8(0, message.payload().length());
    }

    private static List<Block> blocks(byte[] stream) {
        return Folding.of(events(stream)).choices().getFirst().blocks();
    }

    private static Answer whole(String content, String rest) {
        String body = "{\"output\":{\"message\":{\"role\":\"assistant\",\"content\":" + content + "}}" + rest + "}";
        return DIALECT.codec().readAnswer(Bytes.of(body), Quirks.NONE);
    }

    @Test
    void aStreamIsOverOnlyWithItsMetadata() {
        Relayed relayed = new Relayed(relay()).feed(Bytes.of(stream(START, HELLO, STOP_0, STOP)));
        assertThat(relayed.relay.over()).isFalse();
        relayed.feed(Bytes.of(METADATA));
        assertThat(relayed.relay.over()).isTrue();
        relayed.feed("rubbish after the end").end(true);
        assertThat(relayed.end).isEqualTo(StreamEnd.WHOLE);
        assertThat(relayed.relay.ignored()).isEqualTo(21);
        assertThat(relayed.bytes()).isEqualTo(stream(START, HELLO, STOP_0, STOP, METADATA));
        assertThat(relayed.relay.usage()).isEqualTo(new Usage(3, 0, 0, 0, 4, 0, 0, 0, 0, 0));
        assertThat(relayed.relay.finishReason()).isEqualTo("end_turn");
    }

    @Test
    void aStreamWithoutItsEndIsCut() {
        assertThat(Relayed.whole(relay(), stream(START, HELLO)).end).isEqualTo(StreamEnd.CUT);
        assertThat(Relayed.whole(relay(), new byte[0]).end).isEqualTo(StreamEnd.CUT);
        assertThat(Relayed.whole(relay(), stream(START, HELLO, STOP_0, METADATA)).end)
                .isEqualTo(StreamEnd.CUT);
        assertThat(Relayed.whole(relay(), stream(START, HELLO, STOP)).end).isEqualTo(StreamEnd.WHOLE);
        assertThat(new Relayed(relay()).feed(Bytes.of(stream(START, STOP))).end(false).end)
                .isEqualTo(StreamEnd.CUT);
        byte[] torn = Arrays.copyOf(stream(START, STOP, METADATA), stream(START, STOP).length + 5);
        assertThat(Relayed.whole(relay(), torn).end).isEqualTo(StreamEnd.CUT);
    }

    @Test
    void aDamagedMessageIsAFaultAndWhatCameBeforeStands() {
        byte[] stream = stream(START, HELLO, STOP_0);
        stream[START.length + 40] ^= 1;
        Relayed relayed = Relayed.whole(relay(), stream);
        assertThat(relayed.fault == null ? null : relayed.fault.cause()).isEqualTo(RelayFault.Cause.MALFORMED);
        assertThat(relayed.bytes()).isEqualTo(START);
        assertThat(relayed.end).isEqualTo(StreamEnd.CUT);
    }

    @Test
    void aMessageThatIsNoJsonIsAFault() {
        byte[] broken = ConverseMessages.event("contentBlockDelta", utf8("{\"delta\":"));
        Relayed relayed = Relayed.whole(relay(), stream(START, broken));
        assertThat(relayed.fault == null ? null : relayed.fault.cause()).isEqualTo(RelayFault.Cause.MALFORMED);
        assertThat(relayed.bytes()).isEqualTo(START);
    }

    @Test
    void anExceptionEndsTheStreamAsTheProvidersError() {
        byte[] exception =
                ConverseMessages.exception("throttlingException", utf8("{\"message\":\"Too many requests\"}"));
        byte[] stream = stream(START, HELLO, exception, STOP);
        Relayed relayed = Relayed.byteByByte(relay(), stream);
        assertThat(relayed.end).isEqualTo(StreamEnd.ERROR);
        assertThat(relayed.bytes()).isEqualTo(stream(START, HELLO, exception));
        assertThat(relayed.relay.error())
                .isEqualTo(new ErrorFacts(429, null, "Too many requests", "ThrottlingException", null));
        Answer answer = Folding.of(events(stream));
        assertThat(answer.error()).isEqualTo(relayed.relay.error());
        assertThat(answer.choices().getFirst().reason()).isNull();
    }

    @Test
    void exceptionsHaveTheStatusOfTheirTypeOrTheModelsOwn() {
        assertThat(status("internalServerException", "{}")).isEqualTo(500);
        assertThat(status("validationException", "{}")).isEqualTo(400);
        assertThat(status("serviceUnavailableException", "{}")).isEqualTo(503);
        assertThat(status("modelTimeoutException", "{}")).isEqualTo(408);
        assertThat(status("modelStreamErrorException", "{}")).isEqualTo(424);
        assertThat(status("modelStreamErrorException", "{\"originalStatusCode\":529}"))
                .isEqualTo(529);
        assertThat(status("somethingNewException", "no JSON")).isEqualTo(502);
    }

    private static int status(String type, String payload) {
        Relayed relayed = Relayed.whole(relay(), ConverseMessages.exception(type, utf8(payload)));
        assertThat(relayed.end).isEqualTo(StreamEnd.ERROR);
        return relayed.relay.error() == null ? 0 : relayed.relay.error().status();
    }

    @Test
    void anErrorMessageOfTheFramingIsTheProvidersErrorToo() {
        byte[] error = MessageWriter.write(
                Map.of(
                        ":message-type", new HeaderValue.Text("error"),
                        ":error-code", new HeaderValue.Text("InternalServerException"),
                        ":error-message", new HeaderValue.Text("it broke")),
                new byte[0]);
        Relayed relayed = Relayed.whole(relay(), stream(START, error));
        assertThat(relayed.relay.error())
                .isEqualTo(new ErrorFacts(500, null, "it broke", "InternalServerException", null));
    }

    @Test
    void errorsForCallersHaveAwssShapeInBodyHeaderAndFrame() {
        ErrorFacts busy = ErrorFacts.of(429, "rate_limited", "slow down");
        assertThat(new String(DIALECT.errorBody(busy, "01C"), UTF_8))
                .isEqualTo("{\"message\":\"slow down\",\"sluice\":{\"call_id\":\"01C\"}}");
        assertThat(DIALECT.errorTypeHeader()).isEqualTo("x-amzn-errortype");
        assertThat(DIALECT.errorType(busy)).isEqualTo("ThrottlingException");
        assertThat(DIALECT.errorType(ErrorFacts.of(400, "x", ""))).isEqualTo("ValidationException");
        assertThat(DIALECT.errorType(ErrorFacts.of(404, "x", ""))).isEqualTo("ResourceNotFoundException");
        assertThat(DIALECT.errorType(ErrorFacts.of(502, "x", ""))).isEqualTo("InternalServerException");
        assertThat(DIALECT.errorType(new ErrorFacts(500, null, "", "invalid_request_error", null)))
                .isEqualTo("InternalServerException");
        Message frame = messages(DIALECT.errorEvent(busy, null)).getFirst();
        assertThat(frame.messageType()).isEqualTo("exception");
        assertThat(frame.text(":exception-type")).isEqualTo("throttlingException");
        assertThat(frame.text(":content-type")).isEqualTo("application/json");
        assertThat(payload(frame)).isEqualTo("{\"message\":\"slow down\"}");
        Message refused = messages(DIALECT.errorEvent(ErrorFacts.of(401, "x", "who?"), null))
                .getFirst();
        assertThat(refused.text(":exception-type")).isEqualTo("validationException");
    }

    @Test
    void errorsOfProvidersAreReadInEveryShape() {
        ErrorFacts header = DIALECT.readError(
                400, "ValidationException:http://internal.amazon.com/coral/", Bytes.of("{\"message\":\"bad\"}"));
        assertThat(header).isEqualTo(new ErrorFacts(400, null, "bad", "ValidationException", null));
        assertThat(DIALECT.readError(
                        403, null, Bytes.of("{\"__type\":\"com.x#AccessDeniedException\",\"Message\":\"no\"}")))
                .isEqualTo(new ErrorFacts(403, null, "no", "AccessDeniedException", null));
        assertThat(DIALECT.readError(502, null, Bytes.of("<html>Bad Gateway</html>"))
                        .message())
                .isEqualTo("<html>Bad Gateway</html>");
    }

    @Test
    void anUnknownOperationBehindStatus200IsAnError() {
        String body =
                "{\"Output\":{\"__type\":\"com.amazon.coral.service#UnknownOperationException\"},\"Version\":\"1.0\"}";
        AnswerRelay relay = DIALECT.answerRelay(TERMS);
        assertThat(relay.feed(Bytes.of(body))).isNull();
        assertThat(relay.end()).isNull();
        assertThat(relay.error() == null ? null : relay.error().type()).isEqualTo("UnknownOperationException");
        Answer answer = DIALECT.codec().readAnswer(Bytes.of(body), Quirks.NONE);
        assertThat(answer.error()).isEqualTo(relay.error()).isNotNull();
    }

    @Test
    void usageComesInBucketsThatDoNotOverlapAndGoesBackAsItCame() {
        String usage = "{\"inputTokens\":3,\"outputTokens\":121,\"totalTokens\":2072,\"cacheReadInputTokens\":1712,"
                + "\"cacheReadInputTokenCount\":1712,\"cacheWriteInputTokens\":236,\"cacheWriteInputTokenCount\":236,"
                + "\"cacheDetails\":[{\"inputTokens\":200,\"ttl\":\"1h\"},{\"inputTokens\":36,\"ttl\":\"5m\"}]}";
        Answer answer = whole("[]", ",\"stopReason\":\"end_turn\",\"usage\":" + usage);
        assertThat(answer.usage()).isEqualTo(new Usage(3, 1_712, 36, 200, 121, 0, 0, 0, 0, 0));
        String written = new String(DIALECT.codec().writeAnswer(answer, Converse.asked(new Losses())), UTF_8);
        assertThat(written)
                .contains("\"inputTokens\":3,\"outputTokens\":121,\"totalTokens\":2072,\"cacheReadInputTokens\":1712,"
                        + "\"cacheWriteInputTokens\":236,\"cacheDetails\":[{\"inputTokens\":36,\"ttl\":\"5m\"},"
                        + "{\"inputTokens\":200,\"ttl\":\"1h\"}]");
    }

    @Test
    void usageThatCannotBeTrueIsNone() {
        byte[] odd = ConverseMessages.event("metadata", utf8("{\"usage\":{\"inputTokens\":-1,\"outputTokens\":2}}"));
        Relayed relayed = Relayed.whole(relay(), stream(START, HELLO, STOP, odd));
        assertThat(relayed.relay.usage()).isNull();
        assertThat(relayed.relay.usageImplausible()).isTrue();
        assertThat(relayed.end).isEqualTo(StreamEnd.WHOLE);
    }

    @Test
    void everyStopReasonIsReadAndWritten() {
        Map<String, FinishReason> words = Map.of(
                "end_turn", FinishReason.STOP,
                "stop_sequence", FinishReason.STOP,
                "max_tokens", FinishReason.LENGTH,
                "model_context_window_exceeded", FinishReason.LENGTH,
                "tool_use", FinishReason.TOOL_CALLS,
                "guardrail_intervened", FinishReason.FILTERED,
                "content_filtered", FinishReason.FILTERED,
                "malformed_model_output", FinishReason.OTHER,
                "malformed_tool_use", FinishReason.OTHER);
        words.forEach((word, reason) -> {
            assertThat(StopWords.read(word)).isEqualTo(reason);
            assertThat(StopWords.write(reason, word, false)).isEqualTo(word);
        });
        assertThat(StopWords.write(FinishReason.STOP, "stop", false)).isEqualTo("end_turn");
        assertThat(StopWords.write(FinishReason.STOP, "end_turn", true)).isEqualTo("stop_sequence");
        assertThat(StopWords.write(FinishReason.FILTERED, "refusal", false)).isEqualTo("content_filtered");
        assertThat(StopWords.write(FinishReason.TOOL_CALLS, "end_turn", false)).isEqualTo("tool_use");
        assertThat(StopWords.write(FinishReason.OTHER, "pause", false)).isEqualTo("end_turn");
    }

    @Test
    void textAndThinkingBeginWithoutAMessageOfTheirOwn() {
        byte[] stream = stream(
                START,
                delta(0, "{\"reasoningContent\":{\"text\":\"hm\"}}"),
                delta(0, "{\"reasoningContent\":{\"signature\":\"c2ln\"}}"),
                STOP_0,
                delta(1, "{\"text\":\"Hel\"}"),
                delta(1, "{\"text\":\"lo\"}"),
                STOP);
        assertThat(blocks(stream))
                .containsExactly(
                        new Block.Thinking("hm", new Seal(Seal.ANTHROPIC, "c2ln"), "", Notes.NONE),
                        Block.Text.of("Hello"));
    }

    @Test
    void redactedThinkingIsTheSameSealAsAtAnthropicItself() {
        // What Claude hides is a text; Bedrock has it in base64 once more.
        byte[] stream = stream(START, delta(0, "{\"reasoningContent\":{\"redactedContent\":\"RXRrRUNrZ0k=\"}}"), STOP);
        assertThat(blocks(stream))
                .containsExactly(new Block.HiddenThinking(new Seal(Seal.ANTHROPIC, "EtkECkgI"), "", Notes.NONE));
        byte[] bytes = stream(START, delta(0, "{\"reasoningContent\":{\"redactedContent\":\"/wAB\"}}"), STOP);
        assertThat(blocks(bytes))
                .containsExactly(new Block.HiddenThinking(new Seal("bedrock", "/wAB"), "", Notes.NONE));
    }

    @Test
    void aCallWithoutArgumentsHasAnEmptyObject() {
        byte[] stream = stream(
                START,
                start(0, "{\"toolUse\":{\"toolUseId\":\"t1\",\"name\":\"now\"}}"),
                delta(0, "{\"toolUse\":{\"input\":\"\"}}"),
                STOP_0,
                STOP);
        assertThat(blocks(stream)).containsExactly(new Block.ToolCall("t1", "now", "{}", false, null, Notes.NONE));
    }

    @Test
    void citationsGoWithTheTextOfTheirBlock() {
        String citation =
                "{\"title\":\"t\",\"sourceContent\":[{\"text\":\"q\"}],\"location\":{\"web\":{\"url\":\"https://x\"}}}";
        byte[] stream = stream(START, delta(0, "{\"text\":\"so\"}"), delta(0, "{\"citation\":" + citation + "}"), STOP);
        Citation read = new Citation("https://x", "t", "q", null, null, "bedrock", citation);
        assertThat(blocks(stream)).containsExactly(new Block.Text("so", List.of(read), Notes.NONE));
        assertThat(whole(
                                "[{\"citationsContent\":{\"content\":[{\"text\":\"so\"}],\"citations\":[" + citation
                                        + "]}}]",
                                "")
                        .choices()
                        .getFirst()
                        .blocks())
                .containsExactly(new Block.Text("so", List.of(read), Notes.NONE));
    }

    @Test
    void aToolTheProviderRanIsOneWholeBlockOfItsOwn() {
        byte[] stream = stream(
                START,
                start(0, "{\"toolUse\":{\"toolUseId\":\"t\",\"name\":\"n\",\"type\":\"server_tool_use\"}}"),
                delta(0, "{\"toolUse\":{\"input\":\"{\\\"a\\\":\"}}"),
                delta(0, "{\"toolUse\":{\"input\":\"1}\"}}"),
                STOP_0,
                start(1, "{\"toolResult\":{\"toolUseId\":\"t\",\"type\":\"n_result\"}}"),
                delta(1, "{\"toolResult\":[{\"text\":\"2\"}]}"),
                STOP);
        assertThat(blocks(stream))
                .containsExactly(
                        new Block.Opaque(
                                "bedrock",
                                "toolUse",
                                "{\"toolUse\":{\"toolUseId\":\"t\",\"name\":\"n\",\"type\":\"server_tool_use\",\"input\":{\"a\":1}}}",
                                Notes.NONE),
                        new Block.Opaque(
                                "bedrock",
                                "toolResult",
                                "{\"toolResult\":{\"toolUseId\":\"t\",\"type\":\"n_result\",\"content\":[{\"text\":\"2\"}]}}",
                                Notes.NONE));
    }

    @Test
    void aTextWhereOnlyABlocksHeadShouldStandIsNoBlockThatCameWhole() {
        assertThat(events(stream(START, start(0, "{\"text\":\"so\"}"), STOP_0)))
                .containsSubsequence(
                        new Event.BlockStarted(0, 0, new Event.Opening.Text()), new Event.BlockEnded(0, 0));
    }

    @Test
    void aFigureOfUsageThatIsCalledAsTheAnswerIsStaysInUsage() {
        Answer answer =
                whole("[{\"text\":\"so\"}]", ",\"usage\":{\"inputTokens\":1,\"outputTokens\":2,\"output\":{\"a\":1}}");

        assertThat(new String(DIALECT.codec().writeAnswer(answer, Converse.asked(new Losses())), UTF_8))
                .containsOnlyOnce("\"output\":{\"message\"")
                .containsPattern("\"usage\":\\{[^}]*\"output\":\\{\"a\":1}");
    }

    @Test
    void anEventNobodyKnowsPassesAndIsToldAsSuch() {
        byte[] odd = ConverseMessages.event("somethingNew", utf8("{\"a\":1}"));
        byte[] stream = stream(START, odd, HELLO, STOP, METADATA);
        assertThat(Relayed.whole(relay(), stream).bytes()).isEqualTo(stream);
        assertThat(events(stream)).contains(new Event.Unknown("somethingNew", "{\"a\":1}"));
    }

    @Test
    void whatIsChangedIsWrittenAgainWithTheRightChecksums() {
        EventReader reader = DIALECT.eventReader(TERMS);
        EventWriter writer = DIALECT.eventWriter(TERMS);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        reader.feed(Bytes.of(stream(START, HELLO, STOP_0, STOP, METADATA)), chunk -> {
            Chunk next = chunk;
            for (int i = 0; i < chunk.events().size(); i++) {
                if (chunk.events().get(i) instanceof Event.TextDelta text) {
                    next = next.replacing(i, new Event.TextDelta(0, text.block(), "Grüße \"an\" alle"));
                }
            }
            out.writeBytes(writer.write(next));
        });
        List<Message> messages = messages(out.toByteArray());
        assertThat(payload(messages.get(1)))
                .isEqualTo("{\"contentBlockIndex\":0,\"delta\":{\"text\":\"Grüße \\\"an\\\" alle\"},\"p\":\"ab\"}");
        assertThat(messages.get(1).headers())
                .isEqualTo(messages(HELLO).getFirst().headers());
        assertThat(messages.get(4).payload().toArray())
                .isEqualTo(messages(METADATA).getFirst().payload().toArray());
    }

    @Test
    void aWholeAnswerIsChangedInPlace() {
        String body = "{ \"output\":{\"message\":{\"content\":[{\"text\":\"a\"},{\"toolUse\":{\"input\":{\"x\": 1},"
                + "\"name\":\"n\",\"toolUseId\":\"t\"}}]}},\"stopReason\":\"tool_use\" }";
        Chunk chunk = DIALECT.unfold(Bytes.of(body));
        for (int i = 0; i < chunk.events().size(); i++) {
            Event event = chunk.events().get(i);
            if (event instanceof Event.TextDelta) {
                chunk = chunk.replacing(i, new Event.TextDelta(0, 0, "b"));
            } else if (event instanceof Event.ArgumentsDelta) {
                chunk = chunk.replacing(i, new Event.ArgumentsDelta(0, 1, "{\"x\":2}"));
            }
        }
        assertThat(new String(DIALECT.fold(chunk), UTF_8))
                .isEqualTo(body.replace("\"text\":\"a\"", "\"text\":\"b\"").replace("{\"x\": 1}", "{\"x\":2}"));
    }

    @Test
    void aStreamWeEndIsEndedProperlyAndSaysWhy() {
        EventReader reader = DIALECT.eventReader(TERMS);
        EventWriter writer = DIALECT.eventWriter(TERMS);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        reader.feed(Bytes.of(stream(START, HELLO)), chunk -> out.writeBytes(writer.write(chunk)));
        out.writeBytes(writer.text(0, "[cut]"));
        out.writeBytes(writer.finish(FinishReason.FILTERED, Usage.NONE, "guardrail_cut"));
        byte[] stream = out.toByteArray();
        assertThat(Relayed.whole(relay(), stream).end).isEqualTo(StreamEnd.WHOLE);
        assertThat(blocks(stream)).containsExactly(Block.Text.of("Hello"), Block.Text.of("[cut]"));
        List<Message> messages = messages(stream);
        assertThat(messages.stream().map(Message::eventType))
                .containsExactly(
                        "messageStart",
                        "contentBlockDelta",
                        "contentBlockDelta",
                        "contentBlockStop",
                        "contentBlockStop",
                        "messageStop",
                        "metadata");
        assertThat(payload(messages.getLast())).contains("\"sluice\":{\"code\":\"guardrail_cut\"}");
        assertThat(payload(messages.get(5))).contains("content_filtered");
    }

    @Test
    void aCallerGetsMessagesInAwssOwnOrderAndHeaders() {
        StreamWriter writer = DIALECT.codec().streamWriter(Converse.asked(new Losses()));
        byte[] stream = stream(
                writer.write(new Event.Started("id", "model")),
                writer.write(new Event.BlockStarted(0, 0, new Opening.Text())),
                writer.write(new Event.TextDelta(0, 0, "hi")),
                writer.write(new Event.BlockEnded(0, 0)),
                writer.write(new Event.BlockStarted(0, 1, new Opening.ToolCall("", "now"))),
                writer.write(new Event.BlockEnded(0, 1)),
                writer.write(new Event.Finished(0, FinishReason.TOOL_CALLS, "tool_calls")),
                writer.write(new Event.UsageSeen(new Usage(1, 2, 0, 0, 3, 4, 0, 0, 0, 0))),
                writer.end("cap_reached"));
        List<Message> messages = messages(stream);
        assertThat(messages.stream().map(Message::eventType))
                .containsExactly(
                        "messageStart",
                        "contentBlockDelta",
                        "contentBlockStop",
                        "contentBlockStart",
                        "contentBlockStop",
                        "messageStop",
                        "metadata");
        assertThat(List.copyOf(messages.getFirst().headers().keySet()))
                .containsExactly(":event-type", ":content-type", ":message-type");
        assertThat(payload(messages.get(3)))
                .isEqualTo(
                        "{\"contentBlockIndex\":1,\"start\":{\"toolUse\":{\"toolUseId\":\"call_01CALL_1\",\"name\":\"now\"}}}");
        assertThat(payload(messages.get(6)))
                .isEqualTo(
                        "{\"metrics\":{\"latencyMs\":0},\"usage\":{\"inputTokens\":1,\"outputTokens\":7,\"totalTokens\":10,"
                                + "\"cacheReadInputTokens\":2,\"cacheWriteInputTokens\":0},\"sluice\":{\"code\":\"cap_reached\"}}");
    }

    @Test
    void aStreamThatBrokeEndsWithAnExceptionAndNothingElse() {
        StreamWriter writer = DIALECT.codec().streamWriter(Converse.asked(new Losses()));
        byte[] stream = stream(
                writer.write(new Event.Started("", "")),
                writer.write(new Event.Broken(ErrorFacts.of(503, "overloaded", "busy"))),
                writer.end(null));
        assertThat(Relayed.whole(relay(), stream).end).isEqualTo(StreamEnd.ERROR);
        assertThat(messages(stream).getLast().text(":exception-type")).isEqualTo("serviceUnavailableException");
    }

    @Test
    void sealsOfOtherFamiliesTravelInClaudesSlotsAndComeBack() {
        List<Block> blocks = List.of(
                new Block.Thinking("hm", new Seal(Seal.OPENAI, "gAAA"), "", Notes.NONE),
                new Block.HiddenThinking(new Seal(Seal.GEMINI, "CiQ="), "", Notes.NONE),
                new Block.ToolCall("1", "now", "{}", false, new Seal(Seal.GEMINI, "Sig="), Notes.NONE));
        Answer.Choice choice =
                new Answer.Choice(0, blocks, FinishReason.TOOL_CALLS, "tool_use", null, null, Extras.NONE);
        Answer answer = new Answer("", "", List.of(choice), Usage.NONE, null, Extras.NONE);
        byte[] written = DIALECT.codec().writeAnswer(answer, Converse.asked(new Losses()));
        assertThat(DIALECT.codec()
                        .readAnswer(Bytes.of(written), Quirks.NONE)
                        .choices()
                        .getFirst()
                        .blocks())
                .isEqualTo(blocks);
        String body = new String(written, UTF_8);
        String message = body.substring(body.indexOf("{\"role\""), body.indexOf("},\"stopReason\""));
        assertThat(Converse.understood("{\"messages\":[" + message + "]}")
                        .turns()
                        .getFirst()
                        .blocks())
                .isEqualTo(blocks);
    }

    @Test
    void whatAnswersCannotSayIsNamed() {
        Losses losses = new Losses();
        List<Block> blocks = List.of(
                new Block.Refusal("no", Notes.NONE),
                new Block.ToolCall("1", "shell", "ls", true, null, Notes.NONE),
                new Block.Opaque("anthropic", "server_tool_use", "{}", Notes.NONE));
        Answer.Choice choice = new Answer.Choice(0, blocks, FinishReason.STOP, "stop", "END", "[]", Extras.NONE);
        Answer answer = new Answer(
                "x",
                "y",
                List.of(choice, choice),
                null,
                null,
                Extras.of("openai-chat", Map.of("system_fingerprint", "1")));
        String written = new String(DIALECT.codec().writeAnswer(answer, Converse.asked(losses)), UTF_8);
        assertThat(written)
                .contains("{\"text\":\"no\"}", "\"input\":{\"input\":\"ls\"}", "\"stopReason\":\"stop_sequence\"")
                .contains("\"additionalModelResponseFields\":{\"stop_sequence\":\"END\"}");
        assertThat(losses.all())
                .containsExactly(
                        new Loss("choices", "bedrock gives one answer"),
                        new Loss("choices[0].logprobs", "bedrock has no logprobs"),
                        new Loss("content[0]", "bedrock has no refusals: it goes as text"),
                        new Loss("content[2]", "bedrock has no such block"),
                        new Loss("system_fingerprint", "bedrock has no such field"));
    }

    @Test
    void theSequenceThatStoppedClaudeIsTold() {
        Answer answer = whole(
                "[]",
                ",\"stopReason\":\"stop_sequence\",\"additionalModelResponseFields\":{\"stop_sequence\":\"END\"}");
        assertThat(answer.choices().getFirst().stopSequence()).isEqualTo("END");
        assertThat(answer.extras().isEmpty()).isTrue();
        byte[] stop = ConverseMessages.event(
                "messageStop",
                utf8(
                        "{\"stopReason\":\"stop_sequence\",\"additionalModelResponseFields\":{\"delta\":{\"stop_sequence\":\"END\"}}}"));
        assertThat(Folding.of(events(stream(START, stop))).choices().getFirst().stopSequence())
                .isEqualTo("END");
    }

    @Test
    void formsAreToldByTypeAndByTheFirstByte() {
        assertThat(DIALECT.formByType("application/vnd.amazon.eventstream", true))
                .isEqualTo(AnswerForm.STREAM);
        assertThat(DIALECT.formByType("application/json; charset=utf-8", true)).isEqualTo(AnswerForm.WHOLE);
        assertThat(DIALECT.formByType("text/html", true)).isNull();
        assertThat(DIALECT.formByFirstByte((byte) 0, true)).isEqualTo(AnswerForm.STREAM);
        assertThat(DIALECT.formByFirstByte((byte) 0, false)).isNull();
        assertThat(DIALECT.formByFirstByte((byte) '{', true)).isEqualTo(AnswerForm.WHOLE);
        assertThat(DIALECT.formByFirstByte((byte) '<', true)).isNull();
        assertThat(DIALECT.streamType()).isEqualTo("application/vnd.amazon.eventstream");
    }
}
