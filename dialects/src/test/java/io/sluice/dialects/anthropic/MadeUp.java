package io.sluice.dialects.anthropic;

import io.sluice.dialects.Seeded;
import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.model.Answer;
import io.sluice.dialects.model.Block;
import io.sluice.dialects.model.Block.Media.Sort;
import io.sluice.dialects.model.CacheMark;
import io.sluice.dialects.model.Citation;
import io.sluice.dialects.model.Conversation;
import io.sluice.dialects.model.Extras;
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
import org.jspecify.annotations.Nullable;

/** Conversations and answers that this dialect can say in full, made up from a seed. */
final class MadeUp {
    private static final String ID = AnthropicMessages.ID;
    private static final List<Reasoning.Effort> EFFORTS = List.of(
            Reasoning.Effort.LOW,
            Reasoning.Effort.MEDIUM,
            Reasoning.Effort.HIGH,
            Reasoning.Effort.XHIGH,
            Reasoning.Effort.MAX);

    private final Seeded chance;
    private int marks = 4;
    private int calls;

    MadeUp(Seeded chance) {
        this.chance = chance;
    }

    Conversation conversation() {
        boolean budget = chance.below(4) == 0;
        Reasoning reasoning = budget
                ? new Reasoning(Reasoning.Mode.ON, effort(), 1_024L + chance.below(3_000), shown())
                : switch (chance.below(4)) {
                    case 0 -> new Reasoning(Reasoning.Mode.ADAPTIVE, effort(), null, shown());
                    case 1 -> new Reasoning(Reasoning.Mode.OFF, effort(), null, null);
                    default -> Reasoning.NONE;
                };
        boolean thinks = reasoning.mode() != null && reasoning.mode() != Reasoning.Mode.OFF;
        Tools tools = tools(budget);
        List<Turn> turns = turns();
        if (thinks) {
            // What thinks takes no beginning of its answer.
            turns.removeLast();
        }
        return new Conversation(
                "m",
                chance.often(),
                true,
                turns,
                tools,
                sampling(thinks),
                reasoning,
                format(),
                chance.often() ? null : text(),
                null,
                chance.often() ? Extras.NONE : Extras.of(ID, Map.of("service_tier", "\"auto\"", "container", "\"c\"")));
    }

    private List<Turn> turns() {
        List<Turn> turns = new ArrayList<>();
        if (chance.often()) {
            turns.add(turn(Role.SYSTEM, List.of(prose(), prose())));
        }
        List<String> open = new ArrayList<>();
        for (int i = chance.below(4); i >= 0; i--) {
            List<Block> user = new ArrayList<>();
            open.forEach(id -> user.add(new Block.ToolResult(id, "", results(), chance.below(3) == 0, notes())));
            user.add(chance.often() ? prose() : media());
            turns.add(turn(Role.USER, user));
            open.clear();
            List<Block> assistant = new ArrayList<>();
            assistant.add(thinking());
            assistant.add(cited());
            while (chance.below(3) == 0) {
                open.add("toolu_" + calls++);
                assistant.add(new Block.ToolCall(open.getLast(), "f", object(), false, null, notes()));
            }
            if (chance.below(3) == 0) {
                assistant.add(opaque());
            }
            turns.add(turn(Role.ASSISTANT, assistant));
        }
        return turns;
    }

    private static Turn turn(Role role, List<Block> blocks) {
        return new Turn(role, blocks, "", Notes.NONE);
    }

    private List<Block> results() {
        return switch (chance.below(3)) {
            case 0 -> List.of();
            case 1 -> List.of(prose());
            default -> List.of(prose(), media());
        };
    }

    private Block prose() {
        return new Block.Text(text(), List.of(), notes());
    }

    private Block cited() {
        List<Citation> citations = new ArrayList<>();
        while (chance.below(3) == 0) {
            JsonWriter json = new JsonWriter().beginObject().name("type").string("web_search_result_location");
            String url = text();
            json.name("url")
                    .string(url)
                    .name("title")
                    .string("t")
                    .name("cited_text")
                    .string("c");
            citations.add(
                    new Citation(url, "t", "c", null, null, ID, json.endObject().toString()));
        }
        return new Block.Text(text(), citations, Notes.NONE);
    }

    private Block thinking() {
        Seal seal = new Seal(Seal.ANTHROPIC, "sig" + chance.below(1_000));
        return chance.often()
                ? new Block.Thinking(chance.often() ? text() : "", seal, "", Notes.NONE)
                : new Block.HiddenThinking(seal, "", Notes.NONE);
    }

    private Block media() {
        Block.Source inline = new Block.Source.Inline("QUJD");
        Block.Source address = new Block.Source.Address("https://host/" + chance.below(99));
        Block.Source stored = new Block.Source.Stored("file_" + chance.below(99));
        Extras settings = Extras.of(ID, Map.of("citations", "{\"enabled\":true}", "context", "\"c\""));
        Notes notes = new Notes(notes().cache(), chance.often() ? Extras.NONE : settings);
        return switch (chance.below(7)) {
            case 0 -> new Block.Media(Sort.IMAGE, "image/webp", inline, "", notes());
            case 1 -> new Block.Media(Sort.IMAGE, "", address, "", notes());
            case 2 -> new Block.Media(Sort.IMAGE, "", stored, "", notes());
            case 3 -> new Block.Media(Sort.DOCUMENT, "application/pdf", inline, text(), notes);
            case 4 -> new Block.Media(Sort.DOCUMENT, "", chance.often() ? address : stored, "", notes);
            case 5 ->
                new Block.Media(
                        Sort.DOCUMENT,
                        "text/plain",
                        new Block.Source.Written(List.of(Block.Text.of(text()))),
                        text(),
                        notes);
            default ->
                new Block.Media(
                        Sort.DOCUMENT,
                        "",
                        new Block.Source.Written(List.of(Block.Text.of(text()), Block.Text.of(text()))),
                        "",
                        notes);
        };
    }

    private Block opaque() {
        String json = "{\"type\":\"server_tool_use\",\"id\":\"s\",\"name\":\"web_search\",\"input\":{\"q\":"
                + new JsonWriter().string(text()) + "}}";
        return new Block.Opaque(ID, "server_tool_use", json, Notes.NONE);
    }

    private Notes notes() {
        if (marks == 0 || chance.below(6) > 0) {
            return Notes.NONE;
        }
        marks--;
        return Notes.NONE.cached(chance.often() ? CacheMark.SHORT : CacheMark.HOUR);
    }

    private Tools tools(boolean budget) {
        List<Tool> list = new ArrayList<>();
        while (chance.often()) {
            String schema = "{\"type\":\"object\",\"properties\":" + chance.object(2) + "}";
            String name = "f" + list.size();
            list.add(
                    chance.often()
                            ? new Tool.Function(name, chance.often() ? text() : null, schema, null, notes())
                            : new Tool.Server(
                                    ID, "web_search_20250305", "{\"type\":\"web_search_20250305\"}", Notes.NONE));
        }
        if (list.isEmpty()) {
            return Tools.NONE;
        }
        ToolChoice choice = switch (chance.below(budget ? 2 : 4)) {
            case 0 -> new ToolChoice.Auto();
            case 1 -> new ToolChoice.None();
            case 2 -> new ToolChoice.Required();
            default -> new ToolChoice.Named("f0");
        };
        Boolean parallel = choice instanceof ToolChoice.None ? null : chance.often() ? null : chance.often();
        return chance.often() ? new Tools(list, null, null) : new Tools(list, choice, parallel);
    }

    private Sampling sampling(boolean thinks) {
        List<String> stop = chance.often() ? List.of() : List.of(text(), "x");
        BigDecimal some = BigDecimal.valueOf(chance.below(100), 2);
        boolean drawn = !thinks && chance.often();
        boolean temperature = drawn && chance.often();
        return new Sampling(
                4_096L + chance.below(9),
                temperature ? some : null,
                drawn && !temperature ? some : null,
                drawn ? BigDecimal.valueOf(chance.below(50)) : null,
                null,
                null,
                null,
                null,
                stop,
                null,
                null);
    }

    private @Nullable OutputFormat format() {
        String schema = "{\"type\":\"object\",\"properties\":{\"b\":{\"type\":\"integer\",\"const\":9007199254740993},"
                + "\"a\":{\"enum\":[1.0,\"x\"]}},\"required\":[\"b\"],\"additionalProperties\":false}";
        return chance.often() ? null : new OutputFormat.JsonSchema("", null, schema, null, Extras.NONE);
    }

    private Reasoning.@Nullable Effort effort() {
        return chance.often() ? null : EFFORTS.get(chance.below(EFFORTS.size()));
    }

    private Reasoning.@Nullable Shown shown() {
        return chance.often() ? null : chance.often() ? Reasoning.Shown.AUTO : Reasoning.Shown.OMITTED;
    }

    private String text() {
        return "t" + chance.text(9) + "t";
    }

    private String object() {
        return "{\"a\":" + chance.json(2).strip() + "}";
    }

    Answer answer() {
        List<Block> blocks = new ArrayList<>();
        for (int i = chance.below(5); i > 0; i--) {
            blocks.add(
                    switch (chance.below(6)) {
                        case 0 -> thinking();
                        case 1 -> new Block.Thinking(text(), new Seal(Seal.GEMINI, "g"), "", Notes.NONE);
                        case 2 -> new Block.Thinking(text(), null, "", Notes.NONE);
                        case 3 -> new Block.ToolCall("toolu_" + calls++, "f", object(), false, null, Notes.NONE);
                        case 4 -> opaque();
                        default -> cited();
                    });
        }
        String word = List.of("end_turn", "tool_use", "max_tokens", "refusal", "pause_turn", "stop_sequence")
                .get(chance.below(6));
        String sequence = word.equals("stop_sequence") ? text() : null;
        Answer.Choice choice = new Answer.Choice(0, blocks, StopReasons.read(word), word, sequence, null, Extras.NONE);
        Usage usage = new Usage(
                chance.below(99),
                chance.below(9),
                chance.below(9),
                chance.below(9),
                chance.below(99),
                chance.below(9),
                0,
                0,
                0,
                0);
        Extras extras = chance.often()
                ? Extras.NONE
                : Extras.of(
                        ID,
                        Map.of(
                                "container", "{\"id\":\"c\"}",
                                "context_management", "{\"applied_edits\":[]}",
                                "usage", "{\"service_tier\":\"standard\"}"));
        return new Answer("msg_01", "the-model", List.of(choice), usage, null, extras);
    }
}
