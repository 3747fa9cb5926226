package io.sluice.gateway.journal;

import static io.sluice.gateway.journal.SampleCalls.ended;
import static io.sluice.gateway.journal.SampleCalls.opened;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files whose bytes are not what was written: the end may be missing, never something in between. */
class DamageTest {
    private static final int SEGMENT = 16 << 10;
    private static final int CALLS = 10;

    @TempDir
    Path folder;

    private Path file;
    private byte[] whole;

    /** Where each record begins, and where the last one ends. */
    private final List<Integer> borders = new ArrayList<>();

    @BeforeEach
    void leaveASegmentBehind() throws IOException {
        try (Journal journal = journal()) {
            for (int i = 0; i < CALLS; i++) {
                journal.lane(0).begin(opened(i));
                journal.lane(0).end(ended(i));
            }
            file = Objects.requireNonNull(journal.lane(0).firstSegment()).file();
        }
        whole = Files.readAllBytes(file);
        Segment segment = SegmentScan.read(file).segment();
        int at = Segment.HEADER;
        while (segment.lengthAt(at) > 0) {
            borders.add(at);
            at = Segment.after(at, segment.lengthAt(at));
        }
        borders.add(at);
        assertThat(borders).hasSize(2 * CALLS + 1);
    }

    @Test
    void aTornEndIsLeftOutAndNothingBeforeIt() throws IOException {
        int lastRecord = borders.get(2 * CALLS - 1);
        for (int kept = lastRecord + 1; kept < borders.getLast() - 4; kept += 3) {
            byte[] torn = whole.clone();
            Arrays.fill(torn, kept, torn.length, (byte) 0);
            Files.write(file, torn);
            try (Journal journal = journal()) {
                Collected read = Collected.leftover(journal);
                assertThat(read.opened).as("kept %d", kept).hasSize(CALLS);
                assertThat(read.ended).as("kept %d", kept).hasSize(CALLS - 1);
                assertThat(journal.leftover().tornBytes()).isPositive();
            }
        }
    }

    @Test
    void aFlippedBitInsideIsRefusedByNameWithAWayOut() throws IOException {
        int lastRecord = borders.get(2 * CALLS - 1);
        RandomGenerator chance = RandomGeneratorFactory.of("L64X128MixRandom").create(3);
        for (int i = 0; i < 200; i++) {
            int at = chance.nextInt(Segment.HEADER, lastRecord);
            if (isFilling(at)) {
                continue;
            }
            flip(at, 1 << chance.nextInt(8));
            assertThatThrownBy(this::journal)
                    .as("byte %d", at)
                    .isInstanceOf(JournalRefused.class)
                    .hasMessageContaining(file.toString())
                    .hasMessageContaining("is broken")
                    .hasMessageContaining("move it out of the folder");
        }
    }

    @Test
    void aFlippedBitInTheLastRecordLosesThatRecordAlone() throws IOException {
        int lastRecord = borders.get(2 * CALLS - 1);
        for (int at = lastRecord; at < borders.getLast(); at++) {
            flip(at, 0x10);
            try (Journal journal = journal()) {
                assertThat(Collected.leftover(journal).ended)
                        .as("byte %d", at)
                        .hasSizeBetween(CALLS - 1, CALLS)
                        .first()
                        .isEqualTo(ended(0));
            }
        }
    }

    @Test
    void aFlippedBitInTheHeaderIsRefusedByName() throws IOException {
        for (int at = 0; at < 16; at++) {
            flip(at, 1);
            assertThatThrownBy(this::journal)
                    .as("byte %d", at)
                    .isInstanceOf(JournalRefused.class)
                    .hasMessageContaining(file.toString());
        }
    }

    @Test
    void aCutOffFileLosesItsEndAlone() throws IOException {
        Files.write(file, Arrays.copyOf(whole, borders.get(5) + 3));
        try (Journal journal = journal()) {
            assertThat(Collected.leftover(journal).opened).hasSize(3);
        }
    }

    @Test
    void anEmptyFileIsRefused() throws IOException {
        Files.write(file, new byte[0]);
        assertThatThrownBy(this::journal).isInstanceOf(JournalRefused.class).hasMessageContaining("its size is 0");
    }

    @Test
    void aRecordOfANewerVersionIsRefused() throws IOException {
        Segment segment = SegmentScan.read(file).segment();
        segment.memory().put(borders.getFirst() + 9, (byte) 9);
        segment.seal(borders.getFirst(), segment.lengthAt(borders.getFirst()));
        assertThatThrownBy(this::journal)
                .isInstanceOf(JournalRefused.class)
                .hasMessageContaining("version 9")
                .hasMessageContaining("a newer Sluice wrote it");
    }

    @Test
    void aRecordOfTheFilesFormerLifeNeverCounts() throws IOException {
        byte[] former = whole.clone();
        Path later = file.resolveSibling(SegmentFolder.fileName(900));
        former[8] = (byte) (900 & 0xff);
        former[9] = (byte) (900 >> 8);
        Files.write(later, former);
        try (Journal journal = journal()) {
            assertThat(Collected.leftover(journal).ended).hasSize(CALLS);
        }
    }

    private void flip(int at, int bit) throws IOException {
        byte[] flipped = whole.clone();
        flipped[at] ^= (byte) bit;
        Files.write(file, flipped);
    }

    /** Whether the byte belongs to no record: the two unused ones of its header, or the zeros after its payload. */
    private boolean isFilling(int at) throws IOException {
        Files.write(file, whole);
        Segment segment = SegmentScan.read(file).segment();
        int start = borders.stream().filter(border -> border <= at).reduce(0, Math::max);
        return at - start >= Segment.RECORD_HEADER + segment.lengthAt(start);
    }

    private Journal journal() throws IOException {
        return Journal.open(new JournalSettings(folder, 1, SEGMENT, 64L * SEGMENT));
    }
}
