package io.sluice.dialects.bedrock;

import io.sluice.dialects.FittedTools;
import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.model.Block;
import io.sluice.dialects.model.CacheMark;
import io.sluice.dialects.model.Losses;
import io.sluice.dialects.model.Tool;
import io.sluice.dialects.model.ToolChoice;
import io.sluice.dialects.model.Tools;
import io.sluice.dialects.model.Turn;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes the tools of a request. */
final class ToolsWriter {
    private static final String ANYTHING = "{\"type\":\"object\",\"properties\":{}}";

    private final Losses losses;
    private final Family family;
    private final boolean budgeted;
    private final String model;

    /** {@code budgeted}: Claude thinks with a budget, and then cannot be forced to call a tool. */
    ToolsWriter(Losses losses, Family family, String model, boolean budgeted) {
        this.losses = losses;
        this.model = model;
        this.family = family;
        this.budgeted = budgeted;
    }

    /**
     * Writes {@code toolConfig} where there is anything to say.
     *
     * @param used whether the conversation has calls or results, which Bedrock wants declared
     */
    void write(JsonWriter json, Tools tools, List<Turn> turns, boolean used, @Nullable String rest) {
        boolean none = tools.choice() instanceof ToolChoice.None;
        if (none && !used && rest == null) {
            return;
        }
        if (none && used) {
            losses.add("tool_choice", "bedrock cannot forbid tools that the conversation has used");
        }
        List<String> written = tools(tools);
        if (written.isEmpty() && used) {
            written = declared(turns);
        }
        String choice = none || written.isEmpty() ? null : choice(tools.choice());
        boolean forced = tools.choice() instanceof ToolChoice.Required || tools.choice() instanceof ToolChoice.Named;
        if (written.isEmpty() && forced) {
            losses.add("tool_choice", "bedrock takes no choice without tools");
        }
        if (written.isEmpty() && rest == null) {
            return;
        }
        json.name(ToolsReader.NAME).beginObject().name("tools").beginArray();
        written.forEach(json::raw);
        json.endArray();
        if (choice != null) {
            json.name("toolChoice").raw(choice);
        }
        if (rest != null) {
            MediaWriter.members(json, rest);
        }
        json.endObject();
    }

    private List<String> tools(Tools tools) {
        List<String> written = new ArrayList<>();
        List<Tool> list = tools.list();
        for (int i = 0; i < list.size(); i++) {
            Tool tool = list.get(i);
            boolean allowed = !(tools.choice() instanceof ToolChoice.Allowed(List<String> names, boolean _))
                    || names.contains(tool.name());
            String path = "tools[" + i + "]";
            losses.foreign(path, tool.notes().extras(), BedrockConverse.ID);
            String json = allowed ? tool(tool, path) : null;
            if (json != null) {
                written.add(json);
            }
            CacheMark mark = tool.notes().cache();
            if (mark != null && !family.maybeClaude()) {
                losses.add(path + ".cache", "this model has no cache points among its tools");
            } else if (mark != null && !written.isEmpty()) {
                written.add(Marks.write(mark));
            }
        }
        return written;
    }

    private @Nullable String tool(Tool tool, String path) {
        return switch (tool) {
            case Tool.Function function -> {
                String schema = function.schema() == null
                        ? ANYTHING
                        : new ToolSchema(family, model, path + ".parameters", losses)
                                .fitted(function.schema(), Boolean.TRUE.equals(function.strict()));
                yield spec(tool, function.description(), schema, function.strict());
            }
            case Tool.Free free -> {
                if (free.format() != null) {
                    losses.add(path + ".format", "bedrock has no formats of free text");
                }
                yield spec(tool, free.description(), FittedTools.TEXT_SCHEMA, null);
            }
            case Tool.Server server -> {
                boolean own = server.dialect().equals(BedrockConverse.ID);
                if (!own) {
                    losses.add(path, "bedrock has no such server tool");
                }
                yield own ? server.json() : null;
            }
        };
    }

    private static String spec(Tool tool, @Nullable String description, String schema, @Nullable Boolean strict) {
        JsonWriter json = new JsonWriter().beginObject().name("toolSpec").beginObject();
        json.name("name").string(Ids.tool(tool.name()));
        if (description != null && !description.isBlank()) {
            json.name("description").string(description);
        }
        json.name("inputSchema").beginObject().name("json").raw(schema).endObject();
        if (strict != null) {
            json.name("strict").bool(strict);
        }
        ContentWriter.own(json, tool.notes().extras());
        return json.endObject().endObject().toString();
    }

    /** The tools the conversation has used, as far as it tells: their names. */
    private List<String> declared(List<Turn> turns) {
        losses.add("tools", "bedrock wants the tools of past calls declared: by name alone");
        Set<String> names = new LinkedHashSet<>();
        for (Turn turn : turns) {
            for (Block block : turn.blocks()) {
                if (block instanceof Block.ToolCall call) {
                    names.add(Ids.tool(call.name()));
                }
            }
        }
        if (names.isEmpty()) {
            names.add("tool");
        }
        List<String> written = new ArrayList<>();
        for (String name : names) {
            written.add(
                    "{\"toolSpec\":{\"name\":" + Texts.quoted(name) + ",\"inputSchema\":{\"json\":" + ANYTHING + "}}}");
        }
        return written;
    }

    private @Nullable String choice(@Nullable ToolChoice choice) {
        return switch (choice) {
            case null -> null;
            case ToolChoice.Auto _ -> "{\"auto\":{}}";
            case ToolChoice.None _ -> null;
            case ToolChoice.Required _ -> forced("{\"any\":{}}");
            case ToolChoice.Named(String name) -> forced("{\"tool\":{\"name\":" + Texts.quoted(Ids.tool(name)) + "}}");
            case ToolChoice.Allowed(List<String> _, boolean required) ->
                required ? forced("{\"any\":{}}") : "{\"auto\":{}}";
            case ToolChoice.Opaque(String dialect, String json) -> {
                boolean own = dialect.equals(BedrockConverse.ID);
                if (!own) {
                    losses.add("tool_choice", "bedrock has no such choice of tools");
                }
                yield own ? json : null;
            }
        };
    }

    private @Nullable String forced(String choice) {
        boolean never = family == Family.LLAMA || family == Family.TITAN || family == Family.COHERE;
        if (never) {
            losses.add("tool_choice", "this model cannot be forced to call a tool");
        } else if (budgeted) {
            losses.add("tool_choice", "a model that thinks with a budget cannot be forced to call a tool");
        }
        return never || budgeted ? null : choice;
    }
}
