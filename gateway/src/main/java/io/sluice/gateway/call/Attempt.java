package io.sluice.gateway.call;

import io.sluice.dialects.model.Loss;
import io.sluice.dialects.model.Losses;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One try at one target. Stages may lower its output cap in {@link Stage#attempt}; the rest is told by {@link Attempts}.
 * Lives on the call's loop.
 */
public final class Attempt {
    private final int number;
    private final Leg leg;
    private final Reason reason;
    private long outputCap = NO_CAP;
    private Way way = Way.STRAIGHT;
    private @Nullable Drilled drilled;
    long sentNanos;
    long firstByteNanos;
    long firstTokenNanos;
    long endedNanos;
    int status;
    boolean reusedConnection;
    boolean maybeBilled;
    boolean translated;
    boolean outrun;
    boolean hurried;
    Spent spent = Spent.NOTHING;

    @Nullable
    Failure failure;

    @Nullable
    FailureClass failureClass;

    @Nullable
    Duration retryAfter;

    List<Loss> losses = List.of();

    @Nullable
    Losses answerLosses;

    /** No output cap was set. */
    public static final long NO_CAP = -1;

    Attempt(int number, Leg leg, Reason reason) {
        this.number = number;
        this.leg = leg;
        this.reason = reason;
    }

    /** Why an attempt is made. */
    public enum Reason {
        /** The plan's first target. */
        FIRST,
        /** The same target again, as what failed may pass by itself. */
        RETRY,
        /** The same request again on a fresh connection, as the kept one was found closed. */
        RECONNECT,
        /** The next target, as the one before failed or was refused. */
        FALLBACK,
        /** The next target beside the one before, which takes long. */
        HEDGE,
        /** Another target goes on with the text of a stream that broke. */
        CONTINUE
    }

    /**
     * That an attempt is made to fail on purpose.
     *
     * @param drill which drill does it
     * @param taught whether the target's health learns of it as of a real failure; else nothing of the attempt counts there
     */
    public record Drilled(String drill, boolean taught) {}

    /** From 1, in the order they were made. */
    public int number() {
        return number;
    }

    /** Where it goes. */
    public Target target() {
        return leg.target();
    }

    /** Why it is made. */
    public Reason reason() {
        return reason;
    }

    /** At most this many output tokens will be asked for; the smallest cap of all stages and the caller holds. */
    public void capOutput(long tokens) {
        if (tokens < 1) {
            throw new IllegalArgumentException("an output cap is at least 1 token, got " + tokens);
        }
        outputCap = outputCap == NO_CAP ? tokens : Math.min(outputCap, tokens);
    }

    /** The cap in tokens, or {@link #NO_CAP}. */
    public long outputCap() {
        return outputCap;
    }

    /** When the request's first byte left, on the ticker, or 0. */
    public long sentNanos() {
        return sentNanos;
    }

    /** When the first byte of the answer came, on the ticker, or 0. */
    public long firstByteNanos() {
        return firstByteNanos;
    }

    /** When the first content came, on the ticker, or 0. */
    public long firstTokenNanos() {
        return firstTokenNanos;
    }

    /** When it ended, on the ticker, or 0. */
    public long endedNanos() {
        return endedNanos;
    }

    /** The upstream's status, or 0 while there is none. */
    public int status() {
        return status;
    }

    /** Whether the provider may bill it although nothing came back. */
    public boolean maybeBilled() {
        return maybeBilled;
    }

    /** Whether its answer is written anew in the caller's dialect, so that its ids are made here. */
    public boolean translated() {
        return translated;
    }

    /** Whether it was given up because another one beside it had an answer sooner. */
    public boolean outrun() {
        return outrun;
    }

    /** Whether it ran out of the time the call had left, which is not its provider's fault unless it was a fair time. */
    public boolean hurried() {
        return hurried;
    }

    /** What it used up; nothing before it has ended. */
    public Spent spent() {
        return spent;
    }

    /** What of the request could not be carried to this target. */
    public List<Loss> losses() {
        return losses;
    }

    /** What of the answer could not be carried to the caller so far. */
    public List<Loss> answerLosses() {
        return answerLosses == null ? List.of() : answerLosses.all();
    }

    /** The leg of the plan it is made for. */
    public Leg leg() {
        return leg;
    }

    /** Says that it is made to fail on purpose, and the way that does it. */
    public void drill(Drilled purpose, Way failing) {
        drilled = purpose;
        way = failing;
    }

    /** The purpose it is made to fail for; null for every other attempt. */
    public @Nullable Drilled drilled() {
        return drilled;
    }

    /** How its requests get to the provider. */
    Way way() {
        return way;
    }

    /** Of which class its failure is; null where it did not fail, or was not made. */
    public @Nullable FailureClass failureClass() {
        return failureClass;
    }

    /** How long the provider asked to wait; null where it did not. */
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }

    /** Why it failed, or null. */
    public @Nullable Failure failure() {
        return failure;
    }
}
