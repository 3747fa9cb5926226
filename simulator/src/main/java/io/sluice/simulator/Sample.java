package io.sluice.simulator;

import java.math.BigDecimal;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Makes up a small value that fits a JSON schema: enough for tool arguments and structured output of a demo. */
final class Sample {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int DEEPEST = 12;

    private final JsonNode root;

    private Sample(JsonNode root) {
        this.root = root;
    }

    static JsonNode of(JsonNode schema) {
        return new Sample(schema).value(schema, "value", 0);
    }

    private JsonNode value(JsonNode schema, String name, int depth) {
        if (depth > DEEPEST) {
            return NODES.nullNode();
        }
        if (schema.has("$ref")) {
            return value(referred(schema.path("$ref").asString("")), name, depth + 1);
        }
        for (String choice : new String[] {"const", "default"}) {
            if (schema.has(choice)) {
                return schema.path(choice);
            }
        }
        for (String choice : new String[] {"enum", "examples"}) {
            if (!schema.path(choice).isEmpty()) {
                return schema.path(choice).path(0);
            }
        }
        for (String choice : new String[] {"anyOf", "oneOf", "allOf"}) {
            if (!schema.path(choice).isEmpty()) {
                return value(schema.path(choice).path(0), name, depth + 1);
            }
        }
        return typed(schema, name, depth);
    }

    private JsonNode typed(JsonNode schema, String name, int depth) {
        JsonNode types = schema.path("type");
        String type = types.isArray() ? types.path(0).asString("") : types.asString("object");
        return switch (type) {
            case "string" -> NODES.stringNode("a " + name);
            case "integer" -> NODES.numberNode(schema.path("minimum").asLong(1));
            case "number" -> NODES.numberNode(schema.path("minimum").asDecimal(BigDecimal.ONE));
            case "boolean" -> NODES.booleanNode(true);
            case "null" -> NODES.nullNode();
            case "array" -> NODES.arrayNode().add(value(schema.path("items"), name, depth + 1));
            default -> {
                ObjectNode object = NODES.objectNode();
                for (String property : schema.path("properties").propertyNames()) {
                    object.set(property, value(schema.path("properties").path(property), property, depth + 1));
                }
                yield object;
            }
        };
    }

    private JsonNode referred(String reference) {
        return reference.startsWith("#") ? root.at(reference.substring(1)) : NODES.missingNode();
    }
}
