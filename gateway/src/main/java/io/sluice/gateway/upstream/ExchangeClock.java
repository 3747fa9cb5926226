package io.sluice.gateway.upstream;

import io.sluice.gateway.call.wire.UpstreamFault;
import io.sluice.gateway.call.wire.UpstreamFault.Kind;
import io.sluice.gateway.catalog.Clocks;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The clocks of one exchange: notes what happened when, and says at each tick of its loop whether one has run out. Nothing
 * is scheduled per exchange or per event.
 */
final class ExchangeClock {
    private final Clocks clocks;
    private final boolean stream;
    private final long writeStall;
    private final LongSupplier nanos;
    private Step step = Step.NONE;
    private long stepSince;
    private long sentAt;
    private long lastByte;
    private long lastWritten;
    private int written;
    private boolean paused;

    private enum Step {
        NONE,
        CONNECTING,
        SECURING,
        WAITING,
        READING
    }

    ExchangeClock(Clocks clocks, boolean stream, Duration writeStall, LongSupplier nanos) {
        this.clocks = clocks;
        this.stream = stream;
        this.writeStall = writeStall.toNanos();
        this.nanos = nanos;
    }

    void connecting() {
        step(Step.CONNECTING);
    }

    /** What is awaited now is ours to do, not the upstream's. */
    void preparing() {
        step(Step.NONE);
    }

    void securing() {
        step(Step.SECURING);
    }

    void sent() {
        step(Step.WAITING);
        sentAt = stepSince;
        lastWritten = stepSince;
    }

    /** Bytes of the answer's body came. */
    void bodyCame() {
        step = Step.READING;
        if (stream) {
            lastByte = nanos.getAsLong();
        }
    }

    void paused(boolean now) {
        if (paused && !now) {
            lastByte = nanos.getAsLong();
        }
        paused = now;
    }

    private void step(Step next) {
        step = next;
        stepSince = nanos.getAsLong();
    }

    /** What has run out, or null; {@code progress} counts pieces written, {@code writing} says whether some are left. */
    @Nullable
    UpstreamFault expired(long now, boolean writing, int progress) {
        return switch (step) {
            case NONE -> null;
            case CONNECTING -> after(now, stepSince, clocks.connect(), Kind.CONNECT_TIMEOUT, "no connection");
            case SECURING -> after(now, stepSince, clocks.tls(), Kind.TLS, "the TLS handshake was not done");
            case WAITING, READING -> answering(now, writing, progress);
        };
    }

    private @Nullable UpstreamFault answering(long now, boolean writing, int progress) {
        if (progress != written || !writing) {
            written = progress;
            lastWritten = now;
        } else if (now - lastWritten >= writeStall) {
            return new UpstreamFault(
                    Kind.TIMEOUT,
                    "the upstream read none of the request body for " + seconds(Duration.ofNanos(writeStall)));
        }
        if (!stream) {
            return after(now, sentAt, clocks.answer(), Kind.TIMEOUT, "the answer was not whole");
        }
        UpstreamFault total = after(now, sentAt, clocks.total(), Kind.TIMEOUT, "the stream had not ended");
        if (total != null || paused) {
            return total;
        }
        return step == Step.WAITING
                ? after(now, sentAt, clocks.firstEvent(), Kind.TIMEOUT, "no byte of the stream came")
                : after(now, lastByte, clocks.stall(), Kind.STALLED, "no further byte of the stream came");
    }

    private static @Nullable UpstreamFault after(long now, long since, Duration bound, Kind kind, String what) {
        return now - since < bound.toNanos() ? null : new UpstreamFault(kind, what + " within " + seconds(bound));
    }

    private static String seconds(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
    }
}
