package io.sluice.simulator;

import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Chooses the script for each request: the first rule that fits, else the next of the queue, else the default. */
final class Desk {

    private record Rule(Predicate<ReceivedRequest> fits, Script script) {}

    private final List<Rule> rules = new ArrayList<>();
    private final Deque<Script> queue = new ArrayDeque<>();
    private final Keep keep;
    private Script usual = Script.canned();
    private volatile @Nullable ByteBuf instant;
    private volatile boolean looksAtRequests = true;

    Desk(Keep keep) {
        this.keep = keep;
    }

    synchronized void usual(Script script) {
        usual = prepared(script);
        refresh();
    }

    synchronized void next(Script... scripts) {
        for (Script script : scripts) {
            queue.add(prepared(script));
        }
        refresh();
    }

    synchronized void when(Predicate<ReceivedRequest> fits, Script script) {
        rules.add(new Rule(fits, prepared(script)));
        refresh();
    }

    synchronized void clear() {
        rules.clear();
        queue.clear();
        refresh();
    }

    /**
     * The whole answer where it is the same for every request, short, and nobody wants to know of the request: the
     * bytes need no request object, no steps, no copy. Send a duplicate.
     */
    @Nullable
    ByteBuf instant() {
        return instant;
    }

    /** Whether any script or rule may look into a request. */
    boolean looksAtRequests() {
        return looksAtRequests;
    }

    Script choose(ReceivedRequest request) {
        List<Rule> now;
        synchronized (this) {
            if (rules.isEmpty()) {
                return nextOrUsual();
            }
            now = List.copyOf(rules);
        }
        for (Rule rule : now) {
            if (rule.fits().test(request)) {
                return rule.script();
            }
        }
        return nextOrUsual();
    }

    /** The script that is to begin before the body is read, where it is its turn; rules need the body, so they go first. */
    synchronized @Nullable Script chooseEarly() {
        Script first = queue.isEmpty() ? usual : queue.peek();
        return rules.isEmpty() && isEarly(first) ? nextOrUsual() : null;
    }

    private synchronized Script nextOrUsual() {
        Script next = queue.poll();
        if (next == null) {
            return usual;
        }
        refresh();
        return next;
    }

    private static boolean isEarly(Script script) {
        return script instanceof Steps(List<Step> steps) && !steps.isEmpty() && steps.getFirst() instanceof Step.Early;
    }

    private static Script prepared(Script script) {
        return switch (script) {
            case Answer answer -> new Steps(Steps.merged(Bodies.steps(answer)));
            case Steps(List<Step> steps) -> new Steps(Steps.merged(steps));
            case Asked asked -> asked;
        };
    }

    private void refresh() {
        looksAtRequests =
                !rules.isEmpty() || usual instanceof Asked || queue.stream().anyMatch(Asked.class::isInstance);
        instant = instantBytes();
    }

    private @Nullable ByteBuf instantBytes() {
        boolean same = keep == Keep.NOTHING && rules.isEmpty() && queue.isEmpty();
        if (same
                && usual instanceof Steps(List<Step> steps)
                && steps.size() == 1
                && steps.getFirst() instanceof Step.Send(Octets bytes)) {
            return bytes.direct();
        }
        return null;
    }
}
