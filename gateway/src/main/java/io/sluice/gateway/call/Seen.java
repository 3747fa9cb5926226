package io.sluice.gateway.call;

import io.sluice.dialects.Observed;
import io.sluice.dialects.model.ErrorFacts;
import io.sluice.dialects.model.Usage;
import org.jspecify.annotations.Nullable;

/** Usage, finish reason and the provider's own error of an answer, as far as they were seen. */
record Seen(
        @Nullable Usage usage,
        @Nullable String finishReason,
        @Nullable ErrorFacts error) {
    static final Seen NOTHING = new Seen(null, null, null);

    static Seen of(Observed observed) {
        return new Seen(observed.usage(), observed.finishReason(), observed.error());
    }
}
