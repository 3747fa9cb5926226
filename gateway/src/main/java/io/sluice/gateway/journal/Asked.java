package io.sluice.gateway.journal;

import org.jspecify.annotations.Nullable;

/**
 * What the caller asked for, in the words it came with.
 *
 * @param operation {@code chat}, {@code complete}, {@code embed}, {@code count}
 * @param dialect the caller's dialect: {@code openai-chat}
 * @param model the name asked for, or null where the call was refused before it was read
 * @param stream whether a stream was asked for
 */
public record Asked(
        String operation, String dialect, @Nullable String model, boolean stream) {}
