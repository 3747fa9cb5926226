package io.sluice.simulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** The fields of a JSON object, taken one by one; what nobody took is a mistake. */
final class Fields {

    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h)");

    private final String name;
    private final JsonNode object;
    private final TreeSet<String> known = new TreeSet<>();

    Fields(String name, JsonNode object) {
        if (!object.isObject()) {
            throw new ScriptFault("\"" + name + "\" is an object in braces, not " + object);
        }
        this.name = name;
        this.object = object;
    }

    Optional<JsonNode> take(String key) {
        known.add(key);
        return Optional.ofNullable(object.get(key));
    }

    Optional<String> text(String key) {
        return take(key, "a text", JsonNode::isString).map(JsonNode::asString);
    }

    Optional<Long> number(String key) {
        return take(key, "a whole number", JsonNode::isIntegralNumber).map(JsonNode::asLong);
    }

    Optional<Double> fraction(String key) {
        return take(key, "a number", JsonNode::isNumber).map(JsonNode::asDouble);
    }

    Optional<Boolean> flag(String key) {
        return take(key, "true or false", JsonNode::isBoolean).map(JsonNode::asBoolean);
    }

    private Optional<JsonNode> take(String key, String wanted, Predicate<JsonNode> fits) {
        Optional<JsonNode> node = take(key);
        if (node.isPresent() && !fits.test(node.get())) {
            throw fault(key, wanted, node.get());
        }
        return node;
    }

    /** True where the flag is there and on. */
    boolean on(String key) {
        return flag(key).orElse(false);
    }

    Optional<Duration> duration(String key) {
        return take(key).map(node -> duration(key, node));
    }

    /** One whole number or a list of them. */
    Optional<int[]> sizes(String key) {
        return take(key).map(node -> {
            List<JsonNode> items = node.isArray() ? List.copyOf(node.values()) : List.of(node);
            if (items.isEmpty() || !items.stream().allMatch(item -> item.isInt() && item.asInt() > 0)) {
                throw fault(key, "a size of at least 1, or a list of them", node);
            }
            return items.stream().mapToInt(JsonNode::asInt).toArray();
        });
    }

    /** A list of pairs from an object, or from a list of {@code [name, value]} where a name comes twice. */
    List<Header> headers(String key) {
        List<Header> headers = new ArrayList<>();
        take(key).ifPresent(node -> {
            if (node.isArray()) {
                node.forEach(pair -> headers.add(
                        new Header(pair.path(0).asString(""), pair.path(1).asString(""))));
            } else if (node.isObject()) {
                node.properties()
                        .forEach(entry -> headers.add(
                                new Header(entry.getKey(), entry.getValue().asString(""))));
            } else {
                throw fault(key, "an object, or a list of [name, value]", node);
            }
        });
        return headers;
    }

    /** Whether the key is there; it counts as known. */
    boolean has(String key) {
        known.add(key);
        return object.has(key);
    }

    /** Fails on the first field that nobody asked for. */
    void done() {
        for (String key : object.propertyNames()) {
            if (!known.contains(key)) {
                throw new ScriptFault(
                        "\"" + name + "\" knows no \"" + key + "\"; it knows " + String.join(", ", known));
            }
        }
    }

    private Duration duration(String key, JsonNode node) {
        Matcher parts = DURATION.matcher(node.isString() ? node.asString() : "");
        if (!parts.matches()) {
            throw fault(key, "a time such as \"20ms\", \"2s\", \"5m\" or \"1h\"", node);
        }
        long count = Long.parseLong(parts.group(1));
        return switch (parts.group(2)) {
            case "ms" -> Duration.ofMillis(count);
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            default -> Duration.ofHours(count);
        };
    }

    ScriptFault fault(String key, String wanted, JsonNode seen) {
        return new ScriptFault("\"" + key + "\" in \"" + name + "\" is " + wanted + ", not " + seen);
    }
}
