package io.sluice.dialects.model;

import org.jspecify.annotations.Nullable;

/**
 * What a block, a turn or a tool carries besides its meaning.
 *
 * @param cache whether the prompt up to and including it is to be cached
 * @param extras fields only its own dialect knows
 */
public record Notes(@Nullable CacheMark cache, Extras extras) {
    /** Nothing besides. */
    public static final Notes NONE = new Notes(null, Extras.NONE);

    /** Notes that consist of extras alone. */
    public static Notes of(Extras extras) {
        return extras.isEmpty() ? NONE : new Notes(null, extras);
    }

    /** The same with a cache mark. */
    public Notes cached(CacheMark mark) {
        return new Notes(mark, extras);
    }
}
