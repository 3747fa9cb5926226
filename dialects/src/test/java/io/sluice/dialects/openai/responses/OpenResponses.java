package io.sluice.dialects.openai.responses;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import tools.jackson.databind.JsonNode;

/**
 * What the Open Responses specification demands of answers and events, checked by its schema where that stands beside the
 * repository. Only what its schema uses of JSON Schema is understood here; anything else in it is an error.
 */
public final class OpenResponses {
    private static final Set<String> KEYWORDS = Set.of(
            "$ref",
            "anyOf",
            "enum",
            "const",
            "type",
            "properties",
            "required",
            "items",
            "additionalProperties",
            "default");

    /** Kinds that the specification leaves to vendors, where this dialect has OpenAI's: nothing is demanded of them. */
    private static final Set<String> OPEN_ITEMS =
            Set.of("message", "function_call", "function_call_output", "reasoning", "compaction");

    private final JsonNode schema;

    private OpenResponses(JsonNode schema) {
        this.schema = schema;
    }

    public static OpenResponses schema() {
        Path file = file();
        Assumptions.assumeTrue(file != null, "no shared/schema beside the repository: skipped");
        return new OpenResponses(Plain.JSON.readTree(file == null ? null : file.toFile()));
    }

    private static @Nullable Path file() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path file = at.resolve("shared").resolve("schema").resolve("open-responses.json");
            if (Files.exists(file)) {
                return file;
            }
        }
        return null;
    }

    /** What is wrong with an answer. */
    public List<String> answer(byte[] answer) {
        List<String> wrong = new ArrayList<>();
        check("$", schema.get("answer"), Plain.JSON.readTree(answer), wrong);
        return wrong;
    }

    /** What is wrong with a stream: its events, their numbers, their order. */
    public List<String> stream(byte[] stream) {
        List<String> wrong = new ArrayList<>();
        int sequence = 0;
        for (String event : new String(stream, UTF_8).split("\n\n")) {
            String[] lines = event.split("\n");
            JsonNode data = Plain.JSON.readTree(lines[1].substring("data: ".length()));
            String type = data.path("type").asString();
            if (!lines[0].equals("event: " + type)) {
                wrong.add(type + ": named " + lines[0]);
            }
            if (data.path("sequence_number").asInt(-1) != sequence++) {
                wrong.add(type + ": numbered " + data.path("sequence_number"));
            }
            if (schema.get("events").has(type)) {
                check(type, schema.get("events").get(type), data, wrong);
            }
        }
        wrong.addAll(Order.of(stream));
        return wrong;
    }

    private void check(String path, JsonNode rule, JsonNode value, List<String> wrong) {
        rule.propertyNames().forEach(name -> {
            if (!KEYWORDS.contains(name)) {
                throw new IllegalStateException("The schema uses " + name);
            }
        });
        if (isLeftToVendors(path, value)) {
            return;
        }
        if (rule.has("$ref")) {
            String name = rule.get("$ref").asString().substring("#/$defs/".length());
            check(path, schema.get("$defs").get(name), value, wrong);
            return;
        }
        if (rule.has("anyOf")) {
            any(path, rule.get("anyOf"), value, wrong);
            return;
        }
        if (rule.has("const") && !rule.get("const").equals(value)) {
            wrong.add(path + ": must be " + rule.get("const"));
        }
        if (rule.has("enum") && !contains(rule.get("enum"), value)) {
            wrong.add(path + ": " + value + " is none of " + rule.get("enum"));
        }
        if (rule.has("type") && !isOf(rule.get("type").asString(), value)) {
            wrong.add(path + ": must be " + rule.get("type") + ", not " + value);
            return;
        }
        members(path, rule, value, wrong);
    }

    private void members(String path, JsonNode rule, JsonNode value, List<String> wrong) {
        for (JsonNode name : rule.path("required")) {
            if (!value.has(name.asString())) {
                wrong.add(path + ": has no " + name);
            }
        }
        rule.path("properties").properties().forEach(member -> {
            if (value.has(member.getKey())) {
                check(path + "." + member.getKey(), member.getValue(), value.get(member.getKey()), wrong);
            }
        });
        if (rule.has("items")) {
            for (int i = 0; i < value.size(); i++) {
                check(path + "[]", rule.get("items"), value.get(i), wrong);
            }
        }
    }

    private void any(String path, JsonNode rules, JsonNode value, List<String> wrong) {
        List<String> fewest = null;
        for (JsonNode rule : rules) {
            List<String> found = new ArrayList<>();
            check(path, rule, value, found);
            if (found.isEmpty()) {
                return;
            }
            fewest = fewest == null || found.size() < fewest.size() ? found : fewest;
        }
        wrong.add(path + ": none of the forms fits, the nearest: " + fewest);
    }

    private static boolean isLeftToVendors(String path, JsonNode value) {
        String type = value.path("type").asString("");
        if (path.endsWith(".output[]") || path.endsWith(".item")) {
            return !type.isEmpty() && !OPEN_ITEMS.contains(type);
        }
        if (path.endsWith(".tools[]")) {
            return !type.isEmpty() && !type.equals("function");
        }
        if (path.endsWith(".annotations[]") || path.endsWith(".annotation")) {
            // OpenAI's other kinds, and xAI's that leave out the places.
            return !type.equals("url_citation") || !value.has("start_index");
        }
        if (path.endsWith(".tool_choice")) {
            return !type.isEmpty() && !Set.of("function", "allowed_tools").contains(type);
        }
        // OpenAI's words that the specification does not have, and the schema the specification leaves out of its echo.
        return (path.endsWith(".effort") && Set.of("minimal", "max").contains(value.asString("")))
                || path.endsWith(".format.schema");
    }

    private static boolean contains(JsonNode list, JsonNode value) {
        for (JsonNode each : list) {
            if (each.equals(value)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOf(String type, JsonNode value) {
        return switch (type) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isString();
            case "boolean" -> value.isBoolean();
            case "null" -> value.isNull();
            case "number" -> value.isNumber();
            case "integer" -> value.isIntegralNumber();
            default -> throw new IllegalStateException("The schema uses type " + type);
        };
    }
}
