package io.sluice.dialects.crossing;

import io.sluice.dialects.model.Block;
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
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One conversation for each thing that can be said, written by hand: the rows of the published table. */
final class Handmade {
    static final String PICTURE =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
    static final String SCHEMA =
            "{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}},\"required\":[\"city\"],\"additionalProperties\":false}";
    private static final Block ASK = Block.Text.of("What is the weather in Oslo?");

    private final Map<String, Conversation> all = new LinkedHashMap<>();

    private Handmade() {}

    /** By what they say. */
    static Map<String, Conversation> conversations() {
        Handmade made = new Handmade();
        made.turns();
        made.media();
        made.tools();
        made.thinking();
        made.settings();
        made.own();
        return made.all;
    }

    private void turns() {
        said("text", user(ASK));
        said("rules", Turn.of(Role.SYSTEM, Block.Text.of("Be brief.")), user(ASK));
        said(
                "rules amid turns",
                user(ASK),
                Turn.of(Role.SYSTEM, Block.Text.of("Be brief.")),
                user(Block.Text.of("Now?")));
        said("names of speakers", new Turn(Role.USER, List.of(ASK), "ada", Notes.NONE));
        said(
                "refusals sent back",
                user(ASK),
                model(new Block.Refusal("I will not.", Notes.NONE)),
                user(Block.Text.of("Why?")));
        Citation source = new Citation("https://example.org/a", "A", "", 0, 4, "", "{}");
        said(
                "citations sent back",
                user(ASK),
                model(new Block.Text("Rain.", List.of(source), Notes.NONE)),
                user(Block.Text.of("Sure?")));
        said(
                "cache marks",
                new Turn(
                        Role.USER,
                        List.of(new Block.Text("Long.", List.of(), Notes.NONE.cached(CacheMark.SHORT)), ASK),
                        "",
                        Notes.NONE));
        said("beginning of the answer", user(ASK), model(Block.Text.of("It is")));
    }

    private void media() {
        said("images", user(media(Block.Media.Sort.IMAGE, "image/png", new Block.Source.Inline(PICTURE)), ASK));
        said(
                "images by address",
                user(
                        media(
                                Block.Media.Sort.IMAGE,
                                "image/png",
                                new Block.Source.Address("https://example.org/a.png")),
                        ASK));
        said("stored images", user(media(Block.Media.Sort.IMAGE, "image/png", new Block.Source.Stored("file-1")), ASK));
        said("audio", user(media(Block.Media.Sort.AUDIO, "audio/wav", new Block.Source.Inline("UklGRg==")), ASK));
        said("video", user(media(Block.Media.Sort.VIDEO, "video/mp4", new Block.Source.Inline("AAAAGA==")), ASK));
        said(
                "files",
                user(media(Block.Media.Sort.DOCUMENT, "application/pdf", new Block.Source.Inline("JVBERg==")), ASK));
        said(
                "files by address",
                user(
                        media(
                                Block.Media.Sort.DOCUMENT,
                                "application/pdf",
                                new Block.Source.Address("https://example.org/a.pdf")),
                        ASK));
        said(
                "stored files",
                user(media(Block.Media.Sort.DOCUMENT, "application/pdf", new Block.Source.Stored("file-2")), ASK));
        said(
                "texts as files",
                user(media(Block.Media.Sort.DOCUMENT, "text/plain", new Block.Source.Inline("aGVsbG8=")), ASK));
    }

    static Block media(Block.Media.Sort sort, String type, Block.Source source) {
        return new Block.Media(sort, type, source, "", Notes.NONE);
    }

    private void tools() {
        Tool weather = function("weather", null);
        Tool time = function("time", null);
        said("tools", new Tools(List.of(weather, time), null, null));
        said("strict tools", new Tools(List.of(function("weather", true)), null, null));
        said(
                "tools that take text",
                new Tools(List.of(new Tool.Free("note", "Takes a note.", null, Notes.NONE)), null, null));
        said("a call of some tool", new Tools(List.of(weather, time), new ToolChoice.Required(), null));
        said("a call of that tool", new Tools(List.of(weather, time), new ToolChoice.Named("weather"), null));
        said("no call", new Tools(List.of(weather), new ToolChoice.None(), null));
        said(
                "a call of one of these",
                new Tools(List.of(weather, time), new ToolChoice.Allowed(List.of("weather"), true), null));
        said("one call at a time", new Tools(List.of(weather, time), null, false));
        said(
                "cache marks on tools",
                new Tools(
                        List.of(new Tool.Function(
                                "weather", "Tells it.", SCHEMA, null, Notes.NONE.cached(CacheMark.SHORT))),
                        null,
                        null));
        results("tool results", List.of(Block.Text.of("Rain.")), false);
        results(
                "images in tool results",
                List.of(
                        Block.Text.of("See."),
                        media(Block.Media.Sort.IMAGE, "image/png", new Block.Source.Inline(PICTURE))),
                false);
        results("failed tool results", List.of(Block.Text.of("No such city.")), true);
        results("empty tool results", List.of(), false);
        said(
                "server tools",
                new Tools(
                        List.of(new Tool.Server(
                                "openai-responses", "web_search", "{\"type\":\"web_search\"}", Notes.NONE)),
                        new ToolChoice.Required(),
                        null));
    }

    private void results(String what, List<Block> content, boolean failed) {
        Conversation plain = of(
                List.of(
                        user(ASK),
                        model(call("call_1", null), call("call_2", null)),
                        user(
                                new Block.ToolResult("call_1", "weather", content, failed, Notes.NONE),
                                new Block.ToolResult("call_2", "weather", content, failed, Notes.NONE))),
                new Tools(List.of(function("weather", null)), null, null),
                Sampling.NONE,
                Reasoning.NONE,
                null);
        all.put(what, plain);
    }

    static Tool function(String name, @Nullable Boolean strict) {
        return new Tool.Function(name, "Tells it.", SCHEMA, strict, Notes.NONE);
    }

    static Block call(String id, @Nullable Seal seal) {
        return new Block.ToolCall(id, "weather", "{\"city\":\"Oslo\"}", false, seal, Notes.NONE);
    }

    private void thinking() {
        for (String family : List.of(Seal.ANTHROPIC, Seal.OPENAI, Seal.GEMINI)) {
            Seal seal = new Seal(family, "c2VhbA==");
            said(
                    "thinking sealed by " + family,
                    user(ASK),
                    model(new Block.Thinking("Hm.", seal, "", Notes.NONE), Block.Text.of("Rain.")),
                    user(Block.Text.of("Sure?")));
        }
        said(
                "hidden thinking of anthropic",
                user(ASK),
                model(
                        new Block.HiddenThinking(new Seal(Seal.ANTHROPIC, "c2VhbA=="), "", Notes.NONE),
                        Block.Text.of("Rain.")),
                user(Block.Text.of("Sure?")));
        said(
                "thinking without a proof",
                user(ASK),
                model(new Block.Thinking("Hm.", null, "", Notes.NONE), Block.Text.of("Rain.")),
                user(Block.Text.of("Sure?")));
        Seal ofCall = new Seal(Seal.GEMINI, "c2VhbA==");
        all.put(
                "calls sealed by gemini",
                of(
                        List.of(
                                user(ASK),
                                model(call("call_1", ofCall)),
                                user(new Block.ToolResult("call_1", "weather", List.of(ASK), false, Notes.NONE))),
                        new Tools(List.of(function("weather", null)), null, null),
                        Sampling.NONE,
                        Reasoning.NONE,
                        null));
        said("thinking by effort", new Reasoning(Reasoning.Mode.ON, Reasoning.Effort.HIGH, null, null));
        said("least effort", new Reasoning(Reasoning.Mode.ON, Reasoning.Effort.MINIMAL, null, null));
        said("thinking within a budget", new Reasoning(Reasoning.Mode.ON, null, 2048L, null));
        said("no thinking", new Reasoning(Reasoning.Mode.OFF, null, null, null));
        said(
                "long summaries of thinking",
                new Reasoning(Reasoning.Mode.ON, Reasoning.Effort.HIGH, null, Reasoning.Shown.DETAILED));
    }

    private void settings() {
        Sampling none = Sampling.NONE;
        BigDecimal half = new BigDecimal("0.5");
        said("output cap", new Sampling(300L, null, null, null, null, null, null, null, List.of(), null, null));
        said("temperature", new Sampling(null, half, null, null, null, null, null, null, List.of(), null, null));
        said(
                "temperature above 1",
                new Sampling(null, new BigDecimal("1.5"), null, null, null, null, null, null, List.of(), null, null));
        said("top_p", new Sampling(null, null, half, null, null, null, null, null, List.of(), null, null));
        said(
                "top_k",
                new Sampling(null, null, null, new BigDecimal(40), null, null, null, null, List.of(), null, null));
        said("penalties", new Sampling(null, null, null, null, half, half, null, null, List.of(), null, null));
        said("seed", new Sampling(null, null, null, null, null, null, 7L, null, List.of(), null, null));
        said("n", new Sampling(null, null, null, null, null, null, null, 2, List.of(), null, null));
        said(
                "stop sequences",
                new Sampling(null, null, null, null, null, null, null, null, List.of("END"), null, null));
        said(
                "six stop sequences",
                new Sampling(
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        List.of("a", "b", "c", "d", "e", "f"),
                        null,
                        null));
        said("logprobs", new Sampling(null, null, null, null, null, null, null, null, List.of(), true, 3));
        said("JSON mode", none, new OutputFormat.JsonObject());
        said("schema of the answer", none, new OutputFormat.JsonSchema("city", null, SCHEMA, true, Extras.NONE));
        said(
                "description of the schema",
                none,
                new OutputFormat.JsonSchema("city", "A city.", SCHEMA, true, Extras.NONE));
        Conversation plain = of(List.of(user(ASK)), Tools.NONE, none, Reasoning.NONE, null);
        all.put("end user", with(plain, "user-1", null, Extras.NONE));
        all.put("metadata", with(plain, null, "{\"trace\":\"t1\"}", Extras.NONE));
    }

    /** Fields that only one dialect knows: never carried, always named. */
    private void own() {
        Conversation plain = of(List.of(user(ASK)), Tools.NONE, Sampling.NONE, Reasoning.NONE, null);
        Map.of("openai-chat", "logit_bias", "gemini", "safetySettings")
                .forEach((dialect, field) -> all.put(
                        "fields of " + dialect + " alone",
                        with(plain, null, null, Extras.of(dialect, Map.of(field, "{}")))));
        said(
                "blocks of one dialect alone",
                user(ASK),
                model(
                        new Block.Opaque(
                                "anthropic",
                                "server_tool_use",
                                "{\"type\":\"server_tool_use\",\"id\":\"srvtoolu_1\",\"name\":\"web_search\",\"input\":{}}",
                                Notes.NONE),
                        Block.Text.of("Rain.")),
                user(Block.Text.of("Sure?")));
    }

    private void said(String what, Turn... turns) {
        all.put(what, of(List.of(turns), Tools.NONE, Sampling.NONE, Reasoning.NONE, null));
    }

    private void said(String what, Tools tools) {
        all.put(what, of(List.of(user(ASK)), tools, Sampling.NONE, Reasoning.NONE, null));
    }

    private void said(String what, Reasoning reasoning) {
        all.put(what, of(List.of(user(ASK)), Tools.NONE, Sampling.NONE, reasoning, null));
    }

    private void said(String what, Sampling sampling) {
        said(what, sampling, null);
    }

    private void said(String what, Sampling sampling, @Nullable OutputFormat format) {
        all.put(what, of(List.of(user(ASK)), Tools.NONE, sampling, Reasoning.NONE, format));
    }

    static Turn user(Block... blocks) {
        return Turn.of(Role.USER, blocks);
    }

    static Turn model(Block... blocks) {
        return Turn.of(Role.ASSISTANT, blocks);
    }

    static Conversation of(
            List<Turn> turns, Tools tools, Sampling sampling, Reasoning reasoning, @Nullable OutputFormat format) {
        return new Conversation(
                "m", false, true, new ArrayList<>(turns), tools, sampling, reasoning, format, null, null, Extras.NONE);
    }

    private static Conversation with(
            Conversation plain, @Nullable String user, @Nullable String metadata, Extras extras) {
        return new Conversation(
                plain.model(),
                plain.stream(),
                plain.usageAsked(),
                plain.turns(),
                plain.tools(),
                plain.sampling(),
                plain.reasoning(),
                plain.format(),
                user,
                metadata,
                extras);
    }
}
