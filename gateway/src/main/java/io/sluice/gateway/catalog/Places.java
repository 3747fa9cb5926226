package io.sluice.gateway.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The <code>{x}</code> places of an address, and what fills them. */
final class Places {
    private final ProviderSettings settings;
    private final Map<String, String> variables;
    private final Function<String, @Nullable String> environment;

    Places(ProviderSettings settings, Map<String, String> variables, Function<String, @Nullable String> environment) {
        this.settings = settings;
        this.variables = variables;
        this.environment = environment;
    }

    /** The text with every place filled that can be; {@code missing} takes the names of the others. */
    String fill(String text, List<String> missing) {
        String filled = text;
        for (String name : names(text)) {
            String value = value(name);
            if (value == null) {
                missing.add(name);
            } else {
                filled = filled.replace("{" + name + "}", value);
            }
        }
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

    private @Nullable String value(String name) {
        @Nullable
        String own = switch (name) {
            case "region" -> settings.region();
            case "project" -> settings.project();
            case "location" -> settings.location();
            case "resource" -> settings.resource();
            case "api-version" -> settings.apiVersion();
            default -> settings.fill().get(name);
        };
        String variable = variables.get(name);
        String value = own != null || variable == null ? own : environment.apply(variable);
        return value == null || value.isBlank() ? null : bare(name, value.strip());
    }

    /** Databricks' own tools keep the scheme in the variable; an address has it already. */
    private static String bare(String name, String value) {
        return name.endsWith("host") && value.startsWith("https://")
                ? value.substring("https://".length()).replaceAll("/+$", "")
                : value;
    }
}
