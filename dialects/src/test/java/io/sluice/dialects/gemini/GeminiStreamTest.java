package io.sluice.dialects.gemini;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.dialects.AnswerForm;
import io.sluice.dialects.EventReader;
import io.sluice.dialects.EventWriter;
import io.sluice.dialects.Operation;
import io.sluice.dialects.Quirks;
import io.sluice.dialects.RelayFault;
import io.sluice.dialects.Relayed;
import io.sluice.dialects.Seeded;
import io.sluice.dialects.StreamEnd;
import io.sluice.dialects.StreamRelay;
import io.sluice.dialects.Terms;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.model.Answer;
import io.sluice.dialects.model.Block;
import io.sluice.dialects.model.Chunk;
import io.sluice.dialects.model.ErrorFacts;
import io.sluice.dialects.model.Event;
import io.sluice.dialects.model.FinishReason;
import io.sluice.dialects.model.Notes;
import io.sluice.dialects.model.Seal;
import io.sluice.dialects.model.Usage;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeminiStreamTest {
    private static final Terms TERMS = Terms.untouched(Operation.CHAT);
    private static final String HELLO = event(candidate("[{\"text\":\"hel\"}]", "") + usage(3, 1));
    private static final String WORLD =
            event(candidate("[{\"text\":\"lo\"}]", ",\"finishReason\":\"STOP\"") + usage(3, 2));
    private static final String ERROR =
            "{\"error\":{\"code\":503,\"message\":\"overloaded\",\"status\":\"UNAVAILABLE\"}}";

    @Test
    void aStreamWithoutAnEndMarkIsWholeOnceEveryCandidateHasEnded() {
        assertThat(whole(HELLO + WORLD).end).isEqualTo(StreamEnd.WHOLE);
        assertThat(whole(HELLO).end).isEqualTo(StreamEnd.CUT);
        assertThat(whole("").end).isEqualTo(StreamEnd.CUT);
        assertThat(new Relayed(relay()).feed(HELLO + WORLD).end(false).end).isEqualTo(StreamEnd.CUT);
        String two = event("\"candidates\":[{\"index\":0,\"finishReason\":\"STOP\"},{\"index\":1}]");
        assertThat(whole(two).end).isEqualTo(StreamEnd.CUT);
        assertThat(whole(two + event("\"candidates\":[{\"index\":1,\"finishReason\":\"STOP\"}]")).end)
                .isEqualTo(StreamEnd.WHOLE);
    }

    @Test
    void anEventThatLacksItsBlankLineStillEndsTheStream() {
        String stream = HELLO + WORLD.stripTrailing();
        assertThat(whole(stream).end).isEqualTo(StreamEnd.WHOLE);
        assertThat(new Relayed(relay()).feed(stream).end(false).end).isEqualTo(StreamEnd.CUT);
    }

    @Test
    void aBlockedPromptEndsAStreamWithoutCandidates() {
        String blocked = event("\"promptFeedback\":{\"blockReason\":\"MODEL_ARMOR\"}");
        Relayed relayed = whole(blocked);
        assertThat(relayed.end).isEqualTo(StreamEnd.WHOLE);
        assertThat(relayed.relay.finishReason()).isEqualTo("MODEL_ARMOR");
        assertThat(relayed.relay.contentSeen()).isFalse();
        assertThat(Told.streamed(blocked.getBytes(UTF_8)).choices())
                .containsExactly(new Answer.Choice(
                        0,
                        List.of(),
                        FinishReason.FILTERED,
                        "MODEL_ARMOR",
                        null,
                        null,
                        io.sluice.dialects.model.Extras.NONE));
    }

    @Test
    void anErrorInsideAStreamEndsItAndStays() {
        Relayed relayed = whole(HELLO + "data: " + ERROR + "\r\n\r\n" + WORLD);
        assertThat(relayed.end).isEqualTo(StreamEnd.ERROR);
        assertThat(relayed.text()).isEqualTo(HELLO + "data: " + ERROR + "\r\n\r\n");
        ErrorFacts error = requireNonNull(relayed.relay.error());
        assertThat(error.status()).isEqualTo(503);
        assertThat(error.type()).isEqualTo("UNAVAILABLE");
        List<Event> events = Told.events((HELLO + "data: " + ERROR + "\r\n\r\n").getBytes(UTF_8));
        assertThat(events.getLast()).isEqualTo(new Event.Broken(error));
    }

    @Test
    void anArrayIsRelayedElementByElementAndItsBracketOnlyWhenAllIsWell() {
        String one = "[{" + candidate("[{\"text\":\"[{\\\"\"}]", "") + "}";
        String last = "\n,\r\n{" + candidate("[{\"text\":\"b\"}]", ",\"finishReason\":1") + "}";
        Relayed relayed = new Relayed(relay()).feed(one + last.substring(0, 9));
        assertThat(relayed.text()).isEqualTo(one);
        relayed.feed(last.substring(9));
        assertThat(relayed.text()).isEqualTo(one + last);
        assertThat(relayed.relay.over()).isFalse();
        relayed.feed("\n").feed("]\n");
        assertThat(relayed.relay.over()).isTrue();
        assertThat(relayed.text()).isEqualTo(one + last + "\n]");
        assertThat(relayed.end(true).end).isEqualTo(StreamEnd.WHOLE);
        assertThat(relayed.relay.ignored()).isEqualTo(1);

        Relayed unfinished = whole(one + "\n]");
        assertThat(unfinished.end).isEqualTo(StreamEnd.CUT);
        assertThat(unfinished.text()).isEqualTo(one);
        assertThat(whole(one + last).end).isEqualTo(StreamEnd.CUT);
        assertThat(whole("[]").end).isEqualTo(StreamEnd.CUT);
    }

    @Test
    void anErrorInAnArrayLeavesItClosed() {
        Relayed relayed = whole("[{" + candidate("[{\"text\":\"a\"}]", "") + "}\n,\n" + ERROR);
        assertThat(relayed.end).isEqualTo(StreamEnd.ERROR);
        assertThat(relayed.text()).endsWith(ERROR + "\n]");
        assertThat(whole("[" + ERROR + "]").text()).isEqualTo("[" + ERROR + "]");
    }

    @Test
    void anErrorThatIsNoStreamAtAllIsStillAnError() {
        Relayed relayed = whole(ERROR);
        assertThat(relayed.end).isEqualTo(StreamEnd.ERROR);
        assertThat(relayed.text()).isEqualTo(ERROR);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"[5]", "[{},,{}]", "[{}{}]", "[,{}]", "[{\"a\":}]", "[{}]x", "[[{}]]", "[{}, ]", "[{\"a\":1 2}]"})
    void anArrayThatIsNoneIsAFault(String stream) {
        for (Relayed relayed : List.of(whole(stream), Relayed.byteByByte(relay(), stream.getBytes(UTF_8)))) {
            if (!stream.endsWith("x")) {
                assertThat(requireNonNull(relayed.fault).cause()).isEqualTo(RelayFault.Cause.MALFORMED);
            }
            assertThat(relayed.end).isEqualTo(StreamEnd.CUT);
        }
    }

    @Test
    void anElementWithoutEndIsAFaultAndNotAllOfMemory() {
        Relayed relayed = new Relayed(relay()).feed("[{\"a\":\"");
        Bytes block = Bytes.of("x".repeat(1 << 20));
        for (int i = 0; i < 64 && relayed.fault == null; i++) {
            relayed.feed(block);
        }
        assertThat(requireNonNull(relayed.fault).cause()).isEqualTo(RelayFault.Cause.TOO_LARGE);
    }

    @Test
    void theBytesThatComeOutDoNotDependOnTheCut() {
        Seeded seeded = new Seeded(71);
        String[] sse = {
            HELLO, WORLD, "data: " + ERROR + "\n\n", ": ping\n\n", "\r\n", "\n", "data: x\n\n", "\"", "data: {\n"
        };
        String part = "{" + candidate("[{\"text\":\"a]}\\\\\"}]", "") + "}";
        String end = "{" + candidate("[]", ",\"finishReason\":\"STOP\"") + "}";
        String[] array = {"[", ",", "]", part, end, ERROR, "\n", " ", "{", "\"", "}"};
        for (int i = 0; i < 3_000; i++) {
            boolean inArray = seeded.often();
            String[] scraps = inArray ? array : sse;
            StringBuilder text = new StringBuilder(inArray ? "[" : "");
            for (int n = seeded.below(9); n > 0; n--) {
                text.append(scraps[seeded.below(scraps.length)]);
            }
            byte[] stream = text.toString().getBytes(UTF_8);
            Relayed whole = Relayed.whole(relay(), stream);
            Relayed cut = Relayed.pieces(relay(), seeded.pieces(stream));
            assertThat(cut.text()).as(text.toString()).isEqualTo(whole.text());
            assertThat(cut.end).as(text.toString()).isEqualTo(whole.end);
            assertThat(cut.relay.ignored()).as(text.toString()).isEqualTo(whole.relay.ignored());
        }
    }

    @Test
    void aFirstStopMayBeFollowedByMoreAndTheReasonIsToldAtTheEnd() {
        String stream = event(candidate("[{\"executableCode\":{\"code\":\"1\"}}]", ",\"finishReason\":\"STOP\""))
                + event(candidate("[{\"codeExecutionResult\":{\"output\":\"1\"}}]", ""))
                + WORLD;
        List<Event> events = Told.events(stream.getBytes(UTF_8));
        assertThat(events.getLast()).isEqualTo(new Event.Finished(0, FinishReason.STOP, "STOP"));
        assertThat(events.stream().filter(Event.Finished.class::isInstance)).hasSize(1);
        assertThat(Told.streamed(stream.getBytes(UTF_8)).choices().getFirst().blocks())
                .hasSize(3);
    }

    @Test
    void usageThatShrinksAroundServerToolsIsNoLieAndTheLastCounts() {
        String stream = event(candidate("[{\"text\":\"a\"}]", "") + usage(100, 9))
                + event(candidate("[{\"text\":\"b\"}]", ",\"finishReason\":\"STOP\"") + usage(20, 1));
        StreamRelay relay = whole(stream).relay;
        assertThat(relay.usageImplausible()).isFalse();
        assertThat(requireNonNull(relay.usage()).totalInput()).isEqualTo(20);
    }

    @ParameterizedTest
    @CsvSource({"-1", "1.5", "\"x\"", "9999999999999999999999", "[]"})
    void usageThatCannotBeTrueIsImplausible(String figure) {
        StreamRelay relay = whole(event("\"usageMetadata\":{\"promptTokenCount\":" + figure + "}")).relay;
        assertThat(relay.usageImplausible()).isTrue();
        assertThat(relay.usage()).isNull();
    }

    @Test
    void aChunkWithOnlyATrafficTypeTellsNoUsage() {
        StreamRelay relay = whole(event("\"usageMetadata\":{\"trafficType\":\"ON_DEMAND\"}")).relay;
        assertThat(relay.usage()).isNull();
        assertThat(relay.usageImplausible()).isFalse();
    }

    @Test
    void argumentsInPiecesArePutTogether() {
        String stream = event(candidate("[{\"functionCall\":{\"name\":\"f\",\"willContinue\":true}}]", ""))
                + event(candidate(
                        "[{\"functionCall\":{\"partialArgs\":[{\"jsonPath\":\"$.a\",\"stringValue\":\"x\",\"willContinue\":true},"
                                + "{\"jsonPath\":\"$.n.big\",\"numberValue\":9007199254740993}],\"willContinue\":true}}]",
                        ""))
                + event(candidate(
                        "[{\"functionCall\":{\"partialArgs\":[{\"jsonPath\":\"$.a\",\"stringValue\":\"y\"},"
                                + "{\"jsonPath\":\"$.l[0].b\",\"boolValue\":true},{\"jsonPath\":\"$['q r']\",\"nullValue\":null}],"
                                + "\"willContinue\":true}}]",
                        ""))
                + event(candidate("[{\"functionCall\":{}}]", ""))
                + event(candidate("[{\"functionCall\":{\"name\":\"g\"}}]", ",\"finishReason\":\"STOP\""));
        Answer.Choice choice = Told.streamed(stream.getBytes(UTF_8)).choices().getFirst();
        assertThat(choice.blocks())
                .containsExactly(
                        call("f", "{\"a\":\"xy\",\"n\":{\"big\":9007199254740993},\"l\":[{\"b\":true}],\"q r\":null}"),
                        call("g", "{}"));
        assertThat(choice.reason()).isEqualTo(FinishReason.TOOL_CALLS);
    }

    @Test
    void signedPartsAreNeverMergedAndEmptyOnesAreKept() {
        String stream = event(candidate("[{\"text\":\"t1\",\"thought\":true}]", ""))
                + event(candidate("[{\"text\":\"t2\",\"thought\":true}]", ""))
                + event(candidate("[{\"text\":\"a\",\"thoughtSignature\":\"S1\"}]", ""))
                + event(candidate("[{\"text\":\"b\"}]", ""))
                + event(candidate("[{\"text\":\"c\"},{\"text\":\"\"}]", ""))
                + event(candidate("[{\"text\":\"\",\"thoughtSignature\":\"S2\"}]", ",\"finishReason\":\"STOP\""));
        assertThat(Told.streamed(stream.getBytes(UTF_8)).choices().getFirst().blocks())
                .containsExactly(
                        new Block.Thinking("t1t2", new Seal(Seal.GEMINI, "S1"), "", Notes.NONE),
                        Block.Text.of("a"),
                        Block.Text.of("bc"),
                        new Block.HiddenThinking(new Seal(Seal.GEMINI, "S2"), "", Notes.NONE));
    }

    @Test
    void oddContentsAreReadForWhatTheySay() {
        for (String content :
                new String[] {"", "\"content\":{},", "\"content\":{\"parts\":[{}]},", "\"content\":null,"}) {
            String stream = event("\"candidates\":[{" + content + "\"finishReason\":\"UNEXPECTED_TOOL_CALL\"}]");
            Answer.Choice choice =
                    Told.streamed(stream.getBytes(UTF_8)).choices().getFirst();
            assertThat(choice.blocks()).isEmpty();
            assertThat(choice.reason()).isEqualTo(FinishReason.OTHER);
            assertThat(choice.word()).isEqualTo("UNEXPECTED_TOOL_CALL");
        }
    }

    @Test
    void aChangedTextIsSplicedIntoItsEventAndAllElseStays() {
        String stream =
                event("\"x\": 1 ," + candidate("[{\"text\":\"secret\"}]", ",\"finishReason\":\"STOP\"") + usage(3, 2));
        EventReader reader = Told.DIALECT.eventReader(TERMS);
        EventWriter writer = Told.DIALECT.eventWriter(TERMS);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        reader.feed(Bytes.of(stream), chunk -> out.writeBytes(writer.write(replaced(chunk, "*\""))));
        reader.end(true, chunk -> out.writeBytes(writer.write(replaced(chunk, "*\""))));
        assertThat(out.toString(UTF_8)).isEqualTo(stream.replace("secret", "*\\\""));
    }

    @Test
    void aStreamEndedEarlyIsFinishedInItsOwnForm() {
        Usage usage = new Usage(3, 0, 0, 0, 2, 0, 0, 0, 0, 0);
        EventWriter writer = Told.DIALECT.eventWriter(TERMS);
        Told.DIALECT.eventReader(TERMS).feed(Bytes.of(HELLO), writer::write);
        assertThat(new String(writer.text(0, "held"), UTF_8))
                .isEqualTo(
                        "data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"held\"}],\"role\":\"model\"},\"index\":0}],"
                                + "\"modelVersion\":\"gm\",\"responseId\":\"r\"}\r\n\r\n");
        assertThat(new String(writer.finish(FinishReason.LENGTH, usage, "budget_exhausted"), UTF_8))
                .isEqualTo(
                        "data: {\"candidates\":[{\"finishReason\":\"MAX_TOKENS\",\"index\":0}],\"usageMetadata\":"
                                + "{\"promptTokenCount\":3,\"candidatesTokenCount\":2,\"totalTokenCount\":5},"
                                + "\"sluice\":{\"code\":\"budget_exhausted\"},\"modelVersion\":\"gm\",\"responseId\":\"r\"}\r\n\r\n");

        EventWriter array = Told.DIALECT.eventWriter(TERMS);
        Told.DIALECT.eventReader(TERMS).feed(Bytes.of("[{" + candidate("[{\"text\":\"a\"}]", "") + "}"), array::write);
        assertThat(new String(array.finish(FinishReason.LENGTH, null, null), UTF_8))
                .isEqualTo(
                        ",\r\n{\"candidates\":[{\"finishReason\":\"MAX_TOKENS\",\"index\":0}],\"modelVersion\":\"gm\","
                                + "\"responseId\":\"r\"}\r\n]");
        assertThat(array.end()).isEmpty();
    }

    @Test
    void aWholeAnswerIsFoldedWithWhatAStageChanged() {
        String answer = "{ " + candidate("[{\"text\":\"secret\"}]", ", \"finishReason\":\"STOP\"") + usage(3, 2) + "}";
        Chunk chunk = Told.DIALECT.unfold(Bytes.of(answer));
        assertThat(new String(Told.DIALECT.fold(chunk), UTF_8)).isEqualTo(answer);
        List<Event> events = chunk.events();
        for (int i = 0; i < events.size(); i++) {
            if (events.get(i) instanceof Event.Finished) {
                chunk = replaced(chunk, "x").replacing(i, new Event.Finished(0, FinishReason.FILTERED, ""));
            }
        }
        assertThat(new String(Told.DIALECT.fold(chunk), UTF_8))
                .isEqualTo(answer.replace("secret", "x").replace("STOP", "SAFETY"));
    }

    @ParameterizedTest
    @CsvSource({
        "text/event-stream,true,d,STREAM",
        "text/event-stream,true,{,WHOLE",
        "application/json; charset=utf-8,true,[,STREAM",
        "application/json; charset=utf-8,true,{,WHOLE",
        "application/json,false,{,WHOLE",
        "application/json,false,[,WHOLE"
    })
    void theFirstByteTellsWhatTheMediaTypeDoesNot(String type, boolean streamAsked, char first, AnswerForm form) {
        AnswerForm told = Told.DIALECT.formByType(type, streamAsked);
        assertThat(told == null ? Told.DIALECT.formByFirstByte((byte) first, streamAsked) : told)
                .isEqualTo(form);
    }

    @Test
    void modelVersionStaysWhateverTheCallerAskedFor() {
        Terms alias = new Terms(Operation.CHAT, 1, true, "alias", Quirks.NONE);
        Relayed relayed = Relayed.whole(Told.DIALECT.streamRelay(alias), (HELLO + WORLD).getBytes(UTF_8));
        assertThat(relayed.text()).isEqualTo(HELLO + WORLD);
    }

    @Test
    void readerAndRelayTellTheSameOfABrokenStream() {
        String stream = HELLO + WORLD;
        for (int cut = 0; cut <= stream.length(); cut++) {
            byte[] part = Arrays.copyOf(stream.getBytes(UTF_8), cut);
            Relayed relayed = new Relayed(relay()).feed(Bytes.of(part)).end(cut == stream.length());
            EventReader reader = Told.DIALECT.eventReader(TERMS);
            List<Event> events = new ArrayList<>();
            reader.feed(Bytes.of(part), chunk -> events.addAll(chunk.events()));
            StreamEnd end = reader.end(cut == stream.length(), chunk -> events.addAll(chunk.events()));
            assertThat(end).isEqualTo(relayed.end);
            assertThat(reader.usage()).isEqualTo(relayed.relay.usage());
            assertThat(reader.contentSeen()).isEqualTo(relayed.relay.contentSeen());
            assertThat(events.stream().anyMatch(Event.Finished.class::isInstance))
                    .isEqualTo(end == StreamEnd.WHOLE);
        }
    }

    private static Chunk replaced(Chunk chunk, String text) {
        for (int i = 0; i < chunk.events().size(); i++) {
            if (chunk.events().get(i) instanceof Event.TextDelta(int choice, int block, String _)) {
                return chunk.replacing(i, new Event.TextDelta(choice, block, text));
            }
        }
        return chunk;
    }

    private static Block call(String name, String arguments) {
        return new Block.ToolCall("", name, arguments, false, null, Notes.NONE);
    }

    private static Relayed whole(String stream) {
        return Relayed.whole(relay(), stream.getBytes(UTF_8));
    }

    private static StreamRelay relay() {
        return Told.DIALECT.streamRelay(TERMS);
    }

    private static String event(String members) {
        return "data: {" + members + "}\r\n\r\n";
    }

    private static String candidate(String parts, String more) {
        return "\"candidates\":[{\"content\":{\"parts\":" + parts + ",\"role\":\"model\"}" + more
                + "}],\"modelVersion\":\"gm\",\"responseId\":\"r\"";
    }

    private static String usage(int prompt, int candidates) {
        return ",\"usageMetadata\":{\"promptTokenCount\":" + prompt + ",\"candidatesTokenCount\":" + candidates
                + ",\"totalTokenCount\":" + (prompt + candidates) + "}";
    }
}
