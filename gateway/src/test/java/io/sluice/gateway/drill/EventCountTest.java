package io.sluice.gateway.drill;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.dialects.json.Bytes;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where an answer breaks: behind the same event, however its bytes come. */
class EventCountTest {

    /** What stands before the break, fed in pieces of that size; all of it where there is none. */
    private static String before(EventCount count, byte[] answer, int size) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int from = 0; from < answer.length; from += size) {
            int to = Math.min(answer.length, from + size);
            int end = count.feed(Bytes.of(answer, from, to));
            out.write(answer, from, end == EventCount.NOT_YET ? to - from : end);
            if (end != EventCount.NOT_YET) {
                break;
            }
        }
        return out.toString(StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void anEmptyLineEndsAnEventOfAnEventStream(String end) {
        String event = "event: a" + end + "data: {}" + end + end;
        String stream = end + event + end + end + event + event;
        for (int size = 1; size <= stream.length(); size++) {
            String before = before(
                    EventCount.of("text/event-stream; charset=utf-8", 2),
                    stream.getBytes(StandardCharsets.ISO_8859_1),
                    size);
            assertThat(before.stripTrailing())
                    .as("pieces of %d", size)
                    .isEqualTo((end + event + end + end + event).stripTrailing());
        }
    }

    @Test
    void aFrameEndsWhereItsLengthSays() {
        ByteBuffer frames = ByteBuffer.allocate(16 + 20 + 300);
        frames.putInt(0, 16).putInt(16, 20).putInt(36, 300);
        for (int size = 1; size <= 336; size++) {
            assertThat(before(EventCount.of("application/vnd.amazon.eventstream", 2), frames.array(), size))
                    .as("pieces of %d", size)
                    .hasSize(36);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "application/x-ndjson, 1, {}",
        "application/x-ndjson, 0, ''",
        "text/event-stream, 0, ''",
        "application/x-ndjson, 9, '{}|[]|1|'",
        "application/json, 1, '{}|['"
    })
    void linesAreEventsAndWhatHasNoneBreaksInItsMidst(String type, int after, String before) {
        String told = before(EventCount.of(type, after), "{}\n[]\n1\n".getBytes(StandardCharsets.UTF_8), 8);

        assertThat(told.replace('\n', '|').replaceAll("^\\{}\\|$", "{}")).isEqualTo(before);
    }
}
