package io.sluice.gateway.call;

import io.sluice.dialects.Dialect;
import io.sluice.dialects.Reading;
import io.sluice.dialects.RequestFacts;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.JsonFault;
import io.sluice.dialects.json.JsonLimits;
import io.sluice.dialects.json.JsonScanner;
import io.sluice.dialects.model.ErrorFacts;

/** What came of a request that a stage wrote anew: read by the same rules as the caller's own. */
public sealed interface Rewriting {

    /**
     * It takes the place of the caller's ({@link Call#rewritten}).
     *
     * @param namesState as {@link Call#namesState}
     */
    record Done(RequestFacts facts, Bytes body, boolean namesState) implements Rewriting {}

    /** It is no request that could be sent. */
    record Wrong(Failure failure) implements Rewriting {}

    /** Reads a body; as long as it may be, so not on a loop. */
    static Rewriting of(Endpoint.Infer endpoint, byte[] body) {
        Dialect dialect = endpoint.dialect();
        JsonScanner scanner =
                new JsonScanner(JsonLimits.REQUEST, dialect.outlined(), dialect.unrepeatable(), dialect.stateNames());
        Bytes bytes = Bytes.of(body);
        JsonFault fault = scanner.feed(bytes);
        JsonFault last = fault == null ? scanner.end() : fault;
        if (last != null) {
            return new Wrong(BodyReading.malformed(last));
        }
        return switch (dialect.read(endpoint.asking(), scanner.outline(), bytes)) {
            case Reading.Understood(RequestFacts facts) -> new Done(facts, bytes, scanner.sought());
            case Reading.Refused(ErrorFacts error) -> new Wrong(Failure.refused(error));
        };
    }
}
