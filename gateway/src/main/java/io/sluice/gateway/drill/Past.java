package io.sluice.gateway.drill;

import io.sluice.gateway.journal.CallRow;
import java.io.IOException;
import java.util.List;

/** The record of calls, to compare a drill with. */
@FunctionalInterface
public interface Past {

    /**
     * The newest calls, newest first, at most so many; none where nothing is recorded. Blocks.
     *
     * @throws IOException saying why the record cannot be read
     */
    List<CallRow> last(int most) throws IOException;
}
