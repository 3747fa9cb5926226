package io.sluice.dialects;

import org.jspecify.annotations.Nullable;

/**
 * What a request's line says before its body is read.
 *
 * @param operation asked for
 * @param model named in the path, decoded; null where the body names it
 * @param stream whether the path asks for a stream; null where the body says so
 */
public record Asking(
        Operation operation,
        @Nullable String model,
        @Nullable Boolean stream) {
    /** Everything else is in the body. */
    public static Asking of(Operation operation) {
        return new Asking(operation, null, null);
    }
}
