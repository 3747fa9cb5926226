package io.sluice.gateway.state;

import io.sluice.dialects.Continuing;
import io.sluice.dialects.StateId;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.Outline;
import io.sluice.gateway.account.Owner;
import io.sluice.gateway.call.Endpoint;
import io.sluice.gateway.call.Failure;
import io.sluice.gateway.call.Rewriting;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes up a kept answer: reads the conversation that led to it, and writes the request as one that says all of it. Waits. */
final class TakingUp {
    private static final int MOST_BYTES = 32 << 20;

    private final Keeping keeping;
    private final Owner owner;
    private final Continuing continuing;
    private final Deque<Continuing.Round> rounds = new ArrayDeque<>();
    private final Map<String, String> items = new HashMap<>();
    private String previous = "";
    private long bytes;

    TakingUp(Keeping keeping, Owner owner, Continuing continuing) {
        this.keeping = keeping;
        this.owner = owner;
        this.continuing = continuing;
    }

    /** What came of it. */
    sealed interface Result {

        /**
         * The request says all of it.
         *
         * @param previous the answer it goes on from, empty where it only refers to items
         * @param input what was asked, as it stood in the caller's request
         */
        record Taken(Rewriting.Done request, String previous, byte[] input) implements Result {}

        /** It cannot be taken up. */
        record Not(Failure failure) implements Result {}
    }

    /**
     * Takes it up.
     *
     * @param named the ids of what is kept here, each with the id of the answer it leads to
     */
    Result of(List<Named> named, Endpoint.Infer endpoint, Outline outline, Bytes body) throws InterruptedException {
        try {
            for (Named each : named) {
                Failure failure = each.id().sort() == StateId.Sort.RESPONSE ? back(each) : item(each);
                if (failure != null) {
                    return new Result.Not(failure);
                }
            }
        } catch (IOException failed) {
            return new Result.Not(StateFailures.unavailable());
        }
        byte[] input = continuing.input(outline, body).toArray();
        byte[] whole = continuing.after(List.copyOf(rounds), items, outline, body);
        return switch (Rewriting.of(endpoint, whole)) {
            case Rewriting.Done done -> new Result.Taken(done, previous, input);
            case Rewriting.Wrong(Failure failure) -> new Result.Not(failure);
        };
    }

    /** An id of the request, and that of the answer kept here which it leads to. */
    record Named(StateId id, String answer) {}

    /** All that led to an answer, the newest first; why it is not all there, or null. */
    private @Nullable Failure back(Named named) throws IOException, InterruptedException {
        previous = named.answer();
        rounds.clear();
        String next = named.answer();
        while (!next.isEmpty()) {
            Kept kept = keeping.find(next, owner);
            if (kept == null) {
                String what = next.equals(named.answer()) ? "it" : "the earlier part of it, " + next + ",";
                return StateFailures.notKept(named.id(), what + " was not kept, or is not kept any more");
            }
            bytes += kept.size();
            if (bytes > MOST_BYTES) {
                return StateFailures.notKept(named.id(), "its conversation has more than " + MOST_BYTES + " bytes");
            }
            rounds.addFirst(kept.round());
            next = kept.previous();
        }
        return null;
    }

    private @Nullable Failure item(Named named) throws IOException, InterruptedException {
        Kept kept = keeping.find(named.answer(), owner);
        if (kept == null) {
            return StateFailures.notKept(named.id(), "the response it stood in was not kept, or is not kept any more");
        }
        items.putAll(continuing.items(Bytes.of(kept.answer())));
        return items.containsKey(named.id().id()) ? null : StateFailures.unknown(named.id());
    }
}
