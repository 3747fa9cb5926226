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
        int at = 0;
        while (at < text.length()) {
            int special = special(text, at);
            plain(text, at, special);
            at = special;
            if (at < text.length()) {
                int point = text.codePointAt(at);
                character(point);
                at += Character.charCount(point);
            }
        }
        append('"');
        return this;
    }

    /** Where the next character stands that is not written as the one byte it is; the text's length where there is none. */
    private static int special(String text, int from) {
        int at = from;
        while (at < text.length()) {
            char next = text.charAt(at);
            if (next < ' ' || next >= 0x7F || next == '"' || next == '\\') {
                return at;
            }
            at++;
        }
        return at;
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
        plain(text, 0, text.length());
    }

    /** Characters that are one byte each. Copied at once: a character at a time, texts were a tenth of a translated call. */
    @SuppressWarnings("deprecation") // It drops the upper half of each character, and these have none.
    private void plain(String text, int from, int to) {
        room(to - from);
        text.getBytes(from, to, out, length);
        length += to - from;
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
