package io.sluice.dialects.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.dialects.ModelFacts;
import io.sluice.dialects.anthropic.Asks.Written;
import io.sluice.dialects.model.Block;
import io.sluice.dialects.model.Loss;
import io.sluice.dialects.model.Notes;
import io.sluice.dialects.model.Reasoning;
import io.sluice.dialects.model.Reasoning.Effort;
import io.sluice.dialects.model.Reasoning.Mode;
import io.sluice.dialects.model.Role;
import io.sluice.dialects.model.Sampling;
import io.sluice.dialects.model.Seal;
import io.sluice.dialects.model.Tool;
import io.sluice.dialects.model.ToolChoice;
import io.sluice.dialects.model.Tools;
import io.sluice.dialects.model.Turn;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How much a model is to think, in the words each model has. */
class ThinkingPlanTest {
    private static Asks asks(@Nullable Mode mode, @Nullable Effort effort, @Nullable Long budget) {
        Asks asks = new Asks();
        asks.reasoning = new Reasoning(mode, effort, budget, null);
        return asks;
    }

    @Test
    void nothingIsSaidWhereTheCallerSaidNothing() {
        Written written = asks(null, null, null).written();
        assertThat(written.body().has("thinking")).isFalse();
        assertThat(written.body().has("output_config")).isFalse();
    }

    @Test
    void anEffortIsAWordForAdaptiveModels() {
        Written written = asks(null, Effort.HIGH, null).to(Asks.ADAPTIVE).written();
        assertThat(written.at("/thinking")).isEqualTo("{\"type\":\"adaptive\"}");
        assertThat(written.at("/output_config/effort")).isEqualTo("\"high\"");
        assertThat(written.losses()).isEmpty();
    }

    @Test
    void anEffortTheModelLacksBecomesTheNearestAndIsNamed() {
        Loss nearest = new Loss("reasoning.effort", "this model has no such effort: the nearest is taken");
        Written low = asks(null, Effort.MINIMAL, null).to(Asks.ADAPTIVE).written();
        assertThat(low.at("/output_config/effort")).isEqualTo("\"low\"");
        assertThat(low.losses()).containsExactly(nearest);
        Set<String> opus46 = Set.of("adaptive_thinking", "effort=low/medium/high/max", "budget=1024..");
        Written max = asks(null, Effort.XHIGH, null).to(opus46).written();
        assertThat(max.at("/output_config/effort")).isEqualTo("\"max\"");
        assertThat(max.losses()).containsExactly(nearest);
    }

    @Test
    void anEffortIsABudgetForModelsThatTakeOne() {
        Written written = asks(null, Effort.MEDIUM, null).to(Asks.BUDGET).written();
        assertThat(written.at("/thinking")).isEqualTo("{\"type\":\"enabled\",\"budget_tokens\":10000}");
        assertThat(written.at("/max_tokens")).isEqualTo("14096");
        assertThat(written.losses())
                .containsExactly(
                        new Loss("reasoning.effort", "this model thinks within a budget: the effort became one"));
    }

    @Test
    void aBudgetIsAnEffortForModelsThatRefuseOne() {
        Written written = asks(Mode.ON, null, 9_000L).to(Asks.ADAPTIVE).written();
        assertThat(written.at("/thinking")).isEqualTo("{\"type\":\"adaptive\"}");
        assertThat(written.at("/output_config/effort")).isEqualTo("\"medium\"");
        assertThat(written.losses())
                .containsExactly(new Loss("reasoning.budget", "this model takes an effort, not a budget"));
    }

    @Test
    void aBudgetStaysBelowTheCapAndThinkingGoesWhereThereIsNoRoom() {
        Asks asks = asks(Mode.ON, null, 8_000L).to(Asks.BUDGET);
        asks.sampling = Asks.cap(4_000);
        assertThat(asks.written().at("/thinking/budget_tokens")).isEqualTo("2000");
        assertThat(asks.written().losses())
                .containsExactly(new Loss("reasoning.budget", "lowered to stay below the output cap"));
        asks.sampling = Asks.cap(1_000);
        assertThat(asks.written().body().has("thinking")).isFalse();
        assertThat(asks.written().losses())
                .containsExactly(new Loss("reasoning", "the output cap leaves no room for thinking"));
    }

    @Test
    void theCapOfTheBudgetIsNeverRaisedAboveWhatIsPaidFor() {
        Asks asks = asks(null, Effort.HIGH, null).to(Asks.BUDGET);
        asks.cap = 3_000L;
        assertThat(asks.written().at("/max_tokens")).isEqualTo("3000");
        assertThat(asks.written().at("/thinking/budget_tokens")).isEqualTo("1500");
    }

    @Test
    void aBudgetIsAtLeast1024AndWithinTheModels() {
        assertThat(asks(Mode.ON, null, 5L).to(Asks.BUDGET).written().at("/thinking/budget_tokens"))
                .isEqualTo("1024");
        Set<String> narrow = Set.of("budget=1024..31999");
        assertThat(asks(null, Effort.MAX, null).to(narrow).written().at("/thinking/budget_tokens"))
                .isEqualTo("31999");
    }

    @Test
    void offIsOffAndModelsThatDoNotThinkAreNotTold() {
        assertThat(asks(Mode.OFF, null, null).written().at("/thinking")).isEqualTo("{\"type\":\"disabled\"}");
        assertThat(asks(null, Effort.NONE, null).to(Asks.ADAPTIVE).written().at("/thinking"))
                .isEqualTo("{\"type\":\"disabled\"}");
        assertThat(asks(Mode.OFF, null, null).to(Asks.OLD).written().body().has("thinking"))
                .isFalse();
        Written none = asks(null, Effort.HIGH, null).to(Asks.OLD).written();
        assertThat(none.body().has("thinking")).isFalse();
        assertThat(none.losses()).containsExactly(new Loss("reasoning", "this model does not think"));
    }

    @Test
    void aForcedToolIsFreeWithinABudgetAndForcedOtherwise() {
        Asks asks = asks(null, Effort.LOW, null);
        asks.tools = new Tools(
                List.of(new Tool.Function("f", null, null, null, Notes.NONE)), new ToolChoice.Required(), null);
        Written written = asks.to(Asks.BUDGET).written();
        assertThat(written.at("/tool_choice")).isEqualTo("{\"type\":\"auto\"}");
        assertThat(written.losses())
                .contains(new Loss("tool_choice", "anthropic forces no tool while it thinks within a budget"));
        assertThat(asks.to(Asks.ADAPTIVE).written().at("/tool_choice")).isEqualTo("{\"type\":\"any\"}");
    }

    @Test
    void aToolLoopWhoseThinkingIsMissingGoesOnWithoutABudget() {
        Block call = new Block.ToolCall("a", "f", "{}", false, null, Notes.NONE);
        Block result = new Block.ToolResult("a", "", List.of(), false, Notes.NONE);
        Block thought = new Block.Thinking("t", new Seal(Seal.ANTHROPIC, "s"), "", Notes.NONE);
        Turn hi = Turn.of(Role.USER, Block.Text.of("hi"));
        Asks asks = asks(null, Effort.LOW, null).to(Asks.BUDGET);
        asks.turns = List.of(hi, Turn.of(Role.ASSISTANT, call), Turn.of(Role.USER, result));
        assertThat(asks.written().body().has("thinking")).isFalse();
        assertThat(asks.written().losses())
                .contains(new Loss("reasoning", "a tool loop whose thinking is missing goes on without thinking"));
        asks.turns = List.of(hi, Turn.of(Role.ASSISTANT, thought, call), Turn.of(Role.USER, result));
        assertThat(asks.written().body().has("thinking")).isTrue();
        asks.turns = List.of(hi, Turn.of(Role.ASSISTANT, call), Turn.of(Role.USER, result));
        assertThat(asks.to(Asks.ADAPTIVE).written().body().has("thinking")).isTrue();
    }

    @Test
    void samplingGivesWayToThinking() {
        Asks asks = asks(null, Effort.LOW, null).to(Asks.BUDGET);
        asks.sampling = new Sampling(
                null, BigDecimal.ZERO, null, BigDecimal.TEN, null, null, null, null, List.of(), null, null);
        Written written = asks.written();
        assertThat(written.body().has("temperature")).isFalse();
        assertThat(written.body().has("top_k")).isFalse();
        assertThat(written.losses())
                .contains(
                        new Loss("temperature", "anthropic does not take it while it thinks"),
                        new Loss("top_k", "anthropic does not take it while it thinks"));
    }

    @Test
    void whatIsShownOfThinkingIsSaid() {
        Asks asks = new Asks().to(Asks.ADAPTIVE);
        asks.reasoning = new Reasoning(null, Effort.LOW, null, Reasoning.Shown.DETAILED);
        assertThat(asks.written().at("/thinking/display")).isEqualTo("\"summarized\"");
        assertThat(asks.written().losses())
                .containsExactly(new Loss("reasoning.shown", "anthropic's summaries have one length"));
        asks.reasoning = new Reasoning(null, null, null, Reasoning.Shown.AUTO);
        assertThat(asks.written().losses())
                .containsExactly(new Loss("reasoning.shown", "anthropic shows thinking only where it is asked for"));
    }

    @Test
    void anUnknownModelIsGivenABudgetUnlessItIsToAdapt() {
        assertThat(asks(null, Effort.LOW, null).written().at("/thinking/budget_tokens"))
                .isEqualTo("2048");
        assertThat(asks(Mode.ADAPTIVE, Effort.LOW, null).written().at("/thinking"))
                .isEqualTo("{\"type\":\"adaptive\"}");
        Asks limited = asks(null, Effort.HIGH, null);
        limited.facts = new ModelFacts(8_192L, Set.of());
        assertThat(limited.written().at("/max_tokens")).isEqualTo("8192");
        assertThat(limited.written().at("/thinking/budget_tokens")).isEqualTo("4096");
    }
}
