package io.sluice.dialects.bedrock;

import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.Kind;
import io.sluice.dialects.model.CacheMark;
import io.sluice.dialects.model.Extras;
import io.sluice.dialects.model.Notes;
import io.sluice.dialects.model.Tool;
import io.sluice.dialects.model.ToolChoice;
import io.sluice.dialects.model.Tools;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the tools of a request. */
final class ToolsReader {
    static final String NAME = "toolConfig";

    private final Problems problems;

    ToolsReader(Problems problems) {
        this.problems = problems;
    }

    Tools read(Members config, @Nullable Boolean parallel, Map<String, String> extras) {
        List<Tool> tools = new ArrayList<>();
        List<Bytes> list = Values.elements(config.take("tools", Kind.ARRAY));
        for (int i = 0; i < list.size(); i++) {
            tool(list.get(i), NAME + ".tools[" + i + "]", tools);
        }
        Bytes choice = config.take("toolChoice", Kind.OBJECT);
        ToolChoice read = choice == null ? null : choice(choice);
        if (!config.isEmpty()) {
            extras.put(NAME, config.restAsObject());
        }
        return new Tools(tools, read, parallel);
    }

    private void tool(Bytes element, String path, List<Tool> tools) {
        Members members = Members.of(element);
        if (members.isEmpty()) {
            problems.expected(path, "an object with one member", element);
            return;
        }
        String key = members.first();
        Members value = Members.of(members.take(key));
        CacheMark mark = key.equals("cachePoint") ? Marks.read(value) : null;
        boolean markable = !tools.isEmpty() && tools.getLast().notes().cache() == null;
        if (mark != null && markable) {
            tools.set(tools.size() - 1, Marks.on(tools.getLast(), mark));
        } else if (key.equals("toolSpec")) {
            tools.add(function(value, path + ".toolSpec"));
        } else {
            String name = key.equals("systemTool") ? value.text("name") : key;
            tools.add(new Tool.Server(BedrockConverse.ID, name, Values.raw(element), Notes.NONE));
        }
    }

    private Tool function(Members spec, String path) {
        Bytes name = spec.take("name");
        if (Values.text(name).isEmpty()) {
            problems.expected(path + ".name", "the tool's name", name);
        }
        String description = Values.string(spec.take("description", Kind.STRING));
        Members input = Members.of(spec.take("inputSchema", Kind.OBJECT));
        Bytes schema = input.take("json");
        Boolean strict = Values.bool(spec.take("strict"));
        Notes notes = Notes.of(Extras.of(BedrockConverse.ID, spec.rest()));
        return new Tool.Function(
                Values.text(name), description, schema == null ? null : Values.raw(schema), strict, notes);
    }

    private static ToolChoice choice(Bytes json) {
        Members choice = Members.of(json);
        if (choice.has("auto")) {
            return new ToolChoice.Auto();
        }
        if (choice.has("any")) {
            return new ToolChoice.Required();
        }
        String named = Members.of(choice.take("tool")).text("name");
        return named.isEmpty()
                ? new ToolChoice.Opaque(BedrockConverse.ID, Values.raw(json))
                : new ToolChoice.Named(named);
    }
}
