package io.sluice.gateway.state;

import io.sluice.dialects.Dialect;
import io.sluice.dialects.Operation;
import io.sluice.dialects.RequestFacts;
import io.sluice.dialects.StateId;
import io.sluice.dialects.json.Bytes;
import io.sluice.gateway.account.Owner;
import io.sluice.gateway.account.StateClaim;
import io.sluice.gateway.call.Attempt;
import io.sluice.gateway.call.Call;
import io.sluice.gateway.call.Endpoint;
import io.sluice.gateway.call.Failure;
import io.sluice.gateway.call.Plan;
import io.sluice.gateway.call.ProviderAccess;
import io.sluice.gateway.call.Stage;
import io.sluice.gateway.call.Step;
import io.sluice.gateway.call.Target;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Lets ids of a provider's state go only where they were made, and only for those who were given them here. Ids never
 * seen pass where the provider's ids are open, or where the caller's own credential is passed on.
 *
 * <p>Entered after the plan was made, which it narrows. All a provider's callers here are one account to it: nothing but
 * this keeps them apart.
 */
public final class StateGuard implements Stage {
    private static final int LONG = 64 << 10;
    private static final int MOST_IDS = 2_000;

    private final StateBook book;
    private final Map<String, ProviderAccess> providers;

    /** A guard over these providers. */
    public StateGuard(StateBook book, Map<String, ProviderAccess> providers) {
        this.book = book;
        this.providers = Map.copyOf(providers);
    }

    @Override
    public Step enter(Call call) {
        return switch (call.endpoint()) {
            case Endpoint.Infer infer -> asked(call, infer.dialect());
            case Endpoint.StoredResponse stored -> stored(call, stored);
            case Endpoint.ListModels _, Endpoint.ShowModel _ -> Step.GO;
        };
    }

    private Step asked(Call call, Dialect dialect) {
        RequestFacts facts = Objects.requireNonNull(call.facts(), "guarded before the body was read");
        Bytes body = call.body();
        boolean deep = call.namesState();
        if (!deep || body.length() <= LONG) {
            return check(call, dialect.stateIds(facts.outline(), body, deep));
        }
        return new Step.Await(() -> {
            List<StateId> ids = dialect.stateIds(facts.outline(), body, true);
            return later -> check(later, ids);
        });
    }

    private Step check(Call call, List<StateId> ids) {
        if (ids.isEmpty()) {
            return Step.GO;
        }
        Map<String, List<StateClaim>> known = new HashMap<>();
        ids.forEach(id -> known.computeIfAbsent(id.id(), book::remembered));
        if (known.size() > MOST_IDS) {
            return new Step.Refuse(StateFailures.tooMany(known.size(), MOST_IDS));
        }
        Owner owner = Owner.of(call.key());
        if (known.values().stream().allMatch(claims -> owns(owner, claims))) {
            return judge(call, ids, known);
        }
        // What is another's takes the same way as what was never seen, so that the time it takes does not tell either.
        return lookedUp(List.copyOf(known.keySet()), (later, found) -> judge(later, ids, found));
    }

    private interface Found {
        Step then(Call call, Map<String, List<StateClaim>> claims);
    }

    private Step lookedUp(List<String> ids, Found found) {
        return new Step.Await(() -> {
            Map<String, List<StateClaim>> claims = new HashMap<>();
            try {
                for (String id : ids) {
                    claims.put(id, book.claims(id));
                }
            } catch (IOException failed) {
                return _ -> new Step.Refuse(StateFailures.unavailable());
            }
            return later -> found.then(later, claims);
        });
    }

    private static boolean owns(Owner owner, List<StateClaim> claims) {
        return claims.stream().anyMatch(claim -> claim.owner().equals(owner));
    }

    private Step judge(Call call, List<StateId> ids, Map<String, List<StateClaim>> known) {
        Plan plan = Objects.requireNonNull(call.plan(), "guarded before there was a plan");
        Judgement judgement = new Judgement(call, plan);
        for (StateId id : ids) {
            Failure failure = judgement.take(id, known.getOrDefault(id.id(), List.of()));
            if (failure != null) {
                return new Step.Refuse(failure);
            }
        }
        if (judgement.targets().size() < plan.targets().size()) {
            call.plan(new Plan(judgement.targets(), plan.answerModel(), plan.loss()));
        }
        return Step.GO;
    }

    private Step stored(Call call, Endpoint.StoredResponse stored) {
        List<StateClaim> known = book.remembered(stored.id());
        if (owns(Owner.of(call.key()), known)) {
            return fetch(call, stored, known);
        }
        return lookedUp(
                List.of(stored.id()),
                (later, found) -> fetch(later, stored, found.getOrDefault(stored.id(), List.of())));
    }

    private Step fetch(Call call, Endpoint.StoredResponse stored, List<StateClaim> claims) {
        Owner owner = Owner.of(call.key());
        for (StateClaim claim : claims) {
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

    private static boolean keeps(ProviderAccess access, Endpoint.StoredResponse stored) {
        return access.speaking(stored.dialect(), Operation.CHAT) != null;
    }

    @Override
    public void named(Call call, Attempt attempt, StateId id) {
        Plan plan = call.plan();
        RequestFacts facts = call.facts();
        if (plan == null || facts == null) {
            return;
        }
        Target target = attempt.target();
        boolean other = plan.answerModel() && !facts.model().equals(target.model());
        book.claim(new StateClaim(
                id.id(),
                Owner.of(call.key()),
                attempt.translated() ? "" : target.provider().id(),
                target.provider().credential(),
                target.model(),
                other ? facts.model() : null,
                Instant.ofEpochMilli(call.receivedMicros() / 1_000)));
    }
}
