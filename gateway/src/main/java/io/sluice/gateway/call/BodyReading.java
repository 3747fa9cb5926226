package io.sluice.gateway.call;

import io.sluice.dialects.Dialect;
import io.sluice.dialects.Reading;
import io.sluice.dialects.RequestFacts;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.JsonFault;
import io.sluice.dialects.json.JsonLimits;
import io.sluice.dialects.json.JsonScanner;
import io.sluice.dialects.model.ErrorFacts;
import io.sluice.gateway.call.wire.Loop;
import org.jspecify.annotations.Nullable;

/** Reads a request body while it arrives: checked once, whole, in pieces; understood when it is complete. */
final class BodyReading {
    private final Endpoint.@Nullable Infer endpoint;
    private final @Nullable JsonScanner scanner;
    private final Loop loop;
    private final @Nullable Envelopes envelopes;

    private BodyReading(Endpoint.@Nullable Infer endpoint, @Nullable JsonScanner scanner, Loop loop) {
        this.endpoint = endpoint;
        this.scanner = scanner;
        this.loop = loop;
        this.envelopes = endpoint != null && endpoint.dialect().slotOfOneFamily() ? new Envelopes() : null;
    }

    /** What came of the body. */
    sealed interface Read {

        /** A request that can be sent. */
        record Asked(RequestFacts facts) implements Read {}

        /** A request that cannot. */
        record Wrong(Failure failure) implements Read {}
    }

    static BodyReading of(Endpoint endpoint, Loop loop) {
        return switch (endpoint) {
            case Endpoint.Infer infer -> {
                Dialect dialect = infer.dialect();
                JsonScanner scanner = new JsonScanner(
                        JsonLimits.REQUEST, dialect.outlined(), dialect.unrepeatable(), dialect.stateNames());
                yield new BodyReading(infer, scanner, loop);
            }
            case Endpoint.ListModels _, Endpoint.ShowModel _, Endpoint.StoredResponse _ ->
                new BodyReading(null, null, loop);
        };
    }

    /** Whether this endpoint has a body. */
    boolean wanted() {
        return endpoint != null;
    }

    /** Takes the next piece; a failure where the document is wrong already. */
    @Nullable
    Failure piece(Bytes piece) {
        if (scanner == null) {
            return null;
        }
        JsonFault fault = HeapBlocks.feed(loop, piece, this::block);
        return fault == null ? null : malformed(fault);
    }

    private @Nullable JsonFault block(Bytes block) {
        if (envelopes != null) {
            envelopes.look(block);
        }
        return scanner == null ? null : scanner.feed(block);
    }

    /** Whether the body holds a seal in an envelope of ours. */
    boolean enveloped() {
        return envelopes != null && envelopes.seen();
    }

    /** Whether the body has a member, at whatever depth, that may name state at a provider. */
    boolean namesState() {
        return scanner != null && scanner.sought();
    }

    /** The body is complete. */
    Read end(Bytes whole) {
        if (scanner == null || endpoint == null) {
            throw new IllegalStateException("this endpoint has no body to read");
        }
        JsonFault fault = scanner.end();
        if (fault != null) {
            return new Read.Wrong(malformed(fault));
        }
        return switch (endpoint.dialect().read(endpoint.asking(), scanner.outline(), whole)) {
            case Reading.Understood(RequestFacts facts) -> new Read.Asked(facts);
            case Reading.Refused(ErrorFacts error) -> new Read.Wrong(Failure.refused(error));
        };
    }

    /** What no scanner takes. */
    static Failure malformed(JsonFault fault) {
        return Failure.of(
                400,
                "malformed_json",
                "The request body is not JSON that can be read: " + fault.message() + " (at byte " + fault.offset()
                        + ")");
    }
}
