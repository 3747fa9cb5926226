package io.sluice.dialects.anthropic;

import io.sluice.dialects.ClosedSchema;
import io.sluice.dialects.FittedTools;
import io.sluice.dialects.ModelFacts;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.JsonReader;
import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.json.Kind;
import io.sluice.dialects.model.Losses;
import io.sluice.dialects.model.Tool;
import io.sluice.dialects.model.ToolChoice;
import io.sluice.dialects.model.Tools;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes tools and the choice among them. */
final class ToolsWriter {
    private static final Set<String> NOT_AT_ROOT = Set.of("oneOf", "anyOf", "allOf");

    private final Tools tools;
    private final ModelFacts facts;
    private final Losses losses;
    private final CacheMarks marks;
    private final BlockWriter notes;
    private int written;

    ToolsWriter(Tools tools, ModelFacts facts, Losses losses, CacheMarks marks, BlockWriter notes) {
        this.tools = tools;
        this.facts = facts;
        this.losses = losses;
        this.marks = marks;
        this.notes = notes;
    }

    /** Writes {@code tools}, where there are any. */
    void list(JsonWriter request) {
        List<Tool> list = tools.list();
        if (tools.choice() instanceof ToolChoice.Allowed(List<String> names, boolean _)) {
            losses.add("tool_choice", "anthropic allows all tools it is given: the others are left out");
            list = list.stream().filter(tool -> names.contains(tool.name())).toList();
        }
        for (int i = 0; i < list.size(); i++) {
            String tool = tool(list.get(i), "tools[" + i + "]");
            if (tool != null) {
                if (written++ == 0) {
                    request.name("tools").beginArray();
                }
                request.raw(tool);
            }
        }
        if (written > 0) {
            request.endArray();
        }
    }

    private @Nullable String tool(Tool tool, String path) {
        JsonWriter json = new JsonWriter().beginObject();
        switch (tool) {
            case Tool.Server server -> {
                if (!server.dialect().equals(AnthropicMessages.ID)) {
                    losses.add(path, "a tool only its own dialect knows");
                    return null;
                }
                marks.ahead(server.notes().cache(), path);
                return server.json();
            }
            case Tool.Free free -> {
                head(json, free.name(), free.description());
                json.name("input_schema").raw(FittedTools.TEXT_SCHEMA);
                if (free.format() != null) {
                    losses.add(path + ".format", "anthropic's tools take no format of their text");
                }
            }
            case Tool.Function function -> {
                head(json, function.name(), function.description());
                boolean strict = Boolean.TRUE.equals(function.strict()) && takesStrict(path);
                String schema = root(function.schema(), path);
                String cut =
                        strict ? ClosedSchema.of(schema, AnthropicMessages.ID, path + ".parameters", losses) : schema;
                json.name("input_schema").raw(cut);
                if (strict) {
                    json.name("strict").bool(true);
                }
            }
        }
        notes.notes(json, tool.notes().extras(), marks.ahead(tool.notes().cache(), path), path);
        return json.endObject().toString();
    }

    private static void head(JsonWriter json, String name, @Nullable String description) {
        json.name("name").string(FittedTools.name(name, BlockWriter.LONGEST_NAME));
        if (description != null) {
            json.name("description").string(description);
        }
    }

    /** Models that take no schema for their answers take no strict tools either. */
    private boolean takesStrict(String path) {
        boolean takes = facts.traits().isEmpty() || facts.has("json_schema");
        if (!takes) {
            losses.add(path + ".strict", "this model has no strict tools");
        }
        return takes;
    }

    /** The schema with the root the API wants: of type object, without alternatives. */
    private String root(@Nullable String schema, String path) {
        JsonReader json = new JsonReader(Bytes.of(schema == null ? "{}" : schema), 0);
        Fields root = Fields.of(json.copy());
        boolean object = root.text("type").equals("object");
        if (object && NOT_AT_ROOT.stream().allMatch(keyword -> root.at(keyword) == null)) {
            return String.valueOf(schema);
        }
        if (!object && root.at("type") != null) {
            losses.add(path + ".parameters", "anthropic's tools take objects only");
        }
        JsonWriter out = new JsonWriter().beginObject().name("type").string("object");
        if (root.at("properties") == null) {
            out.name("properties").beginObject().endObject();
        }
        if (json.enter(Kind.OBJECT)) {
            while (json.more()) {
                member(json.name(), json, out, path);
            }
        }
        return out.endObject().toString();
    }

    private void member(String keyword, JsonReader json, JsonWriter out, String path) {
        if (NOT_AT_ROOT.contains(keyword)) {
            losses.add(path + ".parameters", "anthropic's tools have no " + keyword + " at the root");
            json.skip();
        } else if (keyword.equals("type")) {
            json.skip();
        } else {
            out.name(keyword).raw(json.raw());
        }
    }

    /** Writes {@code tool_choice} where there is something to say; forcing is not always allowed. */
    void choice(JsonWriter request, boolean forcing) {
        ToolChoice choice = tools.choice();
        if (written == 0) {
            if (choice instanceof ToolChoice.Required || choice instanceof ToolChoice.Named) {
                losses.add("tool_choice", "anthropic takes no choice without tools");
            }
            return;
        }
        if (choice instanceof ToolChoice.Opaque(String dialect, String json)) {
            if (dialect.equals(AnthropicMessages.ID)) {
                request.name("tool_choice").raw(json);
            } else {
                losses.add("tool_choice", "a choice only its own dialect knows");
            }
            return;
        }
        if (choice == null && !Boolean.FALSE.equals(tools.parallel())) {
            return;
        }
        boolean forced = choice instanceof ToolChoice.Required
                || choice instanceof ToolChoice.Named
                || choice instanceof ToolChoice.Allowed(List<String> _, boolean required) && required;
        if (forced && !forcing) {
            losses.add("tool_choice", "anthropic forces no tool while it thinks within a budget");
        }
        request.name("tool_choice").beginObject();
        if (forced && forcing && choice instanceof ToolChoice.Named(String name)) {
            request.name("type").string("tool");
            request.name("name").string(FittedTools.name(name, BlockWriter.LONGEST_NAME));
        } else {
            boolean none = choice instanceof ToolChoice.None;
            request.name("type").string(none ? "none" : forced && forcing ? "any" : "auto");
        }
        if (tools.parallel() != null && !(choice instanceof ToolChoice.None)) {
            request.name("disable_parallel_tool_use").bool(!tools.parallel());
        }
        request.endObject();
    }
}
