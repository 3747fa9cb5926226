package io.sluice.gateway.call;

import io.sluice.dialects.Observed;
import io.sluice.dialects.StateId;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.model.ErrorFacts;
import io.sluice.dialects.model.Usage;
import io.sluice.gateway.call.wire.Header;
import io.sluice.gateway.call.wire.Headers;
import io.sluice.gateway.call.wire.HeldBody;
import io.sluice.gateway.call.wire.Loop;
import io.sluice.gateway.call.wire.ReplyHead;
import io.sluice.gateway.call.wire.UpstreamCall;
import io.sluice.gateway.call.wire.UpstreamFault;
import io.sluice.gateway.call.wire.UpstreamListener;
import io.sluice.gateway.money.Money;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One request to one upstream and what comes back, until it has been passed on or has failed. Which way it is passed on
 * is settled by the answer's head - where that says nothing, by its first byte - and by what the taps asked for before.
 */
final class Exchange implements UpstreamListener {
    // How long an answer's proper end is waited for after its end mark, so that the connection can be used again.
    private static final Duration TAIL = Duration.ofMillis(250);

    private final Flight flight;
    private final Call call;
    private final Attempt attempt;
    private final ReplyOut out;
    private final Surroundings surroundings;
    private final Modes modes;
    private @Nullable UpstreamCall upstream;
    private Headers headers = Headers.NONE;
    private @Nullable ReplyMode mode;
    private boolean done;
    private Loop.@Nullable Timer tail;
    private boolean callerFull;
    private boolean stageWaits;
    private long bytesUp;
    private long bytesDown;
    private int named;
    private @Nullable Money priced;

    Exchange(Flight flight, Call call, ReplyOut out, Surroundings surroundings, Modes modes) {
        this.flight = flight;
        this.call = call;
        this.attempt = flight.attempt();
        this.out = out;
        this.surroundings = surroundings;
        this.modes = modes;
    }

    void started(UpstreamCall under, List<Bytes> body) {
        upstream = under;
        for (Bytes part : body) {
            bytesUp += part.length();
        }
        callerTakes(out.writable());
    }

    @Override
    public void sent(boolean reusedConnection) {
        attempt.sentNanos = now();
        attempt.reusedConnection = reusedConnection;
    }

    @Override
    public void head(int status, Headers answered) {
        attempt.firstByteNanos = now();
        attempt.status = status;
        headers = answered;
        if (done) {
            return;
        }
        flight.headed(answered);
        if (status >= 300 && status < 400) {
            failed(Faults.redirected(status, target()));
        } else if ((status == 401 || status == 403) && !target().provider().callersKey()) {
            target().provider().rejected();
            failed(Faults.credentialRefused(status, target()));
        } else if (status >= 400) {
            mode = modes.error(this);
        } else {
            mode = modes.byType(this, headers.first("content-type"), ReplyHeaders.length(headers));
        }
    }

    @Override
    public void body(Bytes piece) {
        bytesDown += piece.length();
        if (done || piece.length() == 0) {
            return;
        }
        ReplyMode way = mode;
        if (way == null) {
            way = modes.byFirstByte(this, piece.at(0), ReplyHeaders.length(headers));
            if (way == null) {
                failed(Faults.malformed("a body that is neither JSON nor an event stream", target()));
                return;
            }
            mode = way;
        }
        way.piece(piece);
    }

    @Override
    public void readComplete() {
        if (!done && mode != null) {
            mode.readComplete();
        }
    }

    @Override
    public void end() {
        if (done) {
            untail();
        } else if (mode == null) {
            failed(Faults.malformed("an answer without a body (status " + attempt.status() + ")", target()));
        } else {
            upstream = null;
            mode.end();
        }
    }

    @Override
    public void failed(UpstreamFault fault) {
        upstream = null;
        if (done) {
            untail();
        } else if (fault.kind() == UpstreamFault.Kind.STALE && mode == null) {
            attempt.maybeBilled = true;
            close(Spent.Ending.FAILED);
            flight.reconnect(Faults.of(fault, target()));
        } else if (mode == null) {
            failed(Faults.of(fault, target()));
        } else {
            mode.broken(Faults.of(fault, target()));
        }
    }

    /** The answer has been passed on whole. */
    void finished() {
        if (done) {
            return;
        }
        out.end();
        close(Spent.Ending.ANSWERED);
        if (attempt.failureClass == null) {
            surroundings.retries().answered(target().provider().lane());
        }
        awaitTail();
        flight.answered();
    }

    /** A stage ended the reply before the provider did. */
    void finishedEarly() {
        if (done) {
            return;
        }
        out.end();
        close(Spent.Ending.CANCELLED);
        hangUp();
        flight.answered();
    }

    /** There is no (more) answer. */
    void failed(Failure failure) {
        if (done) {
            return;
        }
        attempt.failure = failure;
        if (attempt.failureClass == null) {
            attempt.failureClass = FailureTable.of(failure);
        }
        close(Spent.Ending.FAILED);
        hangUp();
        flight.failed(failure);
    }

    /** It takes too long by the clocks of the plan. */
    void late(String detail) {
        if (!done) {
            failed(Faults.of(new UpstreamFault(UpstreamFault.Kind.TIMEOUT, detail), target()));
        }
    }

    /** The provider said it failed: the caller is told, unless something else can follow; whether it is told. */
    boolean told(ErrorFacts error) {
        if (!goesOn(error)) {
            return true;
        }
        failed(Faults.reported(error, target()));
        return false;
    }

    /** Whether something would follow that failure in the answer's place. */
    boolean goesOn(ErrorFacts error) {
        return flight.goesOn(FailureTable.judge(call, attempt, error, headers));
    }

    /** The provider said inside an answer that it failed. */
    void reported(ErrorFacts error) {
        FailureTable.judge(call, attempt, error, headers);
        failed(Faults.reported(error, target()));
    }

    /** Whether another target may go on with what the caller has. */
    boolean goneOnWith() {
        return out.begun() && !flight.sealed();
    }

    /** Whether what comes before the first content should be held, as something else may follow a failure. */
    boolean mayMoveOn() {
        return !out.begun() && flight.hasMore();
    }

    /** Runs something on the call's loop later, unless it is over by then. */
    Loop.Timer later(Duration delay, Runnable work) {
        return call.loop().after(delay, () -> {
            if (!done) {
                work.run();
            }
        });
    }

    /** The caller is gone, or the call failed for reasons of ours. */
    void cancel() {
        if (!done) {
            close(Spent.Ending.CANCELLED);
        }
        hangUp();
    }

    private void close(Spent.Ending ending) {
        done = true;
        ReplyMode way = mode;
        // A stored answer was counted when it was made.
        Seen seen = way == null || !(call.endpoint() instanceof Endpoint.Infer) ? Seen.NOTHING : way.seen();
        if (way != null) {
            way.drop();
        }
        ErrorFacts error = seen.error();
        if (attempt.failureClass == null && error != null) {
            FailureTable.judge(call, attempt, error, headers);
        }
        flight.closed(new Spent(
                ending, seen.usage(), seen.finishReason(), seen.error(), bytesUp, bytesDown, cost(seen.usage())));
    }

    // Told in the answer's head, where it is whole; the row has the same figure, at whatever moment it is written.
    private @Nullable Money cost(@Nullable Usage usage) {
        if (priced == null && usage != null) {
            priced = target().cost(usage, surroundings.wall().instant());
        }
        return priced;
    }

    /** What a whole answer cost, for the caller; nothing where it is not known, or not for this caller. */
    List<Header> priced() {
        ReplyMode way = mode;
        return way == null
                ? List.of()
                : ReplyHeaders.priced(call, cost(way.seen().usage()));
    }

    private void hangUp() {
        UpstreamCall under = upstream;
        untail();
        if (under != null) {
            under.cancel();
        }
    }

    private void awaitTail() {
        UpstreamCall under = upstream;
        if (under != null) {
            under.pause(false);
            tail = call.loop().after(TAIL, under::cancel);
        }
    }

    private void untail() {
        upstream = null;
        if (tail != null) {
            tail.cancel();
            tail = null;
        }
    }

    /** Begins the caller's answer, once; later calls do nothing. */
    void begin(boolean stream, long length) {
        begin(stream, length, List.of());
    }

    /** The same with headers besides. */
    void begin(boolean stream, long length, List<Header> more) {
        if (out.begun()) {
            return;
        }
        flight.answers();
        String own = attempt.status() < 400 ? modes.answerId() : null;
        if (own != null) {
            flight.named(new StateId(StateId.Sort.RESPONSE, own, "id"));
        }
        int status = call.endpoint().dialect().status(attempt.status());
        String type = modes.mediaType(stream, headers.first("content-type"));
        List<Header> lines = ReplyHeaders.ofAnswer(headers, type, call, attempt, modes.rules());
        lines.addAll(more);
        out.begin(new ReplyHead(status, lines, length), stream);
    }

    /** What an answer that passes as it is has named of the provider's state; before the bytes that name it leave. */
    void named(Observed answer) {
        if (!attempt.translated() && call.endpoint() instanceof Endpoint.Infer) {
            List<StateId> states = answer.states();
            while (named < states.size()) {
                flight.named(states.get(named++));
            }
        }
    }

    /** An answer written here is whole, if it is of those that can be asked for again; before its last byte leaves. */
    void written(byte @Nullable [] answer) {
        if (answer != null) {
            flight.written(answer);
        }
    }

    int status() {
        return attempt.status();
    }

    /** What the provider said under that name; null where it said nothing, or there is no such name. */
    @Nullable
    String upstreamHeader(@Nullable String name) {
        return name == null ? null : headers.first(name);
    }

    void contentSeen() {
        if (attempt.firstTokenNanos == 0) {
            attempt.firstTokenNanos = now();
            flight.begun();
        }
    }

    /** Whether the caller takes more. */
    void callerTakes(boolean more) {
        callerFull = !more;
        pause();
    }

    /** Whether a stage has to decide before more is read. */
    void stageWaits(boolean waits) {
        stageWaits = waits;
        pause();
    }

    // Either alone stops the reading: who goes on first must not let it go on for the other.
    private void pause() {
        UpstreamCall under = upstream;
        if (under != null && !done) {
            under.pause(callerFull || stageWaits);
        }
    }

    /** Feeds a piece to a scanner, on the heap. */
    <F> @Nullable F scan(Bytes piece, Function<Bytes, @Nullable F> scanner) {
        return HeapBlocks.feed(call.loop(), piece, scanner);
    }

    HeldBody keep(Bytes piece) {
        return surroundings.keep().apply(piece);
    }

    ReplyOut out() {
        return out;
    }

    Target target() {
        return attempt.target();
    }

    private long now() {
        return surroundings.ticker().getAsLong();
    }
}
