package io.sluice.dialects.sse;

import io.sluice.dialects.Observed;
import io.sluice.dialects.RelayFault;
import io.sluice.dialects.StreamEnd;
import io.sluice.dialects.json.Bytes;
import org.jspecify.annotations.Nullable;

/** Cuts one stream into events, judges them and lets them out: the part relays and readers of a stream share. */
public interface Frames {
    /** Takes the next piece; after a fault nothing more may be fed. */
    @Nullable
    RelayFault feed(Bytes piece);

    /** How the stream ended; an end mark without its blank line still counts, and passes. */
    StreamEnd end(boolean proper);

    /** The end mark or the provider's error was seen. */
    boolean over();

    /** The same, and nothing that belongs to it is still to come: of a CR LF the LF, after an error the end mark. */
    boolean overAndComplete();

    /** Events that came, withheld ones included. */
    long events();

    /** Bytes dropped because they came after the end. */
    long ignored();

    /** What has been seen in them. */
    Observed observed();
}
