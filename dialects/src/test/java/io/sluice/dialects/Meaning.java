package io.sluice.dialects;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Compares what two JSON documents mean: the order of members and the spelling of numbers and strings apart. */
public final class Meaning {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private Meaning() {}

    /** Where the second document differs from the first: one line a place, none where they mean the same. */
    public static List<String> differences(byte[] expected, byte[] actual) {
        List<String> found = new ArrayList<>();
        compare("$", JSON.readTree(expected), JSON.readTree(actual), found);
        return found;
    }

    private static void compare(String path, JsonNode expected, JsonNode actual, List<String> found) {
        if (expected.isObject() && actual.isObject()) {
            Set<String> names = new TreeSet<>(expected.propertyNames());
            names.addAll(actual.propertyNames());
            for (String name : names) {
                member(path + "." + name, expected.get(name), actual.get(name), found);
            }
        } else if (expected.isArray() && actual.isArray()) {
            for (int i = 0; i < Math.max(expected.size(), actual.size()); i++) {
                member(path + "[" + i + "]", expected.get(i), actual.get(i), found);
            }
        } else if (expected.isNumber() && actual.isNumber()) {
            BigDecimal one = expected.decimalValue();
            if (one.compareTo(actual.decimalValue()) != 0) {
                found.add(path + ": " + expected + " became " + actual);
            }
        } else if (!expected.equals(actual)) {
            found.add(path + ": " + brief(expected) + " became " + brief(actual));
        }
    }

    private static void member(
            String path, @Nullable JsonNode expected, @Nullable JsonNode actual, List<String> found) {
        if (expected == null) {
            found.add(path + ": appeared as " + brief(actual));
        } else if (actual == null) {
            found.add(path + ": " + brief(expected) + " is gone");
        } else {
            compare(path, expected, actual, found);
        }
    }

    private static String brief(@Nullable JsonNode node) {
        String text = String.valueOf(node);
        return text.length() > 120 ? text.substring(0, 120) + "..." : text;
    }
}
