package io.sluice.simulator;

import java.util.ArrayList;
import java.util.List;

/** A script of bare wire steps, the same for every request. */
public record Steps(List<Step> steps) implements Script {

    public Steps {
        steps = List.copyOf(steps);
    }

    /** These steps in this order. */
    public static Steps of(Step... steps) {
        return new Steps(List.of(steps));
    }

    @Override
    public List<Step> steps(ReceivedRequest request) {
        return steps;
    }

    /** The same on the wire with neighbouring sends made one. */
    static List<Step> merged(List<Step> steps) {
        List<Step> merged = new ArrayList<>();
        List<Octets> run = new ArrayList<>();
        for (Step step : steps) {
            if (step instanceof Step.Send(Octets bytes)) {
                run.add(bytes);
            } else {
                addRun(merged, run);
                merged.add(step);
            }
        }
        addRun(merged, run);
        return merged;
    }

    private static void addRun(List<Step> merged, List<Octets> run) {
        if (!run.isEmpty()) {
            merged.add(new Step.Send(Octets.join(run)));
            run.clear();
        }
    }

    /** The steps up to the n-th byte, and then this ending. */
    static List<Step> cut(List<Step> steps, long after, Ending ending) {
        List<Step> cut = new ArrayList<>();
        long left = after;
        for (Step step : steps) {
            switch (step) {
                case Step.Send(Octets bytes) -> left = addPart(cut, bytes, left);
                case Step.Repeat repeat -> {
                    while (left > 0) {
                        left = addPart(cut, repeat.bytes(), left);
                        cut.add(new Step.Gap(repeat.pause()));
                    }
                }
                default -> cut.add(step);
            }
            if (left == 0) {
                break;
            }
        }
        cut.add(ending.step());
        return cut;
    }

    private static long addPart(List<Step> cut, Octets bytes, long left) {
        int part = (int) Math.min(bytes.length(), left);
        cut.add(new Step.Send(bytes.slice(0, part)));
        return left - part;
    }
}
