package io.sluice.gateway.store;

import static io.sluice.gateway.journal.SampleCalls.ended;
import static io.sluice.gateway.journal.SampleCalls.id;
import static io.sluice.gateway.journal.SampleCalls.opened;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.gateway.journal.Admission;
import io.sluice.gateway.journal.CallRow;
import io.sluice.gateway.journal.Ending;
import io.sluice.gateway.journal.Journal;
import io.sluice.gateway.journal.JournalLane;
import io.sluice.gateway.journal.JournalSettings;
import io.sluice.gateway.journal.Refusals;
import io.sluice.gateway.journal.Refusals.Slot;
import io.sluice.gateway.journal.SampleCalls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class CallCarrierTest {
    private static final int SEGMENT = 64 << 10;
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private final Refusals refusals = new Refusals();
    private final AtomicLong clock = new AtomicLong();
    private Path calls;

    @BeforeEach
    void nameTheFile() {
        calls = folder.resolve("calls.db");
    }

    @Test
    void everyRowIsInTheStoreAsItWasEnded() throws Exception {
        try (Journal journal = journal();
                CallCarrier carrier = started(journal)) {
            JournalLane lane = journal.lane(0);
            lane.begin(opened(1));
            lane.end(ended(1));
            lane.record(SampleCalls.bare(2));
            assertThat(carrier.flush(LONG)).isTrue();
            assertThat(StoredCalls.in(calls)).containsExactly(SampleCalls.bare(2), ended(1));
            assertThat(carrier.state().rows()).isEqualTo(2);
        }
    }

    @Test
    void aRowFullOfOddCharactersAndLongTextsComesBackAsTheJournalKeptIt() throws Exception {
        CallRow odd = SampleCalls.odd(4);
        try (Journal journal = journal();
                CallCarrier carrier = started(journal)) {
            journal.lane(0).record(odd);
            journal.lane(0).record(SampleCalls.huge(5));
            carrier.flush(LONG);
            try (CallStore store = CallStore.open(calls)) {
                assertThat(store.byId(id(4))).contains(odd);
                CallRow huge = store.byId(id(5)).orElseThrow();
                assertThat(huge.attempts().size() + huge.attemptsOmitted()).isEqualTo(40);
                assertThat(huge.usage()).isEqualTo(SampleCalls.huge(5).usage());
                assertThat(store.byId(id(6))).isEmpty();
            }
        }
    }

    @Test
    void eachDayHasItsTableAndTheNewestCallsComeFirst() throws Exception {
        long day = 86_400_000_000L;
        try (Journal journal = journal();
                CallCarrier carrier = started(journal)) {
            for (long i = 0; i < 12; i++) {
                journal.lane(0).record(ended(i, SampleCalls.NOON + (i * 7 % 12) * day / 2));
            }
            carrier.flush(LONG);
        }
        try (CallStore store = CallStore.open(calls)) {
            List<CallRow> newest = store.last(5);
            assertThat(newest).hasSize(5).isSortedAccordingTo((a, b) -> Long.compare(b.received(), a.received()));
            assertThat(newest.getFirst().received()).isEqualTo(SampleCalls.NOON + 11 * day / 2);
            assertThat(store.last(100)).hasSize(12);
        }
        try (Connection file = DriverManager.getConnection("jdbc:sqlite:" + calls)) {
            assertThat(SqliteTest.read(file, "SELECT count(*) FROM calls_20260301"))
                    .isEqualTo("1");
            assertThat(SqliteTest.read(file, "SELECT count(*) FROM calls_20260302"))
                    .isEqualTo("2");
        }
    }

    @Test
    void daysBeforeTheOldestToKeepAreDroppedAndACallOfOneMayStillCome() throws Exception {
        long day = 86_400_000_000L;
        AtomicReference<LocalDate> oldest = new AtomicReference<>(LocalDate.of(2026, 3, 2));
        try (Journal journal = journal();
                CallCarrier carrier = started(journal)) {
            for (long i = 0; i < 4; i++) {
                journal.lane(0).record(ended(i, SampleCalls.NOON + i * day));
                refusals.count("invalid_api_key", (SampleCalls.NOON + i * day) / 60_000_000L);
            }
            carrier.flush(LONG);
            carrier.keepFrom(oldest::get);
            carrier.flush(LONG);
            assertThat(days()).isEqualTo("3 calls_20260302");
            journal.lane(0).record(ended(9, SampleCalls.NOON));
            carrier.flush(LONG);
            assertThat(days()).isEqualTo("4 calls_20260301");
            oldest.set(LocalDate.of(2026, 3, 4));
            carrier.flush(LONG);
            assertThat(days()).isEqualTo("1 calls_20260304");
        }
        assertThat(StoredCalls.in(calls)).containsExactly(ended(3, SampleCalls.NOON + 3 * day));
        try (CallStore store = CallStore.open(calls)) {
            assertThat(store.refusals(0)).hasSize(1);
        }
    }

    private String days() throws SQLException {
        try (Connection file = DriverManager.getConnection("jdbc:sqlite:" + calls)) {
            return SqliteTest.read(
                    file,
                    "SELECT count(*) || ' ' || min(name) FROM sqlite_schema WHERE type = 'table' AND name LIKE 'calls!_2%'"
                            + " ESCAPE '!'");
        }
    }

    @Test
    void aLockedStoreDelaysRowsAndLosesNone() throws Exception {
        try (Journal journal = journal();
                CallCarrier carrier = started(journal);
                Connection other = DriverManager.getConnection("jdbc:sqlite:" + calls)) {
            journal.lane(0).record(ended(0));
            carrier.flush(LONG);
            SqliteTest.run(other, "BEGIN EXCLUSIVE");
            for (long i = 1; i <= 3_000; i++) {
                call(journal.lane((int) (i % 2)), i);
            }
            while (carrier.state().failure() == null) {
                LockSupport.parkNanos(200_000);
            }
            clock.addAndGet(Duration.ofMinutes(1).toNanos());
            assertThat(carrier.state().behindMicros()).isEqualTo(60_000_000);
            assertThat(carrier.state().failure()).contains("locked");
            assertThat(carrier.flush(Duration.ofMillis(1))).isFalse();
            SqliteTest.run(other, "ROLLBACK");
            assertThat(carrier.flush(LONG)).isTrue();
            assertThat(carrier.state().failure()).isNull();
            assertThat(carrier.state().behindMicros()).isZero();
        }
        assertThat(StoredCalls.in(calls)).hasSize(3_001).doesNotHaveDuplicates();
    }

    @Test
    void aStoreThatWasLockedAtTheStartIsCaughtUpWith() throws Exception {
        Sqlite.open(calls, new Sqlite.Options(Sqlite.Synchronous.NORMAL, Duration.ZERO), CallSchema.SCHEMA)
                .close();
        Connection other = DriverManager.getConnection("jdbc:sqlite:" + calls);
        try {
            SqliteTest.run(other, "PRAGMA locking_mode = EXCLUSIVE");
            SqliteTest.run(other, "BEGIN EXCLUSIVE");
            try (Journal journal = journal();
                    CallCarrier carrier = started(journal)) {
                call(journal.lane(0), 1);
                while (carrier.state().failure() == null) {
                    LockSupport.parkNanos(200_000);
                }
                other.close();
                assertThat(carrier.flush(LONG)).isTrue();
            }
        } finally {
            other.close();
        }
        assertThat(StoredCalls.in(calls)).containsExactly(ended(1));
    }

    @Test
    void callsThatOutliveTheirSegmentsEndAsOneRow() throws Exception {
        try (Journal journal = journal();
                CallCarrier carrier = started(journal)) {
            begin(journal.lane(0), 0);
            for (long i = 1; i <= 2_000; i++) {
                call(journal.lane(0), i);
            }
            carrier.flush(LONG);
            assertThat(openCalls()).isEqualTo("1");
            journal.lane(0).end(ended(0));
            carrier.flush(LONG);
            assertThat(openCalls()).isEqualTo("0");
        }
        assertThat(StoredCalls.in(calls)).hasSize(2_001).contains(ended(0));
    }

    @Test
    void aCallThatACrashEndedBecomesARowThatSaysSo() throws Exception {
        try (Journal journal = journal();
                CallCarrier carrier = started(journal)) {
            begin(journal.lane(0), 0); // its segment is given back before the end
            for (long i = 1; i <= 2_000; i++) {
                call(journal.lane(0), i);
            }
            begin(journal.lane(1), 5_000); // this one stays in the journal
            carrier.flush(LONG);
        }
        try (Journal journal = journal();
                CallCarrier carrier = started(journal)) {
            carrier.flush(LONG);
            assertThat(carrier.state().recovered()).isTrue();
            assertThat(openCalls()).isEqualTo("0");
        }
        List<CallRow> rows = StoredCalls.in(calls);
        assertThat(rows).hasSize(2_002);
        assertThat(rows.stream().filter(CallCarrierTest::crashed))
                .containsExactly(CallRow.crashed(opened(5_000)), CallRow.crashed(opened(0)));
    }

    @Test
    void whatWasNeverCarriedIsCarriedByTheNextProcess() throws Exception {
        try (Journal journal = journal()) {
            for (long i = 0; i < 1_500; i++) {
                call(journal.lane(0), i);
            }
        }
        for (int start = 0; start < 2; start++) {
            try (Journal journal = journal();
                    CallCarrier carrier = started(journal)) {
                carrier.flush(LONG);
            }
            assertThat(StoredCalls.in(calls).stream().map(row -> row.id().low()))
                    .containsExactlyInAnyOrderElementsOf(
                            LongStream.range(0, 1_500).boxed().toList());
        }
    }

    @Test
    void refusalsAreCountedByReasonAndMinute() throws Exception {
        try (Journal journal = journal();
                CallCarrier carrier = started(journal)) {
            refusals.count("invalid_api_key", 100);
            refusals.count("invalid_api_key", 100);
            refusals.count("overloaded", 100);
            carrier.flush(LONG);
            refusals.count("invalid_api_key", 100);
            refusals.count("invalid_api_key", 101);
            carrier.flush(LONG);
        }
        try (CallStore store = CallStore.open(calls)) {
            assertThat(store.refusals(100))
                    .isEqualTo(Map.of(
                            new Slot(100, "invalid_api_key"), 3L,
                            new Slot(100, "overloaded"), 1L,
                            new Slot(101, "invalid_api_key"), 1L));
            assertThat(store.refusals(101)).hasSize(1);
        }
    }

    @Test
    void aStoreOfANewerVersionIsRefusedAtTheStart() throws Exception {
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + calls)) {
            SqliteTest.run(other, "PRAGMA user_version = 99");
        }
        try (Journal journal = journal()) {
            CallCarrier carrier = new CallCarrier(calls, journal, refusals, clock::get);
            assertThatThrownBy(carrier::start)
                    .isInstanceOf(StoreRefused.class)
                    .hasMessageContaining("calls.db has schema 99");
        }
    }

    @Test
    void aStoreThatWasDeletedUnderTheGatewayIsMadeAnewAndTakesWhatFollows() throws Exception {
        try (Journal journal = journal()) {
            try (CallCarrier carrier = started(journal)) {
                call(journal.lane(0), 1);
                carrier.flush(LONG);
            }
            Files.delete(calls);
        }
        try (Journal journal = journal();
                CallCarrier carrier = started(journal)) {
            call(journal.lane(0), 2);
            carrier.flush(LONG);
        }
        assertThat(StoredCalls.in(calls)).contains(ended(2));
    }

    private CallCarrier started(Journal journal) throws SQLException {
        CallCarrier carrier = new CallCarrier(calls, journal, refusals, clock::get);
        carrier.start();
        return carrier;
    }

    private Journal journal() throws IOException {
        return Journal.open(new JournalSettings(folder.resolve("journal"), 2, SEGMENT, 128L * SEGMENT));
    }

    private String openCalls() throws SQLException {
        try (Connection file = DriverManager.getConnection("jdbc:sqlite:" + calls)) {
            return SqliteTest.read(file, "SELECT count(*) FROM open_calls");
        }
    }

    private static boolean crashed(CallRow row) {
        return Ending.CRASHED.equals(row.ending().errorClass());
    }

    private static void call(JournalLane lane, long number) {
        begin(lane, number);
        lane.end(ended(number));
    }

    /** A tiny journal may be short of segments for a moment. */
    private static void begin(JournalLane lane, long number) {
        while (lane.begin(opened(number)) instanceof Admission.Refused) {
            LockSupport.parkNanos(200_000);
        }
    }
}
