package io.sluice.dialects.openai.responses;

import io.sluice.dialects.Observed;
import io.sluice.dialects.json.Kind;
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

    /** Takes a response that has ended. */
    void response(Node response) {
        usage(response.at("usage"));
        String status = response.text("status");
        ended(status, response.at("incomplete_details").text("reason"));
        Node reported = response.at("error");
        if (!reported.is(Kind.NULL) || status.equals(Outcome.FAILED)) {
            error(Faults.reported(reported));
        }
        if (!response.at("output").isEmpty()) {
            contentSeen = true;
        }
    }

    void usage(Node said) {
        UsageFigures figures = UsageFigures.of(said);
        usageImplausible |= figures.implausible();
        usage = figures.usage() == null ? usage : figures.usage();
    }

    void ended(String status, String incompleteReason) {
        String word = Outcome.word(status, incompleteReason);
        finishReason = word.isEmpty() ? null : word;
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
