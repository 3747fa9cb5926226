package io.sluice.dialects.gemini;

import io.sluice.dialects.FittedTools;
import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.json.Kind;
import io.sluice.dialects.model.Extras;
import io.sluice.dialects.model.Losses;
import io.sluice.dialects.model.Tool;
import io.sluice.dialects.model.ToolChoice;
import io.sluice.dialects.model.Tools;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes tools: all functions in one element, each of the provider's own in one. */
final class ToolWriter {
    private static final int LONGEST_NAME = 64;

    private final Tools tools;
    private final boolean subset;
    private final Losses losses;

    /** A writer; {@code subset} where the model takes no JSON Schema. */
    ToolWriter(Tools tools, boolean subset, Losses losses) {
        this.tools = tools;
        this.subset = subset;
        this.losses = losses;
    }

    /** The list, empty where there is none. */
    String list() {
        JsonWriter functions =
                new JsonWriter().beginObject().name("functionDeclarations").beginArray();
        JsonWriter json = new JsonWriter().beginArray();
        boolean some = false;
        boolean written = false;
        for (int i = 0; i < tools.list().size(); i++) {
            Tool.Function function = function(tools.list().get(i), "tools[" + i + "]");
            if (function != null) {
                function(functions, function, "tools[" + i + "]");
                some = true;
            }
        }
        functions.endArray().endObject();
        boolean any = some;
        for (int i = 0; i < tools.list().size(); i++) {
            switch (tools.list().get(i)) {
                case Tool.Function _, Tool.Free _ -> {
                    if (!written) {
                        json.raw(functions.toString());
                    }
                    written = true;
                }
                case Tool.Server server
                when server.dialect().equals(GeminiGenerate.ID) -> {
                    any = true;
                    json.raw(server.json());
                }
                case Tool.Server _ -> losses.add("tools[" + i + "]", "server tools of another dialect");
            }
        }
        return any ? json.endArray().toString() : "";
    }

    /** The tool as a function; one that takes text takes it as its input. Null of a provider's own. */
    private Tool.@Nullable Function function(Tool tool, String path) {
        return switch (tool) {
            case Tool.Function function -> function;
            case Tool.Free free -> {
                if (free.format() != null) {
                    losses.add(path + ".format", "gemini's tools take no format of their text");
                }
                yield new Tool.Function(free.name(), free.description(), FittedTools.TEXT_SCHEMA, null, free.notes());
            }
            case Tool.Server _ -> null;
        };
    }

    /** A tool's name as Gemini takes names. */
    static String name(String name) {
        boolean fits = !name.isEmpty() && name.length() <= LONGEST_NAME && isLetter(name.charAt(0));
        for (int i = 1; fits && i < name.length(); i++) {
            char c = name.charAt(i);
            fits = isLetter(c) || (c >= '0' && c <= '9') || c == '.' || c == ':' || c == '-';
        }
        return fits ? name : FittedTools.name(name, LONGEST_NAME);
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    }

    private void function(JsonWriter json, Tool.Function function, String path) {
        Extras extras = function.notes().extras();
        losses.foreign(path, extras, GeminiGenerate.ID);
        if (function.notes().cache() != null) {
            losses.add(path + ".cache", "gemini has no cache marks");
        }
        json.beginObject().name("name").string(name(function.name()));
        if (function.description() != null) {
            json.name("description").string(function.description());
        }
        String spelled = extras.field(GeminiGenerate.ID, Extras.SPELLING + "parameters");
        if (spelled != null) {
            json.name("parameters").raw(spelled);
        } else if (function.schema() != null && !subset) {
            json.name("parametersJsonSchema").raw(function.schema());
        } else if (function.schema() != null && takesSomething(function.schema())) {
            json.name("parameters").raw(SchemaSubset.of(function.schema(), path + ".schema", losses));
        }
        if (extras.dialect().equals(GeminiGenerate.ID)) {
            extras.fields().forEach((name, value) -> {
                if (!name.startsWith(Extras.SPELLING)) {
                    json.name(name).raw(value);
                }
            });
        }
        json.endObject();
    }

    /** An object without properties is refused by models that take the subset; no parameters mean the same. */
    private static boolean takesSomething(String schema) {
        Fields fields = Value.of(schema).ownFields();
        Value properties = fields.get("properties");
        boolean bare = properties == null || properties.ownFields().isEmpty();
        Value type = fields.get("type");
        boolean reduced = fields.has("$ref") || fields.has("allOf") || fields.has("anyOf") || fields.has("oneOf");
        return !bare
                || reduced
                || (type != null && type.is(Kind.STRING) && !type.text().equals("object"));
    }

    /** The function calling config, empty where there is none. {@code rest} are fields of it we do not know. */
    String calling(Map<String, String> rest) {
        boolean functions = !tools.list().stream().allMatch(Tool.Server.class::isInstance);
        ToolChoice choice = tools.choice();
        if (Boolean.FALSE.equals(tools.parallel()) && functions) {
            losses.add("tools.parallel", "gemini cannot forbid parallel calls");
        }
        boolean strict = strict();
        if (!functions) {
            // Refused without functions; only a demand for a call is lost with it.
            if (choice instanceof ToolChoice.Required || choice instanceof ToolChoice.Named) {
                losses.add("tools.choice", "gemini cannot demand calls of its own tools");
            }
            return choice instanceof ToolChoice.Opaque opaque ? opaque(opaque) : "";
        }
        if (choice instanceof ToolChoice.Opaque opaque) {
            return opaque(opaque);
        }
        if (choice == null && !strict && rest.isEmpty()) {
            return "";
        }
        JsonWriter json = new JsonWriter().beginObject();
        mode(json, choice, strict);
        rest.forEach((name, value) -> json.name(name).raw(value));
        return json.endObject().toString();
    }

    /** Whether calls must follow the schemas of their tools; models of old cannot be told so. */
    private boolean strict() {
        boolean strict = false;
        for (int i = 0; i < tools.list().size(); i++) {
            if (tools.list().get(i) instanceof Tool.Function function && Boolean.TRUE.equals(function.strict())) {
                strict = !subset;
                if (subset) {
                    losses.add("tools[" + i + "].strict", "gemini before 2.5 has no strict tools");
                }
            }
        }
        return strict;
    }

    private void mode(JsonWriter json, @Nullable ToolChoice choice, boolean strict) {
        switch (choice) {
            case null -> {
                if (strict) {
                    json.name("mode").string("VALIDATED");
                }
            }
            case ToolChoice.Auto() -> json.name("mode").string(strict ? "VALIDATED" : "AUTO");
            case ToolChoice.None() -> json.name("mode").string("NONE");
            case ToolChoice.Required() -> json.name("mode").string("ANY");
            case ToolChoice.Named(String name) -> allowed(json, "ANY", List.of(name));
            case ToolChoice.Allowed(List<String> names, boolean required) -> {
                if (subset && !required) {
                    losses.add("tools.choice", "gemini before 2.5 cannot leave a choice among some tools");
                    json.name("mode").string("AUTO");
                } else {
                    allowed(json, required ? "ANY" : "VALIDATED", names);
                }
            }
            case ToolChoice.Opaque _ -> {}
        }
    }

    private static void allowed(JsonWriter json, String mode, List<String> names) {
        json.name("mode").string(mode).name("allowedFunctionNames").beginArray();
        names.forEach(name -> json.string(name(name)));
        json.endArray();
    }

    private String opaque(ToolChoice.Opaque choice) {
        if (choice.dialect().equals(GeminiGenerate.ID)) {
            return choice.json();
        }
        losses.add("tools.choice", "a tool choice of another dialect");
        return "";
    }
}
