package io.sluice.dialects.json;

/**
 * Walks a JSON value that is known to be right (the scanner has passed it), pulling out what is wanted.
 *
 * <p>Used on small things only: one stream event, one usage object. On a document that is not right it may throw
 * {@link IndexOutOfBoundsException} or give nonsense, but always ends.
 */
public final class JsonReader {
    private final Bytes json;
    private int at;

    /** A reader that stands before the value at {@code from}. */
    public JsonReader(Bytes json, int from) {
        this.json = json;
        at = from;
    }

    /** Where the next value begins. */
    public int position() {
        blanks();
        return at;
    }

    /** What the next value is. */
    public Kind peek() {
        blanks();
        return switch (json.at(at)) {
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
        if (json.at(at) == ',') {
            at++;
            blanks();
        }
        if (json.at(at) == '}' || json.at(at) == ']') {
            at++;
            return false;
        }
        return true;
    }

    /** The name of the member {@link #more} found; the reader then stands before its value. */
    public String name() {
        String name = string();
        blanks();
        at++;
        return name;
    }

    /** The next value, a string, decoded. */
    public String string() {
        blanks();
        int start = at + 1;
        skipString();
        byte[] raw = new byte[at - 1 - start];
        json.copyTo(start, at - 1, raw, 0);
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
        int start = position();
        skip();
        return json.utf8(start, at);
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
        while (true) {
            at = PlainRun.skip(json, at, json.length());
            byte b = json.at(at);
            if (b == '"') {
                at++;
                return;
            }
            at += b == '\\' ? 2 : 1;
        }
    }

    private void skipContainer() {
        int depth = 0;
        do {
            byte b = json.at(at);
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
        } while (depth > 0);
    }

    private void skipWord() {
        while (at < json.length() && !isEnd(json.at(at))) {
            at++;
        }
    }

    private static boolean isEnd(byte b) {
        return b == ',' || b == '}' || b == ']' || (b >= 0 && b <= ' ');
    }

    private void blanks() {
        byte b = json.at(at);
        while (b == ' ' || b == '\n' || b == '\r' || b == '\t') {
            b = json.at(++at);
        }
    }
}
