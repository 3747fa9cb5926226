package io.sluice.dialects.gemini;

import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.json.Kind;
import io.sluice.dialects.model.Extras;
import io.sluice.dialects.model.Notes;
import io.sluice.dialects.model.Tool;
import io.sluice.dialects.model.ToolChoice;
import io.sluice.dialects.model.Tools;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads tools and which of them are to be called. */
final class ToolReader {
    static final String CONFIG = "toolConfig";
    static final String CALLING = "functionCallingConfig";

    private final Complaint complaint;
    private final Map<String, String> extras;

    /** What it does not know goes to {@code extras}, named as within the request. */
    ToolReader(Complaint complaint, Map<String, String> extras) {
        this.complaint = complaint;
        this.extras = extras;
    }

    Tools read(@Nullable Value tools, @Nullable Value config) {
        List<Tool> list = new ArrayList<>();
        if (tools != null && !tools.is(Kind.ARRAY)) {
            complaint.refuse("tools", "a list", tools);
        } else if (tools != null) {
            tools.elements().forEach(element -> element(element.fields(), list));
        }
        return new Tools(list, choice(config), null);
    }

    private void element(Fields element, List<Tool> list) {
        element.left().forEach((name, value) -> {
            if (name.equals("functionDeclarations")) {
                value.elements().forEach(one -> list.add(function(one.fields(), list.size())));
            } else {
                String json = new JsonWriter()
                        .beginObject()
                        .name(name)
                        .raw(value.raw())
                        .endObject()
                        .toString();
                list.add(new Tool.Server(GeminiGenerate.ID, name, json, Notes.NONE));
            }
        });
    }

    private Tool function(Fields fields, int number) {
        String name = fields.text("name");
        if (name.isEmpty()) {
            complaint.refuse("tools[" + number + "].functionDeclarations.name", "A function has no name.");
        }
        Value description = fields.take("description");
        Value plain = fields.take("parametersJsonSchema");
        Value own = plain == null ? fields.take("parameters") : null;
        String schema = plain != null ? plain.raw() : own != null ? SchemaReading.jsonSchema(own) : null;
        Map<String, String> rest = new LinkedHashMap<>(fields.extras().fields());
        if (own != null) {
            // Written again as it was, where it comes back to Gemini.
            rest.put(Extras.SPELLING + "parameters", own.raw());
        }
        return new Tool.Function(
                name,
                description == null ? null : description.text(),
                schema,
                null,
                Notes.of(Extras.of(GeminiGenerate.ID, rest)));
    }

    private @Nullable ToolChoice choice(@Nullable Value config) {
        if (config == null) {
            return null;
        }
        Fields fields = config.fields();
        Value calling = fields.take(CALLING);
        fields.left().forEach((name, value) -> extras.put(CONFIG + "." + name, value.raw()));
        if (calling == null) {
            return null;
        }
        Fields said = calling.fields();
        Value mode = said.take("mode");
        Value allowed = said.take("allowedFunctionNames");
        List<String> names = allowed == null
                ? List.of()
                : allowed.elements().stream().map(Value::text).toList();
        ToolChoice choice = mode == null ? null : choice(FinishWords.word(mode), names);
        if (choice == null) {
            return mode == null && allowed == null ? null : new ToolChoice.Opaque(GeminiGenerate.ID, calling.raw());
        }
        said.left().forEach((name, value) -> extras.put(CONFIG + "." + CALLING + "." + name, value.raw()));
        return choice;
    }

    private static @Nullable ToolChoice choice(String mode, List<String> names) {
        return switch (mode) {
            case "AUTO", "1" -> names.isEmpty() ? new ToolChoice.Auto() : null;
            case "ANY", "2" ->
                switch (names.size()) {
                    case 0 -> new ToolChoice.Required();
                    case 1 -> new ToolChoice.Named(names.getFirst());
                    default -> new ToolChoice.Allowed(names, true);
                };
            case "NONE", "3" -> new ToolChoice.None();
            case "VALIDATED" -> names.isEmpty() ? null : new ToolChoice.Allowed(names, false);
            default -> null;
        };
    }
}
