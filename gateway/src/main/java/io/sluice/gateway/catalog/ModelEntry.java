package io.sluice.gateway.catalog;

import io.sluice.dialects.ModelFacts;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one model at one provider. What is missing is unknown.
 *
 * @param id the name that goes upstream
 * @param region where its prices hold; empty: everywhere that has no entry of its own
 * @param mode {@code chat}, {@code responses} (only there), {@code completion}, {@code embedding}, {@code image} ...
 * @param context tokens of input and output together
 * @param maxInput tokens of input alone, where that is less
 * @param facts output limit and capabilities, for codecs
 * @param wire the name of the {@link Wire} it must be called in, or null for any the provider has for it
 * @param released the day or month it appeared ({@code 2025-08-07}, {@code 2025-08}); empty: unknown
 * @param retired the day it goes; empty: none is known
 * @param status {@code deprecated}, {@code beta}, {@code alpha}; empty: in use
 * @param like the {@code lab/model} it is, by which the same model is found at other providers; empty: unknown
 */
public record ModelEntry(
        String id,
        String region,
        String mode,
        @Nullable Long context,
        @Nullable Long maxInput,
        ModelFacts facts,
        @Nullable String wire,
        Pricing pricing,
        String released,
        String retired,
        String status,
        String like) {

    /** One of which nothing is known but its name. */
    static ModelEntry unknown(String id) {
        return new ModelEntry(
                id, "", "chat", null, null, ModelFacts.UNKNOWN, null, Pricing.always(Prices.UNKNOWN), "", "", "", "");
    }

    /** The words of its capabilities. */
    public Set<String> traits() {
        return facts.traits();
    }

    /** Output tokens it can give at most; null where unknown. */
    public @Nullable Long maxOutput() {
        return facts.outputLimit();
    }

    /** This one at another price. */
    ModelEntry priced(Pricing other) {
        return new ModelEntry(id, region, mode, context, maxInput, facts, wire, other, released, retired, status, like);
    }

    /** This one under another name. */
    ModelEntry named(String other) {
        return new ModelEntry(
                other, region, mode, context, maxInput, facts, wire, pricing, released, retired, status, like);
    }
}
