package io.sluice.dialects.defaults;

import io.sluice.dialects.model.Conversation;
import io.sluice.dialects.model.Loss;
import io.sluice.dialects.model.Reasoning;
import io.sluice.dialects.model.Sampling;
import io.sluice.dialects.model.Tools;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A conversation with settings where it has none, and which those were. For one thread. */
final class Filling {
    private static final String SAMPLING = "sampling.";

    private final Conversation said;
    private final Conversation settings;
    private final Set<String> set = new HashSet<>();
    private final Conversation filled;

    Filling(Conversation said, Conversation settings) {
        this.said = said;
        this.settings = settings;
        filled = fill();
    }

    Conversation said() {
        return said;
    }

    Conversation filled() {
        return filled;
    }

    /** Whether that loss is one of something the caller said; nobody is told of a default that a target does not take. */
    boolean ofTheCaller(Loss loss) {
        String path = loss.path().startsWith(SAMPLING) ? loss.path().substring(SAMPLING.length()) : loss.path();
        int dot = path.indexOf('.');
        return !set.contains(path) && !set.contains(dot < 0 ? path : path.substring(0, dot));
    }

    private Conversation fill() {
        return new Conversation(
                said.model(),
                said.stream(),
                said.usageAsked(),
                said.turns(),
                tools(said.tools()),
                sampling(said.sampling(), settings.sampling()),
                reasoning(said.reasoning()),
                or(said.format(), settings.format(), "format", "response_format", "text"),
                or(said.user(), settings.user(), "user"),
                or(said.metadata(), settings.metadata(), "metadata"),
                said.extras());
    }

    private Sampling sampling(Sampling own, Sampling other) {
        boolean drawn = own.temperature() != null || own.topP() != null;
        boolean told = own.logprobs() != null || own.topLogprobs() != null;
        return new Sampling(
                or(own.maxOutput(), other.maxOutput(), "max_tokens"),
                or(own.temperature(), drawn ? null : other.temperature(), "temperature"),
                or(own.topP(), drawn ? null : other.topP(), "top_p"),
                or(own.topK(), other.topK(), "top_k"),
                or(own.presencePenalty(), other.presencePenalty(), "presence_penalty"),
                or(own.frequencyPenalty(), other.frequencyPenalty(), "frequency_penalty"),
                or(own.seed(), other.seed(), "seed"),
                own.choices(),
                stop(own.stop(), other.stop()),
                or(own.logprobs(), told ? null : other.logprobs(), "logprobs"),
                or(own.topLogprobs(), told ? null : other.topLogprobs(), "top_logprobs"));
    }

    private List<String> stop(List<String> own, List<String> other) {
        if (!own.isEmpty() || other.isEmpty()) {
            return own;
        }
        set.add("stop");
        return other;
    }

    private Reasoning reasoning(Reasoning own) {
        Reasoning.Effort effort = settings.reasoning().effort();
        if (effort == null || own.mode() != null || own.effort() != null || own.budget() != null) {
            return own;
        }
        set.add("reasoning");
        return new Reasoning(settings.reasoning().mode(), effort, null, own.shown());
    }

    /** Whether several tools may be called at once is asked only where there are tools. */
    private Tools tools(Tools own) {
        Boolean parallel = settings.tools().parallel();
        if (own.list().isEmpty() || own.parallel() != null || parallel == null) {
            return own;
        }
        set.add("parallel_tool_calls");
        set.add("tools");
        return new Tools(own.list(), own.choice(), parallel);
    }

    private <T> @Nullable T or(@Nullable T own, @Nullable T other, String... paths) {
        if (own != null || other == null) {
            return own;
        }
        set.addAll(List.of(paths));
        return other;
    }
}
