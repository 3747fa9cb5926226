package io.sluice.dialects.openai.chat;

import static io.sluice.dialects.openai.chat.Chat.tree;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.dialects.Asked;
import io.sluice.dialects.EventReader;
import io.sluice.dialects.EventWriter;
import io.sluice.dialects.Operation;
import io.sluice.dialects.Quirks;
import io.sluice.dialects.StreamWriter;
import io.sluice.dialects.Terms;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.model.Block;
import io.sluice.dialects.model.Chunk;
import io.sluice.dialects.model.Citation;
import io.sluice.dialects.model.Conversation;
import io.sluice.dialects.model.ErrorFacts;
import io.sluice.dialects.model.Event;
import io.sluice.dialects.model.Event.Opening;
import io.sluice.dialects.model.FinishReason;
import io.sluice.dialects.model.Losses;
import io.sluice.dialects.model.Notes;
import io.sluice.dialects.model.Seal;
import io.sluice.dialects.model.Usage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Streams written for callers of chat, chunk by chunk. */
class ChatStreamWriterTest {
    private static final Usage USAGE = new Usage(5, 2, 0, 0, 3, 4, 0, 0, 0, 0);
    private final Losses losses = new Losses();

    @Test
    void textComesAfterTheRoleAndBeforeTheFinish() {
        assertThat(deltas(
                        "'stream':true",
                        null,
                        new Event.Started("theirs", "their-model"),
                        new Event.BlockStarted(0, 0, new Opening.Text()),
                        new Event.TextDelta(0, 0, "Hel"),
                        new Event.TextDelta(0, 0, "lo"),
                        new Event.BlockEnded(0, 0),
                        new Event.Finished(0, FinishReason.STOP, "end_turn"),
                        new Event.UsageSeen(USAGE)))
                .containsExactly(
                        "{\"role\":\"assistant\",\"content\":\"\"}",
                        "{\"content\":\"Hel\"}",
                        "{\"content\":\"lo\"}",
                        "{} stop");
    }

    @Test
    void usageIsShownOnlyToWhoAskedForIt() {
        Event[] events = {new Event.Finished(0, FinishReason.STOP, ""), new Event.UsageSeen(USAGE)};
        assertThat(stream("'stream':true", null, events)).doesNotContain("usage");
        List<JsonNode> chunks =
                Deltas.events(stream("'stream':true,'stream_options':{'include_usage':true}", null, events)
                        .getBytes(UTF_8));
        assertThat(chunks.getFirst().path("usage").isNull()).isTrue();
        assertThat(chunks.getLast().path("choices").isEmpty()).isTrue();
        assertThat(chunks.getLast().path("usage"))
                .isEqualTo(tree("{'prompt_tokens':7,'completion_tokens':7,'total_tokens':14,'prompt_tokens_details':"
                        + "{'cached_tokens':2,'audio_tokens':0},'completion_tokens_details':{'reasoning_tokens':4,"
                        + "'audio_tokens':0}}"));
    }

    @Test
    void everyStreamEndsWithItsMark() {
        assertThat(stream("'stream':true", null)).endsWith("data: [DONE]\n\n");
    }

    @Test
    void callsAreNumberedAmongThemselvesAndOneWithoutArgumentsGetsAnEmptyObject() {
        assertThat(deltas(
                        "'stream':true",
                        null,
                        new Event.BlockStarted(0, 0, new Opening.Text()),
                        new Event.TextDelta(0, 0, "I look"),
                        new Event.BlockEnded(0, 0),
                        new Event.BlockStarted(0, 1, new Opening.ToolCall("c1", "look")),
                        new Event.ArgumentsDelta(0, 1, "{\"a\":"),
                        new Event.ArgumentsDelta(0, 1, "1}"),
                        new Event.BlockEnded(0, 1),
                        new Event.BlockStarted(0, 2, new Opening.ToolCall("", "wait")),
                        new Event.BlockEnded(0, 2),
                        new Event.BlockStarted(0, 3, new Opening.ToolCall("c3", "say", true, Notes.NONE)),
                        new Event.ArgumentsDelta(0, 3, "free"),
                        new Event.BlockEnded(0, 3),
                        new Event.Finished(0, FinishReason.TOOL_CALLS, "tool_use")))
                .containsExactly(
                        "{\"role\":\"assistant\",\"content\":\"\"}",
                        "{\"content\":\"I look\"}",
                        "{\"tool_calls\":[{\"index\":0,\"id\":\"c1\",\"type\":\"function\",\"function\":{\"name\":\"look\",\"arguments\":\"\"}}]}",
                        "{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"{\\\"a\\\":\"}}]}",
                        "{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"1}\"}}]}",
                        "{\"tool_calls\":[{\"index\":1,\"id\":\"call_c1_1\",\"type\":\"function\",\"function\":{\"name\":\"wait\",\"arguments\":\"\"}}]}",
                        "{\"tool_calls\":[{\"index\":1,\"function\":{\"arguments\":\"{}\"}}]}",
                        "{\"tool_calls\":[{\"index\":2,\"id\":\"c3\",\"type\":\"custom\",\"custom\":{\"name\":\"say\",\"input\":\"\"}}]}",
                        "{\"tool_calls\":[{\"index\":2,\"custom\":{\"input\":\"free\"}}]}",
                        "{} tool_calls");
    }

    @Test
    void proofsOfThinkingComeInOneListRightBeforeTheFinish() {
        assertThat(deltas(
                        "'stream':true",
                        null,
                        new Event.BlockStarted(0, 0, new Opening.Thinking()),
                        new Event.ThinkingDelta(0, 0, "h"),
                        new Event.ThinkingDelta(0, 0, "m"),
                        new Event.SealSeen(0, 0, new Seal(Seal.ANTHROPIC, "s1")),
                        new Event.BlockEnded(0, 0),
                        new Event.BlockStarted(0, 1, new Opening.ToolCall("c1", "look")),
                        new Event.SealSeen(0, 1, new Seal(Seal.GEMINI, "s2")),
                        new Event.ArgumentsDelta(0, 1, "{}"),
                        new Event.BlockEnded(0, 1),
                        new Event.BlockStarted(
                                0,
                                2,
                                new Opening.Whole(new Block.HiddenThinking(new Seal("x", "s3"), "id", Notes.NONE))),
                        new Event.BlockEnded(0, 2),
                        new Event.Finished(0, FinishReason.TOOL_CALLS, "")))
                .containsExactly(
                        "{\"role\":\"assistant\",\"content\":\"\"}",
                        "{\"reasoning_content\":\"h\"}",
                        "{\"reasoning_content\":\"m\"}",
                        "{\"tool_calls\":[{\"index\":0,\"id\":\"c1\",\"type\":\"function\",\"function\":{\"name\":\"look\",\"arguments\":\"\"},"
                                + "\"extra_content\":{\"google\":{\"thought_signature\":\"s2\"}}}]}",
                        "{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"{}\"}}]}",
                        "{\"reasoning_details\":[{\"type\":\"reasoning.text\",\"index\":0,\"text\":\"hm\",\"signature\":\"s1\",\"format\":\"anthropic-claude-v1\",\"at\":0},"
                                + "{\"type\":\"reasoning.encrypted\",\"index\":1,\"id\":\"id\",\"data\":\"s3\",\"format\":\"x\",\"at\":1}]}",
                        "{} tool_calls");
    }

    @Test
    void aProofThatComesAfterItsCallBeganStandsBesideAPieceOfTheFunction() {
        assertThat(deltas(
                        "'stream':true",
                        null,
                        new Event.BlockStarted(0, 0, new Opening.ToolCall("c1", "look")),
                        new Event.ArgumentsDelta(0, 0, "{}"),
                        new Event.SealSeen(0, 0, new Seal(Seal.GEMINI, "s1"))))
                .contains(
                        "{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"\"},\"extra_content\":{\"google\":{\"thought_signature\":\"s1\"}}}]}");
    }

    @Test
    void thinkingWithoutProofNeedsNoList() {
        assertThat(deltas(
                        "'stream':true",
                        null,
                        new Event.BlockStarted(0, 0, new Opening.Thinking()),
                        new Event.ThinkingDelta(0, 0, "hm"),
                        new Event.BlockEnded(0, 0)))
                .containsExactly(
                        "{\"role\":\"assistant\",\"content\":\"\"}", "{\"reasoning_content\":\"hm\"}", "{} stop");
    }

    @Test
    void aCallerWhoSpeaksOfFunctionsIsAnsweredInFunctions() {
        assertThat(deltas(
                        "'functions':[{'name':'look'}]",
                        null,
                        new Event.BlockStarted(0, 0, new Opening.ToolCall("c1", "look")),
                        new Event.ArgumentsDelta(0, 0, "{}"),
                        new Event.BlockEnded(0, 0),
                        new Event.Finished(0, FinishReason.TOOL_CALLS, "")))
                .containsExactly(
                        "{\"role\":\"assistant\",\"content\":\"\"}",
                        "{\"function_call\":{\"name\":\"look\",\"arguments\":\"\"}}",
                        "{\"function_call\":{\"arguments\":\"{}\"}}",
                        "{} function_call");
    }

    @Test
    void whyWeEndedItStandsInTheLastEventWithJson() {
        Event[] events = {new Event.Finished(0, FinishReason.LENGTH, ""), new Event.UsageSeen(USAGE)};
        List<JsonNode> plain =
                Deltas.events(stream("'stream':true", "budget_exceeded", events).getBytes(UTF_8));
        assertThat(plain.getLast().path("sluice")).isEqualTo(tree("{'code':'budget_exceeded'}"));
        assertThat(plain.getLast().path("choices").path(0).path("finish_reason").asString())
                .isEqualTo("length");
        List<JsonNode> asked =
                Deltas.events(stream("'stream':true,'stream_options':{'include_usage':true}", "budget_exceeded", events)
                        .getBytes(UTF_8));
        assertThat(asked.getLast().has("usage")).isTrue();
        assertThat(asked.getLast().path("sluice")).isEqualTo(tree("{'code':'budget_exceeded'}"));
        assertThat(asked.get(asked.size() - 2).has("sluice")).isFalse();
    }

    @Test
    void aBrokenAnswerEndsWithTheErrorAndNoMark() {
        String stream = stream(
                "'stream':true",
                null,
                new Event.BlockStarted(0, 0, new Opening.Text()),
                new Event.TextDelta(0, 0, "Hel"),
                new Event.Broken(ErrorFacts.of(503, "overloaded", "busy")),
                new Event.TextDelta(0, 0, "lo"));
        assertThat(stream).contains("\"message\":\"busy\"").doesNotContain("lo\"", "finish_reason\":\"stop", "[DONE]");
    }

    @Test
    void sourcesAreCitedWhereTheTextStands() {
        Citation known = new Citation("https://x", "X", "", null, null, "anthropic", "{}");
        Citation file = new Citation("", "page 3", "", null, null, "anthropic", "{}");
        assertThat(deltas(
                        "'stream':true",
                        null,
                        new Event.BlockStarted(0, 0, new Opening.Text()),
                        new Event.TextDelta(0, 0, "ab"),
                        new Event.BlockEnded(0, 0),
                        new Event.BlockStarted(0, 1, new Opening.Text()),
                        new Event.TextDelta(0, 1, "cde"),
                        new Event.CitationSeen(0, 1, known),
                        new Event.CitationSeen(0, 1, file),
                        new Event.BlockEnded(0, 1)))
                .contains(
                        "{\"annotations\":[{\"type\":\"url_citation\",\"url_citation\":{\"start_index\":2,\"end_index\":5,"
                                + "\"url\":\"https://x\",\"title\":\"X\"}}]}");
        assertThat(losses.all())
                .extracting(io.sluice.dialects.model.Loss::reason)
                .containsExactly("openai-chat cites addresses alone");
    }

    @Test
    void severalChoicesAreFinishedEach() {
        assertThat(deltas(
                        "'n':2",
                        null,
                        new Event.BlockStarted(1, 0, new Opening.Text()),
                        new Event.TextDelta(1, 0, "b"),
                        new Event.BlockStarted(0, 0, new Opening.Refusal()),
                        new Event.RefusalDelta(0, 0, "no"),
                        new Event.Finished(1, FinishReason.FILTERED, ""),
                        new Event.Finished(0, FinishReason.STOP, "")))
                .contains("{\"refusal\":\"no\"}", "{} content_filter", "{} stop");
    }

    @Test
    void anEarlyEndOfAPassedStreamSaysWhyInItsLastEvent() {
        for (boolean usage : new boolean[] {false, true}) {
            Terms terms = new Terms(Operation.CHAT, 1, false, null, Quirks.NONE);
            EventReader reader = Chat.DIALECT.eventReader(terms);
            EventWriter writer = Chat.DIALECT.eventWriter(terms);
            String first =
                    "data: {\"id\":\"a\",\"created\":5,\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"x\"}}]}\n\n";
            reader.feed(Bytes.of(first), writer::write);
            byte[] end = writer.finish(FinishReason.LENGTH, usage ? USAGE : null, "budget_exceeded");
            List<JsonNode> events = Deltas.events(end);
            assertThat(events).hasSize(usage ? 2 : 1);
            assertThat(events.getLast().path("sluice")).isEqualTo(tree("{'code':'budget_exceeded'}"));
            assertThat(events.getLast().path("id").asString()).isEqualTo("a");
            assertThat(events.getFirst()
                            .path("choices")
                            .path(0)
                            .path("finish_reason")
                            .asString())
                    .isEqualTo("length");
            assertThat(new String(end, UTF_8)).endsWith("data: [DONE]\n\n");
        }
    }

    @Test
    void aChangedTextIsChangedWhereverTheChunkRepeatsIt() {
        String chunk =
                "data: {\"choices\":[{\"index\":0,\"text\":\"secret\",\"message\":{\"content\":\"a secret\"},\"delta\":"
                        + "{\"content\":\"secret\",\"reasoning\":\"secret\",\"reasoning_content\":\"secret\",\"reasoning_details\":"
                        + "[{\"type\":\"reasoning.text\",\"text\":\"secret\",\"index\":0}]}}]}\n\n";
        Terms terms = new Terms(Operation.CHAT, 1, false, null, Quirks.NONE);
        List<Chunk> chunks = new ArrayList<>();
        Chat.DIALECT.eventReader(terms).feed(Bytes.of(chunk), chunks::add);
        Chunk changed = chunks.getFirst();
        for (int i = 0; i < changed.events().size(); i++) {
            if (changed.events().get(i) instanceof Event.TextDelta delta) {
                changed = changed.replacing(i, new Event.TextDelta(delta.choice(), delta.block(), "***"));
            } else if (changed.events().get(i) instanceof Event.ThinkingDelta delta) {
                changed = changed.replacing(i, new Event.ThinkingDelta(delta.choice(), delta.block(), "***"));
            }
        }
        EventWriter writer = Chat.DIALECT.eventWriter(terms);
        assertThat(new String(writer.write(chunks.getFirst()), UTF_8)).isEqualTo(chunk);
        assertThat(new String(writer.write(changed), UTF_8))
                .contains("\"content\":\"***\"")
                .doesNotContain("secret");
    }

    @Test
    void anAnswerThatTheProviderBrokeOffInOneWordIsBroken() {
        for (String word : List.of("error", "insufficient_system_resource", "network_error")) {
            String chunk = "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"" + word + "\"}]}\n\n";
            List<Event> events = RecordedEventsTest.events(chunk.getBytes(UTF_8), Quirks.NONE);
            assertThat(events)
                    .contains(new Event.Broken(ErrorFacts.of(502, word, "The provider broke the answer off: " + word)));
        }
    }

    private List<String> deltas(String more, @Nullable String code, Event... events) {
        List<String> deltas = new ArrayList<>();
        for (JsonNode chunk : Deltas.events(stream(more, code, events).getBytes(UTF_8))) {
            for (JsonNode choice : chunk.path("choices")) {
                JsonNode reason = choice.path("finish_reason");
                deltas.add(choice.path("delta") + (reason.isNull() ? "" : " " + reason.asString()));
            }
        }
        return deltas;
    }

    private String stream(String more, @Nullable String code, Event... events) {
        Conversation conversation = Chat.said("", more);
        StreamWriter writer =
                Chat.DIALECT.codec().streamWriter(new Asked("c1", 1_700_000_000, "asked", conversation, losses));
        StringBuilder out = new StringBuilder();
        for (Event event : events) {
            out.append(new String(writer.write(event), UTF_8));
        }
        return out.append(new String(writer.end(code), UTF_8)).toString();
    }
}
