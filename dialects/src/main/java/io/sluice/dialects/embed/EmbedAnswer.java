package io.sluice.dialects.embed;

import io.sluice.dialects.model.ErrorFacts;
import io.sluice.dialects.model.Extras;
import io.sluice.dialects.model.Usage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The vectors of a request, in no dialect's words.
 *
 * @param model as the provider names it, empty where it does not
 * @param vectors in the order of the inputs
 * @param usage null where the provider gave none, or one that cannot be true
 * @param error what the provider reported in their place; null where it reported none
 * @param extras fields only the provider's dialect knows, at the top level of its answer
 */
public record EmbedAnswer(
        String model,
        List<Vector> vectors,
        @Nullable Usage usage,
        @Nullable ErrorFacts error,
        Extras extras) {
    /** Keeps a copy. */
    public EmbedAnswer {
        vectors = List.copyOf(vectors);
    }

    /** An answer that cannot be taken for one, told as the provider's error. */
    public static EmbedAnswer malformed(String what) {
        return new EmbedAnswer("", List.of(), null, ErrorFacts.of(502, "upstream_malformed", what), Extras.NONE);
    }

    /** The answers to the batches of one request as one; usage is their sum where each has one. */
    public static EmbedAnswer joined(List<EmbedAnswer> answers) {
        if (answers.size() == 1) {
            return answers.getFirst();
        }
        List<Vector> vectors = new ArrayList<>();
        Usage usage = Usage.NONE;
        ErrorFacts error = null;
        for (EmbedAnswer answer : answers) {
            vectors.addAll(answer.vectors);
            error = error == null ? answer.error : error;
            usage = usage == null || answer.usage == null ? null : usage.plus(answer.usage);
        }
        return new EmbedAnswer(answers.getFirst().model, vectors, usage, error, Extras.NONE);
    }

    /** The same with that usage where it has none of its own. */
    public EmbedAnswer counted(@Nullable Usage told) {
        return usage != null || told == null ? this : new EmbedAnswer(model, vectors, told, error, extras);
    }
}
