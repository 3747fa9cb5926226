package io.sluice.gateway.litellm;

import io.sluice.dialects.json.Bytes;
import io.sluice.gateway.call.Calls;
import io.sluice.gateway.call.Pipeline;
import io.sluice.gateway.call.wire.CallerLink;
import io.sluice.gateway.call.wire.Headers;
import io.sluice.gateway.call.wire.HeldBody;
import io.sluice.gateway.call.wire.InboundCall;
import io.sluice.gateway.call.wire.Loop;
import io.sluice.gateway.call.wire.ReplyHead;
import io.sluice.gateway.call.wire.RequestHead;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A call of our own that finds out whether a model answers, and the caller's end of it, where nobody is. It goes the way
 * of every call. Used on its loop.
 */
final class Probe implements CallerLink {
    private static final int MOST = 64 << 10;

    private final Loop loop;
    private final byte[] request;
    private final CompletableFuture<Result> result = new CompletableFuture<>();
    private final ByteArrayOutputStream answer = new ByteArrayOutputStream();
    private @Nullable InboundCall flow;
    private Loop.@Nullable Timer timer;
    private int status;

    /**
     * What came of it.
     *
     * @param status what a caller would have got; 0 where nothing came in time
     * @param body the beginning of the answer
     */
    record Result(int status, byte[] body) {}

    private Probe(Loop loop, byte[] request) {
        this.loop = loop;
        this.request = request;
    }

    /** Makes a call of that path and body; what came of it within that time is there later. From any thread. */
    static CompletableFuture<Result> of(Pipeline stages, String path, byte[] request, Loop loop, Duration most) {
        Probe probe = new Probe(loop, request);
        RequestHead head = new RequestHead("POST", path, "", Headers.NONE, request.length, "127.0.0.1", false);
        loop.execute(() -> {
            probe.timer = loop.after(most, probe::late);
            probe.flow = new Calls(() -> stages).open(head, probe, loop);
        });
        return probe.result;
    }

    private void late() {
        InboundCall at = flow;
        if (at != null && result.complete(new Result(0, new byte[0]))) {
            at.callerGone();
        }
    }

    @Override
    public void readBody() {
        // Not at once: who asks is not there yet.
        loop.execute(() -> {
            InboundCall at = flow;
            if (at != null && !result.isDone()) {
                Bytes bytes = Bytes.of(request);
                at.body(bytes);
                at.bodyEnd(HeldBody.onHeap(bytes));
            }
        });
    }

    @Override
    public void head(ReplyHead head) {
        status = head.status();
    }

    @Override
    public void body(Bytes bytes) {
        if (answer.size() < MOST) {
            answer.writeBytes(bytes.slice(0, Math.min(bytes.length(), MOST - answer.size()))
                    .toArray());
        }
    }

    @Override
    public void flush() {}

    @Override
    public void end() {
        over(new Result(status, answer.toByteArray()));
    }

    @Override
    public void cut() {
        over(new Result(502, answer.toByteArray()));
    }

    private void over(Result told) {
        Loop.Timer waiting = timer;
        if (waiting != null) {
            waiting.cancel();
        }
        if (result.complete(told)) {
            // Not at once: who ends the answer is not through with it yet.
            loop.execute(() -> {
                InboundCall at = flow;
                if (at != null) {
                    at.delivered();
                }
            });
        }
    }

    @Override
    public boolean writable() {
        return true;
    }
}
