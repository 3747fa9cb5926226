package io.sluice.gateway.call;

import io.sluice.dialects.Counting;
import io.sluice.dialects.Dialect;
import io.sluice.dialects.Operation;
import io.sluice.dialects.Outgoing;
import io.sluice.dialects.RequestFacts;
import io.sluice.dialects.Sending;
import io.sluice.dialects.Understanding;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.model.Block;
import io.sluice.dialects.model.Conversation;
import io.sluice.dialects.model.ErrorFacts;
import io.sluice.dialects.model.Inlining;
import io.sluice.dialects.model.Role;
import io.sluice.dialects.model.Turn;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request to be written in a dialect that is not the caller's. A value, so that long ones can be written off the loop.
 *
 * @param callers the caller's dialect
 * @param body in that dialect
 * @param known the body as a conversation, where an earlier attempt read it
 * @param speech the target's dialect
 * @param soFar the text of an answer that broke off, which the target is to go on with; empty where there is none
 * @param added what the route adds
 */
record Writing(
        Dialect callers,
        RequestFacts facts,
        Bytes body,
        @Nullable Conversation known,
        Speech speech,
        Sending sending,
        String soFar,
        Additions added) {

    /** What came of writing a request. */
    sealed interface Written {

        /** It can go. */
        record Fit(Conversation conversation, Outgoing outgoing) implements Written {}

        /** It cannot be understood. */
        record Unfit(ErrorFacts error) implements Written {}

        /** What it names by address cannot be had. */
        record Unfetched(Failure failure) implements Written {}
    }

    /** Reads the body where that was not done yet, and writes it. */
    Written written() {
        Conversation conversation = known;
        if (conversation == null) {
            switch (read()) {
                case Understanding.Understood(Conversation read) -> conversation = read;
                case Understanding.Refused(ErrorFacts error) -> {
                    return new Written.Unfit(error);
                }
            }
        }
        return new Written.Fit(conversation, outgoing(conversation));
    }

    /** Writes it with what was fetched in the message; the conversation told is that of the caller. */
    Written written(Conversation conversation, Map<String, Inlining.Content> fetched) {
        return new Written.Fit(conversation, outgoing(Inlining.of(conversation, fetched)));
    }

    private Understanding read() {
        Counting counting = counts() ? callers.counting() : null;
        // Every byte is read, some of them twice: on the heap that costs a fraction of what the network's memory does.
        Bytes held = Bytes.of(body.toArray());
        return counting == null ? callers.codec().readRequest(facts, held) : counting.read(facts, held);
    }

    private Outgoing outgoing(Conversation conversation) {
        Counting counting = counts() ? speech.dialect().counting() : null;
        return counting == null
                ? Adding.written(goingOn(conversation), speech.dialect(), sending, added)
                : counting.write(conversation, sending);
    }

    private Conversation goingOn(Conversation conversation) {
        return soFar.isEmpty()
                ? conversation
                : conversation.with(
                        Turn.of(Role.ASSISTANT, Block.Text.of(soFar)), Turn.of(Role.USER, Block.Text.of(Seam.GO_ON)));
    }

    private boolean counts() {
        return facts.operation() == Operation.COUNT;
    }
}
