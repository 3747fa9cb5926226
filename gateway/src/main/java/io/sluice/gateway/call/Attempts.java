package io.sluice.gateway.call;

import io.sluice.dialects.StateId;
import io.sluice.gateway.call.wire.UpstreamRequest;
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
    private int next;
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
        open(plan.legs().get(next++).target(), Attempt.Reason.FIRST);
    }

    private void open(Target target, Attempt.Reason reason) {
        Attempt attempt = new Attempt(call.attempts().size() + 1, target, reason);
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
        exchange = under;
        under.started(
                pipeline.upstreams().send(request, call.loop(), new Guarded(under, flow::defect)), request.body());
    }

    /** Sends several requests whose answers are one. */
    void launch(Attempt attempt, Series.Wanted wanted, Modes modes) {
        Exchange under = new Exchange(this, call, attempt, out, pipeline.surroundings(), modes);
        exchange = under;
        Series series = new Series(pipeline.upstreams(), call.loop(), wanted, under, flow::defect);
        under.started(series, wanted.bodies());
        series.start();
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
        flow.guard(() -> open(attempt.target(), Attempt.Reason.RECONNECT));
    }

    /** The answer has been passed on. */
    void answered() {
        exchange = null;
        flow.leaveWhenDone();
    }

    /** This target gave no answer: the next one, while there is one and the caller has seen nothing. */
    void failed(Failure failure) {
        exchange = null;
        Plan plan = call.plan();
        if (!out.begun()
                && !flow.callerLeft()
                && plan != null
                && next < plan.legs().size()) {
            flow.guard(() -> open(plan.legs().get(next++).target(), Attempt.Reason.FALLBACK));
        } else {
            out.fail(failure);
            flow.leaveWhenDone();
        }
    }

    /** The attempt has ended; every stage that let it go is told, last first. */
    void closed(Spent spent) {
        Attempt attempt = current;
        if (attempt == null || attempt.endedNanos != 0) {
            return;
        }
        attempt.endedNanos = pipeline.surroundings().ticker().getAsLong();
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
        return exchange != null;
    }
}
