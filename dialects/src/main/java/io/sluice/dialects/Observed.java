package io.sluice.dialects;

import io.sluice.dialects.model.ErrorFacts;
import io.sluice.dialects.model.Usage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What has been seen of an answer so far, whichever way it is relayed. Asked on the thread that feeds it. */
public interface Observed {
    /** The last usage reported; null where none was, or where it cannot be true. */
    @Nullable
    Usage usage();

    /** A usage was reported that cannot be true: negative, absurd, not a number, or less than before. */
    boolean usageImplausible();

    /** The provider's word for why choice 0 (else the first that finished) ended; null while none has. */
    @Nullable
    String finishReason();

    /** The provider's own error, if it sent one in place of an answer or of its rest. */
    @Nullable
    ErrorFacts error();

    /** Whether anything of the answer proper (text, thinking, a tool call, a vector) has come. */
    boolean contentSeen();

    /** The ids of state at the provider that the answer has named so far; it only grows. */
    default List<StateId> states() {
        return List.of();
    }
}
