package io.sluice.dialects.anthropic;

import io.sluice.dialects.ModelFacts;
import io.sluice.dialects.Sending;
import io.sluice.dialects.model.Losses;
import io.sluice.dialects.model.Reasoning;
import io.sluice.dialects.model.Reasoning.Mode;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides how a model is to think, and the output cap that leaves room for it.
 *
 * <p>What a model takes is told by its traits: {@code adaptive_thinking}, {@code budget=}, {@code effort=}. One that takes
 * both thinks adaptively unless the caller named a budget. Of a model nothing is known of, a budget is the safer word:
 * hosts of other models behind this dialect know it. Without a caller's cap and without a known limit of the model,
 * {@value #DEFAULT_CAP} tokens are asked for.
 */
final class ThinkingPlan {
    /** Output tokens asked for where neither the caller nor the catalog says: the API demands a figure. */
    static final long DEFAULT_CAP = 4_096;

    /** What stands in {@code thinking.type}. */
    enum Way {
        UNSAID,
        OFF,
        BUDGET,
        ADAPTIVE
    }

    private final Reasoning asked;
    private final ModelFacts facts;
    private final Losses losses;
    private final Set<String> words = new HashSet<>();
    private boolean budgets;
    private long mostBudget = Long.MAX_VALUE;

    private Way way = Way.UNSAID;
    private long budget;
    private @Nullable String effort;
    private long cap;

    ThinkingPlan(Reasoning asked, @Nullable Long maxOutput, Sending sending, Losses losses) {
        this.asked = asked;
        this.facts = sending.facts();
        this.losses = losses;
        facts.traits().forEach(this::learn);
        choose();
        cap = DEFAULT_CAP + (way == Way.BUDGET ? budget : 0);
        Long limit = facts.outputLimit();
        cap = maxOutput != null ? maxOutput : limit != null ? limit : cap;
        cap = limit == null ? cap : Math.min(cap, limit);
        cap = sending.cap() == null ? cap : Math.min(cap, sending.cap());
        fit();
    }

    private void learn(String trait) {
        if (trait.startsWith("effort=")) {
            words.addAll(Arrays.asList(trait.substring(7).split("/", -1)));
        } else if (trait.startsWith("effort+=")) {
            words.addAll(Set.of("low", "medium", "high"));
            words.addAll(Arrays.asList(trait.substring(8).split("/", -1)));
        } else if (trait.startsWith("budget=")) {
            budgets = true;
            String most = trait.substring(trait.lastIndexOf('.') + 1);
            mostBudget = most.isEmpty() || most.length() > 9 ? mostBudget : Math.max(1, MessagesRequest.whole(most));
        }
    }

    private boolean isUnknown() {
        return facts.traits().isEmpty();
    }

    private boolean isAdaptive() {
        return facts.has("adaptive_thinking");
    }

    private void choose() {
        boolean thinks = isUnknown() || isAdaptive() || budgets || !words.isEmpty() || facts.has("reasoning");
        boolean nothing =
                asked.effort() == Reasoning.Effort.NONE || Long.valueOf(0).equals(asked.budget());
        if (asked.mode() == Mode.OFF || nothing) {
            way = thinks ? Way.OFF : Way.UNSAID;
            keepEffort();
        } else if (asked.mode() == null && asked.effort() == null && asked.budget() == null) {
            if (asked.shown() != null) {
                losses.add("reasoning.shown", "anthropic shows thinking only where it is asked for");
            }
        } else if (!thinks) {
            losses.add("reasoning", "this model does not think");
        } else if (asked.mode() == Mode.ADAPTIVE && isUnknown()) {
            way = Way.ADAPTIVE;
            keepEffort();
        } else if (isAdaptive() && (asked.budget() == null || !budgets || asked.mode() == Mode.ADAPTIVE)) {
            adaptive();
        } else {
            withinBudget();
        }
    }

    private void adaptive() {
        way = Way.ADAPTIVE;
        Reasoning.Effort wanted = asked.effort();
        if (asked.budget() != null) {
            losses.add("reasoning.budget", "this model takes an effort, not a budget");
            wanted = wanted == null ? Effort.ofBudget(asked.budget()) : wanted;
        }
        if (wanted != null) {
            effort(wanted);
        }
    }

    private void effort(Reasoning.Effort wanted) {
        Set<String> known = words.isEmpty() ? Set.of("low", "medium", "high", "max") : words;
        effort = Effort.word(wanted, known);
        if (!Effort.isExact(wanted, effort)) {
            losses.add("reasoning.effort", "this model has no such effort: the nearest is taken");
        }
    }

    /** The effort beside something else said of thinking, which is an effort for everything the model does. */
    private void keepEffort() {
        Reasoning.Effort wanted = asked.effort();
        if (wanted == null || wanted == Reasoning.Effort.NONE) {
            return;
        }
        if (words.isEmpty() && !isUnknown()) {
            losses.add("reasoning.effort", "this model takes no effort");
        } else if (isUnknown()) {
            effort = Effort.word(wanted, Set.of("low", "medium", "high", "xhigh", "max"));
        } else {
            effort(wanted);
        }
    }

    private void withinBudget() {
        way = Way.BUDGET;
        if (asked.mode() == Mode.ADAPTIVE) {
            losses.add("reasoning.mode", "this model thinks within a budget");
        }
        Reasoning.Effort wanted = asked.effort();
        if (asked.budget() != null) {
            budget = asked.budget();
            keepEffort();
        } else {
            budget = Effort.budget(wanted == null ? Reasoning.Effort.MEDIUM : wanted);
            losses.add("reasoning.effort", "this model thinks within a budget: the effort became one");
        }
        if (budget < MessagesEdits.LEAST_BUDGET) {
            losses.add("reasoning.budget", "anthropic's budgets are at least 1024 tokens");
        }
        if (budget > mostBudget) {
            losses.add("reasoning.budget", "this model has no budget so large: its largest is taken");
        }
        budget = Math.max(MessagesEdits.LEAST_BUDGET, Math.min(budget, mostBudget));
    }

    private void fit() {
        if (way != Way.BUDGET || budget < cap) {
            return;
        }
        Long lowered = MessagesEdits.lowered(budget, cap, cap);
        if (lowered == null) {
            drop("the output cap leaves no room for thinking");
        } else {
            budget = lowered;
            losses.add("reasoning.budget", "lowered to stay below the output cap");
        }
    }

    /** Leaves thinking out after all. */
    void drop(String why) {
        losses.add("reasoning", why);
        way = Way.UNSAID;
    }

    Way way() {
        return way;
    }

    boolean thinks() {
        return way == Way.BUDGET || way == Way.ADAPTIVE;
    }

    long budget() {
        return budget;
    }

    /** The word for {@code output_config.effort}, null for none. */
    @Nullable
    String effort() {
        return effort;
    }

    long cap() {
        return cap;
    }

    /** The word for {@code thinking.display}, null for none. */
    @Nullable
    String display() {
        Reasoning.Shown shown = asked.shown();
        if (!thinks() || shown == null) {
            return null;
        }
        return switch (shown) {
            case OMITTED -> "omitted";
            case AUTO -> "summarized";
            case CONCISE, DETAILED -> {
                losses.add("reasoning.shown", "anthropic's summaries have one length");
                yield "summarized";
            }
        };
    }
}
