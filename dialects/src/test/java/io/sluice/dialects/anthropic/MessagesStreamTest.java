package io.sluice.dialects.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.dialects.EventReader;
import io.sluice.dialects.EventWriter;
import io.sluice.dialects.Operation;
import io.sluice.dialects.Quirks;
import io.sluice.dialects.Relayed;
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
import io.sluice.dialects.model.Folding;
import io.sluice.dialects.model.Notes;
import io.sluice.dialects.model.Seal;
import io.sluice.dialects.model.Usage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Streams of Anthropic Messages: where they end, what they say, what is spliced into them. */
class MessagesStreamTest {
    private static final AnthropicMessages DIALECT = new AnthropicMessages();
    private static final String START = event(
            "message_start",
            "\"message\":{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"claude-a\","
                    + "\"content\":[],\"stop_reason\":null,\"stop_sequence\":null,\"usage\":{\"input_tokens\":10,"
                    + "\"cache_creation_input_tokens\":5,\"cache_read_input_tokens\":7,\"cache_creation\":"
                    + "{\"ephemeral_5m_input_tokens\":2,\"ephemeral_1h_input_tokens\":3},\"output_tokens\":1}}");
    private static final String TEXT_START = blockStart(0, "{\"type\":\"text\",\"text\":\"\"}");
    private static final String END = delta("end_turn", "{\"output_tokens\":9}") + event("message_stop", null);
    private static final String HELLO = START + TEXT_START + text(0, "Hel") + text(0, "lo") + blockStop(0) + END;

    private static String event(String type, @Nullable String members) {
        String more = members == null ? "" : "," + members;
        return "event: " + type + "\ndata: {\"type\":\"" + type + "\"" + more + "}\n\n";
    }

    private static String blockStart(int index, String block) {
        return event("content_block_start", "\"index\":" + index + ",\"content_block\":" + block);
    }

    private static String piece(int index, String delta) {
        return event("content_block_delta", "\"index\":" + index + ",\"delta\":" + delta);
    }

    private static String text(int index, String text) {
        return piece(index, "{\"type\":\"text_delta\",\"text\":\"" + text + "\"}");
    }

    private static String blockStop(int index) {
        return event("content_block_stop", "\"index\":" + index);
    }

    private static String delta(String reason, String usage) {
        return event(
                "message_delta",
                "\"delta\":{\"stop_reason\":\"" + reason + "\",\"stop_sequence\":null},\"usage\":" + usage);
    }

    @Test
    void onlyTheModelInMessageStartIsRenamed() {
        Relayed relayed = Relayed.whole(relay("the-alias"), bytes(HELLO));
        assertThat(relayed.text()).isEqualTo(HELLO.replace("claude-a", "the-alias"));
        assertThat(Relayed.byteByByte(relay("the-alias"), bytes(HELLO)).text()).isEqualTo(relayed.text());
    }

    @Test
    void messageStopEndsAStreamAndNothingAfterItPasses() {
        Relayed relayed = Relayed.whole(relay(null), bytes(HELLO + "event: data\ndata: [DONE]\n\n"));
        assertThat(relayed.text()).isEqualTo(HELLO);
        assertThat(relayed.end).isEqualTo(StreamEnd.WHOLE);
        assertThat(relayed.relay.over()).isTrue();
        assertThat(relayed.relay.ignored()).isEqualTo(26);
    }

    @Test
    void aStrayDoneBeforeTheEndIsNoEnd() {
        Relayed relayed = Relayed.whole(relay(null), bytes(START + "data: [DONE]\n\n"));
        assertThat(relayed.end).isEqualTo(StreamEnd.CUT);
        assertThat(relayed.fault).isNull();
    }

    @Test
    void aStreamWithoutMessageStopIsCutUnlessTheHostIsKnownToLeaveItOut() {
        String unmarked = HELLO.substring(0, HELLO.indexOf("event: message_stop"));
        assertThat(Relayed.whole(relay(null), bytes(unmarked)).end).isEqualTo(StreamEnd.CUT);
        Terms terms = new Terms(Operation.CHAT, 1, false, null, Quirks.of(Set.of("no_end_mark")));
        assertThat(Relayed.whole(DIALECT.streamRelay(terms), bytes(unmarked)).end)
                .isEqualTo(StreamEnd.WHOLE);
        assertThat(Relayed.whole(DIALECT.streamRelay(terms), bytes(START)).end).isEqualTo(StreamEnd.CUT);
    }

    @Test
    void anEndMarkWithoutItsBlankLineStillCounts() {
        Relayed relayed = Relayed.whole(relay(null), bytes(HELLO.stripTrailing()));
        assertThat(relayed.end).isEqualTo(StreamEnd.WHOLE);
    }

    @Test
    void overloadedWithinA200StreamIsTheProvidersErrorBeforeAnyContent() {
        String error = "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\","
                + "\"message\":\"Overloaded\"},\"request_id\":null}\n\n";
        Relayed relayed = Relayed.whole(relay(null), bytes(START + error));
        assertThat(relayed.end).isEqualTo(StreamEnd.ERROR);
        assertThat(relayed.relay.error()).isEqualTo(new ErrorFacts(529, null, "Overloaded", "overloaded_error", null));
        assertThat(relayed.relay.contentSeen()).isFalse();
        assertThat(relayed.text()).isEqualTo(START + error);
        assertThat(answer(START + error).error()).isEqualTo(relayed.relay.error());
    }

    @Test
    void anErrorInAnotherShapeIsAnErrorToo() {
        String plain = "event: error\ndata: Internal server error\n\n";
        assertThat(Relayed.whole(relay(null), bytes(START + plain)).end).isEqualTo(StreamEnd.ERROR);
        String shaped = "data: {\"error\":{\"message\":\"no capacity\",\"type\":\"server_error\"}}\n\n";
        Relayed relayed = Relayed.whole(relay(null), bytes(shaped));
        assertThat(relayed.end).isEqualTo(StreamEnd.ERROR);
        assertThat(relayed.relay.error()).isEqualTo(new ErrorFacts(502, null, "no capacity", "server_error", null));
    }

    @Test
    void pingsSayNothingWhereverTheyStand() {
        String ping = "event: ping\ndata: {\"type\": \"ping\"}\n\n";
        String pinged = START + ping + HELLO.substring(START.length()).replace(TEXT_START, ping + TEXT_START + ping);
        assertThat(answer(pinged)).isEqualTo(answer(HELLO));
        assertThat(Relayed.whole(relay(null), bytes(pinged)).text()).isEqualTo(pinged);
    }

    @Test
    void blanksWithinAnEventMeanNothing() {
        String padded = HELLO.replace("\"}}\n", "\"}   }\n").replace("_stop\"}", "_stop\"         }");
        Relayed relayed = Relayed.whole(relay(null), bytes(padded));
        assertThat(relayed.text()).isEqualTo(padded);
        assertThat(relayed.end).isEqualTo(StreamEnd.WHOLE);
        assertThat(answer(padded)).isEqualTo(answer(HELLO));
    }

    @Test
    void contentIsSeenWithTheFirstTextThatIsNotEmpty() {
        StreamRelay relay = relay(null);
        Relayed relayed = new Relayed(relay).feed(START + TEXT_START + text(0, ""));
        assertThat(relay.contentSeen()).isFalse();
        relayed.feed(text(0, "x"));
        assertThat(relay.contentSeen()).isTrue();
        assertThat(relay.events()).isEqualTo(4);
    }

    @Test
    void aCallIsContentAsSoonAsItBegins() {
        StreamRelay relay = relay(null);
        new Relayed(relay)
                .feed(START + blockStart(0, "{\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"n\",\"input\":{}}"));
        assertThat(relay.contentSeen()).isTrue();
    }

    @Test
    void theFinalUsageTakesThePlaceOfTheFirstGuessAndKeepsWhatItDoesNotRepeat() {
        assertThat(Relayed.whole(relay(null), bytes(HELLO)).relay.usage())
                .isEqualTo(new Usage(10, 7, 2, 3, 9, 0, 0, 0, 0, 0));
    }

    @Test
    void inputMayGrowAndThinkingIsWithinTheOutput() {
        String end = delta(
                "end_turn",
                "{\"input_tokens\":404500,\"cache_read_input_tokens\":0,\"output_tokens\":90,"
                        + "\"output_tokens_details\":{\"thinking_tokens\":40}}");
        Relayed relayed = Relayed.whole(relay(null), bytes(START + end + event("message_stop", null)));
        assertThat(relayed.relay.usage()).isEqualTo(new Usage(404_500, 0, 2, 3, 50, 40, 0, 0, 0, 0));
    }

    @Test
    void aCompactionIsPaidBesideTheMessage() {
        String end = delta(
                "end_turn",
                "{\"input_tokens\":181,\"cache_creation_input_tokens\":0,\"cache_read_input_tokens\":0,"
                        + "\"output_tokens\":8,\"iterations\":[{\"type\":\"compaction\",\"input_tokens\":100,"
                        + "\"cache_read_input_tokens\":55096,\"output_tokens\":83},{\"type\":\"message\","
                        + "\"input_tokens\":181,\"output_tokens\":8}]}");
        Usage usage = Relayed.whole(relay(null), bytes(START + end)).relay.usage();
        assertThat(usage).isEqualTo(new Usage(281, 55_096, 0, 0, 91, 0, 0, 0, 0, 0));
    }

    @Test
    void usageThatCannotBeTrueIsNone() {
        for (String wrong : List.of("-1", "1.5", "\"9\"", "1e30", "true")) {
            StreamRelay relay = Relayed.whole(
                            relay(null), bytes(START + delta("end_turn", "{\"output_tokens\":" + wrong + "}")))
                    .relay;
            assertThat(relay.usageImplausible()).as(wrong).isTrue();
            assertThat(relay.usage()).as(wrong).isNull();
        }
        String back = delta("end_turn", "{\"output_tokens\":9}") + delta("end_turn", "{\"output_tokens\":3}");
        assertThat(Relayed.whole(relay(null), bytes(START + back)).relay.usageImplausible())
                .isTrue();
    }

    @Test
    void aZeroArgumentCallHasAnEmptyObject() {
        String call = blockStart(0, "{\"type\":\"tool_use\",\"id\":\"toolu_1\",\"name\":\"ping\",\"input\":{}}")
                + piece(0, "{\"type\":\"input_json_delta\",\"partial_json\":\"\"}")
                + blockStop(0);
        Answer answer = answer(START + call + delta("tool_use", "{\"output_tokens\":3}"));
        assertThat(answer.choices().getFirst().blocks())
                .containsExactly(new Block.ToolCall("toolu_1", "ping", "{}", false, null, Notes.NONE));
        assertThat(answer.choices().getFirst().reason()).isEqualTo(FinishReason.TOOL_CALLS);
    }

    @Test
    void aSignatureAloneIsThinkingWithoutText() {
        String thinking = blockStart(0, "{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\"}")
                + piece(0, "{\"type\":\"signature_delta\",\"signature\":\"sig==\"}")
                + blockStop(0);
        Block block =
                answer(START + thinking + END).choices().getFirst().blocks().getFirst();
        assertThat(block).isInstanceOfSatisfying(Block.Thinking.class, seen -> {
            assertThat(seen.text()).isEmpty();
            assertThat(seen.seal()).isEqualTo(new Seal(Seal.ANTHROPIC, "sig=="));
        });
    }

    @Test
    void aServerToolsUseIsToldWholeAndKeepsItsStreamedInput() {
        String use = blockStart(0, "{\"type\":\"server_tool_use\",\"id\":\"s\",\"name\":\"web_search\",\"input\":{}}")
                + piece(0, "{\"type\":\"input_json_delta\",\"partial_json\":\"{\\\"q\\\":\"}")
                + piece(0, "{\"type\":\"input_json_delta\",\"partial_json\":\"1}\"}")
                + blockStop(0);
        Block block = answer(START + use + END).choices().getFirst().blocks().getFirst();
        assertThat(block).isInstanceOfSatisfying(Block.Opaque.class, seen -> {
            assertThat(seen.type()).isEqualTo("server_tool_use");
            assertThat(seen.json())
                    .isEqualTo(
                            "{\"type\":\"server_tool_use\",\"id\":\"s\",\"name\":\"web_search\",\"input\":{\"q\":1}}");
        });
    }

    @Test
    void blocksAndTheReasonMayStandInMessageStartAlready() {
        String whole = START.replace(
                        "\"content\":[]",
                        "\"content\":[{\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"n\",\"input\":{\"a\":1}}]")
                .replace("\"stop_reason\":null", "\"stop_reason\":\"tool_use\"");
        Answer answer = answer(whole + TEXT_START + text(0, "more") + event("message_stop", null));
        assertThat(answer.choices().getFirst().blocks()).hasSize(2);
        assertThat(answer.choices().getFirst().reason()).isEqualTo(FinishReason.TOOL_CALLS);
        assertThat(Relayed.whole(relay(null), bytes(whole)).relay.contentSeen()).isTrue();
        assertThat(Relayed.whole(relay(null), bytes(whole)).relay.finishReason())
                .isEqualTo("tool_use");
    }

    @Test
    void aChangedTextIsSplicedAndEverythingElseStays() {
        List<Chunk> chunks = chunks(HELLO);
        EventWriter writer = DIALECT.eventWriter(Terms.untouched(Operation.CHAT));
        StringBuilder out = new StringBuilder();
        for (Chunk chunk : chunks) {
            Chunk next = chunk;
            for (int i = 0; i < chunk.events().size(); i++) {
                if (chunk.events().get(i) instanceof Event.TextDelta delta
                        && delta.text().equals("Hel")) {
                    next = next.replacing(i, new Event.TextDelta(0, delta.block(), "\"Je\""));
                }
            }
            out.append(new String(writer.write(next), StandardCharsets.UTF_8));
        }
        assertThat(out.toString()).isEqualTo(HELLO.replace("\"Hel\"", "\"\\\"Je\\\"\""));
    }

    @Test
    void aTextOfOursGoesIntoTheOpenTextBlock() {
        EventWriter writer = written(START + TEXT_START + text(0, "a"));
        assertThat(string(writer.text(0, "ours"))).isEqualTo(text(0, "ours"));
    }

    @Test
    void aTextOfOursBetweenBlocksIsABlockAndTheProvidersCountOn() {
        String first = START + TEXT_START + text(0, "a") + blockStop(0);
        EventWriter writer = written(first);
        assertThat(string(writer.text(0, "ours")))
                .isEqualTo(blockStart(1, "{\"type\":\"text\",\"text\":\"\"}") + text(1, "ours") + blockStop(1));
        Chunk next = chunks(first + blockStart(1, "{\"type\":\"text\",\"text\":\"\"}"))
                .getLast();
        assertThat(string(writer.write(next))).isEqualTo(blockStart(2, "{\"type\":\"text\",\"text\":\"\"}"));
    }

    @Test
    void aTextOfOursWaitsForTheEndOfACall() {
        String call = START + blockStart(0, "{\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"n\",\"input\":{}}");
        EventWriter writer = written(call);
        assertThat(writer.text(0, "ours")).isEmpty();
        Chunk stop = chunks(call + blockStop(0)).getLast();
        assertThat(string(writer.write(stop)))
                .isEqualTo(blockStop(0)
                        + blockStart(1, "{\"type\":\"text\",\"text\":\"\"}")
                        + text(1, "ours")
                        + blockStop(1));
    }

    @Test
    void aStreamEndedByUsIsClosedWithTheReasonTheUsageAndTheCode() {
        EventWriter writer = written(START + TEXT_START + text(0, "a"));
        String end = string(writer.finish(FinishReason.LENGTH, null, "budget_exhausted"));
        assertThat(end).startsWith(blockStop(0)).endsWith(event("message_stop", null));
        assertThat(end)
                .contains("\"stop_reason\":\"max_tokens\"")
                .contains("\"sluice\":{\"code\":\"budget_exhausted\"}");
        Relayed relayed = Relayed.whole(relay(null), bytes(START + TEXT_START + text(0, "a") + end));
        assertThat(relayed.end).isEqualTo(StreamEnd.WHOLE);
        assertThat(relayed.relay.usage()).isEqualTo(new Usage(10, 7, 2, 3, 1, 0, 0, 0, 0, 0));
    }

    @Test
    void aStreamEndedBeforeItBeganIsAnEmptyMessage() {
        EventWriter writer = DIALECT.eventWriter(Terms.untouched(Operation.CHAT));
        String end = string(writer.finish(FinishReason.FILTERED, new Usage(3, 0, 0, 0, 4, 0, 0, 0, 0, 0), null));
        Answer answer = answer(end);
        assertThat(answer.choices().getFirst().word()).isEqualTo("refusal");
        assertThat(answer.usage()).isEqualTo(new Usage(3, 0, 0, 0, 4, 0, 0, 0, 0, 0));
    }

    @Test
    void brokenJsonIsAFaultAndWhatWasWholeBeforeStands() {
        Relayed relayed = Relayed.whole(relay(null), bytes(START + "event: message_delta\ndata: {\"type\"\n\n"));
        assertThat(relayed.fault).isNotNull();
        assertThat(relayed.text()).isEqualTo(START);
        assertThat(relayed.end).isEqualTo(StreamEnd.CUT);
    }

    private static EventWriter written(String stream) {
        EventWriter writer = DIALECT.eventWriter(Terms.untouched(Operation.CHAT));
        chunks(stream).forEach(writer::write);
        return writer;
    }

    private static List<Chunk> chunks(String stream) {
        List<Chunk> chunks = new ArrayList<>();
        EventReader reader = DIALECT.eventReader(Terms.untouched(Operation.CHAT));
        assertThat(reader.feed(Bytes.of(stream), chunks::add)).isNull();
        reader.end(true, chunks::add);
        return chunks;
    }

    private static Answer answer(String stream) {
        List<Event> events = new ArrayList<>();
        chunks(stream).forEach(chunk -> events.addAll(chunk.events()));
        return Folding.of(events);
    }

    private static StreamRelay relay(@Nullable String alias) {
        return DIALECT.streamRelay(new Terms(Operation.CHAT, 1, false, alias, Quirks.NONE));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String string(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
