package io.sluice.gateway.call;

import io.sluice.dialects.model.Inlining;
import io.sluice.dialects.model.Unreached;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Fetches what callers name by address, for targets that fetch nothing themselves. What may be fetched is settled by the
 * configuration, never by a request. Shared by all calls of one configuration.
 */
public interface Egress {
    /** Why that address is not fetched from, or null where it may be; judged by its text alone, so at once. */
    @Nullable
    Failure refusal(Unreached address);

    /** Fetches all of them, or tells what is wrong with one. Blocks; ends soon after it was interrupted. */
    Fetched fetch(List<Unreached> addresses, Room room) throws InterruptedException;

    /** Where what was fetched is held. */
    interface Room {
        /** Takes room for so many more bytes, or says why there is none. Any thread. */
        @Nullable
        Failure take(int bytes);
    }

    /** What came of fetching. */
    sealed interface Fetched {

        /** All of it, by address. */
        record All(Map<String, Inlining.Content> content) implements Fetched {
            /** Keeps a copy. */
            public All {
                content = Map.copyOf(content);
            }
        }

        /** One of them could not be had. */
        record Refused(Failure failure) implements Fetched {}
    }
}
