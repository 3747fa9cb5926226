package io.sluice.gateway.journal;

import java.io.IOException;

/** Where segments come from and go to. All of it may block; an {@link IOException} stops admission until it works again. */
interface SegmentSource {
    /** A new segment: written full of zeros, on the disk, mapped. */
    Segment create(long sequence) throws IOException;

    /** The same from a segment that is no longer needed. */
    Segment renew(Segment retired, long sequence) throws IOException;

    /** Gives a segment's space back. */
    void delete(Segment retired) throws IOException;
}
