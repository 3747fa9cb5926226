package io.sluice.gateway.call;

import io.sluice.dialects.StateId;
import io.sluice.gateway.call.wire.Loop;
import io.sluice.gateway.call.wire.UpstreamRequest;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Walks the plan of a call, one target after another, and moves on only while the caller has seen nothing.
 *
 * <p>Each attempt is let go by every stage, sent, passed on, and told to the stages that let it go - also when a later
 * stage refused it, the caller left, or nothing was sent.
 */
final class Attempts {
    private final Pipeline pipeline;
    private final Call call;
    private final ReplyOut out;
    private final CallFlow flow;
    private final Dispatch dispatch;
    private @Nullable Walk walk;
    private Loop.@Nullable Timer waiting;
    private Loop.@Nullable Timer deadline;
    private Loop.@Nullable Timer firstToken;
    private int admitted;
    private @Nullable Attempt current;
    private @Nullable Exchange exchange;

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
        Walk begun = new Walk(plan.legs(), now(), Walk.asked(call.head().headers()), world.retries(), world.chance());
        walk = begun;
        open(begun.leg(), Attempt.Reason.FIRST);
    }

    private void open(Leg leg, Attempt.Reason reason) {
        Attempt attempt = new Attempt(call.attempts().size() + 1, leg, reason);
        current = attempt;
        admitted = 0;
        call.attempted(attempt);
        admit(attempt);
    }

    private void admit(Attempt attempt) {
        while (admitted < pipeline.size()) {
            Step step = pipeline.stage(admitted).attempt(call, attempt);
            if (!(step instanceof Step.Go)) {
                flow.take(step, () -> admittedBy(attempt), this::answerInstead, failure -> refused(attempt, failure));
                return;
            }
            admitted++;
        }
        dispatch.send(attempt);
    }

    private void admittedBy(Attempt attempt) {
        admitted++;
        admit(attempt);
    }

    private void answerInstead(Reply reply) {
        closed(Spent.NOTHING);
        out.whole(reply);
    }

    /** This attempt cannot be made. */
    void refused(Attempt attempt, Failure failure) {
        attempt.failure = failure;
        closed(Spent.NOTHING);
        failed(failure);
    }

    /** Sends a request and passes on what comes back. */
    void launch(Attempt attempt, UpstreamRequest request, Modes modes) {
        Exchange under = new Exchange(this, call, attempt, out, pipeline.surroundings(), modes);
        begin(attempt, under);
        under.started(
                pipeline.upstreams().send(request, call.loop(), new Guarded(under, flow::defect)), request.body());
    }

    /** Sends several requests whose answers are one. */
    void launch(Attempt attempt, Series.Wanted wanted, Modes modes) {
        Exchange under = new Exchange(this, call, attempt, out, pipeline.surroundings(), modes);
        begin(attempt, under);
        Series series = new Series(pipeline.upstreams(), call.loop(), wanted, under, flow::defect);
        under.started(series, wanted.bodies());
        series.start();
    }

    private void begin(Attempt attempt, Exchange under) {
        exchange = under;
        Walk at = walk;
        Duration most = at == null ? null : at.remaining(now());
        if (most != null) {
            deadline = call.loop().after(most, () -> {
                // A stream that runs is bounded by the provider's own clocks: clients mean their patience, not its
                // length.
                if (!out.begun()) {
                    under.late("the time this call was given is over");
                }
            });
        }
        Duration content = attempt.leg().terms().firstToken();
        if (content != null) {
            firstToken = call.loop().after(content, () -> {
                if (attempt.firstTokenNanos() == 0) {
                    under.late("no content within " + content.toMillis() + " ms");
                }
            });
        }
    }

    private void stopClocks() {
        for (Loop.Timer timer : new Loop.@Nullable Timer[] {deadline, firstToken}) {
            if (timer != null) {
                timer.cancel();
            }
        }
        deadline = null;
        firstToken = null;
    }

    /** Whether a failure of that class would not be told to the caller. */
    boolean goesOn(FailureClass failure) {
        Walk at = walk;
        return at != null && !out.begun() && !flow.callerLeft() && at.goesOn(failure, now());
    }

    /** Whether something could follow this attempt if it failed. */
    boolean hasMore() {
        Walk at = walk;
        return at != null && !at.last();
    }

    private long now() {
        return pipeline.surroundings().ticker().getAsLong();
    }

    /** The kept connection was found closed before any byte of the answer: the same again on a fresh one, once. */
    void reconnect(Failure stale) {
        Attempt attempt = current;
        exchange = null;
        if (attempt == null || attempt.reason() == Attempt.Reason.RECONNECT || flow.callerLeft()) {
            failed(stale);
            return;
        }
        attempt.failure = stale;
        flow.guard(() -> open(attempt.leg(), Attempt.Reason.RECONNECT));
    }

    /** The answer has been passed on. */
    void answered() {
        exchange = null;
        flow.leaveWhenDone();
    }

    /** This target gave no answer: what follows, while the caller has seen nothing. */
    void failed(Failure failure) {
        exchange = null;
        Walk at = walk;
        Attempt attempt = current;
        if (out.begun() || flow.callerLeft() || at == null || attempt == null) {
            tell(failure);
            return;
        }
        switch (at.after(attempt.failureClass(), attempt.retryAfter(), now())) {
            case Walk.Next.Move(Leg leg) -> flow.guard(() -> open(leg, Attempt.Reason.FALLBACK));
            case Walk.Next.Retry(Leg leg, Duration pause) ->
                waiting = call.loop().after(pause, () -> {
                    waiting = null;
                    flow.guard(() -> open(leg, Attempt.Reason.RETRY));
                });
            case Walk.Next.Tell() -> tell(failure);
        }
    }

    private void tell(Failure failure) {
        out.fail(failure);
        flow.leaveWhenDone();
    }

    /** The attempt has ended; every stage that let it go is told, last first. */
    void closed(Spent spent) {
        Attempt attempt = current;
        if (attempt == null || attempt.endedNanos != 0) {
            return;
        }
        attempt.endedNanos = now();
        stopClocks();
        for (int i = admitted - 1; i >= 0; i--) {
            Stage stage = pipeline.stage(i);
            flow.guard(() -> stage.attempted(call, attempt, spent));
        }
    }

    /** The answer names state at the provider: every stage that let the attempt go is told. */
    void named(Attempt attempt, StateId id) {
        for (int i = 0; i < admitted; i++) {
            Stage stage = pipeline.stage(i);
            flow.guard(() -> stage.named(call, attempt, id));
        }
    }

    /** The answer was written here and is whole: every stage that let the attempt go is told. */
    void written(Attempt attempt, byte[] answer) {
        for (int i = 0; i < admitted; i++) {
            Stage stage = pipeline.stage(i);
            flow.guard(() -> stage.written(call, attempt, answer));
        }
    }

    void callerTakes(boolean writable) {
        Exchange under = exchange;
        if (under != null) {
            under.callerTakes(writable);
        }
    }

    /** The caller left, or the call failed for reasons of ours: nothing goes on. */
    void cancel() {
        Exchange under = exchange;
        exchange = null;
        Loop.Timer pause = waiting;
        waiting = null;
        if (pause != null) {
            pause.cancel();
        }
        if (under != null) {
            under.cancel();
        } else {
            closed(Spent.NOTHING);
        }
    }

    /** Nothing of the call runs any more: what attempts shared is let go. */
    void close() {
        dispatch.close();
    }

    boolean running() {
        return exchange != null || waiting != null;
    }
}
