package io.sluice.dialects.gemini;

import io.sluice.dialects.AnswerRelay;
import io.sluice.dialects.RelayFault;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.Capture;
import io.sluice.dialects.json.Edit;
import io.sluice.dialects.json.JsonFault;
import io.sluice.dialects.json.JsonLimits;
import io.sluice.dialects.json.JsonScanner;
import io.sluice.dialects.json.Kind;
import io.sluice.dialects.json.Member;
import io.sluice.dialects.model.ErrorFacts;
import io.sluice.dialects.model.Usage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Watches a whole answer: of candidates, or of embeddings. */
final class GeminiAnswerRelay implements AnswerRelay {
    private static final Capture USAGE = Capture.top("usageMetadata");
    private static final Capture ERROR = Capture.top("error");
    private static final Capture FEEDBACK = Capture.top("promptFeedback");
    private static final Capture FINISH = new Capture("candidates", "finishReason", 3);

    private final Tally tally = new Tally();
    private int finished;
    private final JsonScanner scanner =
            new JsonScanner(JsonLimits.ANSWER, List.of(USAGE, ERROR, FEEDBACK, FINISH), this::captured);

    @Override
    public @Nullable RelayFault feed(Bytes piece) {
        return malformed(scanner.feed(piece));
    }

    @Override
    public @Nullable RelayFault end() {
        RelayFault fault = malformed(scanner.end());
        if (fault == null && scanner.outline().kind() != Kind.OBJECT) {
            return new RelayFault(RelayFault.Cause.MALFORMED, "The answer is JSON, but not an object");
        }
        return fault;
    }

    @Override
    public @Nullable Edit modelEdit() {
        return null;
    }

    @Override
    public boolean contentSeen() {
        return has("candidates") || has("embeddings") || scanner.seen("embedding") != null;
    }

    private boolean has(String list) {
        Member member = scanner.seen(list);
        return member != null && member.elements() > 0;
    }

    private void captured(Capture place, Bytes json) {
        Value value = Value.of(json);
        if (value.is(Kind.NULL)) {
            return;
        }
        if (place.equals(FINISH)) {
            // Candidates come in order; only the first one's reason is told, so its index need not be known.
            tally.finished(finished++, FinishWords.word(value));
        } else if (place.equals(ERROR)) {
            tally.error(ErrorReader.value(value, 0));
        } else if (place.equals(FEEDBACK)) {
            tally.feedback(value);
        } else {
            tally.usage(value);
        }
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

    private static @Nullable RelayFault malformed(@Nullable JsonFault fault) {
        return fault == null
                ? null
                : new RelayFault(
                        RelayFault.Cause.MALFORMED,
                        "The answer is not JSON at byte " + fault.offset() + ": " + fault.message());
    }
}
