package io.sluice.dialects;

import io.sluice.dialects.embed.EmbedAnswer;
import io.sluice.dialects.embed.EmbedRequest;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.model.ErrorFacts;
import io.sluice.dialects.model.Loss;
import io.sluice.dialects.model.Losses;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One dialect's way into and out of the canonical embeddings; no codec knows another. Stateless and shared by all
 * threads. Documents have passed the scanner before they come here.
 *
 * <p>Laws, tested over recordings and seeded random requests: what a dialect reads it writes back with the same meaning;
 * what it writes it reads back equal, apart from the losses it named. An input is never left out: what cannot be carried
 * whole is refused, as vectors are told apart by their place alone.
 */
public interface EmbeddingCodec {
    /** The caller's request. */
    Read readRequest(RequestFacts facts, Bytes body);

    /** The request for one target, in as many bodies as it takes; their answers stand for the inputs in order. */
    Written writeRequest(EmbedRequest request, Sending sending);

    /** The answer to one body; one that is an error in disguise has {@link EmbedAnswer#error}. */
    EmbedAnswer readAnswer(Bytes body, Quirks quirks);

    /** The answer for a caller of this dialect. */
    byte[] writeAnswer(EmbedAnswer answer, Asking asking);

    /**
     * The request target for a caller's bytes as they are, where the provider's is {@code template}; null where the
     * provider wants another form than the caller's, so that the request has to be written anew.
     */
    default @Nullable String passing(RequestFacts facts, String template) {
        return template;
    }

    /** The header that counts input tokens where answers do not; null where the dialect has none. */
    default @Nullable String usageHeader() {
        return null;
    }

    /**
     * What a writer of answers must know of the call.
     *
     * @param model the name the answer is to carry
     * @param request what was asked
     * @param losses takes what of the answer cannot be carried
     */
    record Asking(String model, EmbedRequest request, Losses losses) {}

    /** What came of reading a request. */
    sealed interface Read {
        /** It can be translated. */
        record Understood(EmbedRequest request) implements Read {}

        /** It cannot: a 400 that names the field. */
        record Refused(ErrorFacts error) implements Read {}
    }

    /** What came of writing a request. */
    sealed interface Written {
        /** These bodies, in the order of the inputs, and what of the request they do not say. */
        record Bodies(List<byte[]> bodies, List<Loss> losses) implements Written {
            public Bodies {
                bodies = List.copyOf(bodies);
                losses = List.copyOf(losses);
            }
        }

        /** The target cannot take it: a 400 that names the field. */
        record Refused(ErrorFacts error) implements Written {}
    }

    /** A refusal of an input that a target cannot take. */
    static ErrorFacts unsupportedInput(String param, String message) {
        return new ErrorFacts(400, "unsupported_input", message, null, param);
    }
}
