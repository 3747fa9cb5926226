package io.sluice.gateway.journal;

import static io.sluice.gateway.journal.SampleCalls.opened;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A disk that is full for new segments: no call is begun that could not end, and all comes back by itself. */
@Timeout(60)
class FullDiskTest {
    private static final int SEGMENT = 64 << 10;

    @TempDir
    Path folder;

    private volatile boolean full;

    @Test
    void admissionStopsWithTheDisksOwnMessageAndRunningCallsEnd() throws IOException {
        try (Journal journal = journal()) {
            full = true;
            JournalLane lane = journal.lane(0);
            int begun = fill(lane);
            assertThat(begun).isPositive();
            for (int i = 0; i < begun; i++) {
                lane.end(SampleCalls.huge(i));
            }
            Admission refusal = refusedFor(lane, "No space left on device");
            assertThat(((Admission.Refused) refusal).code()).isEqualTo("storage_full");
            assertThat(journal.state().durable()).isFalse();
            // a segment under way when the disk became full may have let in a few more
            assertThat(Collected.live(journal).ended.size()).isGreaterThanOrEqualTo(begun);
        }
    }

    @Test
    void anEndAlwaysFitsInWhateverOrderCallsComeAndGo() throws IOException {
        for (int seed = 0; seed < 20; seed++) {
            RandomGenerator chance =
                    RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
            full = false;
            try (Journal journal = Journal.open(
                    new JournalSettings(folder.resolve("seed" + seed), 1, SEGMENT, 64L * SEGMENT),
                    this::orFull,
                    Probe.NONE)) {
                full = true;
                JournalLane lane = journal.lane(0);
                List<Integer> open = new ArrayList<>();
                int ended = 0;
                for (int i = 0; i < 3_000; i++) {
                    if (chance.nextInt(3) == 0 && !open.isEmpty()) {
                        Collections.swap(open, chance.nextInt(open.size()), open.size() - 1);
                        int number = open.removeLast();
                        lane.end(chance.nextBoolean() ? SampleCalls.huge(number) : SampleCalls.ended(number));
                        ended++;
                    } else if (chance.nextInt(10) == 0) {
                        ended += lane.record(SampleCalls.bare(i)) instanceof Admission.Granted ? 1 : 0;
                    } else if (lane.begin(opened(i)) instanceof Admission.Granted) {
                        open.add(i);
                    }
                }
                for (int number : open) {
                    lane.end(SampleCalls.huge(number));
                    ended++;
                }
                assertThat(Collected.live(journal).ended.size())
                        .as("seed %d", seed)
                        .isEqualTo(ended);
            }
        }
    }

    @Test
    void admissionComesBackWithTheSpaceAndWithoutARestart() throws IOException {
        try (Journal journal = journal()) {
            full = true;
            JournalLane lane = journal.lane(0);
            fill(lane);
            refusedFor(lane, "No space left on device");
            full = false;
            while (lane.begin(opened(1)) instanceof Admission.Refused) {
                LockSupport.parkNanos(200_000);
            }
            while (!journal.state().durable()) {
                LockSupport.parkNanos(200_000);
            }
        }
    }

    @Test
    void aStoreThatTakesNothingFillsTheSpoolAndStopsAdmission() throws IOException {
        try (Journal journal =
                Journal.open(new JournalSettings(folder, 1, SEGMENT, 6L * SEGMENT), disk -> disk, Probe.NONE)) {
            JournalLane lane = journal.lane(0);
            Admission refusal = refusedFor(lane, "the store has not taken yet");
            assertThat(refusal).isInstanceOf(Admission.Refused.class);
            assertThat(journal.state().segments()).isEqualTo(6);
            Collected.live(journal);
            journal.reader().carried();
            while (lane.begin(opened(1)) instanceof Admission.Refused) {
                LockSupport.parkNanos(200_000);
            }
        }
    }

    @Test
    void aFullDiskAtTheStartIsNoReasonNotToStart() throws IOException {
        full = true;
        try (Journal journal = journal()) {
            assertThat(journal.lane(0).begin(opened(1))).isInstanceOf(Admission.Refused.class);
            full = false;
            while (journal.lane(0).begin(opened(1)) instanceof Admission.Refused) {
                LockSupport.parkNanos(200_000);
            }
        }
    }

    private Journal journal() throws IOException {
        return Journal.open(new JournalSettings(folder, 1, SEGMENT, 64L * SEGMENT), this::orFull, Probe.NONE);
    }

    /** Begins calls until one is refused; returns how many were begun. */
    private static int fill(JournalLane lane) {
        int begun = 0;
        while (lane.begin(opened(begun)) instanceof Admission.Granted) {
            begun++;
        }
        return begun;
    }

    /** Begins and ends calls until one is refused for that reason. */
    private static Admission refusedFor(JournalLane lane, String reason) {
        while (true) {
            Admission admission = lane.begin(opened(1));
            if (admission instanceof Admission.Refused refused
                    && refused.reason().contains(reason)) {
                return refused;
            }
            if (admission instanceof Admission.Granted) {
                lane.end(SampleCalls.ended(1));
            }
        }
    }

    private SegmentSource orFull(SegmentSource disk) {
        return new SegmentSource() {
            @Override
            public Segment create(long sequence) throws IOException {
                requireSpace();
                return disk.create(sequence);
            }

            @Override
            public Segment renew(Segment retired, long sequence) throws IOException {
                requireSpace();
                return disk.renew(retired, sequence);
            }

            @Override
            public void delete(Segment retired) throws IOException {
                disk.delete(retired);
            }

            private void requireSpace() throws IOException {
                if (full) {
                    throw new IOException("No space left on device");
                }
            }
        };
    }
}
