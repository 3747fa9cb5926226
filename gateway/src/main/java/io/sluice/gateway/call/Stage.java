package io.sluice.gateway.call;

import io.sluice.dialects.StateId;
import io.sluice.gateway.call.wire.Headers;

/**
 * One concern of a call. Runs on the call's loop and never blocks: what must wait is returned as {@link Step.Await}.
 *
 * <p>Stages are entered in the order of {@link Pipeline} and left in reverse, exactly once each, whatever happened. A
 * stage that must remember something about a call keeps it in {@link Call#keep}.
 */
public interface Stage {

    /** Before anything else of this stage: let the call on, answer it, refuse it, or wait. */
    default Step enter(Call call) {
        return Step.GO;
    }

    /** Before every attempt - first, retry, fallback, hedge, continuation: cap it, pay for it, or refuse this target. */
    default Step attempt(Call call, Attempt attempt) {
        return Step.GO;
    }

    /** What it wants of this attempt's reply; asked before the upstream is called. */
    default Tap tap(Call call, Attempt attempt) {
        return Tap.NONE;
    }

    /** The head of the answer of an attempt this stage let go has come, whatever its status. */
    default void headed(Call call, Attempt attempt, Headers head) {}

    /** The first content of the answer of an attempt this stage let go has come. */
    default void begun(Call call, Attempt attempt) {}

    /**
     * The answer of an attempt this stage let go names state at the provider; told before the caller has the id. Of an
     * answer that was translated only the id it has here is told ({@link Attempt#translated}).
     */
    default void named(Call call, Attempt attempt, StateId id) {}

    /** An answer that was written anew for the caller is whole; told before its last byte leaves. */
    default void written(Call call, Attempt attempt, byte[] answer) {}

    /** Once for each attempt this stage let go: answered, failed, cancelled, or refused by a later stage. */
    default void attempted(Call call, Attempt attempt, Spent spent) {}

    /** Once for each stage entered, last first, when the caller has the last byte and every attempt has ended. */
    default void leave(Call call, Outcome outcome) {}
}
