package io.sluice.dialects.openai.chat;

import io.sluice.dialects.AnswerRelay;
import io.sluice.dialects.RelayFault;
import io.sluice.dialects.Terms;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.Capture;
import io.sluice.dialects.json.Edit;
import io.sluice.dialects.json.JsonFault;
import io.sluice.dialects.json.JsonLimits;
import io.sluice.dialects.json.JsonReader;
import io.sluice.dialects.json.JsonScanner;
import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.json.Kind;
import io.sluice.dialects.json.Member;
import io.sluice.dialects.model.ErrorFacts;
import io.sluice.dialects.model.Usage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Watches a whole answer of chat, completions or embeddings. */
final class ChatAnswerRelay implements AnswerRelay {
    private static final Capture USAGE = Capture.top("usage");
    private static final Capture ERROR = Capture.top("error");
    private static final Capture FINISH = new Capture("choices", "finish_reason", 3);
    private static final Capture GROQ_USAGE = new Capture("x_groq", "usage", 2);

    private final Terms terms;
    private final Tally tally;
    private final JsonScanner scanner =
            new JsonScanner(JsonLimits.ANSWER, List.of(USAGE, ERROR, FINISH, GROQ_USAGE), this::captured);

    ChatAnswerRelay(Terms terms) {
        this.terms = terms;
        tally = new Tally(terms.quirks());
    }

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
        Member model = scanner.seen("model");
        return terms.answerModel() == null || model == null || model.kind() != Kind.STRING
                ? null
                : new Edit(model.start(), model.end(), JsonWriter.quoted(terms.answerModel()));
    }

    @Override
    public boolean contentSeen() {
        return tally.contentSeen() || has("choices") || has("data");
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

    private boolean has(String list) {
        Member member = scanner.seen(list);
        return member != null && member.elements() > 0;
    }

    private void captured(Capture place, Bytes value) {
        JsonReader json = new JsonReader(value, 0);
        if (place.equals(FINISH)) {
            String reason = json.stringOrEmpty();
            if (!reason.isEmpty()) {
                // Choices come in order; only the first one's reason is told, so its index need not be known.
                tally.finished(tally.finishedChoices(), reason);
            }
        } else if (place.equals(ERROR)) {
            tally.error(ErrorReader.value(json, 0));
        } else {
            tally.usage(json);
        }
    }

    private static @Nullable RelayFault malformed(@Nullable JsonFault fault) {
        return fault == null
                ? null
                : new RelayFault(
                        RelayFault.Cause.MALFORMED,
                        "The answer is not JSON at byte " + fault.offset() + ": " + fault.message());
    }
}
