package io.sluice.gateway.health;

/** Is told when what is known of a target changes what is done with it. On event loops: may not wait. */
@FunctionalInterface
public interface Watcher {
    /** Looks away. */
    Watcher NOBODY = (lane, change, restMillis) -> {};

    /** A change; {@code restMillis} is for how long the lane rests now. */
    void changed(LaneName lane, Change change, long restMillis);

    /** The changes there are. */
    enum Change {
        /** Too many calls failed: it is put last in plans. */
        OPENED("fails, and is put last"),
        /** One call is on its way to find out whether it does again. */
        PROBED("is asked again"),
        /** It does again. */
        CLOSED("answers again"),
        /** Its first tokens take many times as long as is usual there: it is put last. */
        SLOW("is slow for itself, and is put last"),
        /** They do no longer. */
        USUAL("is as fast as usual again"),
        /** Its provider refused the credential. */
        REFUSED("was refused by its provider, and is put last"),
        /** There is no money or quota left at its provider. */
        EMPTY("has no quota left at its provider, and is put last");

        private final String words;

        Change(String words) {
            this.words = words;
        }

        /** In words, after the lane's name. */
        public String words() {
            return words;
        }

        /** Whether an operator may want to do something. */
        public boolean worse() {
            return this == OPENED || this == SLOW || this == REFUSED || this == EMPTY;
        }
    }
}
