package io.sluice.gateway.store;

import static io.sluice.gateway.journal.SampleCalls.ended;
import static io.sluice.gateway.journal.SampleCalls.opened;

import io.sluice.gateway.journal.Admission;
import io.sluice.gateway.journal.CallOpened;
import io.sluice.gateway.journal.CallRow;
import io.sluice.gateway.journal.Journal;
import io.sluice.gateway.journal.JournalLane;
import io.sluice.gateway.journal.JournalSettings;
import io.sluice.gateway.journal.Refusals;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Prints what a call's record costs its loop, and how fast rows get into the store. Run by hand; argument: a folder. */
final class JournalCost {
    private static final int CALLS = 400_000;
    private static final int BLOCK = 1_000;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private JournalCost() {}

    public static void main(String[] args) throws Exception {
        Path folder = Files.createDirectories(Path.of(args[0]));
        long opening = System.nanoTime();
        try (Journal journal = Journal.open(JournalSettings.in(folder.resolve("journal"), 2));
                CallCarrier carrier =
                        new CallCarrier(folder.resolve("calls.db"), journal, new Refusals(), System::nanoTime)) {
            System.out.printf("open %d us%n", (System.nanoTime() - opening) / 1000);
            for (int round = 0; round < 4; round++) {
                append(journal.lane(0), round);
            }
            long start = System.nanoTime();
            carrier.start();
            carrier.flush(Duration.ofMinutes(5));
            long rows = carrier.state().rows();
            System.out.printf(
                    "carried %d rows, %.0f rows/s, %d ns of CPU each%n",
                    rows, rows * 1e9 / (System.nanoTime() - start), writerCpu() / rows);
            long end = System.nanoTime();
            carrier.flush(Duration.ofMinutes(5));
            System.out.printf("an empty flush %d us%n", (System.nanoTime() - end) / 1000);
        }
    }

    private static long writerCpu() {
        for (ThreadInfo thread : THREADS.dumpAllThreads(false, false)) {
            if (thread.getThreadName().equals("calls-writer")) {
                return THREADS.getThreadCpuTime(thread.getThreadId());
            }
        }
        return 0;
    }

    /** CPU time, as the machine may be busy with other things; the longest one in real time. */
    private static void append(JournalLane lane, int round) {
        long refused = 0;
        long longest = 0;
        long cpu = 0;
        for (int block = 0; block < CALLS / BLOCK; block++) {
            CallOpened[] opened = new CallOpened[BLOCK];
            CallRow[] ended = new CallRow[BLOCK];
            for (int i = 0; i < BLOCK; i++) {
                long number = (long) round * CALLS + (long) block * BLOCK + i;
                opened[i] = opened(number);
                ended[i] = ended(number);
            }
            long from = THREADS.getCurrentThreadCpuTime();
            long last = System.nanoTime();
            for (int i = 0; i < BLOCK; i++) {
                if (lane.begin(opened[i]) instanceof Admission.Granted) {
                    lane.end(ended[i]);
                } else {
                    refused++;
                    i--;
                    LockSupport.parkNanos(1_000_000);
                }
                long now = System.nanoTime();
                longest = Math.max(longest, now - last);
                last = now;
            }
            cpu += THREADS.getCurrentThreadCpuTime() - from;
        }
        System.out.printf(
                "begin + end %d ns of CPU, longest %d us, waits for a segment %d%n",
                cpu / CALLS, longest / 1000, refused);
    }
}
