package io.sluice.gateway.mirror;

import io.sluice.dialects.json.Bytes;
import io.sluice.gateway.call.Call;
import io.sluice.gateway.call.wire.CallerLink;
import io.sluice.gateway.call.wire.HeldBody;
import io.sluice.gateway.call.wire.InboundCall;
import io.sluice.gateway.call.wire.Loop;
import io.sluice.gateway.call.wire.ReplyHead;
import java.util.Objects;
import java.util.concurrent.ThreadFactory;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The caller's end of a mirror, where nobody is: gives it the caller's body, keeps its answer, and has it compared once
 * both have ended. Used on the loop of both calls.
 */
final class MirrorLink implements CallerLink {
    private final Loop loop;
    private final byte[] body;
    private final Overheard mirrored;
    private final ThreadFactory threads;
    private final BiConsumer<Call, String> compared;
    private @Nullable Call call;
    private @Nullable InboundCall flow;
    private int status;
    private boolean ended;
    private boolean callerEnded;
    private @Nullable Overheard callers;

    /**
     * A link that tells what the comparison came to just before its call is left.
     *
     * @param body the caller's, its own copy
     * @param mirrored takes the mirror's answer
     */
    MirrorLink(Loop loop, byte[] body, Overheard mirrored, ThreadFactory threads, BiConsumer<Call, String> compared) {
        this.loop = loop;
        this.body = body;
        this.mirrored = mirrored;
        this.threads = threads;
        this.compared = compared;
    }

    /** The call at the other end. */
    void opened(Call copy, InboundCall at) {
        call = copy;
        flow = at;
    }

    @Override
    public void readBody() {
        // Not at once: who asks is not there yet.
        loop.execute(() -> {
            InboundCall at = Objects.requireNonNull(flow, "a mirror that was not opened");
            Bytes bytes = Bytes.of(body);
            at.body(bytes);
            at.bodyEnd(HeldBody.onHeap(bytes));
        });
    }

    @Override
    public void head(ReplyHead head) {
        status = head.status();
    }

    @Override
    public void body(Bytes bytes) {
        mirrored.bytes(bytes);
    }

    @Override
    public void flush() {}

    @Override
    public void end() {
        ended = true;
        compare();
    }

    @Override
    public void cut() {
        end();
    }

    @Override
    public boolean writable() {
        return true;
    }

    /** The caller's own call has ended, with this answer; null where there was none. */
    void callerEnded(@Nullable Overheard answer) {
        callerEnded = true;
        callers = answer;
        compare();
    }

    private void compare() {
        if (!ended || !callerEnded) {
            return;
        }
        threads.newThread(() -> {
                    String told = verdict();
                    loop.execute(() -> {
                        compared.accept(Objects.requireNonNull(call, "a mirror that was not opened"), told);
                        Objects.requireNonNull(flow, "a mirror that was not opened")
                                .delivered();
                    });
                })
                .start();
    }

    // Answers of providers are read here: whatever is wrong with them, the mirror has to end.
    private String verdict() {
        try {
            if (status >= 400) {
                return "an error where the caller has an answer";
            }
            Overheard own = callers;
            if (mirrored.tooLong() || (own != null && own.tooLong())) {
                return "too long to compare";
            }
            return Comparison.of(own == null ? null : own.read(), mirrored.read());
        } catch (RuntimeException unreadable) {
            return "not to be compared: " + unreadable.getMessage();
        }
    }
}
