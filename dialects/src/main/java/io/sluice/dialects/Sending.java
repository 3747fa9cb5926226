package io.sluice.dialects;

import org.jspecify.annotations.Nullable;

/**
 * How a request is to differ from what the caller sent.
 *
 * @param model the name this target knows the model by
 * @param cap output tokens to write into the request as its cap; null leaves the caller's
 * @param quirks of the target's provider
 * @param facts what the catalog knows of the model
 */
public record Sending(String model, @Nullable Long cap, Quirks quirks, ModelFacts facts) {
    /** To a model of which nothing is known. */
    public Sending(String model, @Nullable Long cap, Quirks quirks) {
        this(model, cap, quirks, ModelFacts.UNKNOWN);
    }
}
