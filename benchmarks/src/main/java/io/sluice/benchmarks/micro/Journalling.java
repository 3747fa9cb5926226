package io.sluice.benchmarks.micro;

import io.sluice.dialects.model.Usage;
import io.sluice.gateway.catalog.Target;
import io.sluice.gateway.journal.Admission;
import io.sluice.gateway.journal.Asked;
import io.sluice.gateway.journal.AttemptRow;
import io.sluice.gateway.journal.CallId;
import io.sluice.gateway.journal.CallOpened;
import io.sluice.gateway.journal.CallRow;
import io.sluice.gateway.journal.Ending;
import io.sluice.gateway.journal.Journal;
import io.sluice.gateway.journal.JournalSettings;
import io.sluice.gateway.journal.KeyRef;
import io.sluice.gateway.journal.Opening;
import io.sluice.gateway.journal.RecordSink;
import io.sluice.gateway.journal.Times;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How long a call's opening and its end take in the journal. The median is what a loop pays; the mean has the waiting
 * for segments in it, which calls at this rate never cause.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class Journalling implements RecordSink {
    private static final int BATCH = 1_000;
    private static final Target TARGET = new Target("openai", "gpt-5");
    private static final KeyRef KEY = new KeyRef("key_abcdefghijkl", "laptop", null);
    private static final Asked ASKED = new Asked("chat", "openai-chat", "fast", false);

    private @Nullable Journal journal;
    private volatile boolean over;
    private long number;

    /** Opens a journal in a folder of its own, and carries its records away as fast as they come. */
    @Setup
    public void open() throws IOException {
        Journal opened = Journal.open(JournalSettings.in(Files.createTempDirectory("journal"), 1));
        journal = opened;
        Thread.ofPlatform().daemon().start(() -> carry(opened));
    }

    /** Stops carrying. */
    @TearDown
    public void close() {
        over = true;
    }

    private void carry(Journal opened) {
        opened.reader().leftoverCarried();
        while (!over) {
            if (opened.reader().poll(this, BATCH) == 0) {
                LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(100));
            }
            opened.reader().carried();
        }
    }

    /** One call. */
    @Benchmark
    public void call() {
        Journal opened = journal;
        if (opened == null) {
            throw new IllegalStateException("not opened");
        }
        CallId id = new CallId(7, number++);
        while (opened.lane(0).begin(new CallOpened(id, 1_700_000_000_000_000L, KEY, ASKED, TARGET))
                instanceof Admission.Refused) {
            Thread.onSpinWait();
        }
        opened.lane(0)
                .end(new CallRow(
                        id,
                        1_700_000_000_000_000L,
                        KEY,
                        ASKED,
                        TARGET,
                        new Ending(200, null, null, "stop", false),
                        new Times(60, 900, 950, 1_200),
                        1_024,
                        1_024,
                        new Usage(200, 0, 0, 0, 180, 0, 0, 0, 0, 0),
                        List.of(new AttemptRow(TARGET, "first", 200, null, 60, 1_190, false, null, null)),
                        0,
                        null,
                        null,
                        1_250_000L));
    }

    @Override
    public void opened(Opening opening) {}

    @Override
    public void ended(CallRow row) {}
}
