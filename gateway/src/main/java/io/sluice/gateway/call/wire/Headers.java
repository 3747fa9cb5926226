package io.sluice.gateway.call.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The headers of one message as they came, read-only; names are looked up without regard to case. */
public interface Headers {

    /** No headers at all. */
    Headers NONE = of(List.of());

    /** The first value under this name, or null. */
    @Nullable
    String first(String name);

    /** Every value under this name, in order; empty when there is none. */
    List<String> all(String name);

    /** Every line whose name begins so (lower case), names in lower case, in order. */
    List<Header> startingWith(String prefix);

    /** Whether there is a line whose name begins so (lower case). */
    default boolean anyStartingWith(String prefix) {
        return !startingWith(prefix).isEmpty();
    }

    /** Headers held in a list; for replies made here and for tests. */
    static Headers of(List<Header> lines) {
        return new ListedHeaders(List.copyOf(lines));
    }
}
