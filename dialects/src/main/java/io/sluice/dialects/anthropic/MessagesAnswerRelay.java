package io.sluice.dialects.anthropic;

import io.sluice.dialects.AnswerRelay;
import io.sluice.dialects.RelayFault;
import io.sluice.dialects.StateId;
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

/** Watches a whole answer. */
final class MessagesAnswerRelay implements AnswerRelay {
    private static final Capture USAGE = Capture.top("usage");
    private static final Capture ERROR = Capture.top("error");
    private static final Capture STOP = Capture.top("stop_reason");
    private static final Capture CONTAINER = Capture.top("container");
    private static final Capture CONTENT = new Capture("content", "content", 3);
    private static final List<Capture> PLACES = List.of(USAGE, ERROR, STOP, CONTAINER, CONTENT);

    private final Terms terms;
    private final JsonScanner scanner = new JsonScanner(JsonLimits.ANSWER, PLACES, this::captured);
    private final UsageReading usage = new UsageReading();
    private @Nullable String stopReason;
    private @Nullable ErrorFacts error;
    private final NamedStates states = new NamedStates();

    MessagesAnswerRelay(Terms terms) {
        this.terms = terms;
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
        Member content = scanner.seen("content");
        return content != null && content.elements() > 0;
    }

    @Override
    public @Nullable Usage usage() {
        return usage.usage();
    }

    @Override
    public boolean usageImplausible() {
        return usage.implausible();
    }

    @Override
    public @Nullable String finishReason() {
        return stopReason;
    }

    @Override
    public @Nullable ErrorFacts error() {
        return error;
    }

    @Override
    public List<StateId> states() {
        return states.all();
    }

    private void captured(Capture place, Bytes value) {
        JsonReader json = new JsonReader(value, 0);
        if (place.equals(STOP)) {
            String word = json.stringOrEmpty();
            stopReason = word.isEmpty() ? stopReason : word;
        } else if (place.equals(USAGE)) {
            usage.take(json);
        } else if (place.equals(CONTAINER)) {
            states.container(json);
        } else if (place.equals(CONTENT)) {
            states.content(json);
        } else if (json.peek() != Kind.NULL) {
            error = MessagesErrors.of(json, 0);
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
