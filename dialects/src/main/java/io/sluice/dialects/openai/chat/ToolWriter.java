package io.sluice.dialects.openai.chat;

import io.sluice.dialects.FittedTools;
import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.model.Losses;
import io.sluice.dialects.model.Notes;
import io.sluice.dialects.model.Tool;
import io.sluice.dialects.model.ToolChoice;
import io.sluice.dialects.model.Tools;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes tools and the choice among them. Where the provider knows no choice by name, the others are left out. */
final class ToolWriter {
    private final TargetRules rules;
    private final Losses losses;
    private final PartWriter parts;
    private final RequestFields fields;
    private final boolean legacy;

    ToolWriter(TargetRules rules, RequestFields fields, boolean legacy) {
        this.rules = rules;
        this.fields = fields;
        this.legacy = legacy;
        losses = rules.losses();
        parts = new PartWriter(rules);
    }

    void write(Tools tools) {
        if (!tools.list().isEmpty() && rules.takes("tools")) {
            ToolChoice choice = tools.choice();
            List<Tool> offered = offered(tools.list(), choice);
            JsonWriter json = new JsonWriter().beginArray();
            int written = 0;
            for (int i = 0; i < offered.size(); i++) {
                written += tool(json, offered.get(i), "tools[" + i + "]") ? 1 : 0;
            }
            if (written > 0) {
                fields.put(legacy ? "functions" : "tools", json.endArray().toString());
            } else {
                withoutAny(choice);
                return;
            }
        }
        if (tools.choice() != null && rules.takes("tool_choice")) {
            choice(tools.choice(), tools.list());
        }
        if (tools.parallel() != null && legacy) {
            // One call at a time is all that functions know.
            if (tools.parallel()) {
                losses.add("parallel_tool_calls", "a legacy function call is the only one of its turn");
            }
        } else if (tools.parallel() != null && rules.takes("parallel_tool_calls")) {
            fields.put("parallel_tool_calls", tools.parallel());
        }
    }

    /** None of the tools could go: a choice among them, or how many at a time, would be refused. */
    private void withoutAny(@Nullable ToolChoice choice) {
        boolean free = choice == null || choice instanceof ToolChoice.Auto || choice instanceof ToolChoice.None;
        if (!free) {
            losses.add("tool_choice", "openai-chat takes no choice without tools");
        }
    }

    /** The tools the provider is to see: where it cannot be told which of them may be called, only those. */
    private List<Tool> offered(List<Tool> all, @Nullable ToolChoice choice) {
        List<String> names = switch (choice) {
            case ToolChoice.Named(String name) when rules.has("no_named_tool_choice") -> List.of(name);
            case ToolChoice.Allowed(List<String> allowed, boolean _) when !rules.isOpenAi() -> allowed;
            case null, default -> List.of();
        };
        return names.isEmpty()
                ? all
                : all.stream().filter(tool -> names.contains(tool.name())).toList();
    }

    private boolean tool(JsonWriter json, Tool tool, String path) {
        switch (tool) {
            case Tool.Function function -> function(json, function, path);
            case Tool.Free free -> {
                if (rules.isOpenAi()) {
                    free(json, free, path);
                } else {
                    fitted(json, free, path);
                }
            }
            case Tool.Server(String dialect, var _, String written, var _) -> {
                if (!dialect.equals(ChatRequestReader.ID)) {
                    losses.add(path, "openai-chat has no such server tool");
                    return false;
                }
                json.raw(written);
            }
        }
        return true;
    }

    private void free(JsonWriter json, Tool.Free free, String path) {
        json.beginObject().name("type").string("custom").name("custom").beginObject();
        json.name("name").string(FittedTools.name(free.name(), AssistantWriter.LONGEST_NAME));
        text(json, "description", free.description());
        if (free.format() != null) {
            json.name("format").raw(free.format());
        }
        PartWriter.inner(json, free.notes().extras(), "custom.");
        json.endObject();
        notes(json, free.notes(), path);
        json.endObject();
    }

    /** Only OpenAI has tools that take text; elsewhere it is an argument. */
    private void fitted(JsonWriter json, Tool.Free free, String path) {
        if (free.format() != null) {
            losses.add(path + ".format", "the provider has no tools that take text, it became an argument");
        }
        String schema = FittedTools.TEXT_SCHEMA;
        function(json, new Tool.Function(free.name(), free.description(), schema, null, free.notes()), path);
    }

    private void function(JsonWriter json, Tool.Function function, String path) {
        json.beginObject();
        if (!legacy) {
            json.name("type").string("function").name("function").beginObject();
        }
        json.name("name").string(FittedTools.name(function.name(), AssistantWriter.LONGEST_NAME));
        text(json, "description", function.description());
        if (function.schema() != null) {
            json.name("parameters").raw(function.schema());
        }
        if (function.strict() != null && (legacy || rules.has("no_strict_tools"))) {
            losses.add(path + ".strict", "the provider has no strict tools");
        } else if (function.strict() != null) {
            json.name("strict").bool(function.strict());
        }
        PartWriter.inner(json, function.notes().extras(), "function.");
        if (legacy) {
            parts.notes(function.notes(), path, null);
        } else {
            json.endObject();
            notes(json, function.notes(), path);
        }
        json.endObject();
    }

    /** A cache mark on a tool goes only as {@code cache_control}: OpenAI's breakpoints stand on content alone. */
    private void notes(JsonWriter json, Notes notes, String path) {
        boolean marked = notes.cache() != null && !CacheMarks.CONTROL.equals(rules.cacheField());
        if (marked) {
            losses.add(path + ".cache", "the provider takes no cache marks");
        }
        parts.notes(marked ? Notes.of(notes.extras()) : notes, path, json);
    }

    private static void text(JsonWriter json, String name, @Nullable String text) {
        if (text != null) {
            json.name(name).string(text);
        }
    }

    private void choice(ToolChoice choice, List<Tool> tools) {
        switch (choice) {
            case ToolChoice.Auto _ -> put("auto");
            case ToolChoice.None _ -> put("none");
            case ToolChoice.Required _ -> required();
            case ToolChoice.Named(String name) -> {
                if (rules.has("no_named_tool_choice")) {
                    required();
                } else {
                    fields.put(legacy ? "function_call" : "tool_choice", named(name, tools));
                }
            }
            case ToolChoice.Allowed(List<String> names, boolean required) -> allowed(names, required, tools);
            case ToolChoice.Opaque(String dialect, String written) -> {
                if (dialect.equals(ChatRequestReader.ID)) {
                    fields.put("tool_choice", written);
                } else {
                    losses.add("tool_choice", "openai-chat has no such choice of a tool");
                }
            }
        }
    }

    private void required() {
        String word = rules.value("tool_choice_required");
        if (rules.has("no_tool_choice_required") || "auto".equals(word)) {
            losses.add("tool_choice", "the provider cannot be made to call a tool");
            put("auto");
        } else {
            put(word == null ? "required" : word);
        }
    }

    private void put(String word) {
        fields.text(legacy ? "function_call" : "tool_choice", word);
    }

    private void allowed(List<String> names, boolean required, List<Tool> tools) {
        if (!rules.isOpenAi() || legacy) {
            if (required) {
                required();
            } else {
                put("auto");
            }
            return;
        }
        JsonWriter json = new JsonWriter().beginObject().name("type").string("allowed_tools");
        json.name("allowed_tools").beginObject().name("mode").string(required ? "required" : "auto");
        json.name("tools").beginArray();
        names.forEach(name -> json.raw(named(name, tools)));
        fields.put("tool_choice", json.endArray().endObject().endObject().toString());
    }

    private String named(String name, List<Tool> tools) {
        JsonWriter json = new JsonWriter().beginObject();
        String fitting = FittedTools.name(name, AssistantWriter.LONGEST_NAME);
        if (legacy) {
            return json.name("name").string(fitting).endObject().toString();
        }
        boolean free = rules.isOpenAi()
                && tools.stream()
                        .anyMatch(
                                tool -> tool instanceof Tool.Free && tool.name().equals(name));
        String type = free ? "custom" : "function";
        json.name("type").string(type).name(type).beginObject().name("name").string(fitting);
        return json.endObject().endObject().toString();
    }
}
