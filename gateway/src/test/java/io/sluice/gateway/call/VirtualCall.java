package io.sluice.gateway.call;

import io.sluice.dialects.openai.chat.OpenAiChat;
import io.sluice.gateway.call.wire.Header;
import io.sluice.gateway.call.wire.Headers;
import io.sluice.gateway.call.wire.Loop;
import io.sluice.gateway.call.wire.RequestHead;
import io.sluice.gateway.journal.CallId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** One call that walks its plan as {@link Attempts} walks it, in virtual time and without a socket. */
public final class VirtualCall {
    private final Around around;
    private final Call call;
    private final Walk walk;
    private final List<Flight> flights = new ArrayList<>(2);
    private Loop.@Nullable Timer hedge;
    private boolean begun;

    /**
     * What it lives in.
     *
     * @param loop its time
     * @param health learns of its attempts
     */
    public record Around(
            VirtualLoop loop,
            Stage health,
            RetryBudgets retries,
            RandomGenerator chance,
            Upstreams upstreams,
            Diary diary) {}

    /** Says what comes of a request. */
    public interface Upstreams {
        /** What a target does with a request that is sent now. */
        Fate fate(Target target, long nowNanos);
    }

    /**
     * What comes of a request.
     *
     * @param begins after how long an answer begins, or the failure shows
     * @param lasts how long the answer takes from there on
     * @param failure null where there is an answer
     * @param asked how long the provider asks to wait
     */
    public record Fate(
            Duration begins,
            Duration lasts,
            @Nullable FailureClass failure,
            @Nullable Duration asked) {}

    /** Is told what happens. */
    public interface Diary {
        /** An attempt is sent that must have an answer, or an end, before {@code until}; never where nobody says. */
        void sent(Attempt attempt, long until);

        /** It was settled that a target is tried again, now or later. */
        void retries(Target target);

        /** An attempt is over. */
        void ended(Attempt attempt);

        /** The caller has the beginning of an answer, or the failure. */
        void told(@Nullable FailureClass failure);
    }

    private static final class Flight {
        final Attempt attempt;
        Loop.@Nullable Timer next;

        Flight(Attempt attempt) {
            this.attempt = attempt;
        }
    }

    private VirtualCall(Around around, List<Leg> legs, Headers headers) {
        this.around = around;
        this.call = new Call(
                new CallId(0, 0),
                new RequestHead("POST", "/", "", headers, -1, "", false),
                new Endpoint.ListModels(new OpenAiChat()),
                around.loop(),
                0,
                around.loop().nanos());
        this.walk = new Walk(legs, around.loop().nanos(), headers, around.retries(), around.chance());
    }

    /** Sends a call that may take so long; as long as it wants where that is null. */
    public static void start(Around around, List<Leg> legs, @Nullable Duration most) {
        Headers headers = most == null
                ? Headers.NONE
                : Headers.of(List.of(new Header("x-sluice-timeout-ms", Long.toString(most.toMillis()))));
        VirtualCall call = new VirtualCall(around, legs, headers);
        call.open(call.walk.leg(), Attempt.Reason.FIRST);
    }

    private void open(Leg leg, Attempt.Reason reason) {
        Flight flight = new Flight(new Attempt(call.attempts().size() + 1, leg, reason));
        Attempt attempt = flight.attempt;
        flights.add(flight);
        call.attempted(attempt);
        Duration left = walk.remaining(leg, now());
        Duration most = shorter(left, leg.terms().firstToken());
        around.diary().sent(attempt, most == null ? Long.MAX_VALUE : now() + most.toNanos());
        around.health().attempt(call, attempt);
        attempt.sentNanos = now();
        Fate fate = around.upstreams().fate(leg.target(), now());
        flight.next = most != null && most.compareTo(fate.begins()) <= 0
                ? around.loop().after(most, () -> {
                    attempt.hurried = most.equals(left);
                    fails(flight, FailureClass.TIMEOUT, null);
                })
                : around.loop().after(fate.begins(), () -> begins(flight, fate));
        hedgeLater();
    }

    private static @Nullable Duration shorter(@Nullable Duration one, @Nullable Duration other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.compareTo(other) < 0 ? one : other;
    }

    private void hedgeLater() {
        Duration after = walk.beside();
        if (after != null && hedge == null && flights.size() == 1) {
            hedge = around.loop().after(after, () -> {
                hedge = null;
                beside();
            });
        }
    }

    private void beside() {
        Leg leg = begun || flights.size() != 1 ? null : walk.takeBeside(now());
        if (leg != null) {
            open(leg, Attempt.Reason.HEDGE);
        }
    }

    private void begins(Flight flight, Fate fate) {
        if (fate.failure() != null) {
            fails(flight, fate.failure(), fate.asked());
            return;
        }
        begun = true;
        stopHedge();
        flight.attempt.firstTokenNanos = now();
        call.answeredBy(flight.attempt);
        around.health().begun(call, flight.attempt);
        for (Flight other : List.copyOf(flights)) {
            if (!other.equals(flight)) {
                cancel(other);
            }
        }
        around.diary().told(null);
        around.loop().after(fate.lasts(), () -> {
            around.retries().answered(flight.attempt.target().provider().lane());
            ended(flight, Spent.Ending.ANSWERED);
        });
    }

    private void cancel(Flight flight) {
        if (flight.next != null) {
            flight.next.cancel();
        }
        flight.attempt.outrun = true;
        ended(flight, Spent.Ending.CANCELLED);
    }

    private void fails(Flight flight, FailureClass failure, @Nullable Duration asked) {
        flight.attempt.failureClass = failure;
        flight.attempt.retryAfter = asked;
        ended(flight, Spent.Ending.FAILED);
        if (!flights.isEmpty()) {
            if (walk.goesOn(flight.attempt.leg(), failure, now())) {
                beside();
            }
            return;
        }
        stopHedge();
        switch (walk.after(flight.attempt.leg(), failure, asked, now())) {
            case Walk.Next.Move(Leg leg) -> open(leg, Attempt.Reason.FALLBACK);
            case Walk.Next.Retry(Leg leg, Duration pause) -> {
                around.diary().retries(leg.target());
                around.loop().after(pause, () -> open(leg, Attempt.Reason.RETRY));
            }
            case Walk.Next.Tell() -> around.diary().told(failure);
        }
    }

    private void ended(Flight flight, Spent.Ending ending) {
        flights.remove(flight);
        flight.attempt.endedNanos = now();
        around.health().attempted(call, flight.attempt, new Spent(ending, null, null, null, 0, 0, null));
        around.diary().ended(flight.attempt);
    }

    private void stopHedge() {
        Loop.Timer timer = hedge;
        hedge = null;
        if (timer != null) {
            timer.cancel();
        }
    }

    private long now() {
        return around.loop().nanos();
    }
}
