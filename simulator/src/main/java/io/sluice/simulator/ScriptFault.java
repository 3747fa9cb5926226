package io.sluice.simulator;

/** A mistake in a line of a script file; the message says what was seen and what may stand there. */
final class ScriptFault extends RuntimeException {

    ScriptFault(String message) {
        super(message, null, false, false);
    }
}
