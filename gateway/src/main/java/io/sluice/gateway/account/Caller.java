package io.sluice.gateway.account;

/** Who sent a call, once that is settled. */
public sealed interface Caller {

    /** Whoever could reach the listener, where the configuration says {@code auth: none}. */
    Caller ANYONE = new Anyone();

    /** Whether this caller may ask for the model, by the name it used. */
    boolean allows(String model);

    /**
     * The holder of a virtual key.
     *
     * @param key the key that was presented and is valid
     */
    record Holder(VirtualKey key) implements Caller {
        @Override
        public boolean allows(String model) {
            return key.allows(model);
        }
    }

    /** Nobody in particular: no key was asked for. */
    record Anyone() implements Caller {
        @Override
        public boolean allows(String model) {
            return true;
        }
    }
}
