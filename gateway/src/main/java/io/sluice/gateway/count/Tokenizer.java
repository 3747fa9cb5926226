package io.sluice.gateway.count;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingRegistry;
import com.knuddels.jtokkit.api.EncodingType;
import java.util.List;
import java.util.Locale;

/**
 * How many tokens a text is in OpenAI's vocabularies. Models of others have their own, which are not public or not here:
 * for them the newest of OpenAI's stands in.
 *
 * <p>The first text takes a few hundred milliseconds, as its vocabulary is read then. Safe for all threads, but never for
 * an event loop.
 */
public final class Tokenizer {
    // The longest run of text counted at once: between two the thread may be asked to stop, and a cut costs one token.
    private static final int WINDOW = 1 << 15;

    // What came before gpt-4o; everything since has the vocabulary of that.
    private static final List<String> OLDER = List.of("gpt-3.5", "gpt-35", "gpt-4", "text-embedding-");
    private static final List<String> NEWER = List.of("gpt-4o", "gpt-4.1", "gpt-4.5");

    private final EncodingRegistry vocabularies = Encodings.newLazyEncodingRegistry();

    /**
     * The tokens of a text; what looks like a mark of the vocabulary's own is text like any other.
     *
     * @param model the name the provider knows the model by
     * @throws InterruptedException when the thread is asked to stop
     */
    long count(String model, String text) throws InterruptedException {
        Encoding vocabulary =
                vocabularies.getEncoding(older(model) ? EncodingType.CL100K_BASE : EncodingType.O200K_BASE);
        long tokens = 0;
        int from = 0;
        while (from < text.length()) {
            if (Thread.interrupted()) {
                throw new InterruptedException("nobody waits for this count any more");
            }
            int to = Math.min(text.length(), from + WINDOW);
            if (to < text.length() && Character.isHighSurrogate(text.charAt(to - 1))) {
                to--;
            }
            tokens += vocabulary.countTokensOrdinary(text.substring(from, to));
            from = to;
        }
        return tokens;
    }

    private static boolean older(String model) {
        String name = model.substring(model.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        return OLDER.stream().anyMatch(name::startsWith) && NEWER.stream().noneMatch(name::startsWith);
    }
}
