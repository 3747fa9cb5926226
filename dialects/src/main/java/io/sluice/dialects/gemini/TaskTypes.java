package io.sluice.dialects.gemini;

import io.sluice.dialects.embed.Purpose;
import org.jspecify.annotations.Nullable;

/** Google's words for what a vector is for (TaskType of the Gemini API reference). */
final class TaskTypes {
    private TaskTypes() {}

    static @Nullable Purpose read(String word) {
        for (Purpose purpose : Purpose.values()) {
            if (word(purpose).equals(word)) {
                return purpose;
            }
        }
        return null;
    }

    static String word(Purpose purpose) {
        return switch (purpose) {
            case QUERY -> "RETRIEVAL_QUERY";
            case DOCUMENT -> "RETRIEVAL_DOCUMENT";
            case SIMILARITY -> "SEMANTIC_SIMILARITY";
            case CLASSIFICATION -> "CLASSIFICATION";
            case CLUSTERING -> "CLUSTERING";
            case QUESTION -> "QUESTION_ANSWERING";
            case FACTS -> "FACT_VERIFICATION";
            case CODE_QUERY -> "CODE_RETRIEVAL_QUERY";
        };
    }
}
