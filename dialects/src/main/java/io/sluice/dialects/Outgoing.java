package io.sluice.dialects;

import io.sluice.dialects.model.Loss;
import io.sluice.dialects.model.Losses;
import io.sluice.dialects.model.Unreached;
import java.util.List;

/**
 * A request written for one target, and what of the conversation it could not carry.
 *
 * @param unreached media among the losses that could have gone had they been in the message instead of at an address
 */
public record Outgoing(byte[] body, List<Loss> losses, List<Unreached> unreached) {
    public Outgoing {
        losses = List.copyOf(losses);
        unreached = List.copyOf(unreached);
    }

    /** With what a writer gathered. */
    public Outgoing(byte[] body, Losses losses) {
        this(body, losses.all(), losses.unreached());
    }

    /** Of a request in which nothing stood at an address. */
    public Outgoing(byte[] body, List<Loss> losses) {
        this(body, losses, List.of());
    }
}
