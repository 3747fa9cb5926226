package io.sluice.gateway.journal;

import static io.sluice.gateway.journal.SampleCalls.ended;
import static io.sluice.gateway.journal.SampleCalls.id;
import static io.sluice.gateway.journal.SampleCalls.opened;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class JournalTest {
    private static final int SEGMENT = 64 << 10;

    @TempDir
    Path folder;

    @Test
    void whatALaneAppendsIsReadInItsOrder() throws IOException {
        try (Journal journal = journal(1)) {
            for (int i = 0; i < 10; i++) {
                assertThat(journal.lane(0).begin(opened(i))).isEqualTo(Admission.GRANTED);
                journal.lane(0).end(ended(i));
            }
            Collected read = Collected.live(journal);
            assertThat(read.opened).hasSize(10).first().isEqualTo(opened(0));
            assertThat(read.ended).hasSize(10).last().isEqualTo(ended(9));
            assertThat(journal.reader().poll(read, 1)).isZero();
        }
    }

    @Test
    void whatWasAppendedIsForcedOnceAndNothingElse() throws IOException {
        try (Journal journal = journal(2)) {
            JournalForce force = new JournalForce(List.of(journal.lane(0), journal.lane(1)), Probe.NONE);
            assertThat(force.force()).isZero();
            for (int i = 0; i < 1_000; i++) { // more than a segment
                beginWaiting(journal.lane(1), i);
                journal.lane(1).end(ended(i));
            }
            assertThat(force.force()).isEqualTo(journal.state().lagBytes());
            assertThat(force.force()).isZero();

            beginWaiting(journal.lane(0), 1_000);
            long both = journal.lane(0).bytes() + journal.lane(1).bytes();
            assertThat(force.force()).isEqualTo(both - journal.lane(1).bytes());
            assertThat(force.failure()).isNull();
        }
    }

    @Test
    void aThreadForcesWhatWasAppendedWithoutBeingAsked() throws Exception {
        CountDownLatch forced = new CountDownLatch(1);
        Probe probe = point -> {
            if (point == Point.FORCED) {
                forced.countDown();
            }
        };
        try (Journal journal = Journal.open(new JournalSettings(folder, 1, SEGMENT, 100L * SEGMENT), probe)) {
            journal.lane(0).begin(opened(1));
            assertThat(forced.await(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void aCallWithoutAnUpstreamIsOneRecord() throws IOException {
        try (Journal journal = journal(1)) {
            journal.lane(0).record(SampleCalls.bare(3));
            Collected read = Collected.live(journal);
            assertThat(read.opened).isEmpty();
            assertThat(read.ended).containsExactly(SampleCalls.bare(3));
        }
    }

    @Test
    void theLagIsWhatWasAppendedAndNotCarried() throws IOException {
        try (Journal journal = journal(2)) {
            journal.lane(0).begin(opened(1));
            journal.lane(1).begin(opened(2));
            assertThat(journal.state().lagRecords()).isEqualTo(2);
            assertThat(journal.state().lagBytes()).isPositive();
            Collected.live(journal);
            assertThat(journal.state().lagRecords()).isEqualTo(2);
            journal.reader().carried();
            assertThat(journal.state().lagRecords()).isZero();
            assertThat(journal.state().lagBytes()).isZero();
        }
    }

    @Test
    void theNextProcessReadsWhatTheLastOneLeft() throws IOException {
        try (Journal journal = journal(2)) {
            journal.lane(0).begin(opened(1));
            journal.lane(1).begin(opened(2));
            journal.lane(0).end(ended(1));
        }
        try (Journal journal = journal(1)) {
            assertThat(journal.leftover().records()).isEqualTo(3);
            Collected read = Collected.leftover(journal);
            assertThat(read.opened).containsExactlyInAnyOrder(opened(1), opened(2));
            assertThat(read.ended).containsExactly(ended(1));
        }
    }

    @Test
    void aCleanEndLeavesNothingToRead() throws IOException {
        try (Journal journal = journal(1)) {
            journal.lane(0).begin(opened(1));
            journal.lane(0).end(ended(1));
            Collected.live(journal);
            journal.reader().carried();
        }
        try (Journal journal = journal(1)) {
            assertThat(journal.leftover()).isEqualTo(new Leftover(0, 0, 0, 0));
        }
    }

    @Test
    void anEndThatWasNotClosedProperlyLeavesItsCallToTheNextProcess() throws IOException {
        try (Journal journal = journal(1)) {
            journal.lane(0).begin(opened(1));
            Collected.live(journal);
            journal.reader().carried();
        }
        try (Journal journal = journal(1)) {
            assertThat(Collected.leftover(journal).opened).containsExactly(opened(1));
        }
    }

    @Test
    void theSameFilesGoRound() throws IOException {
        Set<Object> inodes = new HashSet<>();
        try (Journal journal = journal(1)) {
            for (int i = 0; i < 20_000; i++) {
                beginWaiting(journal.lane(0), i);
                journal.lane(0).end(ended(i));
                if (i % 50 == 0) {
                    Collected read = Collected.live(journal);
                    assertThat(read.ended).hasSize(i == 0 ? 1 : 50).last().isEqualTo(ended(i));
                    journal.reader().carried();
                    inodes.addAll(inodes());
                }
            }
            assertThat(journal.state().segments()).isLessThan(12);
        }
        assertThat(inodes).hasSizeLessThan(30); // 20,000 calls are over a hundred segments
    }

    @Test
    void twoLanesAppendAtOnceWhileAThirdThreadReads() throws Exception {
        int calls = 5_000;
        try (Journal journal = journal(2)) {
            CountDownLatch running = new CountDownLatch(2);
            for (int lane = 0; lane < 2; lane++) {
                JournalLane mine = journal.lane(lane);
                int first = lane * calls;
                Thread.ofPlatform().daemon().start(() -> {
                    for (int i = first; i < first + calls; i++) {
                        beginWaiting(mine, i);
                        mine.end(ended(i));
                    }
                    running.countDown();
                });
            }
            Collected read = new Collected();
            while (read.ended.size() < 2 * calls) {
                if (journal.reader().poll(read, 100) == 0) {
                    LockSupport.parkNanos(200_000);
                }
                journal.reader().carried();
            }
            assertThat(running.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(read.ended.stream().map(CallRow::id).distinct()).hasSize(2 * calls);
            assertThat(read.opened.stream().map(CallOpened::id).distinct()).hasSize(2 * calls);
        }
    }

    @Test
    void whatWasNotBegunCannotEnd() throws IOException {
        try (Journal journal = journal(1)) {
            assertThatThrownBy(() -> journal.lane(0).end(ended(1)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(id(1).toString());
        }
    }

    @Test
    void theFilesAreTheirOwnersAlone() throws IOException {
        Path own = folder.resolve("journal");
        Journal.open(new JournalSettings(own, 1, SEGMENT, 64L * SEGMENT)).close();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(own)))
                .isEqualTo("rwx------");
        try (var files = Files.list(own)) {
            assertThat(files)
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------"));
        }
    }

    @Test
    void segmentsOfAnotherSizeAreCarriedAndReplaced() throws IOException {
        try (Journal journal = journal(1)) {
            journal.lane(0).begin(opened(1));
        }
        try (Journal journal = Journal.open(new JournalSettings(folder, 1, 2 * SEGMENT, 64L * SEGMENT))) {
            assertThat(Collected.leftover(journal).opened).containsExactly(opened(1));
            journal.reader().leftoverCarried();
            for (int i = 2; i < 2_000; i++) {
                beginWaiting(journal.lane(0), i);
                journal.lane(0).end(ended(i));
                Collected.live(journal);
                journal.reader().carried();
            }
        }
        try (var files = Files.list(folder)) {
            assertThat(files).allSatisfy(file -> assertThat(file).hasSize(2 * SEGMENT));
        }
    }

    @Test
    void aJournalWithoutRoomForItsLanesIsRefused() {
        assertThatThrownBy(() -> new JournalSettings(folder, 8, 4 << 20, 16 << 20))
                .hasMessageContaining("no room for two segments");
    }

    private Journal journal(int lanes) throws IOException {
        return Journal.open(new JournalSettings(folder, lanes, SEGMENT, 64L * SEGMENT));
    }

    /** A tiny journal may be short of segments for a moment. */
    private static void beginWaiting(JournalLane lane, int number) {
        while (lane.begin(opened(number)) instanceof Admission.Refused) {
            LockSupport.parkNanos(200_000);
        }
    }

    private List<Object> inodes() throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(JournalTest::inode).toList();
        }
    }

    private static Object inode(Path file) {
        try {
            return Files.getAttribute(file, "unix:ino");
        } catch (IOException gone) {
            return "renamed under us";
        }
    }
}
