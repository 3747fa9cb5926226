package io.sluice.gateway.call;

import java.util.concurrent.Callable;

/** What a stage says: go on, answer, refuse, or wait for work that may block. */
public sealed interface Step {

    /** On to the next stage. */
    Step GO = new Go();

    /** On to the next stage. */
    record Go() implements Step {}

    /** The call is answered here; nothing upstream is asked. In {@link Stage#attempt} it answers in place of the target. */
    record Answer(Reply reply) implements Step {}

    /** The call - in {@link Stage#attempt}, this target - is refused. */
    record Refuse(Failure failure) implements Step {}

    /**
     * Work that may block. It runs on a virtual thread, gets values and never the call, and is interrupted when the caller
     * leaves; what it returns is then resumed on the call's loop, unless the caller left. What it throws is an internal
     * failure of the call.
     */
    record Await(Callable<Resume> work) implements Step {}

    /** What to do with the result of waiting, back on the call's loop. */
    @FunctionalInterface
    interface Resume {

        /** The step to take now; may be another {@link Await}. */
        Step resume(Call call);
    }
}
