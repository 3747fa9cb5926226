package io.sluice.dialects.json;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks a JSON document strictly (RFC 8259) while it arrives, cut anywhere, and outlines its top level.
 *
 * <p>It keeps no tree and does not recurse: long strings are passed over eight bytes at a time, containers are one bit
 * each. Strings must be UTF-8; an escaped lone surrogate is grammatical and passes. One scanner per document, one
 * thread.
 */
public final class JsonScanner {
    private enum State {
        VALUE,
        FIRST_ELEMENT,
        FIRST_KEY,
        KEY,
        COLON,
        AFTER_VALUE,
        STRING,
        NUMBER,
        LITERAL,
        DONE
    }

    private static final CaptureSink NOBODY = (place, value) -> {};

    private final JsonLimits limits;
    private final StringScan strings = new StringScan();
    private final NumberScan numbers = new NumberScan();
    private final LiteralScan literals = new LiteralScan();
    private final Nesting nesting;
    private final Places places;
    private State state = State.VALUE;
    private boolean inKey;
    private int base;
    private int members;
    private int elements;
    private @Nullable JsonFault fault;

    /**
     * A scanner that outlines the top level.
     *
     * @param outlined top-level members whose own members are to be outlined too
     * @param unrepeatable top-level names that must occur once at most, however they are escaped
     */
    public JsonScanner(JsonLimits limits, Set<String> outlined, Set<String> unrepeatable) {
        this(limits, outlined, unrepeatable, Set.of());
    }

    /** The same, which also watches for names at any depth: see {@link #sought}. */
    public JsonScanner(JsonLimits limits, Set<String> outlined, Set<String> unrepeatable, Set<String> sought) {
        this(
                limits,
                new Places(
                        limits.outlined(),
                        outlined,
                        unrepeatable,
                        new Capturing(List.of(), NOBODY),
                        new Sought(sought),
                        2));
    }

    /** A scanner that outlines the top level and hands over small values from the places wanted. */
    public JsonScanner(JsonLimits limits, List<Capture> captures, CaptureSink sink) {
        this(
                limits,
                new Places(
                        limits.outlined(), Set.of(), Set.of(), new Capturing(captures, sink), new Sought(Set.of()), 3));
    }

    private JsonScanner(JsonLimits limits, Places places) {
        this.limits = limits;
        this.places = places;
        nesting = new Nesting(limits.depth());
    }

    /** Takes the next piece of the document; the fault where it is wrong, and the same one ever after. */
    public @Nullable JsonFault feed(Bytes piece) {
        if (fault != null) {
            return fault;
        }
        int n = piece.length();
        if (n > Integer.MAX_VALUE - base) {
            return fail(0, "The document is longer than 2 GiB");
        }
        int i = 0;
        while (i < n && fault == null) {
            i = switch (state) {
                case STRING -> string(piece, i, n);
                case NUMBER -> number(piece, i, n);
                case LITERAL -> literal(piece, i, n);
                default -> structure(piece, i, n);
            };
        }
        places.pieceOver(piece);
        base += n;
        return fault;
    }

    /** The document is over: a fault where something is missing. */
    public @Nullable JsonFault end() {
        if (fault == null && state == State.NUMBER && nesting.depth() == 0 && numbers.complete()) {
            valueEnded(Bytes.of(""), 0);
        }
        if (fault == null && state != State.DONE) {
            return fail(0, base == 0 ? "The document is empty" : "The document ends before it is complete");
        }
        return fault;
    }

    /** The top level of a document that ended without fault. */
    public Outline outline() {
        return places.outline();
    }

    /** The members of the top level that are complete so far; of no use to who waits for {@link #end}. */
    public @Nullable Member seen(String key) {
        return places.seen(key);
    }

    /** Whether a member had one of the names watched for, or a name with an escape, which may be one of them. */
    public boolean sought() {
        return places.sought();
    }

    private int structure(Bytes piece, int from, int n) {
        int i = from;
        while (i < n) {
            byte b = piece.at(i);
            if (b == ' ' || b == '\n' || b == '\r' || b == '\t') {
                i++;
                continue;
            }
            token(piece, b, i);
            i++;
            if (state == State.STRING || state == State.NUMBER || state == State.LITERAL || fault != null) {
                return i;
            }
        }
        return i;
    }

    private void token(Bytes piece, byte b, int i) {
        switch (state) {
            case VALUE -> value(b, i);
            case FIRST_ELEMENT -> {
                if (b == ']') {
                    close(piece, i);
                } else {
                    value(b, i);
                }
            }
            case FIRST_KEY, KEY -> key(piece, b, i);
            case COLON -> {
                if (b == ':') {
                    state = State.VALUE;
                } else {
                    unexpected(b, i, "':'");
                }
            }
            case AFTER_VALUE -> after(piece, b, i);
            default -> fail(i, "Something follows the end of the document");
        }
    }

    private void value(byte b, int i) {
        boolean element = nesting.depth() > 0 && !nesting.inObject();
        if (element && ++elements > limits.elements()) {
            fail(i, "More than " + limits.elements() + " array elements");
            return;
        }
        Kind kind = kind(b);
        if (kind == null) {
            unexpected(b, i, "a value");
            return;
        }
        places.valueBegins(kind, base, i, nesting.depth(), element);
        switch (kind) {
            case OBJECT -> open(true, i);
            case ARRAY -> open(false, i);
            case STRING -> {
                state = State.STRING;
                strings.begin();
            }
            case NUMBER -> {
                state = State.NUMBER;
                numbers.begin(b);
            }
            case TRUE, FALSE, NULL -> {
                state = State.LITERAL;
                literals.begin(kind);
            }
        }
    }

    private static @Nullable Kind kind(byte b) {
        return switch (b) {
            case '{' -> Kind.OBJECT;
            case '[' -> Kind.ARRAY;
            case '"' -> Kind.STRING;
            case 't' -> Kind.TRUE;
            case 'f' -> Kind.FALSE;
            case 'n' -> Kind.NULL;
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> Kind.NUMBER;
            default -> null;
        };
    }

    private void open(boolean object, int i) {
        if (nesting.open(object)) {
            state = object ? State.FIRST_KEY : State.FIRST_ELEMENT;
        } else {
            fail(i, "Nested deeper than " + limits.depth());
        }
    }

    private void key(Bytes piece, byte b, int i) {
        if (b == '"') {
            if (++members > limits.members()) {
                fail(i, "More than " + limits.members() + " object members");
                return;
            }
            inKey = true;
            places.keyBegins();
            state = State.STRING;
            strings.begin();
        } else if (b == '}' && state == State.FIRST_KEY) {
            close(piece, i);
        } else {
            unexpected(b, i, "a member's name in quotes");
        }
    }

    private void after(Bytes piece, byte b, int i) {
        boolean object = nesting.inObject();
        if (b == ',') {
            state = object ? State.KEY : State.VALUE;
        } else if (b == (object ? '}' : ']')) {
            close(piece, i);
        } else {
            unexpected(b, i, object ? "',' or '}'" : "',' or ']'");
        }
    }

    private void close(Bytes piece, int i) {
        nesting.close();
        valueEnded(piece, i + 1);
    }

    private void valueEnded(Bytes piece, int index) {
        places.valueEnds(piece, base, index, nesting.depth());
        state = nesting.depth() == 0 ? State.DONE : State.AFTER_VALUE;
    }

    private int string(Bytes piece, int from, int n) {
        int i = strings.scan(piece, from, n);
        if (strings.problem() != null) {
            fail(i, strings.problem());
            return i;
        }
        if (inKey) {
            places.keyBytes(piece, from, strings.closed() ? i - 1 : i, nesting.depth());
        }
        if (strings.closed()) {
            stringEnded(piece, i);
        }
        return i;
    }

    private void stringEnded(Bytes piece, int i) {
        if (!inKey) {
            valueEnded(piece, i);
            return;
        }
        inKey = false;
        state = State.COLON;
        String refused = places.keyEnds(nesting.depth());
        if (refused != null) {
            fail(i, refused);
        }
    }

    private int number(Bytes piece, int from, int n) {
        int i = numbers.scan(piece, from, n);
        int surplus = numbers.length() - limits.numberLength();
        if (surplus > 0) {
            // Behind the first character too many, wherever the piece ends.
            fail(i - surplus + 1, "A number has more than " + limits.numberLength() + " characters");
        } else if (i < n) {
            if (numbers.complete()) {
                valueEnded(piece, i);
            } else {
                fail(i, "A number is not written as JSON writes numbers");
            }
        }
        return i;
    }

    private int literal(Bytes piece, int from, int n) {
        int i = literals.scan(piece, from, n);
        if (literals.wrong()) {
            fail(i, "Expected true, false or null");
        } else if (literals.complete()) {
            valueEnded(piece, i);
        }
        return i;
    }

    private void unexpected(byte b, int i, String expected) {
        String seen = b > ' ' && b < 127 ? "'" + (char) b + "'" : "byte 0x" + Integer.toHexString(b & 0xFF);
        fail(i, "Expected " + expected + " but saw " + seen);
    }

    private JsonFault fail(int index, String message) {
        JsonFault first = new JsonFault((long) base + index, message);
        fault = first;
        return first;
    }
}
