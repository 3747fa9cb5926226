package io.sluice.dialects.openai.chat;

import io.sluice.dialects.json.JsonReader;
import io.sluice.dialects.json.Kind;
import io.sluice.dialects.json.ObjectView;
import io.sluice.dialects.model.Notes;
import io.sluice.dialects.model.Tool;
import io.sluice.dialects.model.ToolChoice;
import io.sluice.dialects.model.Tools;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the tools of a request and which of them the model is to call, in the present form and the legacy one. */
final class ToolReader {
    private final Objections objections;
    private List<Tool> tools = new ArrayList<>();
    private final List<Tool> functions = new ArrayList<>();
    private @Nullable ToolChoice choice;
    private @Nullable Boolean parallel;

    ToolReader(Objections objections) {
        this.objections = objections;
    }

    /** Takes that field if it is one of these; the reader stands before its value. */
    boolean take(String name, JsonReader json) {
        switch (name) {
            case "tools" -> tools = tools(json);
            case "functions" -> functions(json);
            case "tool_choice" -> choice = choice(json);
            case "function_call" -> choice = functionCall(json);
            case "parallel_tool_calls" -> parallel = objections.flag(json, name);
            default -> {
                return false;
            }
        }
        return true;
    }

    Tools all() {
        List<Tool> list = new ArrayList<>(tools);
        list.addAll(functions);
        return list.isEmpty() && choice == null && parallel == null ? Tools.NONE : new Tools(list, choice, parallel);
    }

    private List<Tool> tools(JsonReader json) {
        List<Tool> list = new ArrayList<>();
        Kind kind = json.peek();
        if (!json.enter(Kind.ARRAY)) {
            if (kind != Kind.NULL) {
                objections.wrong("tools", "a list", kind);
            }
            return list;
        }
        while (json.more()) {
            String path = "tools[" + list.size() + "]";
            if (json.peek() != Kind.OBJECT) {
                objections.wrong(path, "an object", json.peek());
                json.skip();
            } else {
                list.add(tool(json, path));
            }
        }
        return list;
    }

    private Tool tool(JsonReader json, String path) {
        JsonReader whole = json.copy();
        ObjectView tool = ObjectView.of(json);
        String type = tool.text("type");
        // Mistral's own client leaves the type out.
        String known = type.isEmpty() && tool.has("function") ? "function" : type;
        return switch (known) {
            case "function" -> {
                ObjectView inside = tool.object(known);
                yield function(inside, path + ".function", tool);
            }
            case "custom" -> custom(tool, path + ".custom");
            default -> new Tool.Server(ChatRequestReader.ID, type, whole.raw(), Notes.NONE);
        };
    }

    private Tool function(ObjectView inside, String path, ObjectView tool) {
        String name = name(inside, path);
        String description = inside.has("description") ? inside.text("description") : null;
        JsonReader schema = inside.take("parameters", Kind.OBJECT);
        JsonReader strict = inside.take("strict");
        Boolean mustFit = strict == null ? null : objections.flag(strict, path + ".strict");
        String written = schema == null ? null : schema.raw();
        Notes notes = CacheMarks.notes(tool, inside.rest("function."));
        return new Tool.Function(name, description, written, mustFit, notes);
    }

    private Tool custom(ObjectView tool, String path) {
        ObjectView inside = tool.object("custom");
        String name = name(inside, path);
        String description = inside.has("description") ? inside.text("description") : null;
        String format = inside.raw("format");
        return new Tool.Free(name, description, format, CacheMarks.notes(tool, inside.rest("custom.")));
    }

    private String name(ObjectView inside, String path) {
        String name = inside.text("name");
        if (name.isEmpty()) {
            objections.add(path + ".name", "'" + path + ".name' must be the tool's name.");
        }
        return name;
    }

    private void functions(JsonReader json) {
        functions.clear();
        if (json.enter(Kind.ARRAY)) {
            while (json.more()) {
                ObjectView inside = ObjectView.of(json);
                String name = name(inside, "functions[" + functions.size() + "]");
                String description = inside.has("description") ? inside.text("description") : null;
                String schema = inside.raw("parameters");
                functions.add(new Tool.Function(
                        name, description, schema, null, LegacyCalls.notes(inside.rest("function."))));
            }
        }
    }

    private static @Nullable ToolChoice functionCall(JsonReader json) {
        if (json.peek() == Kind.OBJECT) {
            return new ToolChoice.Named(ObjectView.of(json).text("name"));
        }
        return word(json);
    }

    private static @Nullable ToolChoice word(JsonReader json) {
        if (json.peek() == Kind.NULL) {
            json.skip();
            return null;
        }
        String raw = json.copy().raw();
        return switch (json.stringOrEmpty()) {
            case "auto" -> new ToolChoice.Auto();
            case "none" -> new ToolChoice.None();
            case "required", "any" -> new ToolChoice.Required();
            default -> new ToolChoice.Opaque(ChatRequestReader.ID, raw);
        };
    }

    private static @Nullable ToolChoice choice(JsonReader json) {
        if (json.peek() != Kind.OBJECT) {
            return word(json);
        }
        String raw = json.copy().raw();
        ObjectView choice = ObjectView.of(json);
        String type = choice.text("type");
        // xAI takes the name beside the type, and "tool" for it.
        String name = choice.text("name");
        for (String sort : List.of("function", "custom")) {
            name = name.isEmpty() ? choice.object(sort).text("name") : name;
        }
        boolean named = (type.equals("function") || type.equals("custom") || type.equals("tool")) && !name.isEmpty();
        ToolChoice read = type.equals("allowed_tools") ? allowed(choice) : named ? new ToolChoice.Named(name) : null;
        return read == null ? new ToolChoice.Opaque(ChatRequestReader.ID, raw) : read;
    }

    private static @Nullable ToolChoice allowed(ObjectView choice) {
        ObjectView allowed = choice.object("allowed_tools");
        List<String> names = new ArrayList<>();
        JsonReader list = allowed.take("tools", Kind.ARRAY);
        if (list == null || !list.enter(Kind.ARRAY)) {
            return null;
        }
        while (list.more()) {
            ObjectView tool = ObjectView.of(list);
            String type = tool.text("type");
            String name = tool.object(type).text("name");
            if (name.isEmpty()) {
                return null;
            }
            names.add(name);
        }
        return new ToolChoice.Allowed(names, allowed.text("mode").equals("required"));
    }
}
