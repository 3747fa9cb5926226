package io.sluice.gateway.call;

import io.sluice.dialects.StateId;
import io.sluice.gateway.call.wire.Headers;
import io.sluice.gateway.call.wire.Loop;
import io.sluice.gateway.call.wire.UpstreamRequest;
import io.sluice.gateway.call.wire.Upstreams;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One attempt on its way: let go by every stage, sent, and, once it has ended, told to the stages that let it go - also
 * when a later stage refused it, another one answered first, the caller left, or nothing was sent.
 */
final class Flight implements Verdict {
    private final Attempts all;
    private final Pipeline pipeline;
    private final Call call;
    private final CallFlow flow;
    private final Attempt attempt;
    private final @Nullable Seam seam;
    private int admitted;
    private @Nullable Exchange exchange;
    private Loop.@Nullable Timer deadline;
    private Loop.@Nullable Timer firstToken;

    /**
     * Of an attempt that is about to be made.
     *
     * @param seam where its stream may be a part of one that several targets write; else null
     */
    Flight(Attempts all, Pipeline pipeline, CallFlow flow, Attempt attempt, @Nullable Seam seam) {
        this.all = all;
        this.pipeline = pipeline;
        this.call = flow.call();
        this.flow = flow;
        this.attempt = attempt;
        this.seam = seam;
    }

    Attempt attempt() {
        return attempt;
    }

    @Nullable
    Seam seam() {
        return seam;
    }

    /** Whether the caller has seen what no other target can follow. */
    boolean sealed() {
        return all.sealed();
    }

    /** Asks the stages, from the one it stands at. */
    void admit() {
        while (admitted < pipeline.size()) {
            Step step = pipeline.stage(admitted).attempt(call, attempt);
            if (!(step instanceof Step.Go)) {
                flow.take(step, this);
                return;
            }
            admitted++;
        }
        all.send(attempt);
    }

    @Override
    public void go() {
        admitted++;
        admit();
    }

    @Override
    public void answer(Reply reply) {
        closed(Spent.NOTHING);
        all.answerInstead(reply);
    }

    /** This attempt cannot be made. */
    @Override
    public void refuse(Failure failure) {
        attempt.failure = failure;
        closed(Spent.NOTHING);
        all.failed(this, failure);
    }

    @Override
    public boolean wanted() {
        return attempt.endedNanos() == 0;
    }

    /** Sends a request and passes on what comes back. */
    void launch(UpstreamRequest request, Modes modes, ReplyOut out) {
        Exchange under = new Exchange(this, call, out, pipeline.surroundings(), modes);
        begin(under);
        Upstreams upstreams = attempt.way().of(pipeline.upstreams(), modes.spoken());
        under.started(upstreams.send(request, call.loop(), new Guarded(under, flow::defect)), request.body());
    }

    /** Sends several requests whose answers are one. */
    void launch(Series.Wanted several, Modes modes, ReplyOut out) {
        Exchange under = new Exchange(this, call, out, pipeline.surroundings(), modes);
        begin(under);
        Upstreams upstreams = attempt.way().of(pipeline.upstreams(), modes.spoken());
        Series series = new Series(upstreams, call.loop(), several, under, flow::defect);
        under.started(series, several.bodies());
        series.start();
    }

    private void begin(Exchange under) {
        exchange = under;
        Duration most = all.remaining(attempt.leg());
        if (most != null) {
            deadline = call.loop().after(most, () -> {
                // A stream that runs is bounded by the provider's own clocks: clients mean their patience, not its
                // length.
                if (!all.begun()) {
                    attempt.hurried = true;
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
        all.launched();
    }

    /** Whether a failure of that class would not be told to the caller. */
    boolean goesOn(FailureClass failure) {
        return all.goesOn(this, failure);
    }

    /** Whether something could answer in its place if it failed. */
    boolean hasMore() {
        return all.hasMore(this);
    }

    /** The caller's answer begins with this one's: every other is given up. */
    void answers() {
        all.answeredBy(this);
    }

    /** The kept connection was found closed before any byte of the answer: the same again on a fresh one, once. */
    void reconnect(Failure stale) {
        if (attempt.reason() == Attempt.Reason.RECONNECT || flow.callerLeft()) {
            all.failed(this, stale);
            return;
        }
        attempt.failure = stale;
        all.again(this);
    }

    /** The answer has been passed on. */
    void answered() {
        flow.leaveWhenDone();
    }

    /** There is no (more) answer. */
    void failed(Failure failure) {
        all.failed(this, failure);
    }

    /** It has ended; every stage that let it go is told, last first. */
    void closed(Spent spent) {
        if (!wanted()) {
            return;
        }
        exchange = null;
        attempt.endedNanos = pipeline.surroundings().ticker().getAsLong();
        attempt.spent = spent;
        attempt.maybeBilled |=
                attempt.sentNanos() != 0 && (attempt.outrun() || FailureTable.leavesOpen(attempt.failure()));
        stopClocks();
        all.ended(this);
        for (int i = admitted - 1; i >= 0; i--) {
            Stage stage = pipeline.stage(i);
            flow.guard(() -> stage.attempted(call, attempt, spent));
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

    /** The head of the answer is there: every stage that let the attempt go is told. */
    void headed(Headers head) {
        flow.guard(() -> {
            for (int i = 0; i < admitted; i++) {
                pipeline.stage(i).headed(call, attempt, head);
            }
        });
    }

    /** The first content of the answer is there: every stage that let the attempt go is told. */
    void begun() {
        flow.guard(() -> {
            for (int i = 0; i < admitted; i++) {
                pipeline.stage(i).begun(call, attempt);
            }
        });
    }

    /** The answer names state at the provider: every stage that let the attempt go is told. */
    void named(StateId id) {
        for (int i = 0; i < admitted; i++) {
            Stage stage = pipeline.stage(i);
            flow.guard(() -> stage.named(call, attempt, id));
        }
    }

    /** The answer was written here and is whole: every stage that let the attempt go is told. */
    void written(byte[] answer) {
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

    /** Nobody wants it any more. */
    void cancel() {
        Exchange under = exchange;
        if (under != null) {
            under.cancel();
        } else {
            closed(Spent.NOTHING);
        }
    }
}
