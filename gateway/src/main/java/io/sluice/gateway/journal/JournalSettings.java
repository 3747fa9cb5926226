package io.sluice.gateway.journal;

import java.nio.file.Path;

/**
 * Where the journal is and how large it may become.
 *
 * @param folder its own folder, made when missing
 * @param lanes how many event loops append
 * @param segmentBytes the size of one file
 * @param spoolBytes the most all files may take, those waiting for the store included; then admission stops
 */
public record JournalSettings(Path folder, int lanes, int segmentBytes, long spoolBytes) {
    private static final int SEGMENT = 4 << 20;
    private static final long SPOOL = 1L << 30;
    private static final int SMALLEST_SEGMENT = 16 << 10;

    public JournalSettings {
        if (lanes < 1) {
            throw new IllegalArgumentException("a journal needs a lane, lanes is " + lanes);
        }
        if (segmentBytes < SMALLEST_SEGMENT) {
            throw new IllegalArgumentException("a segment of " + segmentBytes + " bytes is below " + SMALLEST_SEGMENT);
        }
        if (spoolBytes / segmentBytes < 2L * (lanes + 1)) {
            throw new IllegalArgumentException("a spool of " + spoolBytes + " bytes has no room for two segments of "
                    + segmentBytes + " for each of " + lanes + " lanes");
        }
    }

    /** Segments of 4 MiB, a spool of 1 GiB. */
    public static JournalSettings in(Path folder, int lanes) {
        return new JournalSettings(folder, lanes, SEGMENT, SPOOL);
    }

    /** How many segments are kept prepared: what a burst takes while the next is being written. */
    int ahead() {
        return Math.min(lanes + 2, mostSegments() - lanes);
    }

    int mostSegments() {
        return Math.toIntExact(spoolBytes / segmentBytes);
    }
}
