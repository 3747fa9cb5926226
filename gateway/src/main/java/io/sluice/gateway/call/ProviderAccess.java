package io.sluice.gateway.call;

import io.sluice.dialects.Dialect;
import io.sluice.dialects.Operation;
import io.sluice.gateway.call.wire.Header;
import io.sluice.gateway.catalog.Clocks;
import io.sluice.gateway.sign.Signer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a provider is reached with one credential: all that an attempt must know. Made from settings and catalog, never
 * from a request.
 *
 * @param id the provider's name in the configuration
 * @param speeches the dialects it speaks, its first one first
 * @param authHeader the header that carries the credential, or the one a caller's own goes under
 * @param headers that every request wants
 * @param signer what proves to the provider who calls, where no plain header does; null where one does
 * @param callersKey whether the caller's own credential is passed on
 * @param openIds whether ids of its state that were never seen here may be used by anyone
 * @param credential by what its credential is known again; says nothing of the secret itself
 * @param clocks how long each step may take
 */
public record ProviderAccess(
        String id,
        List<Speech> speeches,
        String authHeader,
        List<Header> headers,
        @Nullable Signer signer,
        boolean callersKey,
        boolean openIds,
        String credential,
        Clocks clocks) {

    /** Keeps copies of the lists. */
    public ProviderAccess {
        speeches = List.copyOf(speeches);
        headers = List.copyOf(headers);
    }

    /** What to speak with it in that very dialect, where it offers the operation in it; else null. */
    @Nullable
    public Speech speaking(Dialect wanted, Operation operation) {
        for (Speech speech : speeches) {
            if (speech.dialect().id().equals(wanted.id()) && speech.paths().containsKey(operation)) {
                return speech;
            }
        }
        return null;
    }

    /** Whether it offers that in any dialect, for whatever model. */
    public boolean offers(Operation operation) {
        return speeches.stream().anyMatch(speech -> speech.paths().containsKey(operation));
    }

    /** It refused the credential: what is fetched for it is fetched anew. */
    void rejected() {
        if (signer != null) {
            signer.rejected();
        }
    }

    /** What rests and is counted together: the provider as called with this credential. */
    public String lane() {
        return credential.isEmpty() ? id : id + "#" + credential;
    }

    /**
     * What to speak with it for that operation on that model: where the model's own line demands a dialect, that; else of
     * those that serve the model the caller's, else the first; null where none of them offers the operation. Tokens are
     * counted nowhere else than where the model's line demands it to be called.
     */
    public @Nullable Speech speech(Dialect callers, Operation operation, Target target) {
        Speech best = null;
        for (Speech speech : speeches) {
            if (speech.paths().containsKey(operation)) {
                if (speech.wire().name().equals(target.demanded())) {
                    return speech;
                }
                boolean serves = speeches.size() == 1
                        || (speech.wire().serves(target.model()) && !(operation == Operation.COUNT && demands(target)));
                boolean callersOwn = speech.dialect().id().equals(callers.id());
                boolean bestIsCallers = best != null && best.dialect().id().equals(callers.id());
                if (serves && (best == null || (callersOwn && !bestIsCallers))) {
                    best = speech;
                }
            }
        }
        return best;
    }

    private boolean demands(Target target) {
        return speeches.stream().anyMatch(speech -> speech.wire().name().equals(target.demanded()));
    }
}
