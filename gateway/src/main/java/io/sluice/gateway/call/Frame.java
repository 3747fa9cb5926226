package io.sluice.gateway.call;

import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.model.Chunk;

/** A piece of a reply on its way to the caller; which of the two is fixed once per attempt. */
public sealed interface Frame {

    /** Bytes of the provider, unread. The window dies when the callback returns. */
    record Raw(Bytes bytes) implements Frame {}

    /** A decoded unit of the wire, with the bytes it was read from. */
    record Decoded(Chunk chunk) implements Frame {}
}
