package io.sluice.dialects;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a request is to differ from what the caller sent.
 *
 * @param model the name this target knows the model by
 * @param cap output tokens to write into the request as its cap; null leaves the caller's
 * @param quirks of the target's provider
 * @param facts what the catalog knows of the model
 * @param headers the caller's headers that the host wants in the body ({@link HeaderRules#inBody}); those it sent
 */
public record Sending(String model, @Nullable Long cap, Quirks quirks, ModelFacts facts, Map<String, String> headers) {
    public Sending {
        headers = Map.copyOf(headers);
    }

    /** Without headers. */
    public Sending(String model, @Nullable Long cap, Quirks quirks, ModelFacts facts) {
        this(model, cap, quirks, facts, Map.of());
    }

    /** To a model of which nothing is known. */
    public Sending(String model, @Nullable Long cap, Quirks quirks) {
        this(model, cap, quirks, ModelFacts.UNKNOWN);
    }
}
