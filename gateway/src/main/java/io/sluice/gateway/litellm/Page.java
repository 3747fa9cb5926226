package io.sluice.gateway.litellm;

import io.sluice.gateway.config.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes a {@link Draft} as YAML, and keeps for each line where in LiteLLM's file it comes from. Used once. */
final class Page {
    private static final int WIDTH = 118;
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z][A-Za-z0-9._/-]*|\\d{1,9}(ms|s|m|h|d)?");
    private static final Pattern WORDS_OF_YAML = Pattern.compile("(?i)true|false|null");
    private static final String INDENT = "  ";

    private final List<String> lines = new ArrayList<>();
    private final List<Place> origins = new ArrayList<>();

    /** Writes the lines of a comment, broken at blanks. */
    Page comment(String text, Place origin) {
        StringBuilder line = new StringBuilder("#");
        for (String word : text.split(" ", -1)) {
            if (line.length() > 1 && line.length() + 1 + word.length() > WIDTH) {
                line(line.toString(), origin);
                line = new StringBuilder("#    ");
            }
            line.append(' ').append(word.replaceAll("\\p{Cntrl}", "?"));
        }
        line(line.toString(), origin);
        return this;
    }

    /** Writes the keys of a document, an empty line before each that holds more than one value. */
    Page document(Draft.Keys top) {
        top.keys().forEach((key, value) -> {
            if (!lines.isEmpty() && !(value instanceof Draft.Word)) {
                line("", value.place());
            }
            entry("", key, value);
        });
        return this;
    }

    String text() {
        return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
    }

    List<Place> origins() {
        return List.copyOf(origins);
    }

    private void line(String text, Place origin) {
        lines.add(text);
        origins.add(origin);
    }

    private void entry(String indent, String key, Draft value) {
        String name = indent + quoted(key) + ":";
        switch (value) {
            case Draft.Word word -> line(name + " " + quoted(word.text()), word.place());
            case Draft.Literal literal -> line(name + " " + literal.json(), literal.place());
            case Draft.Items list -> {
                line(name, list.place());
                items(indent + INDENT, list.items());
            }
            case Draft.Keys map when map.keys().isEmpty() -> line(name + " {}", map.place());
            case Draft.Keys map -> {
                line(name, map.place());
                keys(indent + INDENT, map.keys());
            }
        }
    }

    private void keys(String indent, Map<String, Draft> keys) {
        keys.forEach((key, value) -> entry(indent, key, value));
    }

    private void items(String indent, List<Draft> items) {
        for (Draft item : items) {
            switch (item) {
                case Draft.Word word -> line(indent + "- " + quoted(word.text()), word.place());
                case Draft.Literal literal -> line(indent + "- " + literal.json(), literal.place());
                case Draft.Items nested -> {
                    line(indent + "-", nested.place());
                    items(indent + INDENT, nested.items());
                }
                case Draft.Keys map -> {
                    int first = lines.size();
                    keys(indent + INDENT, map.keys());
                    lines.set(first, indent + "- " + lines.get(first).substring(indent.length() + INDENT.length()));
                }
            }
        }
    }

    private static String quoted(String text) {
        if (PLAIN.matcher(text).matches() && !WORDS_OF_YAML.matcher(text).matches()) {
            return text;
        }
        StringBuilder out = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> out.append('\\').append(c);
                case '\n' -> out.append("\\n");
                case '\t' -> out.append("\\t");
                default -> {
                    if (Character.isISOControl(c) || c == '\u2028' || c == '\u2029' || c == '\uFEFF') {
                        out.append(String.format("\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        return out.append('"').toString();
    }
}
