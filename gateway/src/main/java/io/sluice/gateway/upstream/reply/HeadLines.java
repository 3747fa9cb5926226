package io.sluice.gateway.upstream.reply;

import io.sluice.gateway.call.wire.Header;
import io.sluice.gateway.call.wire.Headers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The header lines of one head: checked when read, turned into text only when asked for. */
final class HeadLines implements Headers {
    private static final int SPAN = 4;

    private final byte[] bytes;
    /** Per line: name from, name to, value from, value to. */
    private final int[] spans;

    private HeadLines(byte[] bytes, int[] spans) {
        this.bytes = bytes;
        this.spans = spans;
    }

    /** The lines after the first, which is the status line's. */
    static HeadLines after(HeadCollector head) throws BadReply {
        int[] spans = new int[SPAN * (head.lines() - 1)];
        byte[] bytes = head.bytes();
        for (int line = 1; line < head.lines(); line++) {
            check(bytes, head.start(line), head.end(line), spans, SPAN * (line - 1));
        }
        return new HeadLines(bytes, spans);
    }

    private static void check(byte[] bytes, int from, int to, int[] spans, int at) throws BadReply {
        int colon = from;
        while (colon < to && isToken(bytes[colon])) {
            colon++;
        }
        if (colon == from || colon == to || bytes[colon] != ':') {
            // Also a folded line (it begins with a space) and a space before the colon.
            throw BadReply.malformed("a header line of the answer has no valid name");
        }
        int start = colon + 1;
        int end = to;
        while (start < end && isBlank(bytes[start])) {
            start++;
        }
        while (end > start && isBlank(bytes[end - 1])) {
            end--;
        }
        for (int i = start; i < end; i++) {
            if (bytes[i] >= 0 && bytes[i] < ' ' && bytes[i] != '\t' || bytes[i] == 0x7f) {
                throw BadReply.malformed("a header value of the answer holds a control character");
            }
        }
        spans[at] = from;
        spans[at + 1] = colon;
        spans[at + 2] = start;
        spans[at + 3] = end;
    }

    @Override
    public @Nullable String first(String name) {
        for (int at = 0; at < spans.length; at += SPAN) {
            if (named(at, name)) {
                return value(at);
            }
        }
        return null;
    }

    @Override
    public List<String> all(String name) {
        List<String> values = new ArrayList<>(1);
        for (int at = 0; at < spans.length; at += SPAN) {
            if (named(at, name)) {
                values.add(value(at));
            }
        }
        return values;
    }

    @Override
    public List<Header> startingWith(String prefix) {
        List<Header> lines = new ArrayList<>(0);
        for (int at = 0; at < spans.length; at += SPAN) {
            if (spans[at + 1] - spans[at] >= prefix.length() && begins(spans[at], prefix)) {
                String name = new String(bytes, spans[at], spans[at + 1] - spans[at], StandardCharsets.ISO_8859_1);
                lines.add(new Header(name.toLowerCase(Locale.ROOT), value(at)));
            }
        }
        return lines;
    }

    // Asked of every answer: nothing is made where there is none.
    @Override
    public boolean anyStartingWith(String prefix) {
        for (int at = 0; at < spans.length; at += SPAN) {
            if (spans[at + 1] - spans[at] >= prefix.length() && begins(spans[at], prefix)) {
                return true;
            }
        }
        return false;
    }

    private boolean named(int at, String name) {
        return spans[at + 1] - spans[at] == name.length() && begins(spans[at], name);
    }

    private boolean begins(int from, String text) {
        for (int i = 0; i < text.length(); i++) {
            if (lower(bytes[from + i]) != lower((byte) text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private String value(int at) {
        return new String(bytes, spans[at + 2], spans[at + 3] - spans[at + 2], StandardCharsets.ISO_8859_1);
    }

    private static byte lower(byte b) {
        return b >= 'A' && b <= 'Z' ? (byte) (b + 32) : b;
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t';
    }

    private static boolean isToken(byte b) {
        return b >= 'a' && b <= 'z'
                || b >= 'A' && b <= 'Z'
                || b >= '0' && b <= '9'
                || b > ' ' && "!#$%&'*+-.^_`|~".indexOf(b) >= 0;
    }
}
