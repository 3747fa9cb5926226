package io.sluice.gateway.catalog;

import io.sluice.dialects.ModelFacts;
import io.sluice.gateway.config.Doc;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A model of the configuration's catalog: a new one, or what differs in one that comes with Sluice. */
public record ModelOverride(
        @Doc(
                "The model of the same provider it is like: an Azure deployment, a fine-tuned one. What is not said here is"
                        + " taken from it.")
        @Nullable
        String like,

        @Doc("What it is for: `chat`, `responses` (only there), `completion`, `embedding` ...") @Nullable
        String mode,

        @Doc("Tokens of input and output together.") @Nullable
        Long context,

        @Doc("Output tokens it can give at most.") @Nullable Long maxOutput,

        @Doc("Its capabilities, in the catalog's words; they replace those that are known.")
        List<String> traits,

        @Doc("The dialect it must be called in, where the provider has several.") @Nullable
        String dialect,

        @Doc("What it costs; it replaces the whole price that is known.") @Nullable
        PriceSettings price) {

    /** Keeps a copy of the list. */
    public ModelOverride {
        traits = List.copyOf(traits);
    }

    ModelEntry applied(ModelEntry old) {
        return new ModelEntry(
                old.id(),
                old.region(),
                mode == null ? old.mode() : mode,
                context == null ? old.context() : context,
                old.maxInput(),
                new ModelFacts(
                        maxOutput == null ? old.maxOutput() : maxOutput,
                        traits.isEmpty() ? old.traits() : Set.copyOf(traits)),
                dialect == null ? old.wire() : dialect,
                price == null ? old.pricing() : Pricing.always(price.prices()),
                old.released(),
                old.retired(),
                old.status(),
                old.like());
    }
}
