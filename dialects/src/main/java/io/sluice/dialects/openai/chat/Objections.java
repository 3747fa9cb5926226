package io.sluice.dialects.openai.chat;

import io.sluice.dialects.json.JsonReader;
import io.sluice.dialects.json.Kind;
import io.sluice.dialects.model.ErrorFacts;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Reads values that must be of one kind, and remembers the first that was not. */
final class Objections {
    private static final int LONGEST_NUMBER = 64;

    private @Nullable ErrorFacts first;

    /** What is wrong with the request; null where nothing is. */
    @Nullable
    ErrorFacts first() {
        return first;
    }

    void add(String param, String message) {
        if (first == null) {
            first = new ErrorFacts(400, "invalid_value", message, "invalid_request_error", param);
        }
    }

    /** That {@code param} is not what it must be. */
    void wrong(String param, String expected, Kind seen) {
        add(param, "'" + param + "' must be " + expected + ", not " + name(seen) + ".");
    }

    @Nullable
    BigDecimal number(JsonReader json, String param) {
        Kind kind = json.peek();
        String written = json.raw();
        if (kind == Kind.NULL) {
            return null;
        }
        if (kind != Kind.NUMBER || written.length() > LONGEST_NUMBER) {
            wrong(param, "a number", kind);
            return null;
        }
        try {
            return new BigDecimal(written);
        } catch (NumberFormatException outOfRange) {
            add(param, "'" + param + "' is out of range.");
            return null;
        }
    }

    @Nullable
    Long whole(JsonReader json, String param) {
        BigDecimal number = number(json, param);
        if (number == null) {
            return null;
        }
        try {
            // A scale beyond any long would be written out in full before it is found too long.
            if (Math.abs(number.scale()) <= LONGEST_NUMBER) {
                return number.longValueExact();
            }
        } catch (ArithmeticException fractionOrTooLong) {
            // said below
        }
        add(param, "'" + param + "' must be a whole number of at most 64 bits.");
        return null;
    }

    @Nullable
    Integer small(JsonReader json, String param) {
        Long value = whole(json, param);
        if (value != null && (value > Integer.MAX_VALUE || value < Integer.MIN_VALUE)) {
            add(param, "'" + param + "' is out of range.");
            return null;
        }
        return value == null ? null : value.intValue();
    }

    @Nullable
    Boolean flag(JsonReader json, String param) {
        Kind kind = json.peek();
        json.skip();
        if (kind != Kind.TRUE && kind != Kind.FALSE && kind != Kind.NULL) {
            wrong(param, "true or false", kind);
        }
        return kind == Kind.TRUE ? Boolean.TRUE : kind == Kind.FALSE ? Boolean.FALSE : null;
    }

    @Nullable
    String text(JsonReader json, String param) {
        Kind kind = json.peek();
        if (kind == Kind.STRING) {
            return json.string();
        }
        json.skip();
        if (kind != Kind.NULL) {
            wrong(param, "a string", kind);
        }
        return null;
    }

    private static String name(Kind kind) {
        return switch (kind) {
            case OBJECT -> "an object";
            case ARRAY -> "an array";
            case STRING -> "a string";
            case NUMBER -> "a number";
            case TRUE -> "true";
            case FALSE -> "false";
            case NULL -> "null";
        };
    }
}
