package io.sluice.dialects.gemini;

import io.sluice.dialects.Observed;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.Kind;
import io.sluice.dialects.model.ErrorFacts;
import io.sluice.dialects.model.Usage;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * What an answer has said so far of the things the gateway records.
 *
 * <p>Usage comes with every chunk and the last one counts, even where it is smaller than one before: around server
 * tools Gemini counts each step by itself and only the last chunk has the sum.
 */
final class Tally implements Observed {
    /** More candidates than any model gives; indices beyond are not told apart. */
    private static final int MOST_CANDIDATES = 4_096;

    private final BitSet seen = new BitSet();
    private final BitSet finished = new BitSet();
    private @Nullable Usage usage;
    private boolean usageImplausible;
    private @Nullable String finishReason;
    private @Nullable ErrorFacts error;
    private boolean blocked;
    private boolean contentSeen;

    /** Takes one GenerateContentResponse. */
    void response(Bytes json) {
        Fields top = Value.of(json).fields();
        Value candidates = top.get("candidates");
        if (candidates != null) {
            int position = 0;
            for (Value candidate : candidates.elements()) {
                candidate(candidate.fields(), position++);
            }
        }
        usage(top.get("usageMetadata"));
        feedback(top.get("promptFeedback"));
        Value broken = top.get("error");
        if (broken != null) {
            error(ErrorReader.value(broken, 0));
        }
    }

    private void candidate(Fields candidate, int position) {
        Value index = candidate.get("index");
        int choice = Math.clamp(index == null ? position : Numbers.small(index), 0, MOST_CANDIDATES);
        seen.set(choice);
        Value content = candidate.get("content");
        Value parts = content == null ? null : content.fields().get("parts");
        if (parts != null && !contentSeen) {
            contentSeen = parts.elements().stream().anyMatch(Tally::saysSomething);
        }
        Value reason = candidate.get("finishReason");
        if (reason != null) {
            finished(choice, FinishWords.word(reason));
        }
    }

    private static boolean saysSomething(Value part) {
        Fields fields = part.fields();
        fields.take("thought");
        fields.take("thoughtSignature");
        Value text = fields.get("text");
        return text == null ? !fields.isEmpty() : !text.text().isEmpty();
    }

    void finished(int choice, String word) {
        finished.set(choice);
        if (finishReason == null || choice == 0) {
            finishReason = word;
        }
    }

    void feedback(@Nullable Value feedback) {
        Value reason = feedback == null ? null : feedback.fields().get("blockReason");
        if (reason != null) {
            blocked = true;
            finishReason = finishReason == null ? FinishWords.word(reason) : finishReason;
        }
    }

    void usage(@Nullable Value metadata) {
        if (metadata == null || metadata.is(Kind.NULL)) {
            return;
        }
        UsageFigures figures = UsageFigures.read(metadata);
        usageImplausible |= figures.implausible();
        Usage now = figures.usage();
        usage = now == null ? usage : now;
    }

    void error(@Nullable ErrorFacts reported) {
        if (error == null) {
            error = reported;
        }
    }

    /** Whether every candidate that began has ended, or the prompt was blocked. */
    boolean whole() {
        return blocked || (!seen.isEmpty() && finished.cardinality() >= seen.cardinality());
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
