package io.sluice.dialects.model;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the answer is to be drawn; null where the caller did not say.
 *
 * @param maxOutput output tokens at most
 * @param choices alternatives asked for
 * @param stop sequences that end the answer, none where empty
 * @param logprobs whether the probabilities of tokens are wanted
 * @param topLogprobs how many of the likeliest at each place
 */
public record Sampling(
        @Nullable Long maxOutput,
        @Nullable BigDecimal temperature,
        @Nullable BigDecimal topP,
        @Nullable BigDecimal topK,
        @Nullable BigDecimal presencePenalty,
        @Nullable BigDecimal frequencyPenalty,
        @Nullable Long seed,
        @Nullable Integer choices,
        List<String> stop,
        @Nullable Boolean logprobs,
        @Nullable Integer topLogprobs) {
    /** Nothing said. */
    public static final Sampling NONE =
            new Sampling(null, null, null, null, null, null, null, null, List.of(), null, null);

    public Sampling {
        stop = List.copyOf(stop);
    }
}
