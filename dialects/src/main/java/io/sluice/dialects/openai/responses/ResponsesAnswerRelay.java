package io.sluice.dialects.openai.responses;

import io.sluice.dialects.AnswerRelay;
import io.sluice.dialects.RelayFault;
import io.sluice.dialects.Terms;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.Capture;
import io.sluice.dialects.json.Edit;
import io.sluice.dialects.json.JsonFault;
import io.sluice.dialects.json.JsonLimits;
import io.sluice.dialects.json.JsonScanner;
import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.json.Kind;
import io.sluice.dialects.json.Member;
import io.sluice.dialects.model.ErrorFacts;
import io.sluice.dialects.model.Usage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Watches a whole answer. */
final class ResponsesAnswerRelay implements AnswerRelay {
    private static final Capture USAGE = Capture.top("usage");
    private static final Capture ERROR = Capture.top("error");
    private static final Capture STATUS = Capture.top("status");
    private static final Capture DETAILS = Capture.top("incomplete_details");

    private final Terms terms;
    private final Tally tally = new Tally();
    private final JsonScanner scanner =
            new JsonScanner(JsonLimits.ANSWER, List.of(USAGE, ERROR, STATUS, DETAILS), this::captured);
    private String status = "";
    private String incompleteReason = "";

    ResponsesAnswerRelay(Terms terms) {
        this.terms = terms;
    }

    @Override
    public @Nullable RelayFault feed(Bytes piece) {
        return malformed(scanner.feed(piece));
    }

    @Override
    public @Nullable RelayFault end() {
        RelayFault fault = malformed(scanner.end());
        if (fault != null) {
            return fault;
        }
        if (scanner.outline().kind() != Kind.OBJECT) {
            return new RelayFault(RelayFault.Cause.MALFORMED, "The answer is JSON, but not an object");
        }
        if (has("output")) {
            tally.ended(status, incompleteReason);
        }
        if (status.equals(Outcome.FAILED)) {
            tally.error(Faults.reported(Node.of(Bytes.of("null"))));
        }
        return null;
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
        Member output = scanner.seen("output");
        return output != null && output.elements() > 0;
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

    private boolean has(String member) {
        return scanner.seen(member) != null;
    }

    private void captured(Capture place, Bytes value) {
        Node node = Node.of(value);
        if (place.equals(USAGE)) {
            tally.usage(node);
        } else if (place.equals(STATUS)) {
            status = node.text();
        } else if (place.equals(DETAILS)) {
            incompleteReason = node.text("reason");
        } else if (!node.is(Kind.NULL)) {
            tally.error(Faults.reported(node));
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
