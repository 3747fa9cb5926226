package io.sluice.gateway.simulation;

import io.sluice.gateway.call.FailureClass;
import io.sluice.gateway.call.VirtualCall;
import java.time.Duration;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** How an upstream does for a while. */
enum Sky {
    /** It answers within a second. */
    CLEAR(0),
    /** It takes no connection. */
    DOWN(10),
    /** It answers with errors of its own. */
    FAILING(10),
    /** It answers after many seconds. */
    SLOW(10),
    /** It takes requests and says nothing. */
    SILENT(10),
    /** It takes no more for now, and says until when, or does not. */
    LIMITED(22),
    /** Every other call fails. */
    FLAPPING(10),
    /** Its account has no money left. */
    EMPTY(60),
    /** It refuses the credential. */
    REFUSED(30);

    /** The longest that a first answer takes. */
    static final long CLEAR_MILLIS = 800;

    /** How long an upstream is left alone at most once it does again, seconds. */
    final int rest;

    Sky(int rest) {
        this.rest = rest;
    }

    /** What comes of a request; {@code asked} is what a provider that limits asks for. */
    VirtualCall.Fate fate(SplittableRandom chance, @Nullable Duration asked) {
        return switch (this) {
            case CLEAR -> answer(50 + chance.nextLong(CLEAR_MILLIS - 50), lasts(chance));
            case SLOW -> answer(5_000 + chance.nextLong(35_000), chance.nextLong(3_000));
            case DOWN -> failure(1, FailureClass.CONNECT, null);
            case FAILING -> failure(20 + chance.nextLong(200), FailureClass.SERVER, null);
            case SILENT -> failure(300_000, FailureClass.TIMEOUT, null);
            case LIMITED -> failure(30, FailureClass.RATE_LIMIT, asked);
            case FLAPPING ->
                chance.nextBoolean() ? CLEAR.fate(chance, asked) : failure(50, FailureClass.OVERLOADED, null);
            case EMPTY -> failure(50, FailureClass.QUOTA, null);
            case REFUSED -> failure(50, FailureClass.AUTH, null);
        };
    }

    /** Most streams are short, and some run for a minute. */
    private static long lasts(SplittableRandom chance) {
        return chance.nextLong(chance.nextInt(20) == 0 ? 60_000 : 3_000);
    }

    private static VirtualCall.Fate answer(long begins, long lasts) {
        return new VirtualCall.Fate(Duration.ofMillis(begins), Duration.ofMillis(lasts), null, null);
    }

    private static VirtualCall.Fate failure(long shows, FailureClass failure, @Nullable Duration asked) {
        return new VirtualCall.Fate(Duration.ofMillis(shows), Duration.ZERO, failure, asked);
    }
}
