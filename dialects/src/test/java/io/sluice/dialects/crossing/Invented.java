package io.sluice.dialects.crossing;

import io.sluice.dialects.Seeded;
import io.sluice.dialects.model.Answer;
import io.sluice.dialects.model.Block;
import io.sluice.dialects.model.Conversation;
import io.sluice.dialects.model.FinishReason;
import io.sluice.dialects.model.Notes;
import io.sluice.dialects.model.OutputFormat;
import io.sluice.dialects.model.Reasoning;
import io.sluice.dialects.model.Role;
import io.sluice.dialects.model.Sampling;
import io.sluice.dialects.model.Seal;
import io.sluice.dialects.model.Tool;
import io.sluice.dialects.model.ToolChoice;
import io.sluice.dialects.model.Tools;
import io.sluice.dialects.model.Turn;
import io.sluice.dialects.model.Usage;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Conversations and answers made up from a seed: what agents say to each other, of any length. */
final class Invented {
    private static final List<String> FAMILIES = List.of(Seal.ANTHROPIC, Seal.OPENAI, Seal.GEMINI);

    private final Seeded seeded;
    private int calls;

    Invented(Seeded seeded) {
        this.seeded = seeded;
    }

    Conversation conversation() {
        List<Turn> turns = new ArrayList<>();
        if (seeded.often()) {
            turns.add(Turn.of(Role.SYSTEM, words()));
        }
        turns.add(user(List.of()));
        for (int i = seeded.below(4); i > 0; i--) {
            Turn model = model();
            turns.add(model);
            turns.add(user(model.blocks()));
        }
        return Handmade.of(turns, tools(), sampling(), reasoning(), format());
    }

    private Turn user(List<Block> answered) {
        List<Block> blocks = new ArrayList<>();
        for (Block block : answered) {
            if (block instanceof Block.ToolCall call) {
                boolean failed = !seeded.often();
                blocks.add(new Block.ToolResult(call.id(), call.name(), List.of(words()), failed, Notes.NONE));
            }
        }
        if (blocks.isEmpty() || !seeded.often()) {
            blocks.add(words());
        }
        if (!seeded.often()) {
            blocks.add(Handmade.media(Block.Media.Sort.IMAGE, "image/png", new Block.Source.Inline(Handmade.PICTURE)));
        }
        return new Turn(Role.USER, blocks, "", Notes.NONE);
    }

    private Turn model() {
        return new Turn(Role.ASSISTANT, said(), "", Notes.NONE);
    }

    private List<Block> said() {
        List<Block> blocks = new ArrayList<>();
        if (!seeded.often()) {
            Seal seal = seeded.often() ? new Seal(FAMILIES.get(seeded.below(3)), "c2VhbA==") : null;
            blocks.add(new Block.Thinking("Hm " + seeded.text(20), seal, "", Notes.NONE));
        }
        int count = seeded.below(3);
        if (count == 0 || seeded.often()) {
            blocks.add(words());
        }
        for (int i = 0; i < count; i++) {
            String arguments = "{\"city\":\"x\",\"n\":" + seeded.json(2) + "}";
            String tool = seeded.often() ? "weather" : "time";
            blocks.add(new Block.ToolCall("call_" + calls++, tool, arguments, false, null, Notes.NONE));
        }
        return blocks;
    }

    private Block words() {
        return Block.Text.of("so " + seeded.text(60) + ".");
    }

    private Tools tools() {
        List<Tool> list = List.of(Handmade.function("weather", null), Handmade.function("time", null));
        return new Tools(
                list,
                switch (seeded.below(6)) {
                    case 0 -> new ToolChoice.Auto();
                    case 1 -> new ToolChoice.Required();
                    case 2 -> new ToolChoice.Named("time");
                    case 3 -> new ToolChoice.Allowed(List.of("weather"), seeded.often());
                    case 4 -> new ToolChoice.None();
                    default -> null;
                },
                seeded.often() ? null : Boolean.valueOf(seeded.often()));
    }

    private Sampling sampling() {
        return new Sampling(
                seeded.often() ? null : Long.valueOf(1 + seeded.below(7999)),
                decimal(20),
                decimal(10),
                seeded.often() ? null : new BigDecimal(1 + seeded.below(60)),
                decimal(20),
                decimal(20),
                seeded.often() ? null : Long.valueOf(seeded.below(1000)),
                seeded.often() ? null : Integer.valueOf(1 + seeded.below(3)),
                seeded.often() ? List.of() : List.of("END", "###"),
                null,
                null);
    }

    private @Nullable BigDecimal decimal(int tenths) {
        return seeded.often() ? null : BigDecimal.valueOf(1 + seeded.below(tenths), 1);
    }

    private Reasoning reasoning() {
        return switch (seeded.below(6)) {
            case 0 -> new Reasoning(Reasoning.Mode.OFF, null, null, null);
            case 1 -> {
                Reasoning.Effort[] efforts = Reasoning.Effort.values();
                yield new Reasoning(Reasoning.Mode.ON, efforts[1 + seeded.below(efforts.length - 1)], null, null);
            }
            case 2 -> new Reasoning(Reasoning.Mode.ON, null, 1024L + seeded.below(4000), Reasoning.Shown.AUTO);
            default -> Reasoning.NONE;
        };
    }

    private @Nullable OutputFormat format() {
        return switch (seeded.below(8)) {
            case 0 -> new OutputFormat.JsonObject();
            case 1 ->
                new OutputFormat.JsonSchema(
                        "city", null, Handmade.SCHEMA, seeded.often(), io.sluice.dialects.model.Extras.NONE);
            default -> null;
        };
    }

    Answer answer() {
        List<Block> blocks = said();
        boolean called = blocks.stream().anyMatch(Block.ToolCall.class::isInstance);
        FinishReason reason = called
                ? FinishReason.TOOL_CALLS
                : List.of(FinishReason.STOP, FinishReason.LENGTH, FinishReason.FILTERED)
                        .get(seeded.below(3));
        Usage usage = new Usage(
                seeded.below(1000),
                seeded.below(100),
                seeded.below(100),
                0,
                seeded.below(1000),
                seeded.below(50),
                0,
                0,
                0,
                0);
        return HandmadeAnswers.answer(
                usage, HandmadeAnswers.choice(0, reason, null, null, blocks.toArray(Block[]::new)));
    }
}
