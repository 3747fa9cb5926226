package io.sluice.gateway.call;

import io.sluice.dialects.model.Chunk;
import io.sluice.dialects.model.FinishReason;
import java.util.List;
import java.util.concurrent.Callable;

/** A stage's say over the events of a reply: one verdict for each chunk of events, in order, on the call's loop. */
public interface EventFilter {

    /** Judges the next chunk. */
    Verdict judge(Chunk chunk);

    /** The upstream has nothing more: whatever is still held back may go out. Not asked after {@link End} and {@link Fail}. */
    default Verdict end() {
        return new Replace(List.of());
    }

    /** What happens to a chunk. */
    sealed interface Verdict {}

    /** It goes on as it is. */
    record Pass() implements Verdict {}

    /** These go on in its place; none to hold it back or drop it. */
    record Replace(List<Chunk> chunks) implements Verdict {}

    /**
     * These go on in its place and the reply ends properly there; the upstream is closed.
     *
     * @param chunks the last ones, may be none
     * @param reason the finish reason the caller is told
     * @param code why, for the record and an extension field of the last event
     */
    record End(List<Chunk> chunks, FinishReason reason, String code) implements Verdict {}

    /** The call is refused; mid-stream the caller gets an error event and no end mark. */
    record Fail(Failure failure) implements Verdict {}

    /** Work that may block decides; until then nothing more is read from the upstream. It may not end in another wait. */
    record Wait(Callable<Verdict> work) implements Verdict {}
}
