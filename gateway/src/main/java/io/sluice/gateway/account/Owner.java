package io.sluice.gateway.account;

import org.jspecify.annotations.Nullable;

/**
 * To whom belongs what a provider keeps for a caller: everyone who is the same owner may use it again.
 *
 * @param text stable, for stores: {@code key:} and the key's id, or {@code anyone} where no key is asked for
 */
public record Owner(String text) {
    private static final Owner ANYONE = new Owner("anyone");

    /** The owner a caller acts for; {@code key} null where none is asked for. */
    public static Owner of(@Nullable VirtualKey key) {
        return key == null ? ANYONE : new Owner("key:" + key.id());
    }
}
