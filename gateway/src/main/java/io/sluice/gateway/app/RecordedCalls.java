package io.sluice.gateway.app;

import io.sluice.gateway.journal.CallRow;
import java.io.IOException;
import java.util.List;

/** The record of a data folder's calls, to look at. */
@FunctionalInterface
interface RecordedCalls {

    /**
     * The newest calls, newest first; none where nothing was recorded yet. Blocks; for platform threads.
     *
     * @throws IOException saying why the record cannot be read
     */
    List<CallRow> last(int most) throws IOException;
}
