package io.sluice.gateway.mirror;

import io.sluice.dialects.Operation;
import io.sluice.dialects.RequestFacts;
import io.sluice.gateway.call.Attempt;
import io.sluice.gateway.call.Call;
import io.sluice.gateway.call.Calls;
import io.sluice.gateway.call.Leg;
import io.sluice.gateway.call.Outcome;
import io.sluice.gateway.call.Pipeline;
import io.sluice.gateway.call.Plan;
import io.sluice.gateway.call.Stage;
import io.sluice.gateway.call.Step;
import io.sluice.gateway.call.Tap;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Sends a copy of a call to the other targets its plan names. Each copy is a call of its own, with its own row, and is no
 * part of the caller's limits or budget; how its answer compares with the caller's is in its row.
 *
 * <p>Conversations alone are mirrored, and none that names state at its provider: nobody else has that.
 */
public final class Mirroring implements Stage {
    private final Pipeline copies;
    private final Running running;

    /** How many mirrors of a target run; outlives reloads. */
    public static final class Running {
        private final Map<String, AtomicInteger> targets = new ConcurrentHashMap<>();

        private AtomicInteger of(String target) {
            return targets.computeIfAbsent(target, _ -> new AtomicInteger());
        }
    }

    private record Mirrored(Map<Attempt, Overheard> answers, List<MirrorLink> links) {}

    /** Mirrors through these stages, which neither ask for a key nor count against anybody. */
    public Mirroring(Pipeline copies, Running running) {
        this.copies = copies;
        this.running = running;
    }

    @Override
    public Step enter(Call call) {
        Plan plan = call.plan();
        if (plan != null && !plan.mirrors().isEmpty() && mirrorable(call)) {
            Mirrored mirrored = new Mirrored(new IdentityHashMap<>(), new ArrayList<>());
            call.keep(this, mirrored);
            plan.mirrors().forEach(mirror -> open(call, plan, mirror, mirrored));
        }
        return Step.GO;
    }

    private static boolean mirrorable(Call call) {
        RequestFacts facts = call.facts();
        return facts != null && facts.operation() == Operation.CHAT && !call.namesState();
    }

    /** Whether one attempt has all of the answer; several that went on with each other have a part each. */
    private static boolean whole(Call call) {
        return call.attempts().stream().noneMatch(attempt -> attempt.reason() == Attempt.Reason.CONTINUE);
    }

    private static Overheard overheard(Call call) {
        RequestFacts facts = call.facts();
        return new Overheard(call.endpoint().dialect(), facts != null && facts.stream());
    }

    private void open(Call call, Plan plan, Plan.Mirror mirror, Mirrored mirrored) {
        Leg leg = Leg.of(mirror.to()).because("mirror of " + call.id());
        AtomicInteger count = running.of(leg.target().served());
        if (count.incrementAndGet() > mirror.atOnce()) {
            count.decrementAndGet();
            call.remark("not mirrored: " + mirror.atOnce() + " calls to "
                    + leg.target().served() + " are");
            return;
        }
        MirrorLink link = new MirrorLink(
                call.loop(),
                call.body().toArray(),
                overheard(call),
                copies.surroundings().waiting(),
                (copy, told) -> {
                    count.decrementAndGet();
                    copy.remark("mirror: " + told);
                });
        mirrored.links.add(link);
        Calls.copy(copies, call, new Plan(List.of(leg), plan.answerModel(), plan.loss()), link, link::opened);
    }

    @Override
    public Tap tap(Call call, Attempt attempt) {
        Mirrored mirrored = call.kept(this, Mirrored.class);
        if (mirrored == null) {
            return Tap.NONE;
        }
        Overheard answer = overheard(call);
        mirrored.answers.put(attempt, answer);
        return new Tap.Watch(answer);
    }

    @Override
    public void leave(Call call, Outcome outcome) {
        Mirrored mirrored = call.kept(this, Mirrored.class);
        if (mirrored != null) {
            Overheard answer = whole(call) ? mirrored.answers.get(call.answering()) : null;
            mirrored.links.forEach(link -> link.callerEnded(answer));
        }
    }
}
