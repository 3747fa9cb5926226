package io.sluice.dialects;

import io.sluice.dialects.model.Chunk;
import io.sluice.dialects.model.FinishReason;
import io.sluice.dialects.model.Usage;
import org.jspecify.annotations.Nullable;

/** Writes chunks of one stream back to the wire. One per answer: it remembers the stream's id and model. */
public interface EventWriter {
    /** The chunk's bytes: the original ones unless an event of it was changed (or the answer's model is spliced). */
    byte[] write(Chunk chunk);

    /** A text event of our own, in the shape of this stream. */
    byte[] text(int choice, String text);

    /** The provider's stream ended whole: what is still owed. Nothing where its own end mark passed as a chunk. */
    byte[] end();

    /**
     * Ends the stream properly before the provider did: a finish for every open choice, usage where the caller asked
     * for it and we have one, the end mark.
     *
     * @param code why, for the extension field {@code sluice: {code}} of the last event with JSON; null for none
     */
    byte[] finish(FinishReason reason, @Nullable Usage usage, @Nullable String code);

    /** As {@link StreamWriter#whole}. */
    default byte @Nullable [] whole() {
        return null;
    }
}
