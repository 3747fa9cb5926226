package io.sluice.dialects;

import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.model.Chunk;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a stream into events, for stages that want to see or change what it says. The same rules as
 * {@link StreamRelay}: whole events only, any cut of the input, nothing after the end.
 */
public interface EventReader extends Observed {
    /** Takes the next piece and gives every chunk that became whole; after a fault nothing more may be fed. */
    @Nullable
    RelayFault feed(Bytes piece, Consumer<Chunk> into);

    /** As {@link StreamRelay#end}. */
    StreamEnd end(boolean proper, Consumer<Chunk> into);

    /** As {@link StreamRelay#over}. */
    boolean over();
}
