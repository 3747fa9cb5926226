package io.sluice.gateway.call;

import io.sluice.dialects.RequestFacts;
import io.sluice.dialects.json.Bytes;
import io.sluice.gateway.call.wire.CallerLink;
import io.sluice.gateway.call.wire.HeldBody;
import io.sluice.gateway.call.wire.InboundCall;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes one call through its stages and out again.
 *
 * <p>Stages are entered one after another, the body is read between those on the head and those on it, attempts follow,
 * and when the caller has the last byte - or has left - and nothing of the call runs any more, the stages are left in
 * reverse. Everything happens on the call's loop; what waits elsewhere comes back to it.
 */
final class CallFlow implements InboundCall, Elsewhere, Verdict {
    private final Pipeline pipeline;
    private final Call call;
    private final CallerLink link;
    private final ReplyOut out;
    private final Attempts attempts;
    private final BodyReading reading;
    private final Waiting waiting;
    private int entered;
    private boolean bodyDone;
    private boolean gone;
    private boolean delivered;
    private boolean left;
    private @Nullable HeldBody held;

    CallFlow(Pipeline pipeline, Call call, CallerLink link) {
        this.pipeline = pipeline;
        this.call = call;
        this.link = link;
        this.out = new ReplyOut(call, link, pipeline.surroundings().retries());
        this.reading = BodyReading.of(call.endpoint(), call.loop());
        this.waiting = new Waiting(call.loop(), pipeline.surroundings().waiting());
        this.attempts = new Attempts(pipeline, call, out, this);
    }

    /** Enters the stages from where the call stands. */
    void advance() {
        guard(() -> {
            while (entered < pipeline.size()) {
                if (entered == pipeline.onHead().size() && !bodyDone && reading.wanted()) {
                    link.readBody();
                    return;
                }
                Stage stage = pipeline.stage(entered++);
                Step step = stage.enter(call);
                if (!(step instanceof Step.Go)) {
                    take(step, this);
                    return;
                }
            }
            attempts.start();
        });
    }

    /** Does what a step says; what it waits for is taken up only where it is still wanted. */
    void take(Step step, Verdict verdict) {
        switch (step) {
            case Step.Go() -> verdict.go();
            case Step.Answer(Reply reply) -> verdict.answer(reply);
            case Step.Refuse(Failure failure) -> verdict.refuse(failure);
            case Step.Await await ->
                await(await.work(), resume -> {
                    if (verdict.wanted()) {
                        take(resume.resume(call), verdict);
                    }
                });
        }
    }

    @Override
    public void go() {
        advance();
    }

    @Override
    public boolean wanted() {
        return !gone;
    }

    @Override
    public <T> void await(Callable<T> work, Consumer<T> then) {
        waiting.start(work, result -> {
            if (!gone) {
                switch (result) {
                    case Waiting.Result.Done<T>(T value) -> guard(() -> then.accept(value));
                    case Waiting.Result.Threw<T>(Throwable cause) -> defect(cause);
                }
            }
            leaveWhenDone();
        });
    }

    @Override
    public void body(Bytes piece) {
        if (out.begun()) {
            return;
        }
        call.bytesIn += piece.length();
        Failure full = pipeline.held().take(piece.length());
        Failure failure = full != null ? full : reading.piece(piece);
        if (failure != null) {
            refuse(failure);
        }
    }

    @Override
    public void bodyEnd(HeldBody whole) {
        if (left || out.begun()) {
            whole.release();
            return;
        }
        held = whole;
        bodyDone = true;
        switch (reading.end(whole.bytes())) {
            case BodyReading.Read.Asked(RequestFacts facts) -> {
                call.read(facts, whole.bytes(), reading.enveloped());
                call.namesState = reading.namesState();
                advance();
            }
            case BodyReading.Read.Wrong(Failure failure) -> refuse(failure);
        }
    }

    @Override
    public void bodyFailed(Failure failure) {
        refuse(failure);
    }

    @Override
    public void writable(boolean now) {
        attempts.callerTakes(now);
    }

    @Override
    public void delivered() {
        delivered = true;
        leaveWhenDone();
    }

    @Override
    public void callerGone() {
        gone = true;
        waiting.interrupt();
        guard(attempts::cancel);
        leaveWhenDone();
    }

    /** Answers with what a stage made. */
    @Override
    public void answer(Reply reply) {
        out.whole(reply);
    }

    /** Refuses the call; when an answer has begun the caller is told in its midst. */
    @Override
    public void refuse(Failure failure) {
        out.fail(failure);
    }

    Call call() {
        return call;
    }

    boolean callerLeft() {
        return gone;
    }

    /** Runs what is ours; what it throws is a defect of ours and ends the call as an internal failure. */
    // A stage may throw anything; whatever it is, the call must end and every stage must be left.
    @SuppressWarnings("CatchingUnchecked")
    void guard(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | Error bug) {
            defect(bug);
        }
    }

    /** A stage or we ourselves failed: the log has why, and the call ends as an internal failure. */
    void defect(Throwable bug) {
        pipeline.surroundings().bugs().accept(call.id(), bug);
        attempts.cancel();
        out.fail(Failure.of(
                500, "internal_error", "Sluice failed on this call; its log has the cause under " + call.id()));
    }

    void leaveWhenDone() {
        if (left || waiting.running() || attempts.running() || !(delivered || gone)) {
            return;
        }
        left = true;
        Outcome outcome = out.outcome(gone);
        for (int i = entered - 1; i >= 0; i--) {
            leave(pipeline.stage(i), outcome);
        }
        pipeline.held().give(call.bytesIn);
        attempts.close();
        HeldBody body = held;
        if (body != null) {
            body.release();
        }
    }

    // One stage's failure, an error included, must not keep the others from being left.
    @SuppressWarnings("CatchingUnchecked")
    private void leave(Stage stage, Outcome outcome) {
        try {
            stage.leave(call, outcome);
        } catch (RuntimeException | Error bug) {
            pipeline.surroundings().bugs().accept(call.id(), bug);
        }
    }
}
