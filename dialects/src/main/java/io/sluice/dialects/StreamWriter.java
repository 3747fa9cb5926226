package io.sluice.dialects;

import io.sluice.dialects.model.Event;
import org.jspecify.annotations.Nullable;

/**
 * Writes one stream in a dialect from events of any other. One per answer, used on one thread.
 *
 * <p>It is given events as {@link io.sluice.dialects.model.Orderly} orders them, and gives whole wire events back.
 */
public interface StreamWriter {
    /**
     * The wire's events that say that event; empty where it says nothing yet. {@link Event.Broken} becomes the dialect's
     * error event and no end mark.
     */
    byte[] write(Event event);

    /**
     * What is still owed when the answer is over (finish, usage, end mark).
     *
     * @param code why we ended it before the provider did, for the extension field {@code sluice: {code}}; null where
     *     the provider ended it
     */
    byte[] end(@Nullable String code);

    /** The whole answer the stream said, once it has ended properly, where the dialect's stream says it; else null. */
    default byte @Nullable [] whole() {
        return null;
    }
}
