package io.sluice.gateway.call;

import io.sluice.dialects.Dialect;
import io.sluice.dialects.Operation;
import io.sluice.dialects.Quirks;
import io.sluice.gateway.catalog.AuthHeader;
import io.sluice.gateway.catalog.Clocks;
import io.sluice.gateway.catalog.Origin;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a provider is reached with one credential: all that an attempt must know. Made from settings and catalog, never
 * from a request.
 *
 * @param id the provider's name in the configuration
 * @param origin where connections lead
 * @param speeches the dialects it speaks, its first one first
 * @param quirks what is odd about it
 * @param authHeader the header that carries the credential, or the one a caller's own goes under
 * @param authorization the credential as that header, or null where none is needed or the caller's own is passed on
 * @param callersKey whether the caller's own credential is passed on
 * @param clocks how long each step may take
 */
public record ProviderAccess(
        String id,
        Origin origin,
        List<Speech> speeches,
        Quirks quirks,
        String authHeader,
        @Nullable AuthHeader authorization,
        boolean callersKey,
        Clocks clocks) {

    /** Keeps a copy of the list. */
    public ProviderAccess {
        speeches = List.copyOf(speeches);
    }

    /**
     * What to speak with it for that operation: the caller's dialect where it offers the operation in it, else the first
     * in which it does; null where it does not at all.
     */
    @Nullable
    Speech speech(Dialect callers, Operation operation) {
        Speech first = null;
        for (Speech speech : speeches) {
            if (speech.paths().containsKey(operation)) {
                if (speech.dialect().id().equals(callers.id())) {
                    return speech;
                }
                first = first == null ? speech : first;
            }
        }
        return first;
    }
}
