package io.sluice.gateway.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Splits a command line as a shell would, as far as our examples go: both quotes, and variables outside single ones. */
final class ShellWords {
    private final String line;
    private final Map<String, String> variables;
    private final List<String> words = new ArrayList<>();
    private @Nullable StringBuilder word;
    private char quote;
    private int at;

    private ShellWords(String line, Map<String, String> variables) {
        this.line = line;
        this.variables = variables;
    }

    static List<String> of(String line, Map<String, String> variables) {
        ShellWords reading = new ShellWords(line, variables);
        while (reading.at < line.length()) {
            reading.next(line.charAt(reading.at++));
        }
        if (reading.quote != 0) {
            throw new AssertionError("a quote is not closed in: " + line);
        }
        reading.end();
        return reading.words;
    }

    private void next(char c) {
        if (quote == 0 && Character.isWhitespace(c)) {
            end();
        } else if (c == quote) {
            quote = 0;
        } else if (quote == 0 && (c == '"' || c == '\'')) {
            quote = c;
            begun();
        } else if (c == '$' && quote != '\'') {
            begun().append(variable());
        } else {
            begun().append(c);
        }
    }

    private String variable() {
        int from = at;
        while (at < line.length() && (Character.isLetterOrDigit(line.charAt(at)) || line.charAt(at) == '_')) {
            at++;
        }
        String name = line.substring(from, at);
        String value = variables.get(name);
        if (value == null) {
            throw new AssertionError("$" + name + " was not set before: " + line);
        }
        return value;
    }

    private StringBuilder begun() {
        StringBuilder now = word == null ? new StringBuilder() : word;
        word = now;
        return now;
    }

    private void end() {
        if (word != null) {
            words.add(word.toString());
            word = null;
        }
    }
}
