package io.sluice.dialects.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.dialects.AnswerRelay;
import io.sluice.dialects.Asked;
import io.sluice.dialects.Asking;
import io.sluice.dialects.Codec;
import io.sluice.dialects.Dialect;
import io.sluice.dialects.EventReader;
import io.sluice.dialects.EventWriter;
import io.sluice.dialects.Meaning;
import io.sluice.dialects.Operation;
import io.sluice.dialects.Outgoing;
import io.sluice.dialects.Quirks;
import io.sluice.dialects.Reading;
import io.sluice.dialects.Recordings;
import io.sluice.dialects.Recordings.Recording;
import io.sluice.dialects.Relayed;
import io.sluice.dialects.RequestFacts;
import io.sluice.dialects.Seeded;
import io.sluice.dialects.Sending;
import io.sluice.dialects.StreamEnd;
import io.sluice.dialects.StreamRelay;
import io.sluice.dialects.StreamWriter;
import io.sluice.dialects.Terms;
import io.sluice.dialects.Understanding;
import io.sluice.dialects.bedrock.eventstream.Message;
import io.sluice.dialects.bedrock.eventstream.MessageFramer;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.JsonLimits;
import io.sluice.dialects.json.JsonScanner;
import io.sluice.dialects.model.Answer;
import io.sluice.dialects.model.Conversation;
import io.sluice.dialects.model.ErrorFacts;
import io.sluice.dialects.model.Event;
import io.sluice.dialects.model.Folding;
import io.sluice.dialects.model.Losses;
import io.sluice.dialects.model.Orderly;
import java.io.ByteArrayOutputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.util.RawValue;

/** Real Converse traffic through relays, readers and the codec; skipped where there is none to be had. */
class ConverseRecordingsTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Dialect DIALECT = new BedrockConverse();
    private static final Codec CODEC = DIALECT.codec();

    /** Where a request may differ after it was read and written, and why. */
    private static final List<String> REQUEST_EXCEPTIONS = List.of(
            // Empty, so it says nothing.
            "\\$\\.system: \\[\\] is gone",
            "\\$\\.inferenceConfig: \\{\\} is gone",
            // So that Claude tells which sequence stopped it.
            "\\$\\.additionalModelResponseFieldPaths: appeared as \\[\"(/delta)?/stop_sequence\"]",
            // Neighbours of one side are one message.
            "\\$\\.messages\\[0].content\\[1]: appeared as \\{\"text\":\"what is the capital of Japan\\?\"}",
            "\\$\\.messages\\[1]: .*\"text\":\"what is the capital of Japan\\?\".* is gone");

    /** The same for whole answers. */
    private static final List<String> ANSWER_EXCEPTIONS = List.of(
            // The same figures under a second name.
            "\\$\\.usage\\.cache(Read|Write)InputTokenCount: \\d+ is gone",
            // Empty, so it says nothing.
            "\\$\\.usage\\.serverToolUsage: \\{\\} is gone",
            // Figures that are not there are 0.
            "\\$\\.usage\\.cache(Read|Write)InputTokens: appeared as 0");

    @Test
    void everyRequestReadAndWrittenBackMeansTheSame() {
        List<String> differences = new ArrayList<>();
        for (Recording recording : all()) {
            if (recording.request().length == 0 || recording.status() >= 400) {
                continue;
            }
            Conversation conversation = read(recording);
            Outgoing written = CODEC.writeRequest(conversation, sending(recording));
            differences.addAll(Meaning.differences(recording.request(), written.body()));
            assertThat(written.losses()).as(recording.name()).isEmpty();
        }
        assertExcepted(differences, REQUEST_EXCEPTIONS);
    }

    @Test
    void theRecordedCountIsReadAndItsRequestIsOursToTheByte() {
        int counts = 0;
        for (Recording recording : Recordings.of(Set.of("bedrock.count-tokens"))) {
            JsonNode converse = JSON.readTree(recording.request()).at("/input/converse");
            byte[] counted = CountTokens.body(JSON.writeValueAsBytes(converse));
            assertThat(Meaning.differences(recording.request(), counted)).isEmpty();
            if (recording.status() == 200) {
                counts++;
                assertThat(CountTokens.read(Bytes.of(recording.answer()))).isEqualTo(23);
            }
        }
        assertThat(counts).isEqualTo(1);
    }

    @Test
    void everyRequestReadAgainIsTheSameConversation() {
        for (Recording recording : all()) {
            if (recording.request().length > 0) {
                Conversation conversation = read(recording);
                byte[] written =
                        CODEC.writeRequest(conversation, sending(recording)).body();
                Conversation again = read(recording, written);
                assertThat(again.turns().stream()
                                .flatMap(turn -> turn.blocks().stream())
                                .toList())
                        .as(recording.name())
                        .isEqualTo(conversation.turns().stream()
                                .flatMap(turn -> turn.blocks().stream())
                                .toList());
                assertThat(again.tools()).isEqualTo(conversation.tools());
                assertThat(again.sampling()).isEqualTo(conversation.sampling());
                assertThat(again.reasoning()).isEqualTo(conversation.reasoning());
                assertThat(again.format()).isEqualTo(conversation.format());
            }
        }
    }

    @Test
    void everyAnswerReadAndWrittenBackMeansTheSame() {
        List<String> differences = new ArrayList<>();
        for (Recording recording : answers()) {
            Answer answer = CODEC.readAnswer(Bytes.of(recording.answer()), Quirks.NONE);
            Losses losses = new Losses();
            byte[] written = CODEC.writeAnswer(answer, asked(recording, losses));
            differences.addAll(Meaning.differences(recording.answer(), written));
            assertThat(losses.all()).as(recording.name()).isEmpty();
            assertThat(CODEC.readAnswer(Bytes.of(written), Quirks.NONE)).isEqualTo(answer);
        }
        assertExcepted(differences, ANSWER_EXCEPTIONS);
    }

    @Test
    void everyAnswerIsWatchedWholeAndInPieces() {
        Seeded seeded = new Seeded(81);
        for (Recording recording : answers()) {
            AnswerRelay whole = watched(List.of(Bytes.of(recording.answer())));
            AnswerRelay pieces = watched(seeded.pieces(recording.answer()));
            JsonNode tree = JSON.readTree(recording.answer());
            assertThat(whole.usage()).isEqualTo(pieces.usage()).isNotNull();
            assertThat(
                            whole.usage() == null
                                    ? 0
                                    : whole.usage().totalInput() + whole.usage().totalOutput())
                    .as(recording.name())
                    .isEqualTo(tree.get("usage").get("totalTokens").asLong());
            assertThat(whole.finishReason()).isEqualTo(tree.get("stopReason").asString());
            assertThat(whole.contentSeen()).isTrue();
            assertThat(whole.error()).isNull();
            assertThat(DIALECT.fold(DIALECT.unfold(Bytes.of(recording.answer()))))
                    .isEqualTo(recording.answer());
        }
    }

    @Test
    void everyStreamComesOutAsItWentInHoweverItIsCut() {
        Seeded seeded = new Seeded(82);
        for (Recording recording : streams()) {
            byte[] stream = recording.answer();
            Relayed whole = Relayed.whole(relay(), stream);
            assertThat(whole.bytes()).as(recording.name()).isEqualTo(stream);
            assertThat(whole.end).as(recording.name()).isEqualTo(StreamEnd.WHOLE);
            assertThat(whole.windows).hasSize(1);
            assertThat(whole.relay.contentSeen()).isTrue();
            assertThat(whole.relay.usage()).isNotNull();
            assertSame(recording, whole, Relayed.byteByByte(relay(), stream));
            for (int boundary : boundaries(stream)) {
                for (int cut = Math.max(0, boundary - 1); cut <= Math.min(stream.length, boundary + 1); cut++) {
                    assertSame(recording, whole, Relayed.cutAt(relay(), stream, cut));
                }
            }
            for (int i = 0; i < 32; i++) {
                assertSame(recording, whole, Relayed.cutAt(relay(), stream, seeded.below(stream.length + 1)));
            }
        }
    }

    @Test
    void theShortestStreamIsTheSameCutAnywhere() {
        streams().stream()
                .min(Comparator.comparingInt(recording -> recording.answer().length))
                .ifPresent(ConverseRecordingsTest::cutEverywhere);
    }

    /** A minute long; run with {@code -Dsluice.everything=true}. */
    @Test
    @EnabledIfSystemProperty(named = "sluice.everything", matches = "true")
    void everyStreamIsTheSameCutAnywhere() {
        streams().forEach(ConverseRecordingsTest::cutEverywhere);
    }

    private static void cutEverywhere(Recording recording) {
        Relayed whole = Relayed.whole(relay(), recording.answer());
        for (int cut = 0; cut <= recording.answer().length; cut++) {
            assertSame(recording, whole, Relayed.cutAt(relay(), recording.answer(), cut));
        }
    }

    @Test
    void aStreamThatBreaksOffAnywhereIsCutAndEndsWithAWholeMessage() {
        for (Recording recording : streams()) {
            byte[] stream = recording.answer();
            List<Integer> boundaries = boundaries(stream);
            // After messageStop a proper end is whole; the metadata is the last message.
            int stopped = boundaries.get(boundaries.size() - 2);
            for (int i = 0; i < stream.length - 1; i += 1 + stream.length / 50) {
                Relayed relayed = Relayed.whole(relay(), Arrays.copyOf(stream, i));
                assertThat(relayed.end).isEqualTo(i == stopped ? StreamEnd.WHOLE : StreamEnd.CUT);
                int written = relayed.bytes().length;
                assertThat(written == 0 || boundaries.contains(written)).isTrue();
            }
            byte[] unmeasured = Arrays.copyOf(stream, stopped);
            assertThat(Relayed.whole(relay(), unmeasured).end).isEqualTo(StreamEnd.WHOLE);
            assertThat(new Relayed(relay()).feed(Bytes.of(unmeasured)).end(false).end)
                    .isEqualTo(StreamEnd.CUT);
        }
    }

    @Test
    void everyStreamReadAndWrittenBackIsItsOwnBytesAndSaysWhatTheRelaySaw() {
        Seeded seeded = new Seeded(83);
        for (Recording recording : streams()) {
            EventReader reader = DIALECT.eventReader(Terms.untouched(Operation.CHAT));
            EventWriter writer = DIALECT.eventWriter(Terms.untouched(Operation.CHAT));
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            for (Bytes piece : seeded.pieces(recording.answer())) {
                assertThat(reader.feed(piece, chunk -> out.writeBytes(writer.write(chunk))))
                        .isNull();
            }
            assertThat(reader.end(true, chunk -> out.writeBytes(writer.write(chunk))))
                    .isEqualTo(StreamEnd.WHOLE);
            assertThat(out.toByteArray()).as(recording.name()).isEqualTo(recording.answer());
            Relayed relayed = Relayed.whole(relay(), recording.answer());
            assertThat(reader.usage()).isEqualTo(relayed.relay.usage());
            assertThat(reader.finishReason()).isEqualTo(relayed.relay.finishReason());
            assertThat(reader.contentSeen()).isTrue();
        }
    }

    @Test
    void everyStreamSaysWhatTheWholeAnswerWouldHaveSaid() {
        for (Recording recording : streams()) {
            Answer streamed = Folding.of(events(recording.answer()));
            Answer whole = CODEC.readAnswer(Bytes.of(assembled(recording.answer())), Quirks.NONE);
            assertThat(streamed).as(recording.name()).isEqualTo(whole);
            assertThat(streamed.choices()).hasSize(1);
        }
    }

    @Test
    void everyStreamWrittenForACallerSaysTheSame() {
        for (Recording recording : streams()) {
            Losses losses = new Losses();
            StreamWriter writer = CODEC.streamWriter(asked(recording, losses));
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            Orderly orderly = new Orderly(event -> out.writeBytes(writer.write(event)));
            events(recording.answer()).forEach(orderly::take);
            out.writeBytes(writer.end(null));
            Relayed relayed = Relayed.whole(relay(), out.toByteArray());
            assertThat(relayed.end).as(recording.name()).isEqualTo(StreamEnd.WHOLE);
            assertThat(Folding.of(events(out.toByteArray())))
                    .as(recording.name())
                    .isEqualTo(Folding.of(events(recording.answer())));
            assertThat(losses.all()).as(recording.name()).isEmpty();
        }
    }

    @Test
    void everyRecordedErrorIsReadWithItsType() {
        int errors = 0;
        for (Recording recording : all()) {
            if (recording.status() >= 400) {
                errors++;
                ErrorFacts error =
                        DIALECT.readError(recording.status(), recording.errorType(), Bytes.of(recording.answer()));
                assertThat(error.status()).isEqualTo(recording.status());
                assertThat(error.message())
                        .isEqualTo(
                                JSON.readTree(recording.answer()).get("message").asString());
                if (!recording.errorType().isEmpty()) {
                    assertThat(error.type()).matches("[A-Za-z]+Exception");
                    assertThat(DIALECT.errorType(error)).isEqualTo(error.type());
                }
                assertThat(Meaning.differences(recording.answer(), DIALECT.errorBody(error, null)))
                        .isEmpty();
            }
        }
        assertThat(errors).isEqualTo(3);
    }

    /** The answer a stream would have been, put together without the code under test. */
    private static byte[] assembled(byte[] stream) {
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode content = answer.putObject("output").putObject("message").putArray("content");
        Map<Integer, ObjectNode> blocks = new TreeMap<>();
        Map<Integer, StringBuilder> inputs = new TreeMap<>();
        for (Message message : messages(stream)) {
            JsonNode payload = JSON.readTree(message.payload().toArray());
            ObjectNode block = payload.has("contentBlockIndex")
                    ? blocks.computeIfAbsent(payload.get("contentBlockIndex").asInt(), i -> JSON.createObjectNode())
                    : JSON.createObjectNode();
            switch (message.eventType()) {
                case "contentBlockStart" -> block.setAll((ObjectNode) payload.get("start"));
                case "contentBlockDelta" ->
                    delta(
                            block,
                            payload.get("delta"),
                            inputs,
                            payload.get("contentBlockIndex").asInt());
                case "messageStop", "metadata" ->
                    payload.properties().forEach(member -> {
                        if (!member.getKey().equals("p")) {
                            answer.set(member.getKey(), member.getValue());
                        }
                    });
                default -> {}
            }
        }
        inputs.forEach((index, input) -> ((ObjectNode)
                        blocks.getOrDefault(index, JSON.createObjectNode()).get("toolUse"))
                .putRawValue("input", new RawValue(input.toString())));
        blocks.values().forEach(content::add);
        return JSON.writeValueAsBytes(answer);
    }

    private static void delta(ObjectNode block, JsonNode delta, Map<Integer, StringBuilder> inputs, int index) {
        if (delta.has("toolUse")) {
            inputs.computeIfAbsent(index, i -> new StringBuilder())
                    .append(delta.get("toolUse").get("input").asString());
        } else if (delta.has("toolResult")) {
            ((ObjectNode) block.get("toolResult")).set("content", delta.get("toolResult"));
        } else if (delta.has("text") && block.has("citationsContent")) {
            append((ObjectNode) block.get("citationsContent").get("content").get(0), "text", delta.get("text"));
        } else if (delta.has("text")) {
            append(block, "text", delta.get("text"));
        } else if (delta.has("citation")) {
            ObjectNode cited = JSON.createObjectNode();
            cited.putArray("content").addObject().put("text", block.path("text").asString(""));
            cited.putArray("citations").add(delta.get("citation"));
            block.remove("text");
            block.set("citationsContent", cited);
        } else if (delta.get("reasoningContent").has("redactedContent")) {
            block.set("reasoningContent", delta.get("reasoningContent"));
        } else {
            ObjectNode text = block.has("reasoningContent")
                    ? (ObjectNode) block.get("reasoningContent").get("reasoningText")
                    : block.putObject("reasoningContent").putObject("reasoningText");
            delta.get("reasoningContent").properties().forEach(m -> append(text, m.getKey(), m.getValue()));
        }
    }

    private static void append(ObjectNode to, String name, JsonNode text) {
        to.put(name, to.path(name).asString("") + text.asString());
    }

    private static List<Message> messages(byte[] stream) {
        List<Message> messages = new ArrayList<>();
        new MessageFramer((message, source, held, start, end) -> messages.add(message)).feed(Bytes.of(stream));
        return messages;
    }

    private static List<Integer> boundaries(byte[] stream) {
        List<Integer> boundaries = new ArrayList<>();
        new MessageFramer((message, source, held, start, end) -> boundaries.add(end)).feed(Bytes.of(stream));
        return boundaries;
    }

    private static List<Event> events(byte[] stream) {
        List<Event> events = new ArrayList<>();
        EventReader reader = DIALECT.eventReader(Terms.untouched(Operation.CHAT));
        assertThat(reader.feed(Bytes.of(stream), chunk -> events.addAll(chunk.events())))
                .isNull();
        reader.end(true, chunk -> events.addAll(chunk.events()));
        return events;
    }

    private static void assertSame(Recording recording, Relayed whole, Relayed cut) {
        assertThat(cut.bytes()).as(recording.name()).isEqualTo(whole.bytes());
        assertThat(cut.end).as(recording.name()).isEqualTo(whole.end);
        assertThat(cut.relay.usage()).as(recording.name()).isEqualTo(whole.relay.usage());
        assertThat(cut.relay.finishReason()).as(recording.name()).isEqualTo(whole.relay.finishReason());
        assertThat(cut.relay.events()).as(recording.name()).isEqualTo(whole.relay.events());
    }

    private static AnswerRelay watched(List<Bytes> pieces) {
        AnswerRelay relay = DIALECT.answerRelay(Terms.untouched(Operation.CHAT));
        pieces.forEach(piece -> assertThat(relay.feed(piece)).isNull());
        assertThat(relay.end()).isNull();
        return relay;
    }

    private static StreamRelay relay() {
        return DIALECT.streamRelay(Terms.untouched(Operation.CHAT));
    }

    /** Whether each difference is one of the exceptions, and none of these is there for nothing. */
    private static void assertExcepted(List<String> differences, List<String> exceptions) {
        Set<String> needed = new HashSet<>();
        for (String line : differences) {
            List<String> matching = exceptions.stream()
                    .filter(exception -> Pattern.compile(exception, Pattern.DOTALL)
                            .matcher(line)
                            .matches())
                    .toList();
            assertThat(matching).as(line).isNotEmpty();
            needed.addAll(matching);
        }
        assertThat(needed).containsExactlyInAnyOrderElementsOf(exceptions);
    }

    private static String model(Recording recording) {
        return URLDecoder.decode(recording.path().split("/")[2], StandardCharsets.UTF_8);
    }

    private static Sending sending(Recording recording) {
        return new Sending(model(recording), null, Quirks.NONE);
    }

    private static Asked asked(Recording recording, Losses losses) {
        Conversation conversation = read(recording, "{\"messages\":[]}".getBytes(StandardCharsets.UTF_8));
        return new Asked("01TESTCALL", 1_700_000_000L, model(recording), conversation, losses);
    }

    private static Conversation read(Recording recording) {
        return read(recording, recording.request());
    }

    private static Conversation read(Recording recording, byte[] body) {
        boolean stream = recording.path().endsWith("converse-stream");
        JsonScanner scanner = new JsonScanner(JsonLimits.REQUEST, DIALECT.outlined(), DIALECT.unrepeatable());
        scanner.feed(Bytes.of(body));
        assertThat(scanner.end()).isNull();
        Asking asking = new Asking(Operation.CHAT, model(recording), stream);
        Reading reading = DIALECT.read(asking, scanner.outline(), Bytes.of(body));
        assertThat(reading).isInstanceOf(Reading.Understood.class);
        RequestFacts facts = ((Reading.Understood) reading).facts();
        assertThat(facts.stream()).isEqualTo(stream);
        Understanding understanding = CODEC.readRequest(facts, Bytes.of(body));
        assertThat(understanding).as(recording.name()).isInstanceOf(Understanding.Understood.class);
        return ((Understanding.Understood) understanding).conversation();
    }

    private static List<Recording> all() {
        return Recordings.of(Set.of("bedrock.converse", "bedrock.converse-stream"));
    }

    private static List<Recording> streams() {
        return all().stream().filter(Recording::stream).toList();
    }

    private static List<Recording> answers() {
        return all().stream()
                .filter(recording -> !recording.stream() && recording.status() == 200)
                .toList();
    }
}
