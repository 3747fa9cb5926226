package io.sluice.gateway.catalog;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads one line of {@code providers.tsv}; its columns are named at the top of that file. */
final class CatalogLine {
    private static final int COLUMNS = 10;

    private CatalogLine() {}

    static CatalogEntry parse(String line) {
        List<String> cells = split(line, '\t');
        if (cells.size() != COLUMNS) {
            throw new IllegalArgumentException(cells.size() + " columns instead of " + COLUMNS + ": " + line);
        }
        List<String> variables = new ArrayList<>();
        List<String> general = new ArrayList<>();
        for (String variable : words(cells.get(5))) {
            String name = variable.startsWith("~") ? variable.substring(1) : variable;
            variables.add(name);
            if (name.length() < variable.length()) {
                general.add(name);
            }
        }
        String auth = cells.get(4);
        boolean optional = auth.endsWith("?");
        return new CatalogEntry(
                cells.get(0),
                cells.get(1),
                cells.get(2).equals("-") ? "" : cells.get(2),
                cells.get(3),
                paths(words(cells.get(7))),
                auth(optional ? auth.substring(0, auth.length() - 1) : auth),
                optional || auth.equals("none"),
                variables,
                general,
                pairs(words(cells.get(6))),
                words(cells.get(8)),
                cells.get(9).equals("self-hosted"));
    }

    /** {@code bearer}, {@code none} or {@code header:NAME}; else {@link IllegalArgumentException}. */
    static AuthScheme auth(String text) {
        if (text.startsWith("header:")) {
            return new AuthScheme.Header(header(text.substring("header:".length())));
        }
        return switch (text) {
            case "bearer" -> new AuthScheme.Bearer();
            case "none" -> new AuthScheme.None();
            default -> throw new IllegalArgumentException("is no way to send a key; write bearer, none or header:NAME");
        };
    }

    private static String header(String name) {
        if (name.isEmpty()
                || !name.chars().allMatch(c -> c < 127 && Character.isLetterOrDigit(c) || c == '-' || c == '_')) {
            throw new IllegalArgumentException("names no header; write letters, digits and - after header:");
        }
        return name.toLowerCase(Locale.ROOT);
    }

    private static Paths paths(List<String> words) {
        Map<String, String> own = pairs(words);
        @Nullable String complete = words.contains("complete") ? Paths.USUAL.complete() : own.get("complete");
        return new Paths(
                own.getOrDefault("chat", Paths.USUAL.chat()), complete, own.getOrDefault("embed", Paths.USUAL.embed()));
    }

    private static Map<String, String> pairs(List<String> words) {
        Map<String, String> pairs = new HashMap<>();
        for (String word : words) {
            int equals = word.indexOf('=');
            if (equals > 0) {
                pairs.put(word.substring(0, equals), word.substring(equals + 1));
            }
        }
        return pairs;
    }

    private static List<String> words(String cell) {
        return cell.equals("-") ? List.of() : split(cell, ' ');
    }

    private static List<String> split(String text, char at) {
        List<String> parts = new ArrayList<>();
        int from = 0;
        for (int to = text.indexOf(at); to >= 0; to = text.indexOf(at, from)) {
            parts.add(text.substring(from, to));
            from = to + 1;
        }
        parts.add(text.substring(from));
        return parts;
    }
}
