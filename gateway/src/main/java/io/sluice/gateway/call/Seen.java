package io.sluice.gateway.call;

import io.sluice.dialects.Observed;
import io.sluice.dialects.model.Usage;
import org.jspecify.annotations.Nullable;

/** Usage and finish reason of an answer, as far as it was seen. */
record Seen(@Nullable Usage usage, @Nullable String finishReason) {
    static final Seen NOTHING = new Seen(null, null);

    static Seen of(Observed observed) {
        return new Seen(observed.usage(), observed.finishReason());
    }
}
