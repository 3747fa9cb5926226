package io.sluice.dialects.bedrock;

import io.sluice.dialects.AnswerRelay;
import io.sluice.dialects.RelayFault;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.Capture;
import io.sluice.dialects.json.Edit;
import io.sluice.dialects.json.JsonFault;
import io.sluice.dialects.json.JsonLimits;
import io.sluice.dialects.json.JsonScanner;
import io.sluice.dialects.json.Kind;
import io.sluice.dialects.model.ErrorFacts;
import io.sluice.dialects.model.Usage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Watches a whole Converse answer. It names no model, so there is none to replace. */
final class ConverseAnswerRelay implements AnswerRelay {
    private static final Capture USAGE = Capture.top("usage");
    private static final Capture STOP = Capture.top("stopReason");
    private static final Capture DISGUISED = Capture.top("Output");

    private final Tally tally = new Tally();
    private final JsonScanner scanner =
            new JsonScanner(JsonLimits.ANSWER, List.of(USAGE, STOP, DISGUISED), this::captured);

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
        return scanner.seen("output") != null;
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

    private void captured(Capture place, Bytes value) {
        if (place.equals(USAGE)) {
            tally.usage(value);
        } else if (place.equals(STOP)) {
            tally.finished(Values.text(value));
        } else {
            tally.error(ConverseErrors.disguised(value));
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
