package io.sluice.gateway.journal;

import io.sluice.gateway.journal.Admission.Refused;
import io.sluice.gateway.journal.SegmentScan.Found;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The record of calls on its way to the store: a lane for each event loop to append to, a reader to carry from.
 *
 * <p>What was appended survives the death of the process at any moment, as the kernel has the memory; a power cut takes
 * what was appended in about the last second. Open it once per folder and process.
 */
public final class Journal implements AutoCloseable {
    private final SegmentPool pool;
    private final List<JournalLane> lanes;
    private final JournalReader reader;
    private final Leftover leftover;
    private final JournalForce force;

    private Journal(SegmentPool pool, List<JournalLane> lanes, List<Found> left, JournalForce force) {
        this.pool = pool;
        this.force = force;
        this.lanes = lanes;
        this.reader = new JournalReader(lanes, pool, left);
        this.leftover = new Leftover(
                left.size(),
                left.stream().mapToLong(Found::records).sum(),
                left.stream().mapToLong(found -> found.end() - Segment.HEADER).sum(),
                left.stream().mapToLong(Found::torn).sum());
    }

    /**
     * Opens the folder, checks every record a former process left there, and prepares a segment per lane.
     *
     * <p>A disk that is full or broken for new segments does not fail this: then the lanes refuse until it is mended.
     *
     * @throws JournalRefused when a file is damaged inside or of a newer version
     * @throws IOException when the folder or a file in it cannot be read
     */
    public static Journal open(JournalSettings settings) throws IOException {
        return open(settings, UnaryOperator.identity(), Probe.NONE);
    }

    /** The same, telling the points of a record's life; for tests that crash there. */
    public static Journal open(JournalSettings settings, Probe probe) throws IOException {
        return open(settings, UnaryOperator.identity(), probe);
    }

    /** The same for tests that stand between the journal and its disk. */
    static Journal open(JournalSettings settings, UnaryOperator<SegmentSource> disk, Probe probe) throws IOException {
        SegmentFolder folder = new SegmentFolder(settings.folder(), settings.segmentBytes(), probe);
        List<Segment> untouched = new ArrayList<>();
        List<Segment> clean = new ArrayList<>();
        List<Found> left = new ArrayList<>();
        long last = 0;
        for (Path file : folder.segments()) {
            Found found = SegmentScan.read(file);
            last = found.segment().sequence();
            boolean ready = found.untouched() && found.segment().size() == settings.segmentBytes();
            if (ready) {
                untouched.add(found.segment());
            } else if (found.segment().clean() || found.untouched()) {
                clean.add(found.segment());
            } else {
                left.add(found);
            }
        }
        SegmentPool pool = new SegmentPool(disk.apply(folder), settings.ahead(), settings.mostSegments(), last + 1);
        pool.adopt(untouched, clean, left.size());
        pool.start(settings.lanes());
        List<JournalLane> lanes = IntStream.range(0, settings.lanes())
                .mapToObj(_ -> new JournalLane(pool, settings.segmentBytes(), probe))
                .toList();
        JournalForce force = new JournalForce(lanes, probe);
        force.start();
        return new Journal(pool, lanes, left, force);
    }

    /** The lane of the loop with this index, for that loop's thread alone. */
    public JournalLane lane(int index) {
        return lanes.get(index);
    }

    /** The one reader, for the thread that carries records into the store. */
    public JournalReader reader() {
        return reader;
    }

    /** What was found at the opening. */
    public Leftover leftover() {
        return leftover;
    }

    /** How it stands now. Any thread. */
    public JournalState state() {
        long records = leftover.records() - reader.carriedRecords();
        long bytes = leftover.bytes() - reader.carriedBytes();
        for (JournalLane lane : lanes) {
            records += lane.records();
            bytes += lane.bytes();
        }
        return new JournalState(Math.max(0, records), Math.max(0, bytes), pool.files(), pool.prepared(), failure());
    }

    private @Nullable Refused failure() {
        Refused preparing = pool.failure();
        return preparing == null ? force.failure() : preparing;
    }

    /**
     * Stops preparing segments; when the store has everything and no call is open, the segments are marked clean.
     *
     * <p>Call it when the loops and the reader's thread have stopped.
     */
    @Override
    public void close() {
        pool.close();
        force.close();
        boolean allEnded = lanes.stream().allMatch(lane -> lane.open() == 0);
        if (allEnded && state().lagRecords() == 0) {
            lanes.forEach(JournalLane::markClean);
        }
    }
}
