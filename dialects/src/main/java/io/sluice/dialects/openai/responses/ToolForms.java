package io.sluice.dialects.openai.responses;

import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.json.Kind;
import io.sluice.dialects.model.Losses;
import io.sluice.dialects.model.Notes;
import io.sluice.dialects.model.Tool;
import io.sluice.dialects.model.ToolChoice;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tools and tool choices, which are flat here: what a function is stands beside its type. */
final class ToolForms {
    private static final Set<String> FUNCTION = Set.of("type", "name", "description", "parameters", "strict");
    private static final Set<String> CUSTOM = Set.of("type", "name", "description", "format");

    private ToolForms() {}

    /** The tools of that list; null where one of them is none. */
    static @Nullable List<Tool> read(Node list) {
        List<Tool> tools = new ArrayList<>();
        for (Node tool : list.elements()) {
            String type = tool.text("type");
            if (type.isEmpty()) {
                return null;
            }
            tools.add(tool(tool, type));
        }
        return tools;
    }

    private static Tool tool(Node tool, String type) {
        return switch (type) {
            case "function" ->
                new Tool.Function(
                        tool.text("name"),
                        text(tool.at("description")),
                        json(tool.at("parameters")),
                        bool(tool.at("strict")),
                        Spelling.notes(Spelling.rest(tool, FUNCTION, Set.of())));
            case "custom" ->
                new Tool.Free(
                        tool.text("name"),
                        text(tool.at("description")),
                        json(tool.at("format")),
                        Spelling.notes(Spelling.rest(tool, CUSTOM, Set.of())));
            default -> new Tool.Server(Spelling.DIALECT, type, tool.raw(), Notes.NONE);
        };
    }

    static @Nullable String text(Node node) {
        return node.is(Kind.STRING) ? node.text() : null;
    }

    static @Nullable String json(Node node) {
        return node.is(Kind.NULL) ? null : node.raw();
    }

    static @Nullable Boolean bool(Node node) {
        return node.is(Kind.TRUE) ? Boolean.TRUE : node.is(Kind.FALSE) ? Boolean.FALSE : null;
    }

    /** The choice; null where none is made. */
    static @Nullable ToolChoice choice(Node node) {
        if (node.is(Kind.NULL)) {
            return null;
        }
        return switch (node.is(Kind.STRING) ? node.text() : node.text("type")) {
            case "auto" -> new ToolChoice.Auto();
            case "none" -> new ToolChoice.None();
            case "required" -> new ToolChoice.Required();
            case "function", "custom" ->
                node.members().size() == 2 && !node.text("name").isEmpty()
                        ? new ToolChoice.Named(node.text("name"))
                        : opaque(node);
            case "allowed_tools" -> allowed(node);
            default -> opaque(node);
        };
    }

    private static ToolChoice allowed(Node node) {
        List<String> names = new ArrayList<>();
        for (Node tool : node.at("tools").elements()) {
            String name = tool.text("name");
            if (!tool.text("type").equals("function")
                    || name.isEmpty()
                    || tool.members().size() != 2) {
                return opaque(node);
            }
            names.add(name);
        }
        String mode = node.text("mode");
        boolean plain = node.members().size() == 3 && (mode.equals("auto") || mode.equals("required"));
        return plain && !names.isEmpty() ? new ToolChoice.Allowed(names, mode.equals("required")) : opaque(node);
    }

    private static ToolChoice opaque(Node node) {
        return new ToolChoice.Opaque(Spelling.DIALECT, node.raw());
    }

    /** What is written of a function where it leaves out whether its schema is strict. */
    enum Strictness {
        /** Nothing: who left it out meant the provider's default. */
        AS_SAID,
        /** That it is not: elsewhere that is what leaving it out means, here it may mean the contrary. */
        LOOSE,
        /** Every key, null where nothing was said: an answer's echo. */
        ECHO
    }

    /** The tools, as far as they can be written here. */
    static void write(JsonWriter json, List<Tool> tools, Strictness strictness, Losses losses) {
        json.beginArray();
        for (int i = 0; i < tools.size(); i++) {
            String path = "tools[" + i + "]";
            switch (tools.get(i)) {
                case Tool.Function function -> {
                    function(json, function, strictness);
                    losses.foreign(path, function.notes().extras(), Spelling.DIALECT);
                }
                case Tool.Free free -> {
                    free(json, free);
                    losses.foreign(path, free.notes().extras(), Spelling.DIALECT);
                }
                case Tool.Server server -> {
                    if (server.dialect().equals(Spelling.DIALECT)) {
                        json.raw(server.json());
                    } else {
                        losses.add(path, "openai-responses has no such server tool");
                    }
                }
            }
            if (tools.get(i).notes().cache() != null) {
                losses.add(path + ".cache", InputWriter.NO_CACHE_MARKS);
            }
        }
        json.endArray();
    }

    private static void function(JsonWriter json, Tool.Function function, Strictness strictness) {
        boolean echo = strictness == Strictness.ECHO;
        json.beginObject().name("type").string("function").name("name").string(function.name());
        optional(json, "description", function.description() == null ? null : quoted(function.description()), echo);
        optional(json, "parameters", function.schema(), echo);
        Boolean strict = function.strict();
        String said = strict == null ? null : strict.toString();
        optional(json, "strict", said == null && strictness == Strictness.LOOSE ? "false" : said, echo);
        Spelling.write(json, function.notes().extras());
        json.endObject();
    }

    private static void free(JsonWriter json, Tool.Free free) {
        json.beginObject().name("type").string("custom").name("name").string(free.name());
        optional(json, "description", free.description() == null ? null : quoted(free.description()), false);
        optional(json, "format", free.format(), false);
        Spelling.write(json, free.notes().extras());
        json.endObject();
    }

    private static String quoted(String text) {
        return Bytes.of(JsonWriter.quoted(text)).toString();
    }

    private static void optional(JsonWriter json, String name, @Nullable String value, boolean always) {
        if (value != null) {
            json.name(name).raw(value);
        } else if (always) {
            json.name(name).nothing();
        }
    }

    /** The choice; a named tool is looked up, as what it is has to be said. */
    static void choice(JsonWriter json, ToolChoice choice, List<Tool> tools, Losses losses) {
        switch (choice) {
            case ToolChoice.Auto() -> json.name("tool_choice").string("auto");
            case ToolChoice.None() -> json.name("tool_choice").string("none");
            case ToolChoice.Required() -> json.name("tool_choice").string("required");
            case ToolChoice.Named(String name) -> named(json.name("tool_choice"), name, tools);
            case ToolChoice.Allowed(List<String> names, boolean required) -> {
                json.name("tool_choice").beginObject().name("type").string("allowed_tools");
                json.name("mode")
                        .string(required ? "required" : "auto")
                        .name("tools")
                        .beginArray();
                names.forEach(name -> named(json, name, tools));
                json.endArray().endObject();
            }
            case ToolChoice.Opaque(String dialect, String written) -> {
                if (dialect.equals(Spelling.DIALECT)) {
                    json.name("tool_choice").raw(written);
                } else {
                    losses.add("tool_choice", "openai-responses has no such tool choice");
                }
            }
        }
    }

    private static void named(JsonWriter json, String name, List<Tool> tools) {
        boolean free = tools.stream()
                .anyMatch(tool -> tool instanceof Tool.Free && tool.name().equals(name));
        json.beginObject().name("type").string(free ? "custom" : "function");
        json.name("name").string(name).endObject();
    }
}
