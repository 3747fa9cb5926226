package io.sluice.gateway.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

class CallCodecTest {
    private final ByteBuffer memory = ByteBuffer.allocate(8192).order(ByteOrder.LITTLE_ENDIAN);

    @Test
    void anOpeningIsReadBackAsItWasWritten() {
        CallCodec.write(SampleCalls.opened(7), memory, 12);
        assertThat(CallCodec.readOpened(memory, 12)).isEqualTo(SampleCalls.opened(7));
        assertThat(CallCodec.readId(memory, 12)).isEqualTo(SampleCalls.id(7));
    }

    @Test
    void aRowIsReadBackAsItWasWritten() {
        CallCodec.write(SampleCalls.ended(7), memory, 0);
        assertThat(CallCodec.readEnded(memory, 0)).isEqualTo(SampleCalls.ended(7));
    }

    @Test
    void aRowOfTheFirstVersionHasNoParent() {
        CallCodec.write(SampleCalls.ended(7), memory, 0);
        CallRow read = CallCodec.readAlone(memory, 0);
        assertThat(read.parent()).isNull();
        assertThat(read.cost()).isNull();
        assertThat(read).usingRecursiveComparison().ignoringFields("cost").isEqualTo(SampleCalls.ended(7));
    }

    @Test
    void whatIsAbsentStaysAbsent() {
        CallCodec.write(SampleCalls.bare(7), memory, 0);
        assertThat(CallCodec.readEnded(memory, 0)).isEqualTo(SampleCalls.bare(7));
    }

    @Test
    void theLargestRowAndOpeningKeepWithinTheirBounds() {
        CallRow huge = SampleCalls.huge(1);
        CallOpened opened = new CallOpened(huge.id(), huge.received(), huge.key(), huge.asked(), huge.served());

        assertThat(CallCodec.write(huge, memory, 0)).isLessThanOrEqualTo(CallCodec.LARGEST_ENDED);
        CallRow read = CallCodec.readEnded(memory, 0);
        assertThat(read.attempts()).hasSizeGreaterThanOrEqualTo(4);
        assertThat(read.attempts().size() + read.attemptsOmitted()).isEqualTo(40);
        assertThat(read.times()).isEqualTo(huge.times());
        assertThat(read.usage()).isEqualTo(huge.usage());
        assertThat(CallCodec.write(opened, memory, 0)).isLessThanOrEqualTo(CallCodec.LARGEST_OPENED);
    }

    @Test
    void aLongTextIsCutAtTheBorderOfACharacter() {
        RecordWriter writer = new RecordWriter(memory, 0);
        writer.text("ab\u00e9\u6d41\ud83d\ude00", 11);
        writer.text("ab\u00e9\u6d41\ud83d\ude00", 10);
        writer.text("a\ud83d", 64);
        RecordReader reader = new RecordReader(memory, 0);
        assertThat(reader.text()).isEqualTo("ab\u00e9\u6d41\ud83d\ude00");
        assertThat(reader.text()).isEqualTo("ab\u00e9\u6d41");
        assertThat(reader.text()).isEqualTo("a?");
    }

    @Test
    void everyNumberSurvives() {
        long[] numbers = {0, 1, -1, 63, 64, -64, -65, 1L << 35, Long.MAX_VALUE, Long.MIN_VALUE};
        RecordWriter writer = new RecordWriter(memory, 0);
        for (long number : numbers) {
            writer.number(number);
        }
        RecordReader reader = new RecordReader(memory, 0);
        for (long number : numbers) {
            assertThat(reader.number()).isEqualTo(number);
        }
        assertThat(writer.position()).isLessThanOrEqualTo(50);
    }

    @Test
    void aCallIdIsReadFromItsText() {
        CallId id = new CallId(-2, 255);
        assertThat(id.toString()).isEqualTo("fffffffffffffffe00000000000000ff");
        assertThat(CallId.parse(id.toString())).isEqualTo(id);
    }
}
