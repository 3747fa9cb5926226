package io.sluice.dialects.ollama;

import io.sluice.dialects.FittedTools;
import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.model.Losses;
import io.sluice.dialects.model.Tool;
import io.sluice.dialects.model.ToolChoice;
import io.sluice.dialects.model.Tools;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the tools of a request. Ollama has no choice among them: a choice is made by what is offered. */
final class ToolsWriter {
    private static final String ANYTHING = "{\"type\":\"object\",\"properties\":{}}";

    private final Losses losses;

    ToolsWriter(Losses losses) {
        this.losses = losses;
    }

    void write(JsonWriter json, Tools tools) {
        List<String> offered = offered(tools.choice());
        List<String> written = new ArrayList<>();
        List<Tool> list = tools.list();
        for (int i = 0; i < list.size(); i++) {
            Tool tool = list.get(i);
            String path = "tools[" + i + "]";
            if (offered == null || offered.contains(tool.name())) {
                losses.foreign(path, tool.notes().extras(), OllamaChat.ID);
                if (tool.notes().cache() != null) {
                    losses.add("cache", MessagesWriter.NO_CACHE);
                }
                String one = tool(tool, path);
                if (one != null) {
                    written.add(one);
                }
            }
        }
        if (!written.isEmpty()) {
            json.name("tools").raw("[" + String.join(",", written) + "]");
        }
        if (Boolean.FALSE.equals(tools.parallel()) && !written.isEmpty()) {
            losses.add("parallel_tool_calls", "ollama cannot be kept to one call at a time");
        }
    }

    /** The names of the tools that may be called; null for all. */
    private @Nullable List<String> offered(@Nullable ToolChoice choice) {
        return switch (choice) {
            case null -> null;
            case ToolChoice.Auto _ -> null;
            case ToolChoice.None _ -> List.of();
            case ToolChoice.Required _ -> {
                losses.add("tool_choice", "ollama cannot be made to call a tool");
                yield null;
            }
            case ToolChoice.Named(String name) -> {
                losses.add("tool_choice", "ollama cannot be made to call a tool");
                yield List.of(name);
            }
            case ToolChoice.Allowed(List<String> names, boolean required) -> {
                if (required) {
                    losses.add("tool_choice", "ollama cannot be made to call a tool");
                }
                yield names;
            }
            case ToolChoice.Opaque _ -> {
                losses.add("tool_choice", "ollama has no such choice of tools");
                yield null;
            }
        };
    }

    private @Nullable String tool(Tool tool, String path) {
        return switch (tool) {
            case Tool.Function function -> {
                if (Boolean.TRUE.equals(function.strict())) {
                    losses.add(path + ".strict", "ollama has no strict tools");
                }
                yield function(tool, function.description(), function.schema() == null ? ANYTHING : function.schema());
            }
            case Tool.Free free -> {
                if (free.format() != null) {
                    losses.add(path + ".format", "ollama has no formats of free text");
                }
                yield function(tool, free.description(), FittedTools.TEXT_SCHEMA);
            }
            case Tool.Server _ -> {
                losses.add(path, "ollama runs no tools itself");
                yield null;
            }
        };
    }

    private static String function(Tool tool, @Nullable String description, String schema) {
        JsonWriter json = new JsonWriter().beginObject().name("type").string("function");
        json.name("function").beginObject().name("name").string(tool.name());
        if (description != null) {
            json.name("description").string(description);
        }
        return json.name("parameters").raw(schema).endObject().endObject().toString();
    }
}
