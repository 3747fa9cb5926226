package io.sluice.gateway.call;

import io.sluice.dialects.ModelFacts;

/**
 * Where an attempt goes.
 *
 * @param provider who is asked
 * @param model the name the provider knows the model by
 * @param facts what the catalog knows of the model
 */
public record Target(ProviderAccess provider, String model, ModelFacts facts) {

    /** A model of which nothing is known. */
    public Target(ProviderAccess provider, String model) {
        this(provider, model, ModelFacts.UNKNOWN);
    }

    /** {@code provider/model}, the name in headers and records. */
    public String served() {
        return provider.id() + "/" + model;
    }
}
