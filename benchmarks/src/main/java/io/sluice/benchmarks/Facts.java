package io.sluice.benchmarks;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** One line of {@code name=value} words: how the processes of a run tell each other what to do and what they saw. */
public record Facts(Map<String, String> values) {

    public Facts {
        values = Map.copyOf(values);
    }

    /** Reads a line; words without an equals sign are left out. */
    public static Facts read(String line) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String word : line.strip().split(" +", -1)) {
            int equals = word.indexOf('=');
            if (equals > 0) {
                values.put(word.substring(0, equals), word.substring(equals + 1));
            }
        }
        return new Facts(values);
    }

    /** The value, which must be there. */
    public String text(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no " + name + " among " + values);
        }
        return value;
    }

    /** The value, or that where there is none. */
    public String text(String name, String otherwise) {
        return values.getOrDefault(name, otherwise);
    }

    /** The value as a number, which must be there. */
    public double number(String name) {
        return Double.parseDouble(text(name));
    }

    /** The value as a number, or that where there is none. */
    public double number(String name, double otherwise) {
        String value = values.get(name);
        return value == null ? otherwise : Double.parseDouble(value);
    }

    /** The value as a whole number, which must be there. */
    public int whole(String name) {
        return (int) number(name);
    }

    @Override
    public String toString() {
        return values.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(" "));
    }
}
