package io.sluice.dialects.crossing;

import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** JSON in one of the ways to write it: what is equal here means the same. */
final class Canon {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private Canon() {}

    static String of(@Nullable String json) {
        if (json == null || json.isEmpty()) {
            return "";
        }
        try {
            return text(JSON.readTree(json));
        } catch (JacksonException cutOff) {
            return json;
        }
    }

    /** None, however that is written. */
    static String arguments(String json) {
        return json.isBlank() || json.strip().equals("null") ? "{}" : of(json);
    }

    static String of(@Nullable BigDecimal number) {
        return number == null ? "" : number.stripTrailingZeros().toPlainString();
    }

    private static String text(JsonNode node) {
        if (node.isObject()) {
            Map<String, String> members = new TreeMap<>();
            node.properties().forEach(member -> members.put(member.getKey(), text(member.getValue())));
            return members.toString();
        }
        if (node.isArray()) {
            StringBuilder list = new StringBuilder("[");
            node.forEach(element -> list.append(text(element)).append(';'));
            return list.append(']').toString();
        }
        return node.isNumber() ? of(node.decimalValue()) : node.toString();
    }
}
