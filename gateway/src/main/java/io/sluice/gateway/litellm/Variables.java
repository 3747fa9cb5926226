package io.sluice.gateway.litellm;

import io.sluice.gateway.config.Environment;
import io.sluice.gateway.config.Secret;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The environment a document runs in: {@code os.environ/NAME} becomes <code>${NAME}</code>, and a credential that stands in
 * the file itself becomes a variable of its own, so that no document ever holds one.
 */
final class Variables {
    private static final Pattern REFERENCE = Pattern.compile("os\\.environ/([A-Za-z_][A-Za-z0-9_]*)");

    private final Map<String, Secret> own = new LinkedHashMap<>();
    private final Set<String> taken;
    private final Environment environment;
    private final Notes notes;

    /** Over the process's environment, with what the file itself exports into it. */
    Variables(Node top, Environment environment, Notes notes) {
        this.environment = environment;
        this.notes = notes;
        this.taken = new TreeSet<>();
        names(top, taken);
        Node exported = top.member("environment_variables");
        exported.members().forEach((name, value) -> {
            String text = value.text();
            if (text != null) {
                own.put(name, new Secret(resolved(text)));
                notes.toSet(value.place(), "set the variable " + name + " where Sluice is started");
            }
        });
    }

    private static void names(Node node, Set<String> found) {
        String text = node.text();
        if (text != null) {
            Matcher names = REFERENCE.matcher(text);
            while (names.find()) {
                found.add(names.group(1));
            }
        }
        if (node.list()) {
            node.items().forEach(item -> names(item, found));
        }
        node.members().values().forEach(member -> names(member, found));
    }

    /** What is set besides the process's environment: credentials among it. */
    Map<String, Secret> own() {
        return Map.copyOf(own);
    }

    /** A text as the document has it. */
    static String written(String text) {
        return REFERENCE.matcher(text.replace("${", "$${")).replaceAll("\\${$1}");
    }

    /** What a text is in this environment; a variable that is not set stays as it was written. */
    String resolved(String text) {
        return REFERENCE.matcher(text).replaceAll(found -> {
            String value = value(found.group(1));
            return Matcher.quoteReplacement(value == null ? found.group() : value);
        });
    }

    /** The value of a variable; null where it is not set. */
    @Nullable
    String value(String name) {
        Secret value = own.get(name);
        return value == null ? environment.get(name) : value.reveal();
    }

    /**
     * A credential as the document has it: where it stands in the file itself, under a variable of its own.
     *
     * @param name what to call that variable if nothing else is called so
     */
    String secret(Node value, String name) {
        String text = String.valueOf(value.text());
        if (REFERENCE.matcher(text).matches()) {
            return written(text);
        }
        String variable = name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]+", "_");
        while (taken.contains(variable) || own.containsKey(variable)) {
            variable += "_X";
        }
        own.put(variable, new Secret(resolved(text)));
        notes.toSet(value.place(), "the credential here is not copied; set the variable " + variable + " to it");
        return "${" + variable + "}";
    }
}
