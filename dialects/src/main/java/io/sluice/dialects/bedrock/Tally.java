package io.sluice.dialects.bedrock;

import io.sluice.dialects.Observed;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.model.ErrorFacts;
import io.sluice.dialects.model.Usage;
import org.jspecify.annotations.Nullable;

/** What an answer has said so far of the things the gateway records. */
final class Tally implements Observed {
    private @Nullable Usage usage;
    private boolean usageImplausible;
    private @Nullable String finishReason;
    private @Nullable ErrorFacts error;
    private boolean contentSeen;

    /** Takes a usage value; the last one counts, and one that takes tokens back cannot be true. */
    void usage(Bytes json) {
        UsageFigures figures = UsageFigures.read(json);
        Usage now = figures.usage();
        usageImplausible |= figures.implausible();
        if (now == null) {
            return;
        }
        if (usage != null && now.totalInput() + now.totalOutput() < usage.totalInput() + usage.totalOutput()) {
            usageImplausible = true;
        }
        usage = now;
    }

    void finished(String word) {
        if (!word.isEmpty()) {
            finishReason = word;
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
