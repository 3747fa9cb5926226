package io.sluice.gateway.catalog;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The <code>{x}</code> places of addresses, and what fills them. Remembers what it filled. */
final class Places {
    /** Filled for each call and not before: the model's name. */
    static final String MODEL = "model";

    private final ProviderSettings settings;
    private final Map<String, List<String>> variables;
    private final Function<String, @Nullable String> environment;
    private final Map<String, String> filled = new LinkedHashMap<>();

    Places(
            ProviderSettings settings,
            Map<String, List<String>> variables,
            Function<String, @Nullable String> environment) {
        this.settings = settings;
        this.variables = variables;
        this.environment = environment;
    }

    /** The text with every place filled that can be; {@code missing} takes the names of the others. */
    String fill(String text, List<String> missing) {
        String whole = text;
        for (String name : names(text)) {
            String value = name.equals(MODEL) ? "{" + MODEL + "}" : value(name);
            if (value == null) {
                missing.add(name);
            } else {
                whole = whole.replace("{" + name + "}", value);
            }
        }
        return whole;
    }

    /** What stands in a place; null where nothing fills it. */
    @Nullable
    String value(String name) {
        String value = name.equals("vertex-host") ? vertexHost() : given(name);
        if (value == null || value.isBlank()) {
            return null;
        }
        String bare = bare(name, value.strip());
        filled.put(name, bare);
        return bare;
    }

    /** Every place that was asked for and has a value. */
    Map<String, String> filled() {
        return filled;
    }

    /** The names of the places in a text. */
    static List<String> names(String text) {
        List<String> names = new ArrayList<>();
        for (int from = text.indexOf('{'); from >= 0; from = text.indexOf('{', from + 1)) {
            int to = text.indexOf('}', from);
            if (to > from) {
                names.add(text.substring(from + 1, to));
            }
        }
        return names;
    }

    private @Nullable String given(String name) {
        @Nullable
        String own = switch (name) {
            case "region" -> settings.region();
            case "project" -> settings.project();
            case "location" -> settings.location();
            case "resource" -> settings.resource();
            case "api-version" -> settings.apiVersion();
            default -> settings.fill().get(name);
        };
        if (own != null) {
            return own;
        }
        for (String variable : variables.getOrDefault(name, List.of())) {
            String value = environment.apply(variable);
            if (value != null && !value.isBlank()) {
                return value;
            }
        }
        return null;
    }

    /** Vertex has its global and multi-region endpoints under names of their own. */
    private @Nullable String vertexHost() {
        String location = given("location");
        return location == null
                ? null
                : switch (location) {
                    case "global" -> "aiplatform.googleapis.com";
                    case "us", "eu" -> "aiplatform." + location + ".rep.googleapis.com";
                    default -> location + "-aiplatform.googleapis.com";
                };
    }

    /** Databricks' own tools keep the scheme in the variable; an address has it already. */
    private static String bare(String name, String value) {
        return name.endsWith("host") && value.startsWith("https://")
                ? value.substring("https://".length()).replaceAll("/+$", "")
                : value;
    }
}
