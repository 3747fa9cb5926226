package io.sluice.dialects.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.sse.KeyWatch;
import io.sluice.dialects.sse.SseFrame;
import io.sluice.dialects.sse.SseFramer;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Server-sent events are those of the standard's own rules, wherever the stream is cut, and no byte of it is lost. */
public final class SseFuzz {
    private static final int LONGEST = 64;

    /** A byte order mark, each of its bytes a letter. */
    private static final String MARK = "\u00EF\u00BB\u00BF";

    private SseFuzz() {}

    /** Tries those bytes. */
    public static void fuzzerTestOneInput(byte[] data) {
        Choices choices = new Choices(data);
        int longest = choices.below(4) == 0 ? LONGEST : 1 << 20;
        int size = 1 + choices.below(7);
        byte[] stream = choices.rest();
        Framed whole = new Framed(longest, stream, Math.max(1, stream.length));
        Framed pieces = new Framed(longest, stream, size);
        Law.same("too long or not, in pieces", whole.ok, pieces.ok);
        Law.same("events in pieces", whole.events, pieces.events);
        if (whole.ok) {
            String text = new String(stream, ISO_8859_1);
            text = text.startsWith(MARK) ? text.substring(MARK.length()) : text;
            Law.same("events by the standard", byTheStandard(text), whole.events);
            Law.same("all bytes passed on", text, whole.passed());
            Law.same("all bytes passed on in pieces", text, pieces.passed());
        }
    }

    /** What came out of a framer. */
    private static final class Framed {
        final List<String> events = new ArrayList<>();
        final boolean ok;
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();
        private final SseFramer framer;

        Framed(int longest, byte[] stream, int size) {
            framer = new SseFramer(new KeyWatch(List.of("usage", "error")), longest, this::frame);
            boolean fine = true;
            for (int at = 0; fine && at < stream.length; at += size) {
                fine = framer.feed(Bytes.of(stream, at, Math.min(stream.length, at + size)));
            }
            ok = fine;
        }

        private void frame(Bytes source, byte @Nullable [] held, SseFrame frame) {
            out.writeBytes(source.slice(frame.start(), frame.end()).toArray());
            if (frame.sort() == SseFrame.Sort.EVENT && frame.dataLines() > 0) {
                events.add(frame.event(source) + "="
                        + new String(frame.data(source).toArray(), UTF_8));
            }
        }

        String passed() {
            byte[] partial = framer.partial().toArray();
            return out.toString(ISO_8859_1) + new String(partial, ISO_8859_1);
        }
    }

    /** WHATWG HTML, 9.2.6: lines, fields, and events that have data. */
    private static List<String> byTheStandard(String text) {
        List<String> events = new ArrayList<>();
        String name = "";
        StringBuilder data = new StringBuilder();
        boolean any = false;
        String[] lines = text.split("\r\n|\n|\r", -1);
        for (int i = 0; i < lines.length - 1; i++) {
            String line = lines[i];
            int colon = line.indexOf(':');
            String field = colon < 0 ? line : line.substring(0, colon);
            String value = colon < 0 ? "" : line.substring(colon + 1);
            value = value.startsWith(" ") ? value.substring(1) : value;
            if (line.isEmpty()) {
                if (any) {
                    events.add(new String((name + "=" + data).getBytes(ISO_8859_1), UTF_8));
                }
                name = "";
                data.setLength(0);
                any = false;
            } else if (field.equals("data")) {
                data.append(any ? "\n" : "").append(value);
                any = true;
            } else if (field.equals("event")) {
                name = value;
            }
        }
        return events;
    }
}
