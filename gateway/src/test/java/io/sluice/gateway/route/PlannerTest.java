package io.sluice.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sluice.gateway.call.Additions;
import io.sluice.gateway.call.FailureClass;
import io.sluice.gateway.call.Leg;
import io.sluice.gateway.catalog.Target;
import io.sluice.gateway.route.plan.Planned;
import io.sluice.gateway.route.plan.Planner;
import io.sluice.gateway.route.tree.CallFacts;
import io.sluice.gateway.route.tree.Condition;
import io.sluice.gateway.route.tree.Move;
import io.sluice.gateway.route.tree.NodeOptions;
import io.sluice.gateway.route.tree.Patience;
import io.sluice.gateway.route.tree.RouteNode;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PlannerTest {
    private static final RouteNode A = to("p/a");
    private static final RouteNode B = to("p/b");
    private static final RouteNode C = to("p/c");

    private final Scene scene = new Scene();

    private static RouteNode to(String target) {
        return new RouteNode.To(Target.parse(target), NodeOptions.NONE);
    }

    private static RouteNode first(RouteNode... nodes) {
        return new RouteNode.First(List.of(nodes), NodeOptions.NONE);
    }

    private static RouteNode split(int a, int b) {
        return new RouteNode.Split(List.of(new RouteNode.Share(a, A), new RouteNode.Share(b, B)), NodeOptions.NONE);
    }

    private static RouteNode best(RouteNode.Measure by) {
        return new RouteNode.Best(by, List.of(A, B, C), NodeOptions.NONE);
    }

    private static CallFacts facts(String run, long prefix) {
        return new CallFacts(
                "m", "chat", false, 100, null, run, 0, null, _ -> true, prefix, () -> CallFacts.Contents.NONE);
    }

    private Planned plan(RouteNode route, CallFacts facts, long seed) {
        return Planner.plan(route, facts, scene, new SplittableRandom(seed));
    }

    private List<String> models(RouteNode route) {
        return models(plan(route, facts("r", 1), 1));
    }

    private static List<String> models(Planned plan) {
        return plan.legs().stream().map(leg -> leg.target().model()).toList();
    }

    @Test
    void firstGoesThroughItsChildrenInOrder() {
        assertThat(models(first(A, first(B, C)))).containsExactly("a", "b", "c");
    }

    @Test
    void aTargetIsTriedOnceAtItsBestPlace() {
        assertThat(models(first(A, B, A, first(B, C)))).containsExactly("a", "b", "c");
    }

    @Test
    void splitDrawsInProportionToItsWeightsAndTheOthersFollow() {
        Map<String, Integer> drawn = new HashMap<>();
        for (int seed = 0; seed < 10_000; seed++) {
            Planned plan = plan(split(90, 10), facts("r", 1), seed);
            assertThat(models(plan)).containsExactlyInAnyOrder("a", "b");
            drawn.merge(models(plan).getFirst(), 1, Integer::sum);
        }
        assertThat(drawn.getOrDefault("b", 0) / 10_000.0).isCloseTo(0.10, within(0.01));
    }

    @Test
    void aWeightOfNothingIsAFallbackOnly() {
        for (int seed = 0; seed < 100; seed++) {
            assertThat(models(plan(split(1, 0), facts("r", 1), seed))).containsExactly("a", "b");
        }
    }

    @Test
    void theFastestComesFirstAndWhatWasNeverMeasuredBeforeIt() {
        scene.pace("a", 300).pace("b", 100);

        assertThat(models(best(RouteNode.Measure.FASTEST))).containsExactly("c", "b", "a");
    }

    @Test
    void theLeastBusyComesFirst() {
        scene.busy("a", 7).busy("b", 2).busy("c", 5);

        assertThat(models(best(RouteNode.Measure.LEAST_BUSY))).containsExactly("b", "c", "a");
    }

    @Test
    void theCheapestComesFirstAndWhatNobodyKnowsThePriceOfLast() {
        scene.price("a", "3").price("c", "0.5");

        assertThat(models(best(RouteNode.Measure.CHEAPEST))).containsExactly("c", "a", "b");
    }

    @Test
    void equalsAreDrawnSoThatNoneIsAlwaysFirst() {
        Map<String, Integer> drawn = new HashMap<>();
        for (int seed = 0; seed < 300; seed++) {
            drawn.merge(
                    models(plan(best(RouteNode.Measure.LEAST_BUSY), facts("r", 1), seed))
                            .getFirst(),
                    1,
                    Integer::sum);
        }
        assertThat(drawn.values()).allMatch(count -> count > 50);
    }

    @Test
    void theFirstCaseThatHoldsCountsAndTheOthersAreLeftOutWithTheReason() {
        Condition large = facts -> facts.tokens() > 50;
        Condition never = facts -> false;
        RouteNode route = new RouteNode.When(
                List.of(new RouteNode.Case(never, A), new RouteNode.Case(large, B), new RouteNode.Case(large, C)),
                NodeOptions.NONE);
        Planned plan = plan(route, facts("r", 1), 1);

        assertThat(models(plan)).containsExactly("b");
        assertThat(plan.leftOut())
                .containsExactly(
                        new Planned.LeftOut(Target.parse("p/a"), "case 1 of `when` does not hold"),
                        new Planned.LeftOut(Target.parse("p/c"), "an earlier case of `when` holds"));
    }

    @Test
    void stickyKeepsTheSameRunAtTheSameTargetAndKeepsTheWeights() {
        RouteNode route = new RouteNode.Sticky(RouteNode.StickyBy.RUN, split(75, 25), NodeOptions.NONE);
        Map<String, Integer> drawn = new HashMap<>();
        for (int run = 0; run < 4_000; run++) {
            List<String> once = models(plan(route, facts("run-" + run, 1), run));
            assertThat(models(plan(route, facts("run-" + run, 1), run + 1_000_000)))
                    .isEqualTo(once);
            drawn.merge(once.getFirst(), 1, Integer::sum);
        }
        assertThat(drawn.getOrDefault("b", 0) / 4_000.0).isCloseTo(0.25, within(0.03));
    }

    @Test
    void aTargetThatGoesMovesOnlyTheRunsItHad() {
        RouteNode three = new RouteNode.Sticky(
                RouteNode.StickyBy.RUN,
                new RouteNode.Split(
                        List.of(new RouteNode.Share(1, A), new RouteNode.Share(1, B), new RouteNode.Share(1, C)),
                        NodeOptions.NONE),
                NodeOptions.NONE);
        RouteNode two = new RouteNode.Sticky(RouteNode.StickyBy.RUN, split(1, 1), NodeOptions.NONE);
        for (int run = 0; run < 500; run++) {
            String before = models(plan(three, facts("run-" + run, 1), 1)).getFirst();
            String after = models(plan(two, facts("run-" + run, 1), 1)).getFirst();
            if (!before.equals("c")) {
                assertThat(after).isEqualTo(before);
            }
        }
    }

    @Test
    void whatRestsComesLastTheSoonestBackBeforeTheRest() {
        scene.rest("a", 9_000).rest("b", 1_000);

        assertThat(models(first(A, B, C))).containsExactly("c", "b", "a");
    }

    @Test
    void anOnlyTargetIsAskedThoughItRests() {
        scene.rest("a", 9_000);

        assertThat(models(A)).containsExactly("a");
    }

    private static RouteNode hedge(Patience after, RouteNode... nodes) {
        return new RouteNode.Hedge(after, List.of(nodes), NodeOptions.NONE);
    }

    private List<Leg.Hedge> hedges(RouteNode route) {
        return plan(route, facts("r", 1), 1).legs().stream().map(Leg::hedge).toList();
    }

    @Test
    void theLegsOfAHedgeAreNeighboursAndOthersAreNot() {
        List<Leg.Hedge> hedges = hedges(first(C, hedge(new Patience.Fixed(Duration.ofMillis(300)), A, B)));

        assertThat(hedges.get(0)).isNull();
        assertThat(hedges.get(1)).isEqualTo(hedges.get(2));
        assertThat(hedges.get(1).after()).isEqualTo(Duration.ofMillis(300));
    }

    @Test
    void aShareOfTheCallsIsMirroredToATargetThatDoesNotRest() {
        RouteNode route = new RouteNode.Mirror(A, Target.parse("p/b"), 20, 8, NodeOptions.NONE);
        long mirrored = 0;
        for (int seed = 0; seed < 5_000; seed++) {
            Planned plan = plan(route, facts("r", 1), seed);
            assertThat(models(plan)).containsExactly("a");
            mirrored += plan.mirrors().size();
        }
        assertThat(mirrored / 5_000.0).isCloseTo(0.20, within(0.02));

        scene.rest("b", 1_000);
        assertThat(plan(new RouteNode.Mirror(A, Target.parse("p/b"), 100, 8, NodeOptions.NONE), facts("r", 1), 1)
                        .mirrors())
                .isEmpty();
    }

    @Test
    void whatRestsIsSentNothingBesides() {
        scene.rest("b", 1_000);

        assertThat(hedges(hedge(new Patience.Fixed(Duration.ofMillis(300)), A, B))
                        .get(1))
                .isNull();
    }

    @Test
    void aHedgeByPercentileWaitsAsLongAsTheFirstUsuallyTakesAndIsNoneWhileThatIsUnknown() {
        RouteNode route = hedge(new Patience.Percentile(95), A, B);
        assertThat(hedges(route)).containsExactly(null, null);

        scene.within("a", 812.4);
        assertThat(hedges(route)).allSatisfy(hedge -> assertThat(hedge.after()).isEqualTo(Duration.ofMillis(812)));
    }

    @Test
    void anInnerNodeSaysMoreThanAnOuterOneAndEveryTimeoutAboveATargetCounts() {
        NodeOptions outer =
                new NodeOptions(Duration.ofSeconds(9), Duration.ofSeconds(2), null, 1, Map.of(), null, Additions.NONE);
        NodeOptions inner =
                new NodeOptions(Duration.ofSeconds(3), null, Duration.ofSeconds(5), 2, Map.of(), null, Additions.NONE);
        RouteNode route = new RouteNode.First(List.of(new RouteNode.To(Target.parse("p/a"), inner), B), outer);
        List<Leg> legs = plan(route, facts("r", 1), 1).legs();

        assertThat(legs.get(0).terms().spans())
                .extracting(Leg.Span::most)
                .containsExactly(Duration.ofSeconds(9), Duration.ofSeconds(3));
        assertThat(legs.get(0).terms().firstToken()).isEqualTo(Duration.ofSeconds(2));
        assertThat(legs.get(0).terms().stall()).isEqualTo(Duration.ofSeconds(5));
        assertThat(legs.get(0).terms().retries()).isEqualTo(2);
        assertThat(legs.get(1).terms().retries()).isEqualTo(1);
        assertThat(legs.get(1).terms().spans())
                .containsExactly(legs.get(0).terms().spans().getFirst());
    }

    @Test
    void aFailureMayLeadToARouteOfItsOwn() {
        NodeOptions options = new NodeOptions(
                null,
                null,
                null,
                null,
                Map.of(FailureClass.CONTEXT_TOO_LONG, new Move.Divert(first(B, C))),
                null,
                Additions.NONE);
        RouteNode route = new RouteNode.To(Target.parse("p/a"), options);
        Leg leg = plan(route, facts("r", 1), 1).legs().getFirst();

        assertThat(leg.terms().on().get(FailureClass.CONTEXT_TOO_LONG))
                .isInstanceOfSatisfying(
                        Leg.Follow.Divert.class,
                        divert -> assertThat(divert.legs())
                                .extracting(other -> other.target().model())
                                .containsExactly("b", "c"));
    }

    @Test
    void theSameCallAtTheSameMomentHasTheSamePlan() {
        RouteNode route = first(split(50, 50), best(RouteNode.Measure.FASTEST));
        for (int seed = 0; seed < 100; seed++) {
            assertThat(plan(route, facts("r", 1), seed)).isEqualTo(plan(route, facts("r", 1), seed));
        }
    }

    @Test
    void everyLegSaysWhyItStandsWhereItDoes() {
        assertThat(plan(first(split(1, 1), C), facts("r", 1), 1).legs())
                .extracting(Leg::why)
                .allMatch(why -> Arrays.stream(new String[] {"split", "first"}).anyMatch(why::contains));
    }
}
