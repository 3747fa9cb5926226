package io.sluice.simulator;

/** How a cut connection ends. */
public enum Ending {
    /** A FIN: the peer reads the end of the stream. */
    FIN,
    /** A reset: the peer's read fails. */
    RST;

    Step step() {
        return switch (this) {
            case FIN -> new Step.Fin();
            case RST -> new Step.Rst();
        };
    }
}
