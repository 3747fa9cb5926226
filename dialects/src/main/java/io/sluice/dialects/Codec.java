package io.sluice.dialects;

import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.model.Answer;
import io.sluice.dialects.model.Conversation;

/**
 * One dialect's way into and out of the canonical conversation; no codec knows another. Stateless and shared by all
 * threads. Documents have passed the scanner before they come here.
 *
 * <p>Laws, tested over recordings and seeded random conversations: what a dialect reads it writes back with the same
 * meaning; what it writes it reads back equal, apart from the losses it named.
 */
public interface Codec {
    /** The caller's request as a conversation. */
    Understanding readRequest(RequestFacts facts, Bytes body);

    /** The conversation as a request for one target, whole or streamed as the conversation says. */
    Outgoing writeRequest(Conversation conversation, Sending sending);

    /** A whole answer; one that is an error in disguise has {@link Answer#error}. */
    Answer readAnswer(Bytes body, Quirks quirks);

    /** A whole answer for a caller of this dialect. */
    byte[] writeAnswer(Answer answer, Asked asked);

    /** Writes a stream for a caller of this dialect from events of any other. */
    StreamWriter streamWriter(Asked asked);
}
