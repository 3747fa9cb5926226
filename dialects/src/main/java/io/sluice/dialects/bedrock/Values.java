package io.sluice.dialects.bedrock;

import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.JsonReader;
import io.sluice.dialects.json.Kind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Single JSON values, known to be right, taken for what they should be. */
final class Values {
    private Values() {}

    static Kind kind(Bytes json) {
        return new JsonReader(json, 0).peek();
    }

    /** The text as written. */
    static String raw(Bytes json) {
        return json.utf8(0, json.length());
    }

    /** The string's text; null of any other value. */
    static @Nullable String string(@Nullable Bytes json) {
        return json == null || kind(json) != Kind.STRING ? null : new JsonReader(json, 0).string();
    }

    /** The string's text; empty of any other value. */
    static String text(@Nullable Bytes json) {
        String text = string(json);
        return text == null ? "" : text;
    }

    static @Nullable Boolean bool(@Nullable Bytes json) {
        if (json == null) {
            return null;
        }
        return switch (kind(json)) {
            case TRUE -> Boolean.TRUE;
            case FALSE -> Boolean.FALSE;
            case OBJECT, ARRAY, STRING, NUMBER, NULL -> null;
        };
    }

    static @Nullable BigDecimal decimal(@Nullable Bytes json) {
        if (json == null || kind(json) != Kind.NUMBER || json.length() > 64) {
            return null;
        }
        try {
            return new BigDecimal(raw(json));
        } catch (NumberFormatException outOfRange) {
            return null;
        }
    }

    /** The whole number; null of anything else. */
    static @Nullable Long whole(@Nullable Bytes json) {
        BigDecimal value = decimal(json);
        try {
            return value == null || value.scale() < -18 ? null : value.longValueExact();
        } catch (ArithmeticException notWhole) {
            return null;
        }
    }

    /** The elements of the array; none of any other value. */
    static List<Bytes> elements(@Nullable Bytes json) {
        List<Bytes> elements = new ArrayList<>();
        if (json == null) {
            return elements;
        }
        JsonReader reader = new JsonReader(json, 0);
        if (reader.enter(Kind.ARRAY)) {
            while (reader.more()) {
                int start = reader.position();
                reader.skip();
                elements.add(json.slice(start, reader.offset()));
            }
        }
        return elements;
    }

    /** What stands there, in words for an error. */
    static String seen(Bytes json) {
        return switch (kind(json)) {
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
