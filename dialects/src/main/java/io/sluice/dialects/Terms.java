package io.sluice.dialects;

import org.jspecify.annotations.Nullable;

/**
 * How an answer is to be relayed.
 *
 * @param operation what was asked
 * @param choices how many alternatives must finish before the answer is whole
 * @param withholdUsage whether the usage chunk is there only because we asked for it
 * @param answerModel the name to put in place of the answer's {@code model}; null leaves the provider's
 * @param quirks of the provider
 */
public record Terms(
        Operation operation,
        int choices,
        boolean withholdUsage,
        @Nullable String answerModel,
        Quirks quirks) {
    /** The terms that change nothing. */
    public static Terms untouched(Operation operation) {
        return new Terms(operation, 1, false, null, Quirks.NONE);
    }
}
