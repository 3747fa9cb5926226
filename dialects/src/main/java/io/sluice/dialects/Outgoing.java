package io.sluice.dialects;

import io.sluice.dialects.model.Loss;
import java.util.List;

/** A request written for one target, and what of the conversation it could not carry. */
public record Outgoing(byte[] body, List<Loss> losses) {
    public Outgoing {
        losses = List.copyOf(losses);
    }
}
