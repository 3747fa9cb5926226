package io.sluice.gateway.call;

import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.model.ErrorFacts;
import io.sluice.gateway.call.wire.HeldBody;
import io.sluice.gateway.call.wire.Loop;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What comes of a stream before its first content. While another target could still answer it is held for a moment, so
 * that an error inside a stream that began well falls over too; else it passes at once.
 */
final class Prelude {
    private static final Duration LONGEST = Duration.ofSeconds(2);
    private static final int MOST = 64 << 10;

    private final Exchange exchange;
    private final Consumer<Bytes> out;
    private final ArrayDeque<HeldBody> held = new ArrayDeque<>(0);
    private Loop.@Nullable Timer patience;
    private boolean decided;
    private boolean holding;
    private int length;

    /** {@code out} takes what passes. */
    Prelude(Exchange exchange, Consumer<Bytes> out) {
        this.exchange = exchange;
        this.out = out;
    }

    /** Takes the next bytes; they die when this returns. */
    void write(Bytes bytes) {
        if (!decided) {
            decided = true;
            holding = exchange.mayMoveOn();
            if (holding) {
                patience = exchange.later(LONGEST, () -> {
                    release();
                    exchange.out().flush();
                });
            }
        }
        if (!holding) {
            out.accept(bytes);
            return;
        }
        held.add(exchange.keep(bytes));
        length += bytes.length();
        if (length > MOST) {
            release();
        }
    }

    /** The first content has come, or will not: whatever is held passes. */
    void release() {
        decided = true;
        holding = false;
        stopWaiting();
        while (!held.isEmpty()) {
            HeldBody part = held.remove();
            try {
                out.accept(part.bytes());
            } finally {
                part.release();
            }
        }
    }

    /** Whether the stream failed before any of it passed, and something else follows in its place. */
    boolean failedOver(@Nullable ErrorFacts error) {
        return error != null && (holding || !decided || exchange.goneOnWith()) && !exchange.told(error);
    }

    /** Nobody wants it any more. */
    void drop() {
        stopWaiting();
        held.forEach(HeldBody::release);
        held.clear();
    }

    private void stopWaiting() {
        Loop.Timer timer = patience;
        patience = null;
        if (timer != null) {
            timer.cancel();
        }
    }
}
