package io.sluice.gateway.health;

import io.sluice.gateway.call.Attempt;
import io.sluice.gateway.call.Call;
import io.sluice.gateway.call.FailureClass;
import io.sluice.gateway.call.Lanes;
import io.sluice.gateway.call.Spent;
import io.sluice.gateway.call.Stage;
import io.sluice.gateway.call.Step;
import io.sluice.gateway.call.Target;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * Learns of every attempt how its target does, and tells plans. Outlives reloads.
 *
 * <p>What is wrong with a credential - refused, or out of money - rests all models called with it; what is wrong with a
 * model rests that model alone.
 */
public final class TargetHealth implements Stage, Lanes {
    private static final int MOST = 10_000;
    private static final long REFUSED_MILLIS = 30_000;
    private static final long EMPTY_MILLIS = 60_000;
    private static final long LIMITED_MILLIS = 1_000;
    private static final int NEARLY_ALL = 95;
    private static final long FAIR_STREAM_MILLIS = 2_000;
    private static final long FAIR_WHOLE_MILLIS = 10_000;
    private static final Duration LONGEST = Duration.ofHours(1);

    private final Map<String, Lane> lanes = new ConcurrentHashMap<>();
    private final LongSupplier ticker;
    private final RandomGenerator chance;
    private final boolean ofDrill;

    /**
     * With nothing learnt.
     *
     * @param ticker nanoseconds that only grow
     * @param chance used from every loop at once
     */
    public TargetHealth(LongSupplier ticker, RandomGenerator chance) {
        this(ticker, chance, false);
    }

    private TargetHealth(LongSupplier ticker, RandomGenerator chance, boolean ofDrill) {
        this.ticker = ticker;
        this.chance = chance;
        this.ofDrill = ofDrill;
    }

    /** One of its own for a drill, with nothing learnt: it learns of what is made to fail, and nobody else does. */
    public TargetHealth ofDrill() {
        return new TargetHealth(ticker, chance, true);
    }

    /** What is made to fail on purpose must not rest a target for calls it is not made for. */
    private boolean learns(Attempt attempt) {
        Attempt.Drilled drilled = attempt.drilled();
        return ofDrill || drilled == null || drilled.taught();
    }

    @Override
    public Step enter(Call call) {
        return Step.GO;
    }

    @Override
    public Step attempt(Call call, Attempt attempt) {
        if (learns(attempt)) {
            long now = millis();
            credential(attempt.target()).sent(now);
            model(attempt.target()).sent(now);
        }
        return Step.GO;
    }

    @Override
    public void attempted(Call call, Attempt attempt, Spent spent) {
        if (learns(attempt)) {
            learn(call, attempt, spent);
        }
    }

    private void learn(Call call, Attempt attempt, Spent spent) {
        Lane credential = credential(attempt.target());
        Lane model = model(attempt.target());
        credential.ended();
        model.ended();
        FailureClass failure = attempt.failureClass();
        if (failure != null) {
            failed(call, attempt, failure, credential, model);
        } else if (spent.ending() == Spent.Ending.ANSWERED) {
            long now = millis();
            long sent = sent(attempt, now);
            credential.succeeded(now, sent, Double.NaN);
            model.succeeded(now, sent, firstToken(attempt));
        } else if (attempt.outrun() && attempt.sentNanos() != 0 && attempt.reason() != Attempt.Reason.HEDGE) {
            credential.unknown();
            // What is never measured because it is always given up would look fast; one that was sent beside it was
            // given
            // up too soon to say anything.
            model.outrun((attempt.endedNanos() - attempt.sentNanos()) / 1e6);
        } else {
            credential.unknown();
            model.unknown();
        }
    }

    private void failed(Call call, Attempt attempt, FailureClass failure, Lane credential, Lane model) {
        long now = millis();
        if (attempt.hurried() && !fair(call, attempt, model)) {
            credential.unknown();
            model.unknown();
            return;
        }
        switch (failure) {
            case RATE_LIMIT -> {
                credential.unknown();
                model.limited(now, pause(attempt), failure);
            }
            case QUOTA -> {
                model.unknown();
                credential.limited(now, Math.max(EMPTY_MILLIS, pause(attempt)), failure);
            }
            case AUTH -> {
                model.unknown();
                credential.limited(now, REFUSED_MILLIS, failure);
            }
            case CONNECT, TLS, TIMEOUT, STALL, OVERLOADED, SERVER, MALFORMED -> {
                credential.unknown();
                model.failed(now, sent(attempt, now), chance);
            }
            case CONTEXT_TOO_LONG, CONTENT_POLICY, BAD_REQUEST -> {
                credential.unknown();
                model.unknown();
            }
        }
    }

    /**
     * Whether it was given as long as nearly all calls there take to begin: callers without patience, and what a slow
     * target leaves of a call's time to the next, must not make a target that does look as if it did not.
     */
    private static boolean fair(Call call, Attempt attempt, Lane model) {
        double given = (attempt.endedNanos() - attempt.sentNanos()) / 1e6;
        boolean stream = call.facts() == null || call.facts().stream();
        double usual = model.within(NEARLY_ALL);
        double least = stream ? FAIR_STREAM_MILLIS : FAIR_WHOLE_MILLIS;
        return given >= (Double.isNaN(usual) ? least : stream ? usual : Math.max(usual, least));
    }

    /** What the provider asked for, an hour at most; where it asked for nothing, a second and a bit. */
    private long pause(Attempt attempt) {
        Duration asked = attempt.retryAfter();
        if (asked == null || asked.isNegative()) {
            return LIMITED_MILLIS + chance.nextLong(LIMITED_MILLIS);
        }
        return Math.min(asked.toMillis(), LONGEST.toMillis());
    }

    private static long sent(Attempt attempt, long now) {
        return attempt.sentNanos() == 0 ? now : attempt.sentNanos() / 1_000_000;
    }

    private static double firstToken(Attempt attempt) {
        return attempt.firstTokenNanos() == 0 || attempt.sentNanos() == 0
                ? Double.NaN
                : (attempt.firstTokenNanos() - attempt.sentNanos()) / 1e6;
    }

    @Override
    public View of(Target target) {
        long now = millis();
        View own = model(target).view(now);
        View shared = credential(target).view(now);
        return shared.rest() != null && shared.restMillis() > own.restMillis()
                ? new View(shared.rest(), shared.restMillis(), own.firstTokenMillis(), own.inFlight())
                : own;
    }

    @Override
    public double firstTokenMillis(Target target, int percent) {
        return model(target).within(percent);
    }

    private Lane model(Target target) {
        return lane(target.lane());
    }

    private Lane credential(Target target) {
        return lane(target.provider().lane());
    }

    // Models are named by callers: what is beyond so many shares one lane that is never remembered.
    private Lane lane(String name) {
        Lane lane = lanes.get(name);
        if (lane == null) {
            lane = lanes.size() < MOST ? lanes.computeIfAbsent(name, _ -> new Lane()) : new Lane();
        }
        return lane;
    }

    private long millis() {
        return ticker.getAsLong() / 1_000_000;
    }
}
