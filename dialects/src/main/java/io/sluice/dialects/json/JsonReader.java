package io.sluice.dialects.json;

/**
 * Walks a JSON value that is known to be right (the scanner has passed it), pulling out what is wanted.
 *
 * <p>Used on small things only: one stream event, one usage object. Of a document that is not right it may make
 * nonsense, but it always ends, stays in bounds and throws nothing.
 */
public final class JsonReader {
    private final Bytes json;
    private final int length;
    private int at;

    /** A reader that stands before the value at {@code from}. */
    public JsonReader(Bytes json, int from) {
        this.json = json;
        length = json.length();
        at = from;
    }

    /** Another reader that stands where this one does. */
    public JsonReader copy() {
        return new JsonReader(json, at);
    }

    /** Where the next value begins. */
    public int position() {
        blanks();
        return at;
    }

    /** What the next value is. */
    public Kind peek() {
        blanks();
        return switch (byteAt()) {
            case '{' -> Kind.OBJECT;
            case '[' -> Kind.ARRAY;
            case '"' -> Kind.STRING;
            case 't' -> Kind.TRUE;
            case 'f' -> Kind.FALSE;
            case 'n' -> Kind.NULL;
            default -> Kind.NUMBER;
        };
    }

    /** Goes into the object or array that is the next value; if it is neither, passes over it and says so. */
    public boolean enter(Kind container) {
        if (peek() != container) {
            skip();
            return false;
        }
        at++;
        return true;
    }

    /** Whether the object or array entered last has another member or element; leaves it where it has not. */
    public boolean more() {
        blanks();
        if (byteAt() == ',') {
            at++;
            blanks();
        }
        if (byteAt() == '}' || byteAt() == ']') {
            at++;
            return false;
        }
        return at < length;
    }

    /** The name of the member {@link #more} found; the reader then stands before its value. */
    public String name() {
        String name = string();
        blanks();
        at++;
        return name;
    }

    /** Like {@link #name}, but only tells whether the name, written without escapes, is this one. */
    public boolean nameIs(byte[] ascii) {
        blanks();
        int start = at + 1;
        skipString();
        boolean same = at - 1 - start == ascii.length;
        for (int i = 0; same && i < ascii.length; i++) {
            same = json.at(start + i) == ascii[i];
        }
        blanks();
        at++;
        return same;
    }

    /** Where the reader stands: after the value read or passed over last. */
    public int offset() {
        return at;
    }

    /** The next value, a string, decoded. */
    public String string() {
        blanks();
        int start = at + 1;
        skipString();
        int end = Math.max(start, at - 1);
        if (end > length) {
            return "";
        }
        byte[] raw = new byte[end - start];
        json.copyTo(start, end, raw, 0);
        return Unescape.text(raw, 0, raw.length);
    }

    /** The next value if it is a string, else empty; passes over it either way. */
    public String stringOrEmpty() {
        if (peek() == Kind.STRING) {
            return string();
        }
        skip();
        return "";
    }

    /** The next value's text as written, passed over. */
    public String raw() {
        int start = Math.min(position(), length);
        skip();
        return json.utf8(start, Math.max(start, Math.min(at, length)));
    }

    /** Passes over the next value. */
    public void skip() {
        switch (peek()) {
            case STRING -> skipString();
            case OBJECT, ARRAY -> skipContainer();
            case NUMBER, TRUE, FALSE, NULL -> skipWord();
        }
    }

    private void skipString() {
        at++;
        while (at < length) {
            at = PlainRun.skip(json, at, length);
            byte b = byteAt();
            if (b == '"') {
                at++;
                return;
            }
            at += b == '\\' ? 2 : 1;
        }
        at = length;
    }

    private void skipContainer() {
        int depth = 0;
        do {
            byte b = byteAt();
            if (b == '"') {
                skipString();
                continue;
            }
            if (b == '{' || b == '[') {
                depth++;
            } else if (b == '}' || b == ']') {
                depth--;
            }
            at++;
        } while (depth > 0 && at < length);
    }

    private void skipWord() {
        while (at < length && !isEnd(json.at(at))) {
            at++;
        }
    }

    private static boolean isEnd(byte b) {
        return b == ',' || b == '}' || b == ']' || b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }

    private void blanks() {
        byte b = byteAt();
        while (b == ' ' || b == '\n' || b == '\r' || b == '\t') {
            at++;
            b = byteAt();
        }
    }

    private byte byteAt() {
        return at < length ? json.at(at) : 0;
    }
}
