package io.sluice.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.journal.CallRow;
import io.sluice.gateway.journal.Ending;
import io.sluice.gateway.journal.Journal;
import io.sluice.gateway.journal.Point;
import io.sluice.gateway.journal.Refusals;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A process that dies at any moment loses no row and doubles none.
 *
 * <p>{@code -Dsluice.kills=200} sets the rounds of the random one.
 */
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class CrashTest {
    private static final int KILLS = Integer.getInteger("sluice.kills", 3);
    private static final long ROUND = 1_000_000;

    @TempDir
    Path folder;

    private final Set<Long> begun = new HashSet<>();
    private final Set<Long> ended = new HashSet<>();
    private int crashes;

    @ParameterizedTest
    @EnumSource(
            value = Point.class,
            names = {"RECOVERED"},
            mode = EnumSource.Mode.EXCLUDE)
    void aProcessThatStopsThereLosesAndDoublesNothing(Point point) throws Exception {
        int often = point == Point.OPENED || point == Point.ENDED ? 700 : 5;
        runUntil(point, often);
        requireEveryCallOnce();
    }

    @Test
    void aRecoveryThatStopsBeforeItsEndIsDoneAgain() throws Exception {
        runUntil(Point.BATCH_WRITTEN, 2);
        runUntil(Point.RECOVERED, 1);
        runUntil(Point.RECOVERED, 1);
        runUntil(Point.SEGMENT_SET_ASIDE, 2);
        requireEveryCallOnce();
    }

    @Test
    void aProcessKilledAtAnyMomentLosesAndDoublesNothing() throws Exception {
        for (int seed = 0; seed < KILLS; seed++) {
            RandomGenerator chance =
                    RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
            Process gateway = start("never", 0);
            listen(gateway, chance.nextInt(1, 6_000));
            gateway.toHandle().destroyForcibly(); // kill -9, and what it said can still be read
            listen(gateway, Integer.MAX_VALUE);
            crashes++;
            if (chance.nextInt(3) > 0 || seed == KILLS - 1) {
                requireEveryCallOnce();
            }
        }
    }

    private void runUntil(Point point, int often) throws Exception {
        Process gateway = start(point.name(), often);
        listen(gateway, Integer.MAX_VALUE);
        crashes++;
        assertThat(gateway.waitFor()).as("it stopped at %s", point).isEqualTo(137);
    }

    private Process start(String point, int often) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx256m",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CrashingGateway.class.getName(),
                        folder.toString(),
                        Long.toString(crashes * ROUND),
                        point,
                        Integer.toString(often))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** Notes what the process says it did, up to that many lines or its end. */
    private void listen(Process gateway, int lines) throws IOException {
        BufferedReader said = gateway.inputReader();
        for (int i = 0; i < lines; i++) {
            String line = said.readLine();
            if (line == null) {
                return;
            }
            (line.charAt(0) == 'B' ? begun : ended).add(Long.valueOf(line.substring(2)));
        }
    }

    /** Starts once more, and compares what every process said with what the store holds. */
    private void requireEveryCallOnce() throws Exception {
        Path calls = folder.resolve("calls.db");
        try (Journal journal = Journal.open(CrashingGateway.settings(folder));
                CallCarrier carrier = new CallCarrier(calls, journal, new Refusals(), System::nanoTime)) {
            carrier.start();
            assertThat(carrier.flush(Duration.ofMinutes(2))).isTrue();
        }
        List<CallRow> rows = StoredCalls.in(calls);
        Map<Long, CallRow> byNumber = new HashMap<>();
        rows.forEach(row -> byNumber.put(row.id().low(), row));

        assertThat(byNumber).as("no row twice").hasSameSizeAs(rows);
        assertThat(begun.stream().filter(number -> !byNumber.containsKey(number)))
                .as("no row lost")
                .isEmpty();
        assertThat(rows.stream()
                        .filter(CrashTest::crashed)
                        .filter(row -> ended.contains(row.id().low())))
                .as("no end lost")
                .isEmpty();
        assertThat(byNumber.size() - begun.size())
                .as("calls begun of which the process could not tell any more")
                .isBetween(0, 2 * crashes);
        try (Connection file = DriverManager.getConnection("jdbc:sqlite:" + calls)) {
            assertThat(SqliteTest.read(file, "SELECT count(*) FROM open_calls")).isEqualTo("0");
            assertThat(SqliteTest.read(file, "PRAGMA integrity_check")).isEqualTo("ok");
        }
    }

    private static boolean crashed(CallRow row) {
        return Ending.CRASHED.equals(row.ending().errorClass());
    }
}
