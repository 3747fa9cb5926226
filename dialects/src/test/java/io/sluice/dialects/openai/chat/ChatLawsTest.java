package io.sluice.dialects.openai.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.dialects.Asked;
import io.sluice.dialects.Codec;
import io.sluice.dialects.Outgoing;
import io.sluice.dialects.Quirks;
import io.sluice.dialects.Seeded;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.model.Answer;
import io.sluice.dialects.model.Block;
import io.sluice.dialects.model.CacheMark;
import io.sluice.dialects.model.Conversation;
import io.sluice.dialects.model.Event;
import io.sluice.dialects.model.Extras;
import io.sluice.dialects.model.FinishReason;
import io.sluice.dialects.model.Folding;
import io.sluice.dialects.model.Losses;
import io.sluice.dialects.model.Notes;
import io.sluice.dialects.model.Orderly;
import io.sluice.dialects.model.OutputFormat;
import io.sluice.dialects.model.Reasoning;
import io.sluice.dialects.model.Role;
import io.sluice.dialects.model.Sampling;
import io.sluice.dialects.model.Seal;
import io.sluice.dialects.model.Tool;
import io.sluice.dialects.model.ToolChoice;
import io.sluice.dialects.model.Tools;
import io.sluice.dialects.model.Turn;
import io.sluice.dialects.model.Unfolding;
import io.sluice.dialects.model.Usage;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is written is read back equal, over conversations and answers made up from a seed. */
class ChatLawsTest {
    private static final Codec CODEC = Chat.DIALECT.codec();
    private static final String[] FLAGS = {
        "system_role=developer",
        "send_back_reasoning",
        "reasoning_in=reasoning,reasoning_details",
        "reasoning_param=reasoning",
        "cache_marks=cache_control"
    };

    @Test
    void aConversationIsReadAsItWasWritten() {
        for (int seed = 0; seed < 600; seed++) {
            Conversation conversation = conversation(new Seeded(seed));
            Outgoing written = Chat.sent(conversation, FLAGS);
            assertThat(written.losses()).as("seed " + seed).isEmpty();
            Conversation read = Chat.read(new String(written.body(), StandardCharsets.UTF_8).replace("'", "\\u0027"));
            assertThat(read).as("seed " + seed).isEqualTo(conversation);
        }
    }

    @Test
    void anAnswerIsReadAsItWasWritten() {
        for (int seed = 0; seed < 600; seed++) {
            Answer answer = answer(new Seeded(seed), true);
            Losses losses = new Losses();
            Asked asked = new Asked("c1", 5, "m", RecordedAnswersTest.nothing(), losses);
            Answer read = CODEC.readAnswer(Bytes.of(CODEC.writeAnswer(answer, asked)), Quirks.NONE);
            assertThat(losses.all()).as("seed " + seed).isEmpty();
            assertThat(read).as("seed " + seed).isEqualTo(answer);
        }
    }

    @Test
    void aStreamIsReadAsItWasWritten() {
        for (int seed = 0; seed < 600; seed++) {
            Answer answer = answer(new Seeded(seed), false);
            Losses losses = new Losses();
            List<Event> events = Orderly.of(Unfolding.of(answer));
            Answer read =
                    Folding.of(RecordedEventsTest.events(RecordedEventsTest.written(events, losses), Quirks.NONE));
            assertThat(losses.all()).as("seed " + seed).isEmpty();
            assertThat(RecordedEventsTest.plain(read)).as("seed " + seed).isEqualTo(RecordedEventsTest.plain(answer));
            assertThat(read.usage()).isEqualTo(answer.usage());
            assertThat(read.extras()).isEqualTo(answer.extras());
        }
    }

    @Test
    void anyDamagedRequestIsUnderstoodOrRefusedAndNothingIsThrown() {
        for (int seed = 0; seed < 300; seed++) {
            Seeded chance = new Seeded(seed);
            String wild = "{\"model\":\"m\",\"messages\":[" + chance.object(3) + "],\"tools\":" + chance.json(3)
                    + ",\"tool_choice\":" + chance.json(2) + ",\"response_format\":" + chance.json(2)
                    + ",\"reasoning\":"
                    + chance.json(2) + ",\"stop\":" + chance.json(1) + ",\"thinking\":" + chance.json(2) + "}";
            assertThat(Chat.understood(wild.replace("'", "\\u0027"))).isNotNull();
        }
    }

    private static Conversation conversation(Seeded chance) {
        boolean stream = chance.often();
        List<Turn> turns = new ArrayList<>();
        for (int i = chance.below(5); i >= 0; i--) {
            turns.add(turn(chance));
        }
        return new Conversation(
                "m",
                stream,
                stream,
                turns,
                tools(chance),
                sampling(chance),
                chance.often()
                        ? Reasoning.NONE
                        : new Reasoning(null, Reasoning.Effort.HIGH, chance.often() ? 9L : null, null),
                format(chance),
                chance.often() ? null : text(chance),
                chance.often() ? null : "{\"a\":\"b\"}",
                chance.often() ? Extras.NONE : Extras.of("openai-chat", Map.of("store", chance.object(1))));
    }

    private static Turn turn(Seeded chance) {
        String name = chance.often() ? "" : "n" + chance.below(9);
        return switch (chance.below(5)) {
            case 0 -> new Turn(Role.SYSTEM, List.of(Block.Text.of(text(chance))), name, Notes.NONE);
            case 1 -> new Turn(Role.DEVELOPER, List.of(Block.Text.of(text(chance))), name, Notes.NONE);
            case 2 ->
                Turn.of(
                        Role.USER,
                        new Block.ToolResult(
                                "c" + chance.below(9), name, List.of(Block.Text.of(text(chance))), false, Notes.NONE));
            case 3 -> new Turn(Role.ASSISTANT, said(chance, true, true), name, Notes.NONE);
            default -> new Turn(Role.USER, parts(chance), name, Notes.NONE);
        };
    }

    private static List<Block> parts(Seeded chance) {
        List<Block> parts = new ArrayList<>();
        for (int i = chance.below(3); i >= 0; i--) {
            Notes notes = chance.often() ? Notes.NONE : Notes.NONE.cached(CacheMark.HOUR);
            parts.add(
                    switch (chance.below(4)) {
                        case 0 -> media(Block.Media.Sort.IMAGE, "image/png", "", notes);
                        case 1 -> media(Block.Media.Sort.AUDIO, "audio/mpeg", "", notes);
                        case 2 -> media(Block.Media.Sort.DOCUMENT, "application/pdf", "a.pdf", notes);
                        default -> new Block.Text(text(chance), List.of(), notes);
                    });
        }
        return parts;
    }

    private static Block media(Block.Media.Sort sort, String type, String name, Notes notes) {
        return new Block.Media(sort, type, new Block.Source.Inline("QUI="), name, notes);
    }

    /** What an assistant says: thinking here and there, one text, calls. */
    private static List<Block> said(Seeded chance, boolean hidden, boolean first) {
        List<Block> blocks = new ArrayList<>();
        int calls = chance.below(3);
        thought(chance, hidden, blocks);
        if (chance.often() || calls == 0) {
            blocks.add(Block.Text.of("x" + text(chance)));
        } else if (chance.often()) {
            blocks.add(new Block.Refusal("no" + text(chance), Notes.NONE));
        }
        for (int i = 0; i < calls; i++) {
            if (!first) {
                thought(chance, hidden, blocks);
            }
            boolean free = !chance.often();
            blocks.add(new Block.ToolCall(
                    "c" + i, "f" + i, free ? "y" + text(chance) : chance.object(2), free, null, Notes.NONE));
        }
        return blocks;
    }

    private static void thought(Seeded chance, boolean hidden, List<Block> blocks) {
        Seal seal = new Seal(
                new String[] {Seal.ANTHROPIC, Seal.GEMINI, "mistral"}[chance.below(3)], "s" + chance.below(99));
        boolean after = !blocks.isEmpty() && blocks.getLast() instanceof Block.Thinking;
        if (!chance.often() && !after) {
            blocks.add(new Block.Thinking("t" + text(chance), chance.often() ? seal : null, "", Notes.NONE));
        } else if (!chance.often() && hidden) {
            blocks.add(new Block.HiddenThinking(seal, "", Notes.NONE));
        }
    }

    private static Tools tools(Seeded chance) {
        if (chance.often()) {
            return Tools.NONE;
        }
        List<Tool> list = List.of(
                new Tool.Function("f", text(chance), chance.object(3), chance.often() ? true : null, Notes.NONE),
                new Tool.Free("g", null, "{\"type\":\"text\"}", Notes.NONE),
                new Tool.Server("openai-chat", "web", "{\"type\":\"web\",\"x\":1}", Notes.NONE));
        List<ToolChoice> choices = List.of(
                new ToolChoice.Auto(),
                new ToolChoice.None(),
                new ToolChoice.Required(),
                new ToolChoice.Named("g"),
                new ToolChoice.Allowed(List.of("f", "g"), chance.often()));
        return new Tools(
                list, chance.often() ? choices.get(chance.below(5)) : null, chance.often() ? null : Boolean.FALSE);
    }

    private static Sampling sampling(Seeded chance) {
        return new Sampling(
                chance.often() ? Long.valueOf(chance.below(1000)) : null,
                some(chance),
                some(chance),
                null,
                some(chance),
                some(chance),
                chance.often() ? null : Long.valueOf(Long.MAX_VALUE - chance.below(9)),
                chance.often() ? null : Integer.valueOf(1 + chance.below(4)),
                chance.often() ? List.of() : List.of(text(chance), "b"),
                chance.often() ? null : Boolean.TRUE,
                chance.often() ? null : Integer.valueOf(chance.below(20)));
    }

    private static @Nullable BigDecimal some(Seeded chance) {
        return chance.often() ? null : new BigDecimal("0." + chance.below(1000));
    }

    private static @Nullable OutputFormat format(Seeded chance) {
        return switch (chance.below(5)) {
            case 0 -> new OutputFormat.Text();
            case 1 -> new OutputFormat.JsonObject();
            case 2 -> new OutputFormat.JsonSchema("n", text(chance), chance.object(3), chance.often(), Extras.NONE);
            default -> null;
        };
    }

    /** A whole answer; in streams proofs alone and thoughts side by side are put together otherwise. */
    private static Answer answer(Seeded chance, boolean whole) {
        List<Answer.Choice> choices = new ArrayList<>();
        for (int i = chance.below(3); i >= 0; i--) {
            FinishReason reason = List.of(
                            FinishReason.STOP, FinishReason.LENGTH, FinishReason.TOOL_CALLS, FinishReason.FILTERED)
                    .get(chance.below(4));
            choices.addFirst(new Answer.Choice(
                    i,
                    said(chance, whole, false),
                    reason,
                    FinishWords.write(reason),
                    chance.often() ? null : "stop" + text(chance),
                    chance.often() ? null : "[{\"token\":\"a\",\"logprob\":-0.10}]",
                    chance.often() ? Extras.NONE : Extras.of("openai-chat", Map.of("native", chance.json(0) + ""))));
        }
        Usage usage = new Usage(
                chance.below(99), chance.below(99), chance.below(9), 0, chance.below(99), chance.below(9), 1, 2, 0, 0);
        Extras extras =
                chance.often() ? Extras.NONE : Extras.of("openai-chat", Map.of("usage.cost", "0.5", "tier", "1"));
        List<Answer.Choice> told =
                choices.stream().map(ChatLawsTest::withoutNull).toList();
        return new Answer("chatcmpl-c1", "m", told, usage, null, extras);
    }

    /** A null says nothing and is not kept. */
    private static Answer.Choice withoutNull(Answer.Choice choice) {
        boolean nothing = "null".equals(choice.extras().fields().get("native"));
        return new Answer.Choice(
                choice.index(),
                choice.blocks(),
                choice.reason(),
                choice.word(),
                choice.stopSequence(),
                choice.logprobs(),
                nothing ? Extras.NONE : choice.extras());
    }

    private static String text(Seeded chance) {
        return chance.text(9);
    }
}
