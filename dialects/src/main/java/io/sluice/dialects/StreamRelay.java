package io.sluice.dialects;

import io.sluice.dialects.json.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * Carries a stream from a provider to a caller of the same dialect, event by whole event, and watches it.
 *
 * <p>One per attempt, fed on one thread. The bytes that come out do not depend on how those that go in were cut into
 * pieces. A partial event is held (at most 8 MiB) until it is whole; comment lines are not held back for it.
 */
public interface StreamRelay extends Observed {
    /** Takes the next piece; after a fault nothing more may be fed. */
    @Nullable
    RelayFault feed(Bytes piece, RelaySink sink);

    /**
     * The upstream's body is over: properly, or cut. An event still partial is dropped unless it is the end mark,
     * which goes out as it is.
     */
    StreamEnd end(boolean proper, RelaySink sink);

    /**
     * The end mark or the provider's error event has been seen; nothing that is fed from now on matters. Where that event
     * ended in a CR this is told only once more was fed, as a LF may belong to it; the end of the body settles it too.
     */
    boolean over();

    /** Events that came (comments and blank lines are none), withheld ones included. */
    long events();

    /** Bytes dropped because they came after the end. */
    long ignored();
}
