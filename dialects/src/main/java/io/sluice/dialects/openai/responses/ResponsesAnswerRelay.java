package io.sluice.dialects.openai.responses;

import io.sluice.dialects.AnswerRelay;
import io.sluice.dialects.RelayFault;
import io.sluice.dialects.StateId;
import io.sluice.dialects.StateId.Sort;
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
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Watches a whole answer. */
final class ResponsesAnswerRelay implements AnswerRelay {
    private static final Capture USAGE = Capture.top("usage");
    private static final Capture ERROR = Capture.top("error");
    private static final Capture STATUS = Capture.top("status");
    private static final Capture DETAILS = Capture.top("incomplete_details");
    private static final Capture ID = Capture.top("id");
    private static final Capture STORE = Capture.top("store");
    private static final Capture CONVERSATION = Capture.top("conversation");
    private static final Capture ITEM = new Capture("output", "id", 3);
    private static final Capture CONTAINER = new Capture("output", "container_id", 3);

    private static final List<Capture> PLACES =
            List.of(USAGE, ERROR, STATUS, DETAILS, ID, STORE, CONVERSATION, ITEM, CONTAINER);

    private final Terms terms;
    private final Tally tally = new Tally();
    private final JsonScanner scanner = new JsonScanner(JsonLimits.ANSWER, PLACES, this::captured);
    private final List<StateId> named = new ArrayList<>(4);
    private final NamedStates states = new NamedStates();
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
        // Whether it is stored may be told last.
        named.forEach(id -> states.add(id.sort(), id.id(), id.path()));
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
        } else if (place.equals(STORE)) {
            states.stored(!node.is(Kind.FALSE));
        } else if (place.equals(CONVERSATION)) {
            named(Sort.CONVERSATION, node.is(Kind.STRING) ? node.text() : node.text("id"), place);
        } else if (place.equals(ID)) {
            named(Sort.RESPONSE, node.text(), place);
        } else if (place.equals(ITEM)) {
            named(Sort.ITEM, node.text(), place);
        } else if (place.equals(CONTAINER)) {
            named(Sort.CONTAINER, node.text(), place);
        } else if (!node.is(Kind.NULL)) {
            tally.error(Faults.reported(node));
        }
    }

    private void named(Sort sort, String id, Capture place) {
        named.add(new StateId(sort, id, place.key()));
    }

    @Override
    public List<StateId> states() {
        return states.all();
    }

    private static @Nullable RelayFault malformed(@Nullable JsonFault fault) {
        return fault == null
                ? null
                : new RelayFault(
                        RelayFault.Cause.MALFORMED,
                        "The answer is not JSON at byte " + fault.offset() + ": " + fault.message());
    }
}
