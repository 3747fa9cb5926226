package io.sluice.gateway.state;

import io.sluice.dialects.Continuing;
import io.sluice.dialects.Operation;
import io.sluice.gateway.account.Owner;
import io.sluice.gateway.account.StateClaim;
import io.sluice.gateway.call.Call;
import io.sluice.gateway.call.Endpoint.StoredResponse;
import io.sluice.gateway.call.Plan;
import io.sluice.gateway.call.ProviderAccess;
import io.sluice.gateway.call.Step;
import io.sluice.gateway.call.Target;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Finds where a stored response is: at the provider that made it, or here. */
final class StoredResponses {
    private final StateBook book;
    private final Keeping keeping;
    private final Map<String, ProviderAccess> providers;

    StoredResponses(StateBook book, Keeping keeping, Map<String, ProviderAccess> providers) {
        this.book = book;
        this.keeping = keeping;
        this.providers = Map.copyOf(providers);
    }

    Step enter(Call call, StoredResponse stored) {
        return book.lookUp(
                call,
                List.of(stored.id()),
                (later, found) -> fetch(later, stored, found.getOrDefault(stored.id(), List.of())));
    }

    private Step fetch(Call call, StoredResponse stored, List<StateClaim> claims) {
        Owner owner = Owner.of(call.key());
        for (StateClaim claim : claims) {
            if (claim.owner().equals(owner) && claim.madeHere()) {
                return here(stored, owner);
            }
            ProviderAccess access = providers.get(claim.provider());
            if (claim.owner().equals(owner) && access != null && keeps(access, stored)) {
                call.answerAs(claim.asked());
                call.plan(new Plan(List.of(new Target(access, claim.model())), false));
                return Step.GO;
            }
        }
        // Which provider an id belongs to that was never seen is only known where there is but one it can be.
        List<ProviderAccess> open = providers.values().stream()
                .filter(access -> keeps(access, stored) && Judgement.open(access))
                .toList();
        if (open.size() == 1 && claims.isEmpty()) {
            call.plan(new Plan(List.of(new Target(open.getFirst(), "")), false));
            return Step.GO;
        }
        return new Step.Refuse(StateFailures.unknownResponse(stored.id()));
    }

    private static boolean keeps(ProviderAccess access, StoredResponse stored) {
        return access.speaking(stored.dialect(), Operation.CHAT) != null;
    }

    private Step here(StoredResponse stored, Owner owner) {
        Continuing continuing = stored.dialect().continuing();
        if (!keeping.on() || continuing == null) {
            return new Step.Refuse(StateFailures.unknownResponse(stored.id()));
        }
        return new Step.Await(() -> {
            Step step = answer(stored, owner, continuing);
            return _ -> step;
        });
    }

    private Step answer(StoredResponse stored, Owner owner, Continuing continuing) throws InterruptedException {
        try {
            Kept kept = keeping.find(stored.id(), owner);
            if (kept == null) {
                return new Step.Refuse(StateFailures.unknownResponse(stored.id()));
            }
            if (stored.what() == StoredResponse.Wanted.DELETE) {
                keeping.answers().forget(kept.id());
            }
            return KeptReplies.of(stored, kept, continuing);
        } catch (IOException failed) {
            return new Step.Refuse(StateFailures.unavailable());
        }
    }
}
