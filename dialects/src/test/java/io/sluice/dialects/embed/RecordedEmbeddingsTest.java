package io.sluice.dialects.embed;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.dialects.Meaning;
import io.sluice.dialects.Recordings;
import io.sluice.dialects.Recordings.Recording;
import io.sluice.dialects.model.Extras;
import io.sluice.dialects.model.Losses;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Real requests and answers, in their own dialect and in every other. */
class RecordedEmbeddingsTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Set<String> OPENAI = Set.of("openai.embeddings");
    private static final Set<String> GEMINI = Set.of("gemini.embedContent", "gemini.batchEmbedContents");
    private static final Set<String> OTHERS = Set.of("cohere.v1.embed", "cohere.v2.embed", "ollama.embed");

    private static Side side(Recording recording) {
        if (OPENAI.contains(recording.endpoint())) {
            return Side.OPENAI;
        }
        if (GEMINI.contains(recording.endpoint())) {
            return Side.GEMINI;
        }
        return recording.endpoint().startsWith("cohere") ? Side.COHERE : Side.OLLAMA;
    }

    static Stream<Recording> requests() {
        return Stream.of(OPENAI, GEMINI)
                .flatMap(endpoints -> Recordings.of(endpoints).stream())
                .filter(recording -> recording.request().length > 0);
    }

    static Stream<Recording> answers() {
        return Stream.of(OPENAI, GEMINI, OTHERS)
                .flatMap(endpoints -> Recordings.of(endpoints).stream())
                .filter(recording -> recording.status() == 200);
    }

    @ParameterizedTest
    @MethodSource("requests")
    void aRequestMeansTheSameInItsOwnDialect(Recording recording) {
        Side side = side(recording);
        EmbedRequest request = side.asked(text(recording.request()));

        Side own = request.extras().field("gemini", ".form") == null ? side : Side.VERTEX_ONE;
        Side.Sent sent = own.sent(request);

        assertThat(sent.losses()).isEmpty();
        assertThat(Meaning.differences(
                        bytes(plain(recording.request())),
                        bytes(plain(sent.only().getBytes(StandardCharsets.UTF_8)))))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("requests")
    void aRequestAsksForTheSameVectorsInEveryOther(Recording recording) {
        EmbedRequest request = side(recording).asked(text(recording.request()));
        List<String> texts = request.inputs().stream().map(EmbedInput::text).toList();
        for (Side target : Side.values()) {
            Side.Sent sent = target.sent(request);
            List<String> said = new ArrayList<>();
            sent.bodies().forEach(body -> texts(JSON.readTree(body), texts, said));
            assertThat(said).as(target + " " + sent.bodies()).isEqualTo(texts);
            if (Side.CALLERS.contains(target)) {
                EmbedRequest again = target.asked(sent.only());
                assertThat(again.dimensions()).isEqualTo(request.dimensions());
                assertThat(again.inputs()).extracting(EmbedInput::text).isEqualTo(texts);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("answers")
    void anAnswerMeansTheSameInItsOwnDialect(Recording recording) {
        Side side = side(recording);
        if (!Side.CALLERS.contains(side)) {
            return;
        }
        EmbedAnswer answer = side.answer(text(recording.answer()));
        Losses losses = new Losses();
        String told = side.told(answer, asked(recording, answer), losses);

        ObjectNode expected = (ObjectNode) plain(recording.answer());
        if (side == Side.OPENAI) {
            // Ours is the name that was asked for, and usage is told in full: Voyage leaves one of the two counts out.
            expected.put("model", "asked");
            ObjectNode usage = (ObjectNode) expected.get("usage");
            usage.set("prompt_tokens", usage.get("total_tokens"));
            usage.remove("completion_tokens");
            assertThat(losses.all()).isEmpty();
        }
        assertThat(Meaning.differences(bytes(expected), told.getBytes(StandardCharsets.UTF_8)))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("answers")
    void anAnswerSaysTheSameToACallerOfAnyDialect(Recording recording) {
        EmbedAnswer answer = side(recording).answer(text(recording.answer()));
        assertThat(answer.error()).isNull();
        assertThat(answer.vectors()).isNotEmpty();
        for (Side caller : Side.CALLERS) {
            EmbedAnswer again = caller.answer(caller.told(answer, asked(recording, answer), new Losses()));
            assertThat(again.vectors())
                    .as(caller.title)
                    .extracting(Vector::base64)
                    .isEqualTo(answer.vectors().stream().map(Vector::base64).toList());
            if (answer.usage() != null) {
                assertThat(again.usage()).isEqualTo(answer.usage());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("answers")
    void whatARecordedAnswerIsBilledIsKnown(Recording recording) {
        EmbedAnswer answer = side(recording).answer(text(recording.answer()));
        // The Gemini API tells no usage of batches, and Cohere bills an image by the piece.
        boolean untold = recording.endpoint().equals("gemini.batchEmbedContents")
                || recording.name().contains("embed_images");
        assertThat(answer.usage() == null).as(recording.name()).isEqualTo(untold);
    }

    private static EmbedRequest asked(Recording recording, EmbedAnswer answer) {
        boolean base64 = answer.vectors().getFirst() instanceof Vector.Floats;
        String form = recording.endpoint().equals("gemini.embedContent") ? ".form" : ".none";
        return new EmbedRequest(
                "m",
                answer.vectors().stream()
                        .map(vector -> EmbedInput.of("t", null))
                        .toList(),
                null,
                base64 ? EmbedRequest.Format.BASE64 : null,
                null,
                null,
                new Extras("gemini", java.util.Map.of(form, "\"one\"")));
    }

    /** The texts that were asked for, as they turn up in a body. */
    private static void texts(JsonNode node, List<String> wanted, List<String> found) {
        if (node.isString() && wanted.contains(node.asString())) {
            found.add(node.asString());
        }
        node.forEach(child -> texts(child, wanted, found));
    }

    /** Without what says nothing: nulls, a single text instead of a list of one, the model's name beside the path's. */
    private static JsonNode plain(byte[] json) {
        JsonNode node = JSON.readTree(json);
        prune(node);
        if (node instanceof ObjectNode object) {
            JsonNode input = object.get("input");
            if (input != null && input.isString()) {
                object.putArray("input").add(input.asString());
            }
            if (object.has("requests")) {
                object.remove("model");
                object.get("requests").forEach(request -> ((ObjectNode) request).put("model", "m"));
            }
            if (object.has("input")) {
                object.put("model", "m");
            }
        }
        return node;
    }

    private static void prune(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.properties().stream()
                    .filter(member -> member.getValue().isNull())
                    .map(java.util.Map.Entry::getKey)
                    .toList()
                    .forEach(object::remove);
        }
        node.forEach(RecordedEmbeddingsTest::prune);
    }

    private static byte[] bytes(JsonNode node) {
        return JSON.writeValueAsBytes(node);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
