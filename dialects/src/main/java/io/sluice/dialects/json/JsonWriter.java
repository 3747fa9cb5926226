package io.sluice.dialects.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes JSON text, append only: error bodies, log lines, listings.
 *
 * <p>Commas are its own affair; that names and values alternate is the caller's. Strings are escaped beyond what JSON
 * asks: controls, line separators and direction marks are harmless in terminals and logs too. A lone surrogate becomes
 * U+FFFD, so that the result is always UTF-8. Not safe for several threads.
 */
public final class JsonWriter {
    private byte[] out = new byte[256];
    private int length;
    private boolean comma;

    /** One string as a JSON value, quotes included. */
    public static byte[] quoted(String text) {
        return new JsonWriter().string(text).toBytes();
    }

    /** Opens an object. */
    public JsonWriter beginObject() {
        return open('{');
    }

    /** Closes it. */
    public JsonWriter endObject() {
        return close('}');
    }

    /** Opens an array. */
    public JsonWriter beginArray() {
        return open('[');
    }

    /** Closes it. */
    public JsonWriter endArray() {
        return close(']');
    }

    /** The name of the next member. */
    public JsonWriter name(String name) {
        string(name);
        append(':');
        comma = false;
        return this;
    }

    /** A string value. */
    public JsonWriter string(String text) {
        separate();
        append('"');
        int i = 0;
        while (i < text.length()) {
            int point = text.codePointAt(i);
            character(point);
            i += Character.charCount(point);
        }
        append('"');
        return this;
    }

    /** A whole number. */
    public JsonWriter number(long value) {
        separate();
        ascii(Long.toString(value));
        return this;
    }

    /** {@code true} or {@code false}. */
    public JsonWriter bool(boolean value) {
        separate();
        ascii(value ? "true" : "false");
        return this;
    }

    /** {@code null}. */
    public JsonWriter nothing() {
        separate();
        ascii("null");
        return this;
    }

    /** A value that is JSON already. */
    public JsonWriter raw(Bytes json) {
        separate();
        room(json.length());
        json.copyTo(0, json.length(), out, length);
        length += json.length();
        return this;
    }

    /** A value that is JSON text already. */
    public JsonWriter raw(String json) {
        return raw(Bytes.of(json));
    }

    /** What was written so far, copied. */
    public byte[] toBytes() {
        return Arrays.copyOf(out, length);
    }

    /**
     * The same as text on one line, for where a line end would end it (a stream's event): what stands between the tokens
     * of values written raw becomes blanks, and inside of strings JSON has no line breaks.
     */
    public String oneLine() {
        return toString().replace('\n', ' ').replace('\r', ' ');
    }

    /** The same as text. */
    @Override
    public String toString() {
        return new String(out, 0, length, StandardCharsets.UTF_8);
    }

    private JsonWriter open(char bracket) {
        separate();
        append(bracket);
        comma = false;
        return this;
    }

    private JsonWriter close(char bracket) {
        append(bracket);
        comma = true;
        return this;
    }

    private void separate() {
        if (comma) {
            append(',');
        }
        comma = true;
    }

    private void character(int point) {
        switch (point) {
            case '"' -> ascii("\\\"");
            case '\\' -> ascii("\\\\");
            case '\n' -> ascii("\\n");
            case '\r' -> ascii("\\r");
            case '\t' -> ascii("\\t");
            default -> {
                if (isUnsafe(point)) {
                    ascii(String.format("\\u%04x", point));
                } else {
                    utf8(point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE ? 0xFFFD : point);
                }
            }
        }
    }

    private static boolean isUnsafe(int point) {
        return point < ' '
                || (point >= 0x7F && point <= 0x9F)
                || (point >= 0x200E && point <= 0x200F)
                || (point >= 0x2028 && point <= 0x202E)
                || (point >= 0x2066 && point <= 0x2069)
                || point == 0xFEFF;
    }

    private void utf8(int point) {
        if (point < 0x80) {
            append((char) point);
        } else if (point < 0x800) {
            append((char) (0xC0 | (point >> 6)));
            append((char) (0x80 | (point & 0x3F)));
        } else if (point < 0x10000) {
            append((char) (0xE0 | (point >> 12)));
            append((char) (0x80 | ((point >> 6) & 0x3F)));
            append((char) (0x80 | (point & 0x3F)));
        } else {
            append((char) (0xF0 | (point >> 18)));
            append((char) (0x80 | ((point >> 12) & 0x3F)));
            append((char) (0x80 | ((point >> 6) & 0x3F)));
            append((char) (0x80 | (point & 0x3F)));
        }
    }

    private void ascii(String text) {
        room(text.length());
        for (int i = 0; i < text.length(); i++) {
            out[length++] = (byte) text.charAt(i);
        }
    }

    private void append(char b) {
        room(1);
        out[length++] = (byte) b;
    }

    private void room(int more) {
        if (length + more > out.length) {
            out = Arrays.copyOf(out, Math.max(2 * out.length, length + more));
        }
    }
}
