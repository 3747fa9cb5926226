package io.sluice.dialects.ollama;

import io.sluice.dialects.AnswerRelay;
import io.sluice.dialects.RelayFault;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.Edit;
import io.sluice.dialects.json.JsonFault;
import io.sluice.dialects.json.JsonLimits;
import io.sluice.dialects.json.JsonScanner;
import io.sluice.dialects.json.Kind;
import io.sluice.dialects.model.ErrorFacts;
import io.sluice.dialects.model.Usage;
import java.io.ByteArrayOutputStream;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Watches a whole answer. It is never relayed as it is, so it is held for translation anyway: here it is looked at once
 * it is whole.
 */
final class OllamaAnswerRelay implements AnswerRelay {
    private final JsonScanner scanner = new JsonScanner(JsonLimits.ANSWER, Set.of(), Set.of());
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final Tally tally = new Tally();

    @Override
    public @Nullable RelayFault feed(Bytes piece) {
        body.writeBytes(piece.toArray());
        return malformed(scanner.feed(piece));
    }

    @Override
    public @Nullable RelayFault end() {
        RelayFault fault = malformed(scanner.end());
        if (fault == null && scanner.outline().kind() != Kind.OBJECT) {
            return new RelayFault(RelayFault.Cause.MALFORMED, "The answer is JSON, but not an object");
        }
        if (fault == null) {
            tally.take(Bytes.of(body.toByteArray()));
        }
        return fault;
    }

    private static @Nullable RelayFault malformed(@Nullable JsonFault fault) {
        return fault == null
                ? null
                : new RelayFault(
                        RelayFault.Cause.MALFORMED,
                        "The answer is not JSON at byte " + fault.offset() + ": " + fault.message());
    }

    @Override
    public @Nullable Edit modelEdit() {
        return null;
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
