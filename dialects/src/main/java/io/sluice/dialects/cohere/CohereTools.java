package io.sluice.dialects.cohere;

import io.sluice.dialects.FittedTools;
import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.model.Losses;
import io.sluice.dialects.model.Tool;
import io.sluice.dialects.model.ToolChoice;
import io.sluice.dialects.model.Tools;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes tools. Cohere can be told to call one or none, not which: so only those it may call are shown to it. */
final class CohereTools {
    private static final String NO_ARGUMENTS = "{\"type\":\"object\",\"properties\":{}}";

    private final JsonWriter json;
    private final Losses losses;

    CohereTools(JsonWriter json, Losses losses) {
        this.json = json;
        this.losses = losses;
    }

    void write(Tools tools) {
        List<Tool.Function> functions = functions(tools.list());
        List<String> named = named(tools.choice());
        List<Tool.Function> shown = named.isEmpty()
                ? functions
                : functions.stream().filter(tool -> named.contains(tool.name())).toList();
        if (!shown.isEmpty()) {
            json.name("tools").beginArray();
            shown.forEach(this::function);
            json.endArray();
            strict(shown);
        }
        String choice = choice(tools.choice());
        if (choice != null && !shown.isEmpty()) {
            json.name("tool_choice").string(choice);
        }
        if (Boolean.FALSE.equals(tools.parallel())) {
            losses.add("parallel_tool_calls", "cohere cannot be kept to one call");
        }
    }

    private List<Tool.Function> functions(List<Tool> tools) {
        List<Tool.Function> functions = new ArrayList<>();
        for (int i = 0; i < tools.size(); i++) {
            Tool tool = tools.get(i);
            String path = "tools[" + i + "]";
            switch (tool) {
                case Tool.Function function -> functions.add(function);
                case Tool.Free free -> functions.add(fitted(free, path));
                case Tool.Server _ -> losses.add(path, "cohere has functions alone");
            }
            if (tool.notes().cache() != null) {
                losses.add(path + ".cache", "cohere takes no cache marks");
            }
            losses.foreign(path, tool.notes().extras(), CohereChat.ID);
        }
        return functions;
    }

    private Tool.Function fitted(Tool.Free free, String path) {
        if (free.format() != null) {
            losses.add(path + ".format", "the provider has no tools that take text, it became an argument");
        }
        return new Tool.Function(free.name(), free.description(), FittedTools.TEXT_SCHEMA, null, free.notes());
    }

    private void function(Tool.Function function) {
        json.beginObject().name("type").string("function").name("function").beginObject();
        json.name("name").string(FittedTools.name(function.name(), CohereTurns.LONGEST_NAME));
        if (function.description() != null) {
            json.name("description").string(function.description());
        }
        json.name("parameters").raw(function.schema() == null ? NO_ARGUMENTS : function.schema());
        json.endObject().endObject();
    }

    /** Strictness is the whole request's here. */
    private void strict(List<Tool.Function> shown) {
        boolean all = shown.stream().allMatch(tool -> Boolean.TRUE.equals(tool.strict()));
        boolean some = shown.stream().anyMatch(tool -> Boolean.TRUE.equals(tool.strict()));
        if (all) {
            json.name("strict_tools").bool(true);
        } else if (some) {
            losses.add("tools.strict", "cohere has all tools strict or none");
        }
    }

    private static List<String> named(@Nullable ToolChoice choice) {
        return switch (choice) {
            case ToolChoice.Named(String name) -> List.of(name);
            case ToolChoice.Allowed(List<String> names, boolean _) -> names;
            case null, default -> List.of();
        };
    }

    private @Nullable String choice(@Nullable ToolChoice choice) {
        return switch (choice) {
            case ToolChoice.None _ -> "NONE";
            case ToolChoice.Required _, ToolChoice.Named _ -> "REQUIRED";
            case ToolChoice.Allowed(List<String> _, boolean required) -> required ? "REQUIRED" : null;
            case ToolChoice.Opaque _ -> {
                losses.add("tool_choice", "cohere has no such choice of a tool");
                yield null;
            }
            case ToolChoice.Auto _ -> null;
            case null -> null;
        };
    }
}
