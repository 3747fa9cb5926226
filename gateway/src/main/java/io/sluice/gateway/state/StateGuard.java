package io.sluice.gateway.state;

import io.sluice.dialects.Continuing;
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
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Lets ids of a provider's state go only where they were made, and only for those who were given them here. Ids never
 * seen pass where the provider's ids are open, or where the caller's own credential is passed on. What is kept here is
 * said in full before it goes anywhere.
 *
 * <p>Entered after the plan was made, which it narrows. All a provider's callers here are one account to it: nothing but
 * this keeps them apart.
 */
public final class StateGuard implements Stage {
    private static final int LONG = 64 << 10;
    private static final int MOST_IDS = 2_000;

    /** Nobody's ids are as long; what a broken provider sends is not remembered. */
    private static final int LONGEST_ID = 512;

    /** Items of answers written here are named after the call. */
    private static final Pattern OUR_ITEM = Pattern.compile("[a-z]+_([0-9a-f]{32})_\\d+");

    private final StateBook book;
    private final Keeping keeping;
    private final StoredResponses stored;

    /** A guard over these providers. */
    public StateGuard(StateBook book, Keeping keeping, Map<String, ProviderAccess> providers) {
        this.book = book;
        this.keeping = keeping;
        this.stored = new StoredResponses(book, keeping, providers);
    }

    @Override
    public Step enter(Call call) {
        return switch (call.endpoint()) {
            case Endpoint.Infer infer -> asked(call, infer);
            case Endpoint.StoredResponse response -> stored.enter(call, response);
            case Endpoint.ListModels _, Endpoint.ShowModel _ -> Step.GO;
        };
    }

    private Step asked(Call call, Endpoint.Infer infer) {
        RequestFacts facts = facts(call);
        Continuing continuing = infer.dialect().continuing();
        if (continuing != null) {
            call.tells(continuing.told(kept(continuing, facts), ""));
        }
        return look(call, infer.dialect());
    }

    private boolean kept(Continuing continuing, RequestFacts facts) {
        return keeping.on() && facts.operation() == Operation.CHAT && continuing.mayBeKept(facts.outline());
    }

    private static RequestFacts facts(Call call) {
        return Objects.requireNonNull(call.facts(), "guarded before the body was read");
    }

    private Step look(Call call, Dialect dialect) {
        RequestFacts facts = facts(call);
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
        Dialect dialect = call.endpoint().dialect();
        List<String> names =
                ids.stream().map(id -> claimed(id, dialect)).distinct().toList();
        if (names.size() > MOST_IDS) {
            return new Step.Refuse(StateFailures.tooMany(names.size(), MOST_IDS));
        }
        return book.lookUp(call, names, (later, claims) -> judge(later, ids, claims));
    }

    /** The id that is claimed for an id: of an item of an answer written here, that of the answer. */
    private static String claimed(StateId id, Dialect dialect) {
        Matcher ours = OUR_ITEM.matcher(id.id());
        String answer = id.sort() == StateId.Sort.ITEM && ours.matches() ? dialect.answerId(ours.group(1)) : null;
        return answer == null ? id.id() : answer;
    }

    private Step judge(Call call, List<StateId> ids, Map<String, List<StateClaim>> known) {
        Dialect dialect = call.endpoint().dialect();
        Owner owner = Owner.of(call.key());
        Notes notes = notes(call);
        if (keeping.on() && notes.continued == null) {
            List<TakingUp.Named> here = ids.stream()
                    .filter(id -> !id.carried() && keptHere(known.getOrDefault(claimed(id, dialect), List.of()), owner))
                    .map(id -> new TakingUp.Named(id, claimed(id, dialect)))
                    .toList();
            if (!here.isEmpty()) {
                return takeUp(call, here, owner);
            }
        }
        Plan plan = Objects.requireNonNull(call.plan(), "guarded before there was a plan");
        Judgement judgement = new Judgement(call, plan);
        for (StateId id : ids) {
            List<StateClaim> claims = known.getOrDefault(claimed(id, dialect), List.of());
            Failure failure = judgement.take(id, claims);
            if (failure != null) {
                return new Step.Refuse(failure);
            }
            if (claims.isEmpty()) {
                notes.brought.add(id.id());
            }
        }
        if (judgement.targets().size() < plan.targets().size()) {
            call.plan(plan.only(judgement.targets()));
        }
        return Step.GO;
    }

    private static boolean keptHere(List<StateClaim> claims, Owner owner) {
        return claims.stream().anyMatch(claim -> claim.owner().equals(owner) && claim.madeHere());
    }

    /** What is remembered of a call. */
    private static final class Notes {
        /** Ids nobody was given here, which the request brought along: an answer that repeats them gives them to nobody. */
        private final Set<String> brought = new HashSet<>(0);

        private @Nullable Continued continued;
    }

    /** What the caller's request asked, and went on from, before it was written anew. */
    private record Continued(String previous, byte[] input) {}

    private Notes notes(Call call) {
        Notes known = call.kept(this, Notes.class);
        Notes notes = known == null ? new Notes() : known;
        if (known == null) {
            call.keep(this, notes);
        }
        return notes;
    }

    private Step takeUp(Call call, List<TakingUp.Named> here, Owner owner) {
        Endpoint.Infer infer = (Endpoint.Infer) call.endpoint();
        Continuing continuing = infer.dialect().continuing();
        if (continuing == null) {
            return new Step.Refuse(StateFailures.unknown(here.getFirst().id()));
        }
        RequestFacts facts = facts(call);
        Bytes body = call.body();
        boolean kept = kept(continuing, facts);
        return new Step.Await(() -> {
            TakingUp.Result result = new TakingUp(keeping, owner, continuing).of(here, infer, facts.outline(), body);
            return later -> switch (result) {
                case TakingUp.Result.Not(Failure failure) -> new Step.Refuse(failure);
                case TakingUp.Result.Taken taken -> {
                    notes(later).continued = new Continued(taken.previous(), taken.input());
                    later.rewritten(taken.request());
                    later.tells(continuing.told(kept, taken.previous()));
                    yield look(later, infer.dialect());
                }
            };
        });
    }

    @Override
    public void named(Call call, Attempt attempt, StateId id) {
        Plan plan = call.plan();
        RequestFacts facts = call.facts();
        Notes notes = call.kept(this, Notes.class);
        boolean brought = notes != null && notes.brought.contains(id.id());
        if (plan == null || facts == null || brought || id.id().length() > LONGEST_ID) {
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
                made(call)));
    }

    private static Instant made(Call call) {
        return Instant.ofEpochMilli(call.receivedMicros() / 1_000);
    }

    @Override
    public void written(Call call, Attempt attempt, byte[] answer) {
        Dialect dialect = call.endpoint().dialect();
        Continuing continuing = dialect.continuing();
        String id = dialect.answerId(call.id().toString());
        RequestFacts facts = call.facts();
        if (continuing == null || id == null || facts == null || !kept(continuing, facts)) {
            return;
        }
        Notes notes = call.kept(this, Notes.class);
        Continued continued = notes == null ? null : notes.continued;
        byte[] input = continued == null
                ? continuing.input(facts.outline(), call.body()).toArray()
                : continued.input();
        String previous = continued == null ? "" : continued.previous();
        keeping.answers().keep(new Kept(id, Owner.of(call.key()), made(call), previous, input, answer));
    }
}
