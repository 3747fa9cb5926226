package io.sluice.gateway.config;

import java.util.List;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/** Says in the user's words what the YAML reader says in its own. */
final class YamlErrors {
    private YamlErrors() {}

    static ConfigProblems explain(ConfigText source, MarkedYamlEngineException broken) {
        Place place = YamlParser.place(source.name(), broken.getProblemMark().or(broken::getContextMark));
        String line = place.line() == 0
                ? ""
                : source.text().lines().skip(place.line() - 1L).findFirst().orElse("");
        return new ConfigProblems(List.of(new Problem(place, "", text(line, place.column() - 1, broken))));
    }

    private static String text(String line, int column, MarkedYamlEngineException broken) {
        String context = broken.getContext() == null ? "" : broken.getContext() + ", ";
        String said = context + broken.getProblem();
        if (openReference(line, column)) {
            return "a `${...}` inside { } or [ ] must stand in quotes: write \"" + reference(line, column) + "\"";
        }
        if (line.indexOf('\t') >= 0 && said.contains("cannot start any token")) {
            return "a tab cannot indent YAML; use spaces";
        }
        if (said.contains("expected a single document")) {
            return "a second document begins here; a configuration is one document, remove the `---`";
        }
        return "is no YAML: " + said + advice(said);
    }

    private static String advice(String said) {
        if (said.contains("alias")) {
            return "; a value that begins with `*` wants quotes";
        }
        if (said.contains("expected <block end>") || said.contains("mapping values are not allowed")) {
            return "; is this line, or the one above, indented like its neighbours?";
        }
        return "";
    }

    /** In `{ key: ${NAME} }` the reader stumbles over the second brace. */
    private static boolean openReference(String line, int column) {
        int dollar = line.indexOf("${");
        return dollar >= 0
                && dollar <= column
                && (column < line.length() && line.startsWith("${", column - 1) || insideFlow(line, dollar));
    }

    private static boolean insideFlow(String line, int dollar) {
        boolean quoted = dollar > 0 && (line.charAt(dollar - 1) == '"' || line.charAt(dollar - 1) == '\'');
        String before = line.substring(0, dollar);
        return !quoted && (before.indexOf('{') >= 0 || before.indexOf('[') >= 0);
    }

    private static String reference(String line, int column) {
        int from = line.startsWith("${", column - 1) ? column - 1 : line.indexOf("${");
        int to = line.indexOf('}', from);
        return to < 0 ? "${NAME}" : line.substring(from, to + 1);
    }
}
