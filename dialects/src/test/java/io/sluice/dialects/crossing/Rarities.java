package io.sluice.dialects.crossing;

import io.sluice.dialects.ModelFacts;
import io.sluice.dialects.Quirks;
import io.sluice.dialects.Sending;
import io.sluice.dialects.model.Block;
import io.sluice.dialects.model.Block.Media.Sort;
import io.sluice.dialects.model.Block.Source;
import io.sluice.dialects.model.CacheMark;
import io.sluice.dialects.model.Citation;
import io.sluice.dialects.model.Conversation;
import io.sluice.dialects.model.Event;
import io.sluice.dialects.model.Event.Opening;
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
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is rarer than {@link Oddities}: each for a loss that nothing else brings about. */
final class Rarities {
    private static final Block ASK = Block.Text.of("So?");
    private static final Block OPAQUE = new Block.Opaque("elsewhere", "thing", "{}", Notes.NONE);
    private static final Block HIDDEN = new Block.HiddenThinking(new Seal(Seal.OPENAI, "c2VhbA=="), "", Notes.NONE);
    private static final Notes MARKED = Notes.NONE.cached(CacheMark.HOUR);
    private static final Citation SOURCE = new Citation("https://example.org/a", "A", "", 0, 3, "", "{}");

    private Rarities() {}

    static List<Conversation> conversations() {
        List<Conversation> rare = new ArrayList<>();
        contents(rare);
        results(rare);
        tools(rare);
        settings(rare);
        return rare;
    }

    private static void contents(List<Conversation> rare) {
        rare.add(turns(Handmade.user(OPAQUE, ASK), Handmade.model(OPAQUE, ASK), Turn.of(Role.SYSTEM, OPAQUE)));
        rare.add(turns(Handmade.user(new Block.Text("", List.of(), MARKED), ASK)));
        rare.add(
                turns(Handmade.user(Block.Text.of(" "), HIDDEN, new Block.Text("cited", List.of(SOURCE), Notes.NONE))));
        rare.add(turns(Handmade.user(
                media(Sort.DOCUMENT, "text/markdown", new Source.Inline("IyBIaQ=="), "a.md"),
                media(Sort.IMAGE, "image/png", new Source.Inline(Handmade.PICTURE), "a.png"),
                media(Sort.IMAGE, "", new Source.Inline(Handmade.PICTURE), ""),
                media(Sort.IMAGE, "image/png", new Source.Address("https://example.org/a.png"), ""),
                media(Sort.IMAGE, "image/png", new Source.Written(List.of(ASK)), ""),
                ASK)));
        rare.add(turns(Handmade.user(
                new Block.Media(Sort.DOCUMENT, "application/pdf", new Source.Inline("JVBERg=="), "a", MARKED))));
        rare.add(turns(
                Handmade.user(ASK),
                Handmade.model(media(Sort.AUDIO, "audio/wav", new Source.Inline("UklGRg=="), ""), ASK)));
    }

    private static void results(List<Conversation> rare) {
        Block.Media pdf = (Block.Media) media(Sort.DOCUMENT, "application/pdf", new Source.Inline("JVBERg=="), "a");
        Block.Media written = (Block.Media) media(Sort.DOCUMENT, "text/plain", new Source.Written(List.of(ASK)), "a");
        Block odd = new Block.ToolResult(
                "c1", "", List.of(HIDDEN, new Block.Refusal("no", Notes.NONE), written, ASK), true, Notes.NONE);
        Seal seal = new Seal(Seal.GEMINI, "c2VhbA==");
        rare.add(turns(
                Handmade.user(ASK),
                Handmade.model(Handmade.call("c1", seal), Handmade.call("c2", null)),
                Handmade.user(odd, result("c2"), pdf, ASK)));
        rare.add(turns(Handmade.user(ASK), Handmade.model(result("c9"), ASK), Handmade.user(result("c8"))));
    }

    private static void tools(List<Conversation> rare) {
        rare.add(offered(new Tools(
                List.of(Handmade.function("a", true), Handmade.function("b", null)),
                new ToolChoice.Allowed(List.of("a"), false),
                false)));
        rare.add(offered(new Tools(List.of(Handmade.function("a", true), Handmade.function("b", false)), null, null)));
        rare.add(offered(new Tools(
                List.of(new Tool.Server("elsewhere", "search", "{}", MARKED), Handmade.function("a", null)),
                new ToolChoice.Opaque("elsewhere", "{}"),
                null)));
        rare.add(offered(schema("{\"type\":\"object\",\"properties\":{\"a\":{\"$ref\":\"#/$defs/A\",\"title\":\"t\"},"
                + "\"b\":{\"$ref\":\"#/none\"},\"c\":{\"type\":\"array\",\"items\":[{\"type\":\"string\"}]},"
                + "\"d\":{\"anyOf\":[{\"type\":\"string\"}],\"oneOf\":[{\"type\":\"string\"}]},"
                + "\"e\":{\"type\":[\"string\",\"integer\"],\"anyOf\":[{\"minLength\":1}]},\"f\":{\"unheardOf\":1}},"
                + "\"$defs\":{\"A\":{\"type\":\"integer\"}}}")));
        StringBuilder deep = new StringBuilder();
        for (int i = 0; i < 40; i++) {
            String next = "{\"$ref\":\"#/$defs/d" + (i + 1) + "\"}";
            deep.append(i == 0 ? "" : ",")
                    .append("\"d")
                    .append(i)
                    .append("\":{\"type\":\"object\",\"properties\":{\"x\":");
            deep.append(next).append(",\"y\":").append(next).append("}}");
        }
        rare.add(offered(schema(
                "{\"type\":\"object\",\"properties\":{\"a\":{\"$ref\":\"#/$defs/d0\"}},\"$defs\":{" + deep + "}}")));
    }

    private static void settings(List<Conversation> rare) {
        rare.add(asked(Sampling.NONE, new Reasoning(null, null, null, Reasoning.Shown.DETAILED), null, null));
        rare.add(asked(Sampling.NONE, new Reasoning(Reasoning.Mode.ON, Reasoning.Effort.HIGH, null, null), null, null));
        rare.add(
                asked(Sampling.NONE, new Reasoning(Reasoning.Mode.OFF, Reasoning.Effort.HIGH, null, null), null, null));
        rare.add(asked(Sampling.NONE, new Reasoning(null, Reasoning.Effort.NONE, null, null), null, null));
        rare.add(
                asked(Sampling.NONE, new Reasoning(Reasoning.Mode.ON, Reasoning.Effort.LOW, 4_000L, null), null, null));
        rare.add(asked(Sampling.NONE, new Reasoning(Reasoning.Mode.ADAPTIVE, null, null, null), null, null));
        Sampling much = new Sampling(
                10L,
                BigDecimal.valueOf(19, 1),
                null,
                BigDecimal.valueOf(1_000),
                BigDecimal.valueOf(2),
                BigDecimal.valueOf(-2),
                7L,
                2,
                List.of("a", "b", "c", "d", "e", "f"),
                true,
                3);
        rare.add(asked(much, Reasoning.NONE, new OutputFormat.Opaque("elsewhere", "{}"), "{\"a b\":\"\u00e9\"}"));
    }

    /** Kinds of models that neither {@link Targets} nor {@link Oddities} have. */
    static List<Sending> sendings(Spoken to) {
        return switch (to) {
            case CHAT ->
                List.of(
                        model("m", "legacy_functions", "n=1", "stop_max=4", "temp_max=1", "no_effort_none"),
                        model("m", "reasoning_param=thinking,reasoning_effort"));
            case RESPONSES -> List.of(model("m", "no_image_url"));
            case ANTHROPIC ->
                List.of(model("m", "no_image_url"), knowing("m", "tools"), knowing("m", "reasoning", "budget=1024.."));
            case GEMINI -> List.of(model("gemini-2.0-flash"));
            case BEDROCK ->
                List.of(
                        model("writer.palmyra-x5-v1:0"),
                        knowing("anthropic.claude-3-7-sonnet-20250219-v1:0", "reasoning", "budget=1024.."));
        };
    }

    /** Models of dialects that no caller speaks. */
    static List<Sending> beyond() {
        return List.of(
                model("m"),
                knowing("m", "tools"),
                knowing("m", "reasoning"),
                knowing("gpt-oss", "reasoning", "effort=low/high"));
    }

    /** Answers as streams that no provider should send. */
    static List<List<Event>> answers() {
        Seal seal = new Seal(Seal.OPENAI, "c2VhbA==");
        return List.of(
                answer(new Opening.Whole(OPAQUE)),
                answer(new Opening.Whole(result("c1"))),
                answer(new Opening.Whole(media(Sort.AUDIO, "audio/wav", new Source.Inline("UklGRg=="), ""))),
                answer(new Opening.Whole(new Block.HiddenThinking(seal, "rs_1", Notes.NONE))),
                answer(new Opening.Text(), new Event.TextDelta(0, 0, "a"), new Event.SealSeen(0, 0, seal)),
                answer(
                        new Opening.Thinking(),
                        new Event.ThinkingDelta(0, 0, "a"),
                        new Event.CitationSeen(0, 0, SOURCE),
                        new Event.SealSeen(0, 0, seal)),
                answer(new Opening.Text(), new Event.Unknown("thing", "{}")));
    }

    private static List<Event> answer(Opening opening, Event... then) {
        List<Event> events = new ArrayList<>();
        events.add(new Event.Started("a", "m"));
        events.add(new Event.BlockStarted(0, 0, opening));
        events.addAll(List.of(then));
        events.add(new Event.BlockEnded(0, 0));
        events.add(new Event.Finished(0, FinishReason.STOP, "stop"));
        return events;
    }

    private static Sending model(String name, String... flags) {
        return new Sending(name, null, Quirks.of(Set.of(flags)), ModelFacts.UNKNOWN);
    }

    private static Sending knowing(String name, String... traits) {
        return new Sending(name, null, Quirks.NONE, new ModelFacts(null, Set.of(traits)));
    }

    private static Block result(String id) {
        return new Block.ToolResult(id, "", List.of(ASK), false, Notes.NONE);
    }

    private static Block media(Sort sort, String type, Source source, String name) {
        return new Block.Media(sort, type, source, name, Notes.NONE);
    }

    private static Tools schema(String schema) {
        return new Tools(List.of(new Tool.Function("t", null, schema, true, Notes.NONE)), null, true);
    }

    private static Conversation turns(Turn... turns) {
        return Handmade.of(List.of(turns), Tools.NONE, Sampling.NONE, Reasoning.NONE, null);
    }

    private static Conversation offered(Tools tools) {
        return Handmade.of(List.of(Handmade.user(ASK)), tools, Sampling.NONE, Reasoning.NONE, null);
    }

    private static Conversation asked(
            Sampling sampling, Reasoning reasoning, @Nullable OutputFormat format, @Nullable String metadata) {
        return new Conversation(
                "m",
                false,
                false,
                List.of(Handmade.user(ASK)),
                Tools.NONE,
                sampling,
                reasoning,
                format,
                null,
                metadata,
                Extras.NONE);
    }
}
