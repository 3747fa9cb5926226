package io.sluice.gateway.state;

import io.sluice.dialects.Operation;
import io.sluice.dialects.RequestFacts;
import io.sluice.dialects.StateId;
import io.sluice.gateway.account.Owner;
import io.sluice.gateway.account.StateClaim;
import io.sluice.gateway.call.Call;
import io.sluice.gateway.call.Failure;
import io.sluice.gateway.call.Plan;
import io.sluice.gateway.call.ProviderAccess;
import io.sluice.gateway.call.Speech;
import io.sluice.gateway.call.Target;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Where a request may go, id by id; or why it may not. */
final class Judgement {
    private final Call call;
    private final Owner owner;
    private List<Target> targets;
    private boolean narrowed;

    Judgement(Call call, Plan plan) {
        this.call = call;
        this.owner = Owner.of(call.key());
        this.targets = plan.targets();
    }

    /** The targets that know every id so far. */
    List<Target> targets() {
        return targets;
    }

    /** Takes the next id; why the request cannot go on, or null. */
    @Nullable
    Failure take(StateId id, List<StateClaim> claims) {
        List<StateClaim> own =
                claims.stream().filter(claim -> claim.owner().equals(owner)).toList();
        if (id.carried() && claims.stream().allMatch(StateClaim::madeHere)) {
            return null; // made here, so that it names nothing at any provider
        }
        if (own.isEmpty()) {
            return unclaimed(id, claims);
        }
        if (id.carried()) {
            return null;
        }
        if (own.stream().allMatch(StateClaim::madeHere)) {
            return StateFailures.notKept(id, "it was translated from another provider's answer, and no one keeps it");
        }
        Failure elsewhere = narrowed ? StateFailures.apart(id) : StateFailures.elsewhere(id, model());
        List<StateClaim> exact = own.stream()
                .filter(claim -> targets.stream().anyMatch(target -> madeBy(claim, target)))
                .toList();
        if (!exact.isEmpty()) {
            return narrow(target -> exact.stream().anyMatch(claim -> madeBy(claim, target)), elsewhere, id);
        }
        // The credential was replaced since: the provider decides whether it is the same account.
        return narrow(
                target -> own.stream()
                        .anyMatch(claim ->
                                claim.provider().equals(target.provider().id())),
                elsewhere,
                id);
    }

    private static boolean madeBy(StateClaim claim, Target target) {
        return claim.provider().equals(target.provider().id())
                && claim.credential().equals(target.provider().credential());
    }

    /** It was never given to this owner: only where its provider's ids are open, and nobody else has it there. */
    private @Nullable Failure unclaimed(StateId id, List<StateClaim> claims) {
        return narrow(
                target -> open(target.provider())
                        && claims.stream()
                                .noneMatch(claim -> claim.provider()
                                        .equals(target.provider().id())),
                StateFailures.unknown(id),
                id);
    }

    private @Nullable Failure narrow(Predicate<Target> knows, Failure otherwise, StateId id) {
        List<Target> left = targets.stream().filter(knows).toList();
        if (left.isEmpty()) {
            return otherwise;
        }
        List<Target> able = left.stream().filter(target -> takes(id, target)).toList();
        if (able.isEmpty()) {
            return StateFailures.notKept(id, "the model \"" + model() + "\" is not called in the API it belongs to");
        }
        narrowed |= able.size() < targets.size();
        targets = able;
        return null;
    }

    /** Ids of responses and what is in them mean something in their own dialect alone. */
    private boolean takes(StateId id, Target target) {
        return switch (id.sort()) {
            case RESPONSE, CONVERSATION, ITEM -> {
                Speech speech = target.provider().speech(call.endpoint().dialect(), Operation.CHAT, target);
                yield speech != null
                        && speech.dialect()
                                .id()
                                .equals(call.endpoint().dialect().id());
            }
            case FILE, FILE_STORE, CONTAINER, CACHE -> true;
        };
    }

    /** Whether ids never seen may be used at that provider. */
    static boolean open(ProviderAccess access) {
        return access.openIds() || access.callersKey();
    }

    private String model() {
        RequestFacts facts = call.facts();
        return facts == null ? "" : facts.model();
    }
}
