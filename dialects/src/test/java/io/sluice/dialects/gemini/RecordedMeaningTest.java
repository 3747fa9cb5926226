package io.sluice.dialects.gemini;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.dialects.Asked;
import io.sluice.dialects.Meaning;
import io.sluice.dialects.Outgoing;
import io.sluice.dialects.Recordings.Recording;
import io.sluice.dialects.model.Answer;
import io.sluice.dialects.model.Block;
import io.sluice.dialects.model.Event;
import io.sluice.dialects.model.Extras;
import io.sluice.dialects.model.Folding;
import io.sluice.dialects.model.Notes;
import io.sluice.dialects.model.Unfolding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What real requests and answers mean survives the canonical conversation; skipped where there are none to be had. */
class RecordedMeaningTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Within these all names are the caller's. */
    private static final Set<String> CALLERS = Set.of(
            "args", "response", "parameters", "parametersJsonSchema", "responseJsonSchema", "responseSchema", "labels");

    @Test
    void everyRequestWrittenBackMeansTheSame() {
        for (Recording recording : GeminiTraffic.requests()) {
            String path = recording.path();
            String model = path.substring(path.lastIndexOf("/models/") + 8, path.lastIndexOf(':'));
            Outgoing outgoing = Told.request(Told.conversation(model, recording.request()), model);
            assertThat(outgoing.losses()).as(recording.name()).isEmpty();
            assertThat(Meaning.differences(plainRequest(recording.request()), plainRequest(outgoing.body())))
                    .as(recording.name())
                    .isEmpty();
        }
    }

    @Test
    void everyAnswerWrittenBackMeansTheSame() {
        for (Recording recording : GeminiTraffic.answers()) {
            if (recording.status() == 200) {
                Answer answer = Told.answer(new String(recording.answer(), UTF_8));
                Asked asked = Told.asked(answer.id(), answer.model());
                byte[] written = Told.DIALECT.codec().writeAnswer(answer, asked);
                assertThat(asked.losses().all()).as(recording.name()).isEmpty();
                assertThat(Meaning.differences(plainAnswer(recording.answer()), plainAnswer(written)))
                        .as(recording.name())
                        .isEmpty();
                assertThat(Told.answer(new String(written, UTF_8))).isEqualTo(named(answer, asked));
                assertThat(Folding.of(Unfolding.of(answer))).isEqualTo(answer);
            }
        }
    }

    @Test
    void everyStreamFoldsToWhatItSays() {
        for (Recording recording : GeminiTraffic.streams()) {
            Answer answer = Told.streamed(recording.answer());
            List<JsonNode> responses = responses(recording);
            StringBuilder text = new StringBuilder();
            StringBuilder thoughts = new StringBuilder();
            List<String> calls = new ArrayList<>();
            List<String> signatures = new ArrayList<>();
            for (JsonNode response : responses) {
                for (JsonNode part : response.at("/candidates/0/content/parts")) {
                    (part.path("thought").asBoolean(false) ? thoughts : text)
                            .append(part.path("text").asString(""));
                    String call = part.at("/functionCall/name").asString("");
                    calls.addAll(call.isEmpty() ? List.of() : List.of(call));
                    String signature = part.path("thoughtSignature").asString("");
                    signatures.addAll(signature.isEmpty() ? List.of() : List.of(signature));
                }
            }
            assertThat(said(answer, Block.Text.class)).as(recording.name()).isEqualTo(text.toString());
            assertThat(said(answer, Block.Thinking.class)).as(recording.name()).isEqualTo(thoughts.toString());
            assertThat(calls(answer)).as(recording.name()).isEqualTo(calls);
            assertThat(signatures(answer)).as(recording.name()).isEqualTo(signatures);
            JsonNode last = responses.getLast();
            assertThat(answer.id()).isEqualTo(last.path("responseId").asString(""));
            assertThat(answer.choices().getFirst().word())
                    .isEqualTo(last.at("/candidates/0/finishReason").asString());
        }
    }

    @Test
    void everyStreamWrittenAgainInEitherFormSaysTheSame() {
        for (Recording recording : GeminiTraffic.streams()) {
            List<Event> events = Told.events(recording.answer());
            Answer answer = Folding.of(events);
            for (StreamForm form : StreamForm.values()) {
                Asked asked = Told.asked("id7", answer.model());
                byte[] stream = Told.stream(events, asked, form);
                assertThat(asked.losses().all()).as(recording.name()).isEmpty();
                assertThat(joined(Told.streamed(stream))).as(recording.name()).isEqualTo(joined(named(answer, asked)));
            }
            assertThat(Folding.of(Unfolding.of(answer))).isEqualTo(answer);
            Asked whole = Told.asked("id7", answer.model());
            byte[] written = Told.DIALECT.codec().writeAnswer(answer, whole);
            assertThat(Told.answer(new String(written, UTF_8)))
                    .as(recording.name())
                    .isEqualTo(named(answer, whole));
        }
    }

    /** The id is the call's; calls that had none get one made of it. */
    private static Answer named(Answer answer, Asked asked) {
        int[] next = {0};
        List<Answer.Choice> choices = answer.choices().stream()
                .map(choice -> blocks(
                        choice,
                        choice.blocks().stream()
                                .map(block -> block instanceof Block.ToolCall call
                                                && call.id().isEmpty()
                                        ? new Block.ToolCall(
                                                "call_" + asked.callId() + "_" + next[0]++,
                                                call.name(),
                                                call.arguments(),
                                                false,
                                                call.seal(),
                                                call.notes())
                                        : block)
                                .toList()))
                .toList();
        return new Answer(asked.callId(), answer.model(), choices, answer.usage(), answer.error(), answer.extras());
    }

    /** Neighbouring texts of a stream are one: a signature between them stands before both when it is written anew. */
    private static Answer joined(Answer answer) {
        List<Answer.Choice> choices = answer.choices().stream()
                .map(choice -> {
                    List<Block> blocks = new ArrayList<>();
                    for (Block block : choice.blocks()) {
                        if (block instanceof Block.Text more
                                && !blocks.isEmpty()
                                && blocks.getLast() instanceof Block.Text text) {
                            blocks.set(
                                    blocks.size() - 1,
                                    new Block.Text(text.text() + more.text(), more.citations(), Notes.NONE));
                        } else {
                            blocks.add(block);
                        }
                    }
                    return new Answer.Choice(
                            choice.index(),
                            blocks,
                            choice.reason(),
                            choice.word(),
                            choice.stopSequence(),
                            choice.logprobs(),
                            compact(choice.extras()));
                })
                .toList();
        return new Answer(
                answer.id(), answer.model(), choices, answer.usage(), answer.error(), compact(answer.extras()));
    }

    /** Line breaks between tokens cannot stand in an event. */
    private static Extras compact(Extras extras) {
        Map<String, String> fields = new LinkedHashMap<>();
        extras.fields()
                .forEach((name, json) -> fields.put(name, JSON.readTree(json).toString()));
        return Extras.of(extras.dialect(), fields);
    }

    private static Answer.Choice blocks(Answer.Choice choice, List<Block> blocks) {
        return new Answer.Choice(
                choice.index(),
                blocks,
                choice.reason(),
                choice.word(),
                choice.stopSequence(),
                choice.logprobs(),
                choice.extras());
    }

    private static String said(Answer answer, Class<? extends Block> sort) {
        StringBuilder said = new StringBuilder();
        for (Block block : answer.choices().getFirst().blocks()) {
            if (sort.isInstance(block)) {
                said.append(
                        switch (block) {
                            case Block.Text text -> text.text();
                            case Block.Thinking thinking -> thinking.text();
                            default -> "";
                        });
            }
        }
        return said.toString();
    }

    private static List<String> calls(Answer answer) {
        return answer.choices().getFirst().blocks().stream()
                .filter(Block.ToolCall.class::isInstance)
                .map(block -> ((Block.ToolCall) block).name())
                .toList();
    }

    private static List<String> signatures(Answer answer) {
        List<String> signatures = new ArrayList<>();
        for (Block block : answer.choices().getFirst().blocks()) {
            switch (block) {
                case Block.ToolCall call
                when call.seal() != null -> signatures.add(call.seal().data());
                case Block.Thinking thinking
                when thinking.seal() != null -> signatures.add(thinking.seal().data());
                case Block.HiddenThinking hidden -> signatures.add(hidden.seal().data());
                case Block.Opaque opaque -> {
                    String own = JSON.readTree(opaque.json())
                            .path("thoughtSignature")
                            .asString("");
                    signatures.addAll(own.isEmpty() ? List.of() : List.of(own));
                }
                default -> {}
            }
        }
        return signatures;
    }

    private static List<JsonNode> responses(Recording recording) {
        String stream = new String(recording.answer(), UTF_8);
        List<JsonNode> responses = new ArrayList<>();
        if (stream.startsWith("[")) {
            JSON.readTree(stream).forEach(responses::add);
        } else {
            for (String line : stream.split("\r?\n")) {
                if (line.startsWith("data:")) {
                    responses.add(JSON.readTree(line.substring(5)));
                }
            }
        }
        return responses;
    }

    /**
     * A request without what protobuf's JSON says twice or not at all: names in either spelling, nulls, and each of the
     * defaults named here.
     */
    private static byte[] plainRequest(byte[] request) {
        ObjectNode tree = (ObjectNode) plain(JSON.readTree(request));
        // The path's, which is the model that answers.
        tree.remove("model");
        // An empty config says nothing.
        if (tree.path("generationConfig").isObject()
                && tree.get("generationConfig").isEmpty()) {
            tree.remove("generationConfig");
        }
        for (JsonNode content : tree.path("contents")) {
            content.path("parts").forEach(RecordedMeaningTest::plainPart);
        }
        tree.at("/systemInstruction/parts").forEach(RecordedMeaningTest::plainPart);
        return JSON.writeValueAsBytes(tree);
    }

    private static void plainPart(JsonNode node) {
        ObjectNode part = (ObjectNode) node;
        // False is the default.
        if (part.path("thought").isBoolean() && !part.get("thought").asBoolean()) {
            part.remove("thought");
        }
        // A call without arguments is one with none.
        if (part.path("functionCall") instanceof ObjectNode call && !call.has("args")) {
            call.putObject("args");
        }
        // A part that is only a signature is an empty text.
        if (part.size() == 1 && part.has("thoughtSignature")) {
            part.put("text", "");
        }
    }

    private static byte[] plainAnswer(byte[] answer) {
        ObjectNode tree = (ObjectNode) plain(JSON.readTree(answer));
        for (JsonNode node : tree.path("candidates")) {
            ObjectNode candidate = (ObjectNode) node;
            // Zero is the default.
            if (candidate.path("index").asInt(0) == 0) {
                candidate.remove("index");
            }
            // The role of an answer is the model's; a content without parts is none.
            if (candidate.path("content") instanceof ObjectNode content) {
                content.remove("role");
                content.path("parts").forEach(RecordedMeaningTest::plainPart);
                // Ids are ours to give where the provider gave none.
                content.path("parts").forEach(part -> {
                    if (part.path("functionCall") instanceof ObjectNode call
                            && call.path("id").asString("call_").startsWith("call_")) {
                        call.remove("id");
                    }
                });
                if (content.isEmpty()) {
                    candidate.remove("content");
                }
            }
        }
        // One recorder kept neither.
        if (tree.path("responseId").asString("").isEmpty()) {
            tree.remove("responseId");
        }
        if (tree.path("modelVersion").asString("").isEmpty()) {
            tree.remove("modelVersion");
        }
        return JSON.writeValueAsBytes(tree);
    }

    private static JsonNode plain(JsonNode node) {
        if (node instanceof ArrayNode array) {
            ArrayNode copy = JSON.createArrayNode();
            array.forEach(element -> copy.add(plain(element)));
            return copy;
        }
        if (!(node instanceof ObjectNode object)) {
            return node;
        }
        ObjectNode copy = JSON.createObjectNode();
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            String name = camel(member.getKey());
            if (!member.getValue().isNull()) {
                copy.set(name, CALLERS.contains(name) ? member.getValue() : plain(member.getValue()));
            }
        }
        return copy;
    }

    private static String camel(String name) {
        StringBuilder camel = new StringBuilder();
        for (String word : name.split("_")) {
            camel.append(camel.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        return camel.toString();
    }
}
