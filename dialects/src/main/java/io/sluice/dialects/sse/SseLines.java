package io.sluice.dialects.sse;

import io.sluice.dialects.json.Bytes;
import java.util.ArrayList;
import java.util.List;

/** Reads an event's lines one by one, for the few that need it; a last line without an end counts too. */
public final class SseLines {
    private SseLines() {}

    /** The values of all {@code data} lines, joined by line feeds. */
    public static String data(Bytes event) {
        return String.join("\n", values(event, "data"));
    }

    /** The value of the last line with that field name, empty where there is none. */
    public static String last(Bytes event, String field) {
        String value = "";
        int end;
        for (int line = 0; line < event.length(); line = end + 1) {
            end = lineEnd(event, line);
            int colon = line + field.length();
            if (colon <= end && event.utf8(line, colon).equals(field) && (colon == end || event.at(colon) == ':')) {
                int start = Math.min(end, colon + 1);
                value = event.utf8(start < end && event.at(start) == ' ' ? start + 1 : start, end);
            }
        }
        return value;
    }

    /** Where the value of the event's only {@code data} line begins; -1 where it has none or several. */
    public static int singleDataStart(Bytes event) {
        int found = -1;
        for (int line = 0; line < event.length(); line = lineEnd(event, line) + 1) {
            boolean data =
                    event.length() - line >= 5 && event.utf8(line, line + 5).equals("data:");
            if (data && found >= 0) {
                return -1;
            }
            if (data) {
                found = line + 5 < event.length() && event.at(line + 5) == ' ' ? line + 6 : line + 5;
            }
        }
        return found;
    }

    /** Where the line that {@code from} is in ends, its line end not counted. */
    public static int lineEnd(Bytes event, int from) {
        int i = from;
        while (i < event.length() && event.at(i) != '\n' && event.at(i) != '\r') {
            i++;
        }
        return i;
    }

    private static List<String> values(Bytes event, String field) {
        List<String> values = new ArrayList<>();
        for (String line : event.utf8(0, event.length()).split("\r\n|\r|\n", -1)) {
            if (line.equals(field)) {
                values.add("");
            } else if (line.startsWith(field + ":")) {
                String value = line.substring(field.length() + 1);
                values.add(value.startsWith(" ") ? value.substring(1) : value);
            }
        }
        return values;
    }
}
