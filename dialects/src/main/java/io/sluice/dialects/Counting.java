package io.sluice.dialects;

import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.model.Conversation;
import org.jspecify.annotations.Nullable;

/**
 * How a dialect asks how many tokens a conversation has, and how it is told: {@link Operation#COUNT}. Stateless and
 * shared by all threads; documents have passed the scanner before they come here.
 */
public interface Counting {
    /** What a caller wants counted. */
    Understanding read(RequestFacts facts, Bytes body);

    /** The conversation as a request for its count; the losses are those of the request it stands for. */
    Outgoing write(Conversation conversation, Sending sending);

    /** How many tokens a provider's answer counts; null where it does not say. */
    @Nullable
    Long total(Bytes answer);

    /** The answer for a caller; a count that no provider made says so in an extension field. */
    byte[] answer(long tokens, boolean estimate);
}
