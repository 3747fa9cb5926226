package io.sluice.gateway.call;

import io.sluice.dialects.ModelFacts;
import io.sluice.dialects.model.Usage;
import io.sluice.gateway.catalog.Pricing;
import io.sluice.gateway.money.Cost;
import io.sluice.gateway.money.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where an attempt goes.
 *
 * @param provider who is asked
 * @param model the name the provider knows the model by
 * @param facts what the catalog knows of the model
 * @param demanded the name of the dialect the model has to be called in; null where any that serves it will do
 * @param pricing what it costs; null where nobody knows
 */
public record Target(
        ProviderAccess provider,
        String model,
        ModelFacts facts,
        @Nullable String demanded,
        @Nullable Pricing pricing) {

    /** A model of which nothing is known. */
    public Target(ProviderAccess provider, String model) {
        this(provider, model, ModelFacts.UNKNOWN, null, null);
    }

    /** What rests and is counted alone: the model as called with that credential. */
    public String lane() {
        return provider.lane() + "/" + model;
    }

    /** What that much cost there then; null where nobody knows. */
    @Nullable
    Money cost(Usage usage, Instant then) {
        return pricing == null ? null : Cost.of(pricing.at(then), usage);
    }

    /** {@code provider/model}, the name in headers and records. */
    public String served() {
        return provider.id() + "/" + model;
    }
}
