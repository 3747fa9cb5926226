package io.sluice.dialects.openai.chat;

import io.sluice.dialects.Observed;
import io.sluice.dialects.Quirks;
import io.sluice.dialects.json.JsonReader;
import io.sluice.dialects.model.ErrorFacts;
import io.sluice.dialects.model.Usage;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** What an answer has said so far of the things the gateway records. */
final class Tally implements Observed {
    /** More alternatives than any provider gives; indices beyond are not told apart. */
    private static final int MOST_CHOICES = 4_096;

    private final Quirks quirks;
    private final BitSet finished = new BitSet();
    private @Nullable Usage usage;
    private boolean usageImplausible;
    private @Nullable String finishReason;
    private @Nullable ErrorFacts error;
    private boolean contentSeen;

    Tally(Quirks quirks) {
        this.quirks = quirks;
    }

    /** Takes a usage value; the last one counts, and one that takes tokens back cannot be true. */
    void usage(JsonReader json) {
        UsageFigures figures = UsageFigures.read(json);
        Usage now = figures.usage(quirks);
        usageImplausible |= figures.implausible();
        if (now == null) {
            return;
        }
        if (usage != null && now.totalInput() + now.totalOutput() < usage.totalInput() + usage.totalOutput()) {
            usageImplausible = true;
        }
        usage = now;
    }

    void finished(int choice, String reason) {
        finished.set(Math.clamp(choice, 0, MOST_CHOICES));
        if (finishReason == null || choice == 0) {
            finishReason = reason;
        }
    }

    void error(@Nullable ErrorFacts seen) {
        if (error == null) {
            error = seen;
        }
    }

    void content() {
        contentSeen = true;
    }

    /** How many choices have a finish reason. */
    int finishedChoices() {
        return finished.cardinality();
    }

    @Override
    public @Nullable Usage usage() {
        return usageImplausible ? null : usage;
    }

    @Override
    public boolean usageImplausible() {
        return usageImplausible;
    }

    @Override
    public @Nullable String finishReason() {
        return finishReason;
    }

    @Override
    public @Nullable ErrorFacts error() {
        return error;
    }

    @Override
    public boolean contentSeen() {
        return contentSeen;
    }
}
