package io.sluice.gateway.call;

import io.sluice.dialects.model.ErrorFacts;
import io.sluice.dialects.model.Usage;
import io.sluice.gateway.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * What an attempt used up.
 *
 * @param ending how it ended
 * @param usage the tokens the provider reported, or null where it reported none
 * @param finishReason the provider's word, or null
 * @param error the provider's own error that stood in place of an answer or of its rest; null where there was none, or
 *     its status tells
 * @param bytesUp bytes of the request body sent
 * @param bytesDown bytes of the answer's body received
 * @param cost of that usage at the catalog's prices of the moment; null where there is no usage, or no price
 */
public record Spent(
        Ending ending,
        @Nullable Usage usage,
        @Nullable String finishReason,
        @Nullable ErrorFacts error,
        long bytesUp,
        long bytesDown,
        @Nullable Money cost) {

    /** Nothing was sent: a later stage refused, or the caller left before. */
    public static final Spent NOTHING = new Spent(Ending.NOT_SENT, null, null, null, 0, 0, null);

    /** The ways an attempt ends. */
    public enum Ending {
        /** No byte of it left. */
        NOT_SENT,
        /** The provider answered, be it with an error of its own, and the answer was whole. */
        ANSWERED,
        /** No answer, or one that broke off. */
        FAILED,
        /** Given up by us: the caller left, or a stage ended the reply. */
        CANCELLED
    }
}
