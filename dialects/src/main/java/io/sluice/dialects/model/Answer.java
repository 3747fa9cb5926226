package io.sluice.dialects.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A whole answer, in no dialect's words: what its events fold into.
 *
 * @param id as the provider names it, empty where it does not
 * @param model as the provider names it, empty where it does not
 * @param usage null where the provider gave none
 * @param error what the provider reported in place of the rest; null where it reported none
 * @param extras fields only the provider's dialect knows, at the top level of its answer; what it says of usage beyond
 *     our buckets stands under the name it has there
 */
public record Answer(
        String id,
        String model,
        List<Choice> choices,
        @Nullable Usage usage,
        @Nullable ErrorFacts error,
        Extras extras) {
    public Answer {
        choices = List.copyOf(choices);
    }

    /**
     * One alternative.
     *
     * @param reason null where it did not end
     * @param word the provider's own for the reason, empty where it did not end
     * @param stopSequence the caller's sequence that ended it, null where none did or none is told
     * @param logprobs JSON text of a list in OpenAI's form ({@code [{token, logprob, bytes, top_logprobs}]}); null where
     *     there are none
     */
    public record Choice(
            int index,
            List<Block> blocks,
            @Nullable FinishReason reason,
            String word,
            @Nullable String stopSequence,
            @Nullable String logprobs,
            Extras extras) {
        public Choice {
            blocks = List.copyOf(blocks);
        }
    }
}
