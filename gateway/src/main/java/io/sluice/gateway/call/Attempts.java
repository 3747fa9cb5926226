package io.sluice.gateway.call;

import io.sluice.dialects.Operation;
import io.sluice.dialects.RequestFacts;
import io.sluice.gateway.call.wire.Loop;
import io.sluice.gateway.call.wire.UpstreamRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Walks the plan of a call, one target after another, and moves on only while the caller has seen nothing. Where the plan
 * says so, a second attempt is sent beside one that takes long; the first of the two that has something for the caller
 * answers, and the other is given up.
 */
final class Attempts {
    private final Pipeline pipeline;
    private final Call call;
    private final ReplyOut out;
    private final CallFlow flow;
    private final Dispatch dispatch;
    private final List<Flight> flights = new ArrayList<>(1);
    private @Nullable Walk walk;
    private @Nullable Seam seam;
    private Loop.@Nullable Timer pause;
    private Loop.@Nullable Timer hedge;

    Attempts(Pipeline pipeline, Call call, ReplyOut out, CallFlow flow) {
        this.pipeline = pipeline;
        this.call = call;
        this.out = out;
        this.flow = flow;
        this.dispatch = new Dispatch(pipeline, call, flow, this);
    }

    void start() {
        Plan plan = call.plan();
        if (plan == null) {
            throw new IllegalStateException("no stage made a plan or an answer for " + call.endpoint());
        }
        Surroundings world = pipeline.surroundings();
        Walk begun = new Walk(plan.legs(), now(), call.head().headers(), world.retries(), world.chance());
        walk = begun;
        open(begun.leg(), Attempt.Reason.FIRST);
    }

    private void open(Leg leg, Attempt.Reason reason) {
        Attempt attempt = new Attempt(call.attempts().size() + 1, leg, reason);
        Flight flight = new Flight(this, pipeline, flow, attempt, seam == null ? seam(leg) : seam);
        flights.add(flight);
        call.attempted(attempt);
        flight.admit();
    }

    private @Nullable Seam seam(Leg leg) {
        RequestFacts facts = call.facts();
        boolean one = facts != null && facts.stream() && facts.choices() == 1 && facts.operation() == Operation.CHAT;
        return one && leg.terms().goesOn() ? new Seam() : null;
    }

    /** Where that attempt's stream may be a part of one that several targets write; else null. */
    @Nullable
    Seam seam(Attempt attempt) {
        Flight flight = flight(attempt);
        return flight == null ? null : flight.seam();
    }

    /** Whether the caller has seen what no other target can follow. */
    boolean sealed() {
        Seam parts = seam;
        return out.begun() && (parts == null || !parts.open());
    }

    void send(Attempt attempt) {
        dispatch.send(attempt);
    }

    /** A stage answers in place of an attempt. */
    void answerInstead(Reply reply) {
        giveUp(null);
        out.whole(reply);
    }

    /** This attempt cannot be made. */
    void refused(Attempt attempt, Failure failure) {
        Flight flight = flight(attempt);
        if (flight != null) {
            flight.refuse(failure);
        }
    }

    /** Sends a request and passes on what comes back, unless nobody waits for it any more. */
    void launch(Attempt attempt, UpstreamRequest request, Modes modes) {
        Flight flight = flight(attempt);
        if (flight != null) {
            flight.launch(request, modes, out);
        }
    }

    /** Sends several requests whose answers are one, unless nobody waits for it any more. */
    void launch(Attempt attempt, Series.Wanted wanted, Modes modes) {
        Flight flight = flight(attempt);
        if (flight != null) {
            flight.launch(wanted, modes, out);
        }
    }

    // The very attempt is meant.
    @SuppressWarnings("ReferenceEquality")
    private @Nullable Flight flight(Attempt attempt) {
        for (Flight flight : flights) {
            if (flight.attempt() == attempt) {
                return flight;
            }
        }
        return null;
    }

    /** One was sent: where the plan has a second for it, that waits from now on. */
    void launched() {
        Duration after = at().beside();
        if (after != null && hedge == null && flights.size() == 1) {
            hedge = call.loop().after(after, () -> {
                hedge = null;
                flow.guard(this::beside);
            });
        }
    }

    private void beside() {
        if (out.begun() || flow.callerLeft() || flights.size() != 1) {
            return;
        }
        boolean answering = flights.getFirst().attempt().firstTokenNanos() != 0;
        Leg leg = answering ? null : at().takeBeside(now());
        if (leg != null) {
            open(leg, Attempt.Reason.HEDGE);
        }
    }

    /** How long an attempt at this leg may take; null where nobody says. */
    @Nullable
    Duration remaining(Leg leg) {
        return at().remaining(leg, now());
    }

    /** Whether the caller has seen, or will see, a status. */
    boolean begun() {
        return out.begun();
    }

    /** Whether a failure of that class would not be told to the caller. */
    boolean goesOn(Flight flight, FailureClass failure) {
        if (sealed() || flow.callerLeft()) {
            return false;
        }
        return others(flight) || at().goesOn(flight.attempt().leg(), failure, now());
    }

    /** Whether something could answer in its place if it failed. */
    boolean hasMore(Flight flight) {
        return others(flight) || !at().last();
    }

    private boolean others(Flight flight) {
        return flights.size() > (flights.contains(flight) ? 1 : 0);
    }

    /** The caller's answer begins with this one's: every other is given up. */
    void answeredBy(Flight flight) {
        call.answeredBy(flight.attempt());
        seam = flight.seam();
        giveUp(flight);
    }

    private void giveUp(@Nullable Flight but) {
        stopHedge();
        for (Flight flight : List.copyOf(flights)) {
            if (!flight.equals(but)) {
                flight.attempt().outrun = but != null;
                flight.cancel();
            }
        }
    }

    private void stopHedge() {
        Loop.Timer timer = hedge;
        hedge = null;
        if (timer != null) {
            timer.cancel();
        }
    }

    /** The same attempt again, on a fresh connection. */
    void again(Flight stale) {
        flow.guard(() -> open(stale.attempt().leg(), Attempt.Reason.RECONNECT));
    }

    /** This target gave no answer: what follows, while the caller has seen nothing and no other attempt runs. */
    void failed(Flight flight, Failure failure) {
        Attempt attempt = flight.attempt();
        if (sealed() || flow.callerLeft()) {
            tell(failure);
            return;
        }
        if (!flights.isEmpty()) {
            FailureClass of = attempt.failureClass();
            // What is asked beside another makes way for the next.
            if (of != null && at().goesOn(attempt.leg(), of, now())) {
                flow.guard(this::beside);
            }
            return;
        }
        stopHedge();
        broke(attempt);
        switch (at().after(attempt.leg(), attempt.failureClass(), attempt.retryAfter(), now())) {
            case Walk.Next.Move(Leg leg) -> flow.guard(() -> open(leg, next(Attempt.Reason.FALLBACK)));
            case Walk.Next.Retry(Leg leg, Duration time) ->
                pause = call.loop().after(time, () -> {
                    pause = null;
                    flow.guard(() -> open(leg, next(Attempt.Reason.RETRY)));
                });
            case Walk.Next.Tell() -> tell(failure);
        }
    }

    private void broke(Attempt attempt) {
        Seam parts = seam;
        if (out.begun() && parts != null) {
            attempt.maybeBilled = true;
            parts.broke(attempt.spent().usage());
        }
    }

    private Attempt.Reason next(Attempt.Reason reason) {
        return out.begun() ? Attempt.Reason.CONTINUE : reason;
    }

    private void tell(Failure failure) {
        out.fail(failure);
        flow.leaveWhenDone();
    }

    /** It runs no more. */
    void ended(Flight flight) {
        flights.remove(flight);
    }

    void callerTakes(boolean writable) {
        // Not an iterator: who takes more may end what runs.
        for (Flight flight : List.copyOf(flights)) {
            flight.callerTakes(writable);
        }
    }

    /** The caller left, or the call failed for reasons of ours: nothing goes on. */
    void cancel() {
        Loop.Timer timer = pause;
        pause = null;
        if (timer != null) {
            timer.cancel();
        }
        giveUp(null);
    }

    /** Nothing of the call runs any more: what attempts shared is let go. */
    void close() {
        dispatch.close();
    }

    boolean running() {
        return !flights.isEmpty() || pause != null;
    }

    private Walk at() {
        return Objects.requireNonNull(walk, "attempts that were not started");
    }

    private long now() {
        return pipeline.surroundings().ticker().getAsLong();
    }
}
