package io.sluice.dialects.openai.chat;

import io.sluice.dialects.embed.Purpose;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * {@code input_type}, which OpenAI itself does not have: Voyage says query and document, NVIDIA query and passage, Cohere
 * and Google have more; callers write it in the words of the one they came from.
 */
final class InputTypes {
    private static final String QUIRK = "embed_input_type=";

    private InputTypes() {}

    /** What that word means; null where it is nobody's. */
    static @Nullable Purpose read(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "query", "search_query", "retrieval_query" -> Purpose.QUERY;
            case "document", "passage", "search_document", "retrieval_document" -> Purpose.DOCUMENT;
            case "semantic_similarity" -> Purpose.SIMILARITY;
            case "classification" -> Purpose.CLASSIFICATION;
            case "clustering" -> Purpose.CLUSTERING;
            case "question_answering" -> Purpose.QUESTION;
            case "fact_verification" -> Purpose.FACTS;
            case "code_retrieval_query" -> Purpose.CODE_QUERY;
            default -> null;
        };
    }

    /** Whether the provider has words for it at all. */
    static boolean areSaid(Iterable<String> flags) {
        return word(Purpose.QUERY, flags) != null;
    }

    /** The provider's word for that; null where it has none. {@code flags} are the catalog's. */
    static @Nullable String word(Purpose purpose, Iterable<String> flags) {
        for (String flag : flags) {
            if (flag.startsWith(QUIRK) && flag.indexOf(',') > 0) {
                return switch (purpose) {
                    case DOCUMENT -> flag.substring(QUIRK.length(), flag.indexOf(','));
                    case QUERY -> flag.substring(flag.indexOf(',') + 1);
                    case SIMILARITY, CLASSIFICATION, CLUSTERING, QUESTION, FACTS, CODE_QUERY -> null;
                };
            }
        }
        return null;
    }
}
