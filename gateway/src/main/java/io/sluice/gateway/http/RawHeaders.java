package io.sluice.gateway.http;

import io.sluice.gateway.call.wire.Header;
import io.sluice.gateway.call.wire.Headers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The headers of an HTTP/1 request, left in the bytes they came in; a value becomes a string when asked for. */
final class RawHeaders implements Headers {
    private static final int MARKS = 4;

    private final byte[] head;
    private final int[] marks;
    private int count;

    /** Headers that lie in this head, which must not be changed any more. */
    RawHeaders(byte[] head, int expected) {
        this.head = head;
        this.marks = new int[expected * MARKS];
    }

    void add(int nameStart, int nameEnd, int valueStart, int valueEnd) {
        int at = count++ * MARKS;
        marks[at] = nameStart;
        marks[at + 1] = nameEnd;
        marks[at + 2] = valueStart;
        marks[at + 3] = valueEnd;
    }

    @Override
    public @Nullable String first(String name) {
        int at = next(name, 0);
        return at < 0 ? null : value(at);
    }

    @Override
    public List<String> all(String name) {
        List<String> found = new ArrayList<>(1);
        for (int at = next(name, 0); at >= 0; at = next(name, at + 1)) {
            found.add(value(at));
        }
        return found;
    }

    @Override
    public List<Header> startingWith(String prefix) {
        List<Header> found = new ArrayList<>(0);
        for (int i = 0; i < count; i++) {
            int at = i * MARKS;
            if (marks[at + 1] - marks[at] >= prefix.length() && named(head, marks[at], prefix)) {
                String name = new String(head, marks[at], marks[at + 1] - marks[at], StandardCharsets.ISO_8859_1);
                found.add(new Header(name.toLowerCase(Locale.ROOT), value(i)));
            }
        }
        return found;
    }

    private String value(int index) {
        int at = index * MARKS;
        return new String(head, marks[at + 2], marks[at + 3] - marks[at + 2], StandardCharsets.ISO_8859_1);
    }

    private int next(String name, int from) {
        int length = name.length();
        for (int i = from; i < count; i++) {
            int at = i * MARKS;
            if (marks[at + 1] - marks[at] == length && named(head, marks[at], name)) {
                return i;
            }
        }
        return -1;
    }

    /** Whether the bytes at {@code start} are this name, in whatever case. */
    static boolean named(byte[] head, int start, String name) {
        for (int i = 0; i < name.length(); i++) {
            if (lower(head[start + i]) != lower(name.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static int lower(int c) {
        return c >= 'A' && c <= 'Z' ? c | 0x20 : c;
    }
}
