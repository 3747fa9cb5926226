package io.sluice.dialects.anthropic;

import io.sluice.dialects.json.JsonReader;
import io.sluice.dialects.json.Kind;
import io.sluice.dialects.model.Notes;
import io.sluice.dialects.model.Tool;
import io.sluice.dialects.model.ToolChoice;
import io.sluice.dialects.model.Tools;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads tools and the choice among them. */
final class ToolsReader {
    private final Faults faults;

    ToolsReader(Faults faults) {
        this.faults = faults;
    }

    Tools read(Fields request) {
        List<Tool> tools = new ArrayList<>();
        JsonReader list = request.at("tools");
        if (list != null && list.peek() != Kind.ARRAY) {
            faults.wrong("tools", "a list", list);
        } else if (list != null) {
            list.enter(Kind.ARRAY);
            while (list.more()) {
                tools.add(tool(list, "tools[" + tools.size() + "]"));
            }
        }
        JsonReader choice = request.at("tool_choice");
        if (choice == null) {
            return new Tools(tools, null, null);
        }
        String written = choice.copy().raw();
        Fields fields = Fields.of(choice);
        JsonReader single = fields.at("disable_parallel_tool_use");
        Boolean parallel = single == null ? null : single.peek() != Kind.TRUE;
        return new Tools(tools, choice(fields, written), parallel);
    }

    private Tool tool(JsonReader json, String path) {
        JsonReader whole = json.copy();
        if (json.peek() != Kind.OBJECT) {
            faults.wrong(path, "a tool", json);
        }
        Fields tool = Fields.of(json);
        String type = tool.text("type");
        if (!type.isEmpty() && !type.equals("custom")) {
            Notes notes = BlockReader.notes(tool);
            return new Tool.Server(
                    AnthropicMessages.ID, type, whole.raw(), new Notes(notes.cache(), Notes.NONE.extras()));
        }
        String name = faults.text(tool, "name", path);
        String description = tool.textOrNull("description");
        String schema = tool.raw("input_schema");
        // What is not strict says no more than what does not say.
        Boolean strict = tool.isTrue("strict") ? Boolean.TRUE : null;
        return new Tool.Function(name, description, schema, strict, BlockReader.notes(tool));
    }

    private static @Nullable ToolChoice choice(Fields fields, String written) {
        String type = fields.text("type");
        String name = fields.text("name");
        if (!fields.rest().isEmpty()) {
            return new ToolChoice.Opaque(AnthropicMessages.ID, written);
        }
        return switch (type) {
            case "auto" -> new ToolChoice.Auto();
            case "none" -> new ToolChoice.None();
            case "any" -> new ToolChoice.Required();
            case "tool" -> new ToolChoice.Named(name);
            default -> new ToolChoice.Opaque(AnthropicMessages.ID, written);
        };
    }
}
