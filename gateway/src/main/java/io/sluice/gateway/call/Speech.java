package io.sluice.gateway.call;

import io.sluice.dialects.Dialect;
import io.sluice.dialects.Operation;
import io.sluice.dialects.Quirks;
import io.sluice.gateway.catalog.AuthHeader;
import io.sluice.gateway.catalog.Origin;
import io.sluice.gateway.catalog.Wire;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One dialect a provider speaks, and where.
 *
 * @param wire what the catalog says of it
 * @param origin where connections lead
 * @param quirks how the provider differs in it
 * @param authorization the credential as a header for that origin, or null where none is needed or the caller's own is
 *     passed on
 * @param paths request targets by operation; what is not among them the provider does not offer in this dialect
 */
public record Speech(
        Dialect dialect,
        Wire wire,
        Origin origin,
        Quirks quirks,
        @Nullable AuthHeader authorization,
        Map<Operation, Path> paths) {
    /** Keeps a copy. */
    public Speech {
        paths = Map.copyOf(paths);
    }

    /** The same with another request target for that operation. */
    Speech at(Operation operation, String target) {
        Map<Operation, Path> others = new EnumMap<>(paths);
        others.put(operation, new Path(target, target));
        return new Speech(dialect, wire, origin, quirks, authorization, others);
    }

    /**
     * A request target, with {@code {model}} where the model's name goes.
     *
     * @param whole for an answer in one piece
     * @param stream for a stream; the same where the body says which is wanted
     */
    public record Path(String whole, String stream) {
        /** The target for that model. */
        String target(String model, boolean streamed) {
            return Wire.filled(streamed ? stream : whole, model);
        }
    }
}
