package io.sluice.dialects.sse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.dialects.Seeded;
import io.sluice.dialects.json.Bytes;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SseFramerTest {
    private static final KeyWatch WATCH = new KeyWatch(List.of("usage", "error", "finish_reason"));
    private static final String[] LINES = {
        "data: {\"a\":1}",
        "data:no blank",
        "data",
        "data:",
        "data:  two blanks",
        "event: error",
        "id: \u0000",
        "retry: 5",
        ": ping",
        ":",
        "",
        "",
        "",
        "unknown",
        "unknown: x",
        "datas: no",
        "data: \uFEFF",
        "data: {\"usage\":{}}",
        "data: {\"usage\": null}"
    };

    @Test
    void findsTheEventsAReferenceParserFindsHoweverTheStreamIsCut() {
        Seeded seeded = new Seeded(21);
        for (int i = 0; i < 5_000; i++) {
            String stream = stream(seeded);
            Framed framed = new Framed(1 << 20).feed(seeded.pieces(stream.getBytes(UTF_8)));
            assertThat(framed.events).as(stream).isEqualTo(reference(stream));
        }
    }

    @Test
    void framesFollowEachOtherWithoutGaps() {
        Seeded seeded = new Seeded(22);
        for (int i = 0; i < 3_000; i++) {
            String stream = stream(seeded);
            Framed framed = new Framed(1 << 20).feed(seeded.pieces(stream.getBytes(UTF_8)));
            String all = framed.text + framed.framer.partial();
            assertThat(all).isEqualTo(stream.startsWith("\uFEFF") ? stream.substring(1) : stream);
        }
    }

    @Test
    void aCommentOutsideAnEventIsHandedOverAtTheEndOfItsLine() {
        Framed framed = new Framed(100).feed(List.of(Bytes.of(": ping\n")));
        assertThat(framed.text).isEqualTo(": ping\n");
        framed.feed(List.of(Bytes.of("data: x\n: inside\n")));
        assertThat(framed.text).isEqualTo(": ping\n");
        framed.feed(List.of(Bytes.of("\n")));
        assertThat(framed.text).isEqualTo(": ping\ndata: x\n: inside\n\n");
    }

    @Test
    void anEventThatEndsInACarriageReturnDoesNotWaitForItsLineFeed() {
        Framed framed = new Framed(100).feed(List.of(Bytes.of("data: x\r\n\r")));
        assertThat(framed.events).containsExactly("/x");
        framed.feed(List.of(Bytes.of("\ndata: y\r\r")));
        assertThat(framed.events).containsExactly("/x", "/y");
        assertThat(framed.text).isEqualTo("data: x\r\n\r\ndata: y\r\r");
    }

    @Test
    void aFrameLongerThanAllowedIsRefusedHoweverItComes() {
        byte[] fits = ("data: " + "x".repeat(92) + "\n\n").getBytes(UTF_8);
        byte[] tooLong = ("data: " + "x".repeat(93) + "\n\n").getBytes(UTF_8);
        for (int cut = 0; cut <= fits.length; cut++) {
            assertThat(new Framed(100).fits(fits, cut)).isTrue();
            assertThat(new Framed(100).fits(tooLong, cut)).isFalse();
        }
    }

    @Test
    void watchedKeysAreSeenOnlyWithAValueThatSaysSomething() {
        assertThat(hits("{\"usage\":{\"x\":1}}")).isEqualTo(1);
        assertThat(hits("{\"usage\" : 5}")).isEqualTo(1);
        assertThat(hits("{\"usage\": null,\"error\":null,\"finish_reason\":null}"))
                .isZero();
        assertThat(hits("{\"finish_reason\":\"\"}")).isZero();
        assertThat(hits("{\"finish_reason\": \"stop\"}")).isEqualTo(4);
        assertThat(hits("{\"type\":\"error\",\"finish_reasons\":1,\"Usage\":2}"))
                .isZero();
        assertThat(hits("{\"content\":\"\\\"usage\\\": 5, \\\"error\\\":1\"}")).isZero();
        assertThat(hits("{\"error\":          {}}")).isEqualTo(2);
        assertThat(hits("{\"error\":\"x\",\"usage\":{}}")).isEqualTo(3);
    }

    @Test
    void aFrameOfTheLongestLengthFitsWhereverItsLastLineEndIsCut() {
        byte[] frame = "data: 12345\r\n\r\n".getBytes(UTF_8);
        for (int cut = 0; cut <= frame.length; cut++) {
            assertThat(new Framed(frame.length - 1).fits(frame, cut)).isTrue();
            assertThat(new Framed(frame.length - 2).fits(frame, cut)).isFalse();
        }
    }

    private static int hits(String data) {
        byte[] event = ("data: " + data + "\n\n").getBytes(UTF_8);
        int whole = new Framed(1_000).feed(List.of(Bytes.of(event))).hits;
        for (int cut = 0; cut <= event.length; cut++) {
            List<Bytes> pieces = List.of(Bytes.of(event, 0, cut), Bytes.of(event, cut, event.length));
            assertThat(new Framed(1_000).feed(pieces).hits).isEqualTo(whole);
        }
        return whole;
    }

    private static String stream(Seeded seeded) {
        StringBuilder stream = new StringBuilder(seeded.below(5) == 0 ? "\uFEFF" : "");
        String[] ends = {"\n", "\r\n", "\r"};
        boolean mixed = seeded.often();
        String end = ends[seeded.below(3)];
        for (int lines = seeded.below(20); lines > 0; lines--) {
            stream.append(LINES[seeded.below(LINES.length)]).append(mixed ? ends[seeded.below(3)] : end);
        }
        return stream.append(seeded.often() ? "" : "data: unfinished").toString();
    }

    /** The standard's own steps, line by line; an event with no data line is none. */
    private static List<String> reference(String stream) {
        List<String> events = new ArrayList<>();
        String text = stream.startsWith("\uFEFF") ? stream.substring(1) : stream;
        String event = "";
        String data = null;
        String[] lines = text.split("\r\n|\n|\r", -1);
        for (int i = 0; i < lines.length - 1; i++) {
            String line = lines[i];
            int colon = line.indexOf(':');
            String field = colon < 0 ? line : line.substring(0, colon);
            String value = colon < 0 ? "" : line.substring(colon + 1);
            value = value.startsWith(" ") ? value.substring(1) : value;
            if (line.isEmpty()) {
                if (data != null) {
                    events.add(event + "/" + data);
                }
                data = null;
                event = "";
            } else if (field.equals("data")) {
                data = data == null ? value : data + "\n" + value;
            } else if (field.equals("event")) {
                event = value;
            }
        }
        return events;
    }

    private static final class Framed {
        final List<String> events = new ArrayList<>();
        String text = "";
        int hits;
        final SseFramer framer;

        Framed(int longest) {
            framer = new SseFramer(WATCH, longest, (source, held, frame) -> {
                text += source.utf8(frame.start(), frame.end());
                hits |= frame.hits();
                if (frame.sort() == SseFrame.Sort.EVENT && frame.dataLines() > 0) {
                    Bytes data = frame.data(source);
                    events.add(frame.event(source) + "/" + data.utf8(0, data.length()));
                }
            });
        }

        Framed feed(List<Bytes> pieces) {
            pieces.forEach(piece -> assertThat(framer.feed(piece)).isTrue());
            return this;
        }

        boolean fits(byte[] stream, int cut) {
            return framer.feed(Bytes.of(stream, 0, cut)) && framer.feed(Bytes.of(stream, cut, stream.length));
        }
    }
}
