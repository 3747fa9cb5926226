package io.sluice.dialects.json;

/** {@code true}, {@code false} and {@code null}, across pieces. */
final class LiteralScan {
    private String word = "";
    private int at;
    private boolean wrong;

    /** Begins a literal whose first letter has been seen. */
    void begin(Kind kind) {
        word = kind == Kind.TRUE ? "true" : kind == Kind.FALSE ? "false" : "null";
        at = 1;
        wrong = false;
    }

    /** Goes on from {@code from}: returns the index after what belongs to the word, or of the byte that does not. */
    int scan(Bytes piece, int from, int n) {
        int i = from;
        while (i < n && at < word.length()) {
            if (piece.at(i) != word.charAt(at)) {
                wrong = true;
                return i;
            }
            at++;
            i++;
        }
        return i;
    }

    boolean wrong() {
        return wrong;
    }

    boolean complete() {
        return at == word.length();
    }
}
