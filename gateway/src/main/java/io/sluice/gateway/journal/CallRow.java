package io.sluice.gateway.journal;

import io.sluice.dialects.model.Usage;
import io.sluice.gateway.catalog.Target;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The record of one call: what the journal carries, the store keeps and {@code sluice calls} prints.
 *
 * <p>Texts longer than the journal's bounds are cut there ({@link CallCodec}); attempts beyond its room are counted in
 * {@code attemptsOmitted}.
 *
 * @param id the call
 * @param received when its head arrived, in microseconds since 1970
 * @param key whose it was, or null where no key is asked for
 * @param asked what for
 * @param served who answered (or was tried last), or null when no upstream was called
 * @param ending how it ended
 * @param times when what happened
 * @param bytesIn bytes of the request's body
 * @param bytesOut bytes of the answer's body
 * @param usage what the provider said it used, or null when it did not say
 * @param attempts every attempt, in order
 * @param attemptsOmitted how many more there were than {@code attempts} holds
 * @param note what else was noticed, for people, or null
 * @param parent the call this one is a copy of, or null
 * @param cost of all attempts, in pico-dollars; null where none is known
 */
public record CallRow(
        CallId id,
        long received,
        @Nullable KeyRef key,
        Asked asked,
        @Nullable Target served,
        Ending ending,
        Times times,
        long bytesIn,
        long bytesOut,
        @Nullable Usage usage,
        List<AttemptRow> attempts,
        int attemptsOmitted,
        @Nullable String note,
        @Nullable CallId parent,
        @Nullable Long cost) {
    public CallRow {
        attempts = List.copyOf(attempts);
    }

    /** The row of a call whose process died before its end was written. */
    public static CallRow crashed(CallOpened opened) {
        return new CallRow(
                opened.id(),
                opened.received(),
                opened.key(),
                opened.asked(),
                opened.target(),
                new Ending(0, Ending.CRASHED, null, null, false),
                Times.NONE,
                0,
                0,
                null,
                List.of(),
                0,
                "The gateway stopped before this call ended; its end, usage and cost are not known.",
                null,
                null);
    }
}
