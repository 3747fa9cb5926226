package io.sluice.gateway.sign;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Something fetched that is good until a moment. */
interface Lasting {
    /** That moment; null: for ever. */
    @Nullable
    Instant expires();
}
