package io.sluice.gateway.drill;

import io.sluice.dialects.json.Bytes;
import io.sluice.gateway.call.wire.Headers;
import io.sluice.gateway.call.wire.UpstreamCall;
import io.sluice.gateway.call.wire.UpstreamFault;
import io.sluice.gateway.call.wire.UpstreamListener;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A real answer up to where it is to break: there its upstream is closed, and what goes wrong follows. An error of the
 * provider's own passes whole, and so does an answer that ends before.
 */
final class Breaking implements UpstreamListener, UpstreamCall {
    private final UpstreamListener listener;
    private final int after;
    private final Supplier<UpstreamCall> breaking;
    private @Nullable UpstreamCall under;
    private @Nullable EventCount count;
    private boolean paused;
    private boolean over;

    /**
     * Passes an answer on.
     *
     * @param after how many of its events
     * @param breaking begins what goes wrong then
     */
    Breaking(UpstreamListener listener, int after, Supplier<UpstreamCall> breaking) {
        this.listener = listener;
        this.after = after;
        this.breaking = breaking;
    }

    /** The real request is under way. */
    Breaking started(UpstreamCall real) {
        under = real;
        return this;
    }

    @Override
    public void sent(boolean reusedConnection) {
        if (!over) {
            listener.sent(reusedConnection);
        }
    }

    @Override
    public void head(int status, Headers headers) {
        if (!over) {
            count = status < 300 ? EventCount.of(headers.first("content-type"), after) : null;
            listener.head(status, headers);
        }
    }

    @Override
    public void body(Bytes piece) {
        if (over) {
            return;
        }
        int end = count == null || piece.length() == 0 ? EventCount.NOT_YET : count.feed(piece);
        if (end == EventCount.NOT_YET) {
            listener.body(piece);
            return;
        }
        if (end > 0) {
            listener.body(piece.slice(0, end));
        }
        if (!over) {
            listener.readComplete();
        }
        if (!over) {
            turn();
        }
    }

    private void turn() {
        UpstreamCall real = under;
        if (real != null) {
            real.cancel();
        }
        // Nothing more comes of the real one; what goes wrong is what runs from here on.
        count = null;
        UpstreamCall wrong = breaking.get();
        under = wrong;
        wrong.pause(paused);
    }

    @Override
    public void readComplete() {
        if (!over) {
            listener.readComplete();
        }
    }

    @Override
    public void end() {
        if (!over) {
            over = true;
            listener.end();
        }
    }

    @Override
    public void failed(UpstreamFault fault) {
        if (!over) {
            over = true;
            listener.failed(fault);
        }
    }

    @Override
    public void pause(boolean stop) {
        paused = stop;
        UpstreamCall running = under;
        if (running != null && !over) {
            running.pause(stop);
        }
    }

    @Override
    public void cancel() {
        over = true;
        UpstreamCall running = under;
        if (running != null) {
            running.cancel();
        }
    }
}
