package io.sluice.gateway.catalog;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads one line of {@code providers.tsv}; its columns are named at the top of that file. */
final class CatalogLine {
    /** The columns, in their order. */
    static final List<String> COLUMNS =
            List.of("id", "name", "category", "url", "auth", "env", "fill", "dialects", "quirks", "headers");

    private static final int ENVIRONMENT = 5;

    private CatalogLine() {}

    /** The entry; {@link IllegalArgumentException} says what is wrong with the line. */
    static CatalogEntry parse(String line) {
        List<String> cells = split(line, '\t');
        if (cells.size() != COLUMNS.size()) {
            throw new IllegalArgumentException(cells.size() + " columns instead of " + COLUMNS.size() + ": " + line);
        }
        String auth = cells.get(4);
        boolean optional = auth.endsWith("?");
        List<AuthScheme> auths = split(optional ? auth.substring(0, auth.length() - 1) : auth, ',').stream()
                .map(AuthText::parse)
                .toList();
        Map<String, List<String>> fill = new LinkedHashMap<>();
        pairs(words(cells.get(6))).forEach((place, variables) -> fill.put(place, split(variables, '|')));
        List<String> variables = words(cells.get(ENVIRONMENT));
        return new CatalogEntry(
                cells.get(0),
                cells.get(1),
                cells.get(2),
                cells.get(3).equals("-") ? "" : cells.get(3),
                auths,
                optional || auths.contains(new AuthScheme.None()),
                variables.stream().map(CatalogLine::bare).toList(),
                variables.stream()
                        .filter(variable -> variable.startsWith("~"))
                        .map(CatalogLine::bare)
                        .toList(),
                fill,
                SpokenText.parse(cells.get(7)),
                words(cells.get(8)),
                headers(words(cells.get(9))));
    }

    /** The id alone. */
    static String id(String line) {
        return line.substring(0, Math.max(0, line.indexOf('\t')));
    }

    /** The variables alone, those that are general with a {@code ~} before them. */
    static List<String> variables(String line) {
        int from = 0;
        for (int column = 0; column < ENVIRONMENT; column++) {
            from = line.indexOf('\t', from) + 1;
        }
        return words(line.substring(from, line.indexOf('\t', from)));
    }

    /** A variable's name without the mark of a general one. */
    static String bare(String variable) {
        return variable.startsWith("~") ? variable.substring(1) : variable;
    }

    /** The parts of a text between single characters; an empty text has one empty part. */
    static List<String> split(String text, char at) {
        List<String> parts = new ArrayList<>();
        int from = 0;
        for (int to = text.indexOf(at); to >= 0; to = text.indexOf(at, from)) {
            parts.add(text.substring(from, to));
            from = to + 1;
        }
        parts.add(text.substring(from));
        return parts;
    }

    /** The words of a cell; none where it is empty. */
    static List<String> words(String cell) {
        return cell.equals("-") || cell.isEmpty() ? List.of() : split(cell, ' ');
    }

    private static Map<String, String> headers(List<String> words) {
        Map<String, String> headers = new LinkedHashMap<>();
        pairs(words).forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        return headers;
    }

    private static Map<String, String> pairs(List<String> words) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String word : words) {
            int equals = word.indexOf('=');
            if (equals > 0) {
                pairs.put(word.substring(0, equals), word.substring(equals + 1));
            }
        }
        return pairs;
    }
}
