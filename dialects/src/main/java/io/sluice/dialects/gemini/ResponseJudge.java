package io.sluice.dialects.gemini;

import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.model.ErrorFacts;
import io.sluice.dialects.model.Usage;
import io.sluice.dialects.sse.EventJudge;
import org.jspecify.annotations.Nullable;

/** Judges the responses a stream is made of: all of them pass, none is an end mark, {@code modelVersion} stays. */
final class ResponseJudge implements EventJudge {
    private final Tally tally = new Tally();

    @Override
    public Verdict judge(String name, Bytes data) {
        if (data.length() > 0 && data.at(0) == '{') {
            tally.response(data);
        }
        return Verdict.PASS;
    }

    @Override
    public @Nullable Span model() {
        return null;
    }

    @Override
    public boolean wholeWithoutMark() {
        return tally.whole();
    }

    @Override
    public @Nullable Usage usage() {
        return tally.usage();
    }

    @Override
    public boolean usageImplausible() {
        return tally.usageImplausible();
    }

    @Override
    public @Nullable String finishReason() {
        return tally.finishReason();
    }

    @Override
    public @Nullable ErrorFacts error() {
        return tally.error();
    }

    @Override
    public boolean contentSeen() {
        return tally.contentSeen();
    }
}
