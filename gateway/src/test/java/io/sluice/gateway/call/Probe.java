package io.sluice.gateway.call;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.function.Function;

/** A stage made of a test's lines; it writes down everything it is told. */
final class Probe implements Stage {
    final String name;
    private final List<String> diary;
    private Function<Call, Step> entering = call -> Step.GO;
    private BiFunction<Call, Attempt, Step> attempting = (call, attempt) -> Step.GO;
    private BiFunction<Call, Attempt, Tap> tapping = (call, attempt) -> Tap.NONE;
    private Runnable attempted = () -> {};
    private Runnable leaving = () -> {};
    final List<Outcome> outcomes = new CopyOnWriteArrayList<>();

    Probe(String name, List<String> diary) {
        this.name = name;
        this.diary = diary;
    }

    Probe enters(Function<Call, Step> how) {
        entering = how;
        return this;
    }

    Probe attempts(BiFunction<Call, Attempt, Step> how) {
        attempting = how;
        return this;
    }

    Probe taps(BiFunction<Call, Attempt, Tap> how) {
        tapping = how;
        return this;
    }

    Probe filters(EventFilter filter) {
        return taps((call, attempt) -> new Tap.Filter(filter));
    }

    Probe onAttempted(Runnable what) {
        attempted = what;
        return this;
    }

    Probe onLeave(Runnable what) {
        leaving = what;
        return this;
    }

    @Override
    public Step enter(Call call) {
        diary.add(name + " enter");
        return entering.apply(call);
    }

    @Override
    public Step attempt(Call call, Attempt attempt) {
        diary.add(name + " attempt " + attempt.number());
        return attempting.apply(call, attempt);
    }

    @Override
    public Tap tap(Call call, Attempt attempt) {
        return tapping.apply(call, attempt);
    }

    @Override
    public void attempted(Call call, Attempt attempt, Spent spent) {
        diary.add(name + " attempted " + attempt.number() + " " + spent.ending());
        attempted.run();
    }

    @Override
    public void leave(Call call, Outcome outcome) {
        outcomes.add(outcome);
        diary.add(name + " leave " + outcome.ending());
        leaving.run();
    }
}
