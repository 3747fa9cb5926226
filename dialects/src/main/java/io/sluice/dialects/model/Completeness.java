package io.sluice.dialects.model;

/** Tells whether a JSON text that comes in pieces is a whole object or array yet; of broken text it tells nothing true. */
final class Completeness {
    private int depth;
    private boolean begun;
    private boolean inString;
    private boolean escaped;

    void add(String json) {
        for (int i = 0; i < json.length(); i++) {
            take(json.charAt(i));
        }
    }

    private void take(char c) {
        if (escaped) {
            escaped = false;
        } else if (inString) {
            escaped = c == '\\';
            inString = c != '"';
        } else if (c == '"') {
            inString = true;
        } else if (c == '{' || c == '[') {
            begun = true;
            depth++;
        } else if (c == '}' || c == ']') {
            depth--;
        }
    }

    boolean complete() {
        return begun && depth <= 0 && !inString;
    }
}
