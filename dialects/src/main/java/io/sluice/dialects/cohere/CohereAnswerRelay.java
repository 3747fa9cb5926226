package io.sluice.dialects.cohere;

import io.sluice.dialects.AnswerRelay;
import io.sluice.dialects.RelayFault;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.Capture;
import io.sluice.dialects.json.Edit;
import io.sluice.dialects.json.JsonFault;
import io.sluice.dialects.json.JsonLimits;
import io.sluice.dialects.json.JsonReader;
import io.sluice.dialects.json.JsonScanner;
import io.sluice.dialects.json.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Watches a whole answer; it names no model, so nothing is ever spliced. */
final class CohereAnswerRelay extends CohereObserved implements AnswerRelay {
    private static final Capture USAGE = Capture.top("usage");
    private static final Capture FINISH = Capture.top("finish_reason");

    private final JsonScanner scanner = new JsonScanner(JsonLimits.ANSWER, List.of(USAGE, FINISH), this::captured);

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
        return scanner.seen("message") != null;
    }

    private void captured(Capture place, Bytes value) {
        JsonReader json = new JsonReader(value, 0);
        if (place.equals(USAGE)) {
            usage(json);
        } else {
            finished(json.stringOrEmpty(), "", "");
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
