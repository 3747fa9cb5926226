package io.sluice.gateway.store;

import static io.sluice.gateway.journal.SampleCalls.ended;
import static io.sluice.gateway.journal.SampleCalls.opened;

import io.sluice.gateway.journal.Admission;
import io.sluice.gateway.journal.Journal;
import io.sluice.gateway.journal.JournalLane;
import io.sluice.gateway.journal.JournalSettings;
import io.sluice.gateway.journal.Point;
import io.sluice.gateway.journal.Probe;
import io.sluice.gateway.journal.Refusals;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * A process that records calls until it dies, and tells on stdout which were begun ({@code B 17}) and ended
 * ({@code E 17}), each after the fact.
 *
 * <p>Arguments: folder, number of the first call, and where to stop: a point and how often it is reached, or
 * {@code never 0}.
 */
final class CrashingGateway {
    private static final int LANES = 2;
    private static final int SEGMENT = 32 << 10;

    private CrashingGateway() {}

    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        long first = Long.parseLong(args[1]);
        Probe probe = haltingAt(args[2], Integer.parseInt(args[3]));
        Journal journal = Journal.open(settings(folder), probe);
        new CallCarrier(folder.resolve("calls.db"), journal, new Refusals(), System::nanoTime, probe).start();
        FileOutputStream out = new FileOutputStream(FileDescriptor.out);
        for (int i = 1; i < LANES; i++) {
            int lane = i;
            Thread.ofPlatform().start(() -> run(journal.lane(lane), first + lane, out));
        }
        run(journal.lane(0), first, out);
    }

    static JournalSettings settings(Path folder) {
        return new JournalSettings(folder.resolve("journal"), LANES, SEGMENT, 64L * SEGMENT);
    }

    /** Calls one after another; every tenth stays open while forty others come and go. */
    private static void run(JournalLane lane, long first, FileOutputStream out) {
        ArrayDeque<Long> lasting = new ArrayDeque<>();
        for (long number = first; ; number += LANES) {
            while (lane.begin(opened(number)) instanceof Admission.Refused) {
                LockSupport.parkNanos(200_000);
            }
            tell(out, "B " + number + "\n");
            if (number / LANES % 10 == 0) {
                lasting.add(number);
            } else {
                end(lane, number, out);
            }
            if (lasting.size() > 4) {
                end(lane, lasting.remove(), out);
            }
        }
    }

    private static void end(JournalLane lane, long number, FileOutputStream out) {
        lane.end(ended(number));
        tell(out, "E " + number + "\n");
    }

    private static void tell(FileOutputStream out, String line) {
        try {
            out.write(line.getBytes(StandardCharsets.US_ASCII)); // one write: a whole line or none
        } catch (IOException closed) {
            Runtime.getRuntime().halt(3);
        }
    }

    private static Probe haltingAt(String point, int times) {
        if (times == 0) {
            return Probe.NONE;
        }
        Point end = Point.valueOf(point);
        AtomicInteger left = new AtomicInteger(times);
        return reached -> {
            if (reached == end && left.decrementAndGet() == 0) {
                Runtime.getRuntime().halt(137);
            }
        };
    }
}
