package io.sluice.dialects;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the catalog knows of the model a request goes to, as far as a codec has to know it.
 *
 * @param outputLimit output tokens the model can give at most; null where unknown
 * @param traits words of the catalog ({@code adaptive_thinking}, {@code no_sampling_params}, {@code effort=low/high},
 *     {@code budget=1024..}); absence means unknown
 */
public record ModelFacts(@Nullable Long outputLimit, Set<String> traits) {
    /** Nothing known. */
    public static final ModelFacts UNKNOWN = new ModelFacts(null, Set.of());

    public ModelFacts {
        traits = Set.copyOf(traits);
    }

    /** Whether the catalog says that of the model. */
    public boolean has(String trait) {
        return traits.contains(trait);
    }
}
