package io.sluice.dialects.openai.responses;

import io.sluice.dialects.Seeded;
import io.sluice.dialects.model.Answer;
import io.sluice.dialects.model.Block;
import io.sluice.dialects.model.Citation;
import io.sluice.dialects.model.Conversation;
import io.sluice.dialects.model.Extras;
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
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Conversations and answers made up from a seed, of everything this dialect can express. */
final class Made {
    private final Seeded seeded;
    private int calls;

    Made(Seeded seeded) {
        this.seeded = seeded;
    }

    private <T> @Nullable T maybe(Supplier<T> value) {
        return seeded.often() ? value.get() : null;
    }

    private String text() {
        return "t" + seeded.text(12);
    }

    private String word() {
        return "w" + seeded.below(100_000);
    }

    private Notes notes() {
        return seeded.often() ? Notes.NONE : Spelling.notes(Map.of("x_" + word(), "{\"a\":" + seeded.below(9) + "}"));
    }

    Conversation conversation() {
        List<Turn> turns = new ArrayList<>();
        if (seeded.often()) {
            turns.add(Turn.of(Role.SYSTEM, Block.Text.of(text())));
        }
        for (int i = seeded.below(5); i >= 0; i--) {
            turns.add(user());
            if (seeded.often()) {
                turns.add(assistant());
            }
        }
        List<Tool> tools = tools();
        Extras extras = new Extras(
                Spelling.DIALECT,
                seeded.often() ? Map.of() : Map.of("store", "true", "text", "{\"verbosity\":\"low\"}"));
        boolean stream = seeded.often();
        return new Conversation(
                word(),
                stream,
                stream,
                turns,
                new Tools(tools, maybe(() -> choice(tools)), maybe(seeded::often)),
                sampling(),
                reasoning(),
                format(),
                maybe(this::word),
                maybe(() -> "{\"run\":\"" + word() + "\"}"),
                extras);
    }

    private Turn user() {
        if (seeded.below(4) == 0) {
            return Turn.of(Role.DEVELOPER, Block.Text.of(text()));
        }
        List<Block> blocks = new ArrayList<>();
        for (int i = seeded.below(3); i > 0 && calls > 0; i--) {
            blocks.add(new Block.ToolResult("call_" + seeded.below(calls), "", content(), false, Notes.NONE));
        }
        blocks.addAll(content());
        return new Turn(Role.USER, blocks, "", Notes.NONE);
    }

    private List<Block> content() {
        List<Block> blocks = new ArrayList<>();
        for (int i = seeded.below(3); i >= 0; i--) {
            blocks.add(
                    switch (seeded.below(4)) {
                        case 0 -> media();
                        case 1 -> new Block.Text(text(), List.of(), notes());
                        default -> Block.Text.of(text());
                    });
        }
        return blocks;
    }

    private Block media() {
        boolean image = seeded.often();
        Block.Source source = switch (seeded.below(3)) {
            case 0 -> new Block.Source.Inline("aGVsbG8=");
            case 1 -> new Block.Source.Address("https://example.com/" + word());
            default -> new Block.Source.Stored("file-" + word());
        };
        boolean inline = source instanceof Block.Source.Inline;
        return image
                ? new Block.Media(Block.Media.Sort.IMAGE, inline ? "image/png" : "", source, "", notes())
                : new Block.Media(
                        Block.Media.Sort.DOCUMENT, inline ? "application/pdf" : "", source, word() + ".pdf", notes());
    }

    private Turn assistant() {
        List<Block> blocks = new ArrayList<>();
        for (int i = seeded.below(4); i >= 0; i--) {
            blocks.add(
                    switch (seeded.below(6)) {
                        case 0 ->
                            new Block.Thinking(
                                    seeded.text(5), new Seal(Seal.OPENAI, "s" + word()), "rs_" + word(), Notes.NONE);
                        case 1 -> call(false);
                        case 2 -> call(true);
                        case 3 -> new Block.Refusal(text(), Notes.NONE);
                        case 4 ->
                            new Block.Opaque(
                                    Spelling.DIALECT,
                                    "web_search_call",
                                    "{\"type\":\"web_search_call\",\"id\":\"" + word() + "\"}",
                                    Notes.NONE);
                        default -> new Block.Text(text(), citations(), notes());
                    });
        }
        return new Turn(Role.ASSISTANT, blocks, "", Notes.NONE);
    }

    private Block call(boolean free) {
        String arguments = free ? text() : seeded.object(2);
        return new Block.ToolCall("call_" + calls++, word(), arguments, free, null, notes());
    }

    private List<Citation> citations() {
        if (seeded.often()) {
            return List.of();
        }
        String url = "https://example.com/" + word();
        return List.of(new Citation(
                url,
                "T",
                "",
                1,
                2,
                Spelling.DIALECT,
                "{\"type\":\"url_citation\",\"url\":\"" + url
                        + "\",\"title\":\"T\",\"start_index\":1,\"end_index\":2}"));
    }

    private List<Tool> tools() {
        List<Tool> tools = new ArrayList<>();
        for (int i = seeded.below(4); i > 0; i--) {
            tools.add(
                    switch (seeded.below(4)) {
                        case 0 -> new Tool.Free(word(), maybe(this::text), maybe(() -> "{\"type\":\"text\"}"), notes());
                        case 1 ->
                            new Tool.Server(
                                    Spelling.DIALECT,
                                    "web_search",
                                    "{\"type\":\"web_search\",\"search_context_size\":\"low\"}",
                                    Notes.NONE);
                        default ->
                            new Tool.Function(
                                    word(),
                                    maybe(this::text),
                                    maybe(() -> seeded.object(2)),
                                    maybe(seeded::often),
                                    notes());
                    });
        }
        return tools;
    }

    private ToolChoice choice(List<Tool> tools) {
        return switch (seeded.below(6)) {
            case 0 -> new ToolChoice.Auto();
            case 1 -> new ToolChoice.None();
            case 2 -> new ToolChoice.Required();
            case 3 -> new ToolChoice.Allowed(List.of(word(), word()), seeded.often());
            case 4 -> new ToolChoice.Opaque(Spelling.DIALECT, "{\"type\":\"file_search\"}");
            default ->
                new ToolChoice.Named(tools.isEmpty() ? word() : tools.getFirst().name());
        };
    }

    private Sampling sampling() {
        return new Sampling(
                maybe(() -> 1L + seeded.below(100_000)),
                maybe(() -> new BigDecimal("0." + seeded.below(99))),
                maybe(() -> new BigDecimal("0.5")),
                null,
                maybe(() -> new BigDecimal("-1.25")),
                null,
                null,
                null,
                List.of(),
                seeded.often() ? null : Boolean.TRUE,
                maybe(() -> seeded.below(20)));
    }

    private Reasoning reasoning() {
        Reasoning.Effort effort = maybe(() -> List.of(Reasoning.Effort.values()).get(seeded.below(7)));
        Reasoning.Shown shown = seeded.often() ? null : Reasoning.Shown.AUTO;
        return effort == null && shown == null ? Reasoning.NONE : new Reasoning(null, effort, null, shown);
    }

    private @Nullable OutputFormat format() {
        return switch (seeded.below(4)) {
            case 0 -> null;
            case 1 -> new OutputFormat.Text();
            case 2 -> new OutputFormat.JsonObject();
            default ->
                new OutputFormat.JsonSchema(
                        word(), maybe(this::text), seeded.object(3), maybe(seeded::often), Extras.NONE);
        };
    }

    Answer answer() {
        List<Block> blocks = new ArrayList<>();
        boolean asked = false;
        for (int i = seeded.below(5); i > 0; i--) {
            Block block = switch (seeded.below(8)) {
                case 0 -> new Block.Thinking(seeded.text(8), maybe(this::seal), "", Notes.NONE);
                case 1 -> new Block.HiddenThinking(new Seal(Seal.ANTHROPIC, word()), "", Notes.NONE);
                case 2 -> call(false);
                case 3 -> call(true);
                case 4 ->
                    new Block.ToolCall(
                            "call_" + calls++,
                            word(),
                            seeded.object(2),
                            false,
                            new Seal(Seal.GEMINI, word()),
                            Notes.NONE);
                case 5 -> new Block.Refusal(text(), Notes.NONE);
                default -> new Block.Text(text(), citations(), Notes.NONE);
            };
            asked |= block instanceof Block.ToolCall;
            blocks.add(block);
        }
        boolean cut = seeded.below(4) == 0;
        FinishReason reason = cut ? FinishReason.LENGTH : asked ? FinishReason.TOOL_CALLS : FinishReason.STOP;
        String word = cut ? "max_output_tokens" : "completed";
        Answer.Choice choice = new Answer.Choice(0, blocks, reason, word, null, null, Extras.NONE);
        long in = seeded.below(1000);
        Usage usage = new Usage(in, seeded.below(50), seeded.below(2), 0, 7, seeded.below(30), 0, 0, 0, 0);
        return new Answer("resp_call1", "asked-model", List.of(choice), maybe(() -> usage), null, Extras.NONE);
    }

    private Seal seal() {
        return seeded.often() ? new Seal(Seal.ANTHROPIC, word()) : new Seal(Seal.OPENAI, "g" + word());
    }
}
