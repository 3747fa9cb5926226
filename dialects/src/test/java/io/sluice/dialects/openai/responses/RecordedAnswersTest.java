package io.sluice.dialects.openai.responses;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.dialects.AnswerRelay;
import io.sluice.dialects.Meaning;
import io.sluice.dialects.Operation;
import io.sluice.dialects.Quirks;
import io.sluice.dialects.Recordings;
import io.sluice.dialects.Recordings.Recording;
import io.sluice.dialects.Seeded;
import io.sluice.dialects.Terms;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.Edit;
import io.sluice.dialects.model.Answer;
import io.sluice.dialects.model.Conversation;
import io.sluice.dialects.model.Usage;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Real whole answers relayed, and read and written back. */
class RecordedAnswersTest {
    /** What the call decides, not the answer: its id and time, the model's name, and the settings that were asked for. */
    private static final Set<String> OF_THE_CALL = Set.of(
            "id",
            "object",
            "created_at",
            "completed_at",
            "model",
            "instructions",
            "previous_response_id",
            "tools",
            "tool_choice",
            "truncation",
            "parallel_tool_calls",
            "text",
            "top_p",
            "presence_penalty",
            "frequency_penalty",
            "top_logprobs",
            "temperature",
            "reasoning",
            "max_output_tokens",
            "max_tool_calls",
            "store",
            "background",
            "metadata",
            "safety_identifier",
            "prompt_cache_key",
            "prompt_cache_retention",
            "user");

    @Test
    void everyAnswerReadAndWrittenBackMeansTheSame() {
        for (Recording recording : answers()) {
            Conversation conversation = recording.request().length == 0
                    ? Calls.foreign()
                    : Calls.conversation(new String(recording.request(), UTF_8));
            Answer answer = Calls.answer(recording.answer());
            byte[] back = Calls.DIALECT.codec().writeAnswer(answer, Calls.asked(conversation));
            assertThat(Meaning.differences(plain(recording.answer()), plain(back)))
                    .as(recording.name())
                    .isEmpty();
        }
    }

    /** Also left out: ids of items, which are the call's, and what has a default in the specification. */
    private static byte[] plain(byte[] body) {
        ObjectNode response = (ObjectNode) Plain.withoutNulls(Plain.JSON.readTree(body));
        response.remove(OF_THE_CALL);
        // The texts of the output once more, at some.
        response.remove("output_text");
        if (response.path("service_tier").asString("").equals("default")) {
            response.remove("service_tier");
        }
        // None written to the cache is what most say by leaving it out.
        JsonNode input = response.path("usage").path("input_tokens_details");
        if (input.path("cache_write_tokens").asInt(1) == 0) {
            ((ObjectNode) input).remove("cache_write_tokens");
        }
        for (JsonNode item : response.path("output")) {
            ObjectNode one = (ObjectNode) item;
            String type = one.path("type").asString();
            if (Set.of("message", "reasoning", "function_call", "image_generation_call")
                    .contains(type)) {
                one.remove("id");
            }
            if (type.equals("reasoning")) {
                one.remove("status");
                if (one.path("content").isEmpty()) {
                    one.remove("content");
                }
                // Thinking is one text: parts of a summary are put together.
                ArrayNode summary = (ArrayNode) one.get("summary");
                if (summary.size() > 1) {
                    StringBuilder joined = new StringBuilder();
                    summary.forEach(part -> joined.append(joined.isEmpty() ? "" : "\n\n")
                            .append(part.path("text").asString()));
                    one.putArray("summary")
                            .addObject()
                            .put("type", "summary_text")
                            .put("text", joined.toString());
                }
            }
            for (JsonNode part : one.path("content")) {
                if (part.path("logprobs").isArray() && part.path("logprobs").isEmpty()) {
                    ((ObjectNode) part).remove("logprobs");
                }
            }
        }
        return Plain.JSON.writeValueAsBytes(response);
    }

    @Test
    void everyAnswerReadAgainIsTheSame() {
        for (Recording recording : answers()) {
            Answer answer = Calls.answer(recording.answer());
            Answer again = Calls.answer(Calls.DIALECT.codec().writeAnswer(answer, Calls.asked(Calls.foreign())));
            assertThat(again.choices()).as(recording.name()).isEqualTo(answer.choices());
            assertThat(again.usage()).as(recording.name()).isEqualTo(answer.usage());
            assertThat(again.error()).as(recording.name()).isEqualTo(answer.error());
        }
    }

    @Test
    void everyAnswerIsWatchedRightWhateverItsPieces() {
        Seeded seeded = new Seeded(43);
        for (Recording recording : answers()) {
            AnswerRelay whole = watched(recording, List.of(Bytes.of(recording.answer())));
            AnswerRelay pieces = watched(recording, seeded.pieces(recording.answer()));
            JsonNode tree = Plain.JSON.readTree(recording.answer());
            assertThat(pieces.usage()).as(recording.name()).isEqualTo(whole.usage());
            assertThat(pieces.modelEdit()).isEqualTo(whole.modelEdit());
            assertThat(whole.error() != null)
                    .as(recording.name())
                    .isEqualTo(
                            tree.path("error").isObject() || tree.path("error").isString());
            Edit edit = whole.modelEdit();
            if (edit != null) {
                assertThat(Bytes.of(recording.answer()).utf8(edit.start(), edit.end()))
                        .isEqualTo("\"" + tree.path("model").asString() + "\"");
            }
            assertUsage(recording, tree.path("usage"), whole);
        }
    }

    @Test
    void everyAnswerUnfoldsAndFoldsToItsOwnBytes() {
        for (Recording recording : answers()) {
            assertThat(Calls.DIALECT.fold(Calls.DIALECT.unfold(Bytes.of(recording.answer()))))
                    .isEqualTo(recording.answer());
        }
    }

    private static void assertUsage(Recording recording, JsonNode said, AnswerRelay relay) {
        if (said.isObject()) {
            Usage usage = relay.usage() == null ? Usage.NONE : relay.usage();
            assertThat(usage.totalInput())
                    .as(recording.name())
                    .isEqualTo(said.path("input_tokens").asLong());
            assertThat(usage.totalOutput())
                    .as(recording.name())
                    .isEqualTo(said.path("output_tokens").asLong());
            assertThat(relay.finishReason()).isEqualTo("completed");
            assertThat(relay.contentSeen()).isTrue();
        }
    }

    private static AnswerRelay watched(Recording recording, List<Bytes> pieces) {
        AnswerRelay relay = Calls.DIALECT.answerRelay(new Terms(Operation.CHAT, 1, false, "the-alias", Quirks.NONE));
        for (Bytes piece : pieces) {
            assertThat(relay.feed(piece)).as(recording.name()).isNull();
        }
        assertThat(relay.end()).as(recording.name()).isNull();
        return relay;
    }

    private static List<Recording> answers() {
        return Recordings.of(Set.of("openai.responses")).stream()
                .filter(recording -> !recording.stream() && recording.answer().length > 0)
                .filter(recording -> recording.status() < 400)
                .toList();
    }
}
