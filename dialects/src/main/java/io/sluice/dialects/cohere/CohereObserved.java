package io.sluice.dialects.cohere;

import io.sluice.dialects.Observed;
import io.sluice.dialects.json.JsonReader;
import io.sluice.dialects.model.ErrorFacts;
import io.sluice.dialects.model.Usage;
import org.jspecify.annotations.Nullable;

/** What an answer has said so far of the things the gateway records. */
class CohereObserved implements Observed {
    private @Nullable Usage usage;
    private boolean implausible;
    private @Nullable String finishReason;
    private @Nullable ErrorFacts error;
    private boolean contentSeen;

    final void usage(JsonReader json) {
        CohereUsage read = CohereUsage.read(json);
        implausible |= read.implausible();
        usage = read.usage() == null ? usage : read.usage();
    }

    final void finished(String reason, String type, String message) {
        if (!reason.isEmpty()) {
            finishReason = reason;
            error(CohereErrors.ended(reason, type, message));
        }
    }

    final void error(@Nullable ErrorFacts seen) {
        error = error == null ? seen : error;
    }

    final void content() {
        contentSeen = true;
    }

    @Override
    public final @Nullable Usage usage() {
        return implausible ? null : usage;
    }

    @Override
    public final boolean usageImplausible() {
        return implausible;
    }

    @Override
    public final @Nullable String finishReason() {
        return finishReason;
    }

    @Override
    public final @Nullable ErrorFacts error() {
        return error;
    }

    @Override
    public boolean contentSeen() {
        return contentSeen;
    }
}
