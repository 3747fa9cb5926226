package io.sluice.gateway.health;

import io.sluice.dialects.OutputCap;
import io.sluice.dialects.RequestFacts;
import io.sluice.gateway.call.Attempt;
import io.sluice.gateway.call.Call;
import io.sluice.gateway.call.FailureClass;
import io.sluice.gateway.call.Lanes;
import io.sluice.gateway.call.Spent;
import io.sluice.gateway.call.Stage;
import io.sluice.gateway.call.Step;
import io.sluice.gateway.call.Target;
import io.sluice.gateway.call.wire.Headers;
import java.time.Duration;
import java.util.List;
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

    /** Of English text; others have more bytes and more tokens. */
    private static final int BYTES_PER_TOKEN = 4;

    /** A prompt of so many tokens takes about as long to read as all else that comes before the first token. */
    private static final double LONG_PROMPT = 16_000;

    private final Map<String, Lane> lanes = new ConcurrentHashMap<>();
    private final LongSupplier ticker;
    private final RandomGenerator chance;
    private final Watcher watcher;
    private final boolean ofDrill;

    /**
     * With nothing learnt.
     *
     * @param ticker nanoseconds that only grow
     * @param chance used from every loop at once
     * @param watcher is told of changes
     */
    public TargetHealth(LongSupplier ticker, RandomGenerator chance, Watcher watcher) {
        this(ticker, chance, watcher, false);
    }

    /** The same, with nobody told. */
    public TargetHealth(LongSupplier ticker, RandomGenerator chance) {
        this(ticker, chance, Watcher.NOBODY, false);
    }

    private TargetHealth(LongSupplier ticker, RandomGenerator chance, Watcher watcher, boolean ofDrill) {
        this.ticker = ticker;
        this.chance = chance;
        this.watcher = watcher;
        this.ofDrill = ofDrill;
    }

    /** One of its own for a drill, with nothing learnt: it learns of what is made to fail, and nobody else does. */
    public TargetHealth ofDrill() {
        return new TargetHealth(ticker, chance, Watcher.NOBODY, true);
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
            Need need = need(call);
            credential(attempt.target()).sent(now, need);
            model(attempt.target()).sent(now, need);
        }
        return Step.GO;
    }

    /** About what a call takes; nothing where it has no body. */
    private static Need need(Call call) {
        RequestFacts facts = call.facts();
        if (facts == null) {
            return Need.UNKNOWN;
        }
        OutputCap cap = facts.cap();
        return new Need(call.body().length() / BYTES_PER_TOKEN, cap == null ? 0 : cap.tokens());
    }

    @Override
    public void headed(Call call, Attempt attempt, Headers head) {
        if (learns(attempt)) {
            model(attempt.target()).headed(head, millis());
        }
    }

    /** A target does again with its first content: a stream that finds it out may run for minutes. */
    @Override
    public void begun(Call call, Attempt attempt) {
        if (learns(attempt)) {
            long now = millis();
            long sent = sent(attempt, now);
            model(attempt.target()).began(now, sent, paced(call, attempt), chance);
        }
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
        long now = millis();
        FailureClass failure = attempt.failureClass();
        boolean answered = failure == null && spent.ending() == Spent.Ending.ANSWERED;
        for (Lane lane : List.of(credential, model)) {
            if (answered) {
                lane.tally().answered();
            } else {
                lane.tally().failed(failure);
            }
        }
        if (failure != null) {
            failed(now, call, attempt, failure, credential, model);
        } else if (answered) {
            long sent = sent(attempt, now);
            credential.succeeded(now, sent, Double.NaN);
            model.succeeded(now, sent, firstToken(attempt));
            if (attempt.firstTokenNanos() == 0) {
                model.began(now, sent, Double.NaN, chance);
            }
        } else if (attempt.outrun() && attempt.sentNanos() != 0 && attempt.reason() != Attempt.Reason.HEDGE) {
            credential.unknown(now);
            // What is never measured because it is always given up would look fast; one that was sent beside it was
            // given up too soon to say anything.
            model.outrun(now, (attempt.endedNanos() - attempt.sentNanos()) / 1e6);
        } else {
            credential.unknown(now);
            model.unknown(now);
        }
    }

    private void failed(long now, Call call, Attempt attempt, FailureClass failure, Lane credential, Lane model) {
        if (attempt.hurried() && !fair(call, attempt, model)) {
            credential.unknown(now);
            model.unknown(now);
            return;
        }
        switch (failure) {
            case RATE_LIMIT -> {
                credential.unknown(now);
                model.limited(now, pause(attempt), failure);
            }
            case QUOTA -> {
                model.unknown(now);
                credential.limited(now, Math.max(EMPTY_MILLIS, pause(attempt)), failure);
            }
            case AUTH -> {
                model.unknown(now);
                credential.limited(now, REFUSED_MILLIS, failure);
            }
            case CONNECT, TLS, TIMEOUT, STALL, OVERLOADED, SERVER, MALFORMED -> {
                credential.unknown(now);
                model.failed(now, sent(attempt, now), chance);
            }
            case NOT_FOUND, CONTEXT_TOO_LONG, CONTENT_POLICY, BAD_REQUEST -> {
                credential.unknown(now);
                model.unknown(now);
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

    /**
     * The time to a stream's first token as a short call would have it: reading a long prompt takes its own time. NaN of
     * answers that are no stream, whose first token is their last.
     */
    private static double paced(Call call, Attempt attempt) {
        RequestFacts facts = call.facts();
        return facts == null || !facts.stream()
                ? Double.NaN
                : firstToken(attempt) / (1 + need(call).input() / LONG_PROMPT);
    }

    @Override
    public View of(Target target) {
        return of(target, Need.UNKNOWN);
    }

    @Override
    public View of(Target target, Need need) {
        long now = millis();
        View own = model(target).view(now, need);
        View shared = credential(target).view(now, need);
        return shared.rest() != null && shared.restMillis() > own.restMillis()
                ? new View(shared.rest(), shared.restMillis(), own.firstTokenMillis(), own.inFlight())
                : own;
    }

    @Override
    public double firstTokenMillis(Target target, int percent) {
        return model(target).within(percent);
    }

    /** Every lane that was ever sent anything, in the order of their names. */
    List<Lane> lanes() {
        return lanes.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(Map.Entry::getValue)
                .toList();
    }

    private Lane model(Target target) {
        Lane lane = lanes.get(target.lane());
        return lane == null ? added(target.lane(), LaneName.ofModel(target)) : lane;
    }

    private Lane credential(Target target) {
        Lane lane = lanes.get(target.provider().lane());
        return lane == null ? added(target.provider().lane(), LaneName.ofCredential(target)) : lane;
    }

    // Models are named by callers: what is beyond so many shares one lane that is never remembered.
    private Lane added(String key, LaneName name) {
        Lane fresh = new Lane(name, watcher, millis());
        if (lanes.size() >= MOST) {
            return fresh;
        }
        Lane before = lanes.putIfAbsent(key, fresh);
        return before == null ? fresh : before;
    }

    long millis() {
        return ticker.getAsLong() / 1_000_000;
    }
}
