package io.sluice.gateway.simulation;

import io.sluice.gateway.call.Attempt;
import io.sluice.gateway.call.FailureClass;
import io.sluice.gateway.call.Leg;
import io.sluice.gateway.call.Target;
import io.sluice.gateway.call.VirtualCall;
import io.sluice.gateway.route.run.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What happened to one call. */
final class Told implements VirtualCall.Diary {
    final long asked;
    final long deadline;
    final List<Leg> legs;
    final Set<String> resting;
    final Set<String> shut;
    final List<Sent> sent = new ArrayList<>(2);
    private final World world;
    private @Nullable Run run;
    Run.@Nullable Lane before;
    int ended;
    int times;
    long at;

    @Nullable
    FailureClass failure;

    /**
     * An attempt.
     *
     * @param until when it must have an answer or an end
     * @param rested whether its target should have been left alone
     * @param beside how many others of its call were under way
     */
    record Sent(long at, Attempt attempt, long until, boolean rested, int beside) {
        String lane() {
            return attempt.target().lane();
        }
    }

    /** A call asked now, with what was to be left alone of its plan, and what of it for longer than one call takes. */
    Told(World world, long deadline, List<Leg> legs, Set<String> resting, Set<String> shut) {
        this.world = world;
        this.asked = world.now();
        this.deadline = deadline;
        this.legs = legs;
        this.resting = resting;
        this.shut = shut;
    }

    @Override
    public void sent(Attempt attempt, long until) {
        Sent one = new Sent(world.now(), attempt, until, world.rests(attempt.target()), sent.size() - ended);
        sent.add(one);
        world.sent(one);
    }

    @Override
    public void retries(Target target) {
        world.retries(target);
    }

    @Override
    public void ended(Attempt attempt) {
        ended++;
        if (run != null && attempt.failureClass() == null && !attempt.outrun()) {
            run.answered("m", attempt.target());
        }
        world.ended(attempt);
    }

    @Override
    public void told(@Nullable FailureClass why) {
        times++;
        at = world.now();
        failure = why;
    }

    /** The id of the first upstream that was asked. */
    String firstAsked() {
        return sent.getFirst().attempt().target().provider().id();
    }

    /** It belongs to a run, whose last call was answered there; null where none was, or nobody asks. */
    Told ofRun(Run its, Run.@Nullable Lane lane) {
        run = its;
        before = lane;
        return this;
    }

    boolean tried(String lane) {
        return sent.stream().anyMatch(one -> one.lane().equals(lane));
    }

    @Override
    public String toString() {
        StringBuilder text =
                new StringBuilder("asked at " + seconds(asked) + ", until " + seconds(deadline) + ", plan");
        legs.forEach(leg -> text.append(' ')
                .append(leg.target().lane())
                .append(resting.contains(leg.target().lane()) ? "(resting)" : ""));
        sent.forEach(one -> text.append("; ")
                .append(seconds(one.at))
                .append(' ')
                .append(one.attempt.reason())
                .append(' ')
                .append(one.lane())
                .append(" -> ")
                .append(
                        one.attempt.failureClass() == null
                                ? "answer"
                                : one.attempt.failureClass().word()));
        return text.append("; told at ")
                .append(seconds(at))
                .append(' ')
                .append(failure == null ? "an answer" : failure.word())
                .toString();
    }

    private static String seconds(long nanos) {
        return nanos == Long.MAX_VALUE ? "ever" : nanos / 1_000_000 / 1e3 + " s";
    }
}
