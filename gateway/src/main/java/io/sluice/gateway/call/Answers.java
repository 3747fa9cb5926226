package io.sluice.gateway.call;

import io.sluice.dialects.Dialect;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.model.ErrorFacts;
import io.sluice.gateway.call.wire.CallerLink;
import io.sluice.gateway.call.wire.Header;
import io.sluice.gateway.call.wire.InboundCall;
import io.sluice.gateway.call.wire.ReplyHead;
import io.sluice.gateway.journal.CallId;
import java.util.List;

/** Answers to requests that are no calls: health, metrics, paths that do not exist. */
public final class Answers {
    private Answers() {}

    /** Answers at once and takes nothing more of the request. On the link's loop. */
    public static InboundCall answer(CallerLink link, Reply reply) {
        write(link, reply);
        return Ignoring.CALL;
    }

    /** What is told of a request that became no call; the id is for who asks about it later. */
    public static Reply refusal(Failure failure, Dialect dialect, CallId id) {
        ErrorFacts facts = new ErrorFacts(failure.status(), failure.code(), failure.message(), null, failure.param());
        List<Header> headers = ReplyHeaders.ofRefusal(failure, facts, dialect, id);
        return new Reply(failure.status(), headers, dialect.errorBody(facts, id.toString()));
    }

    /** Takes nothing of the request; whoever asked for this writes the answer later with {@link #write}. */
    public static InboundCall later() {
        return Ignoring.CALL;
    }

    /** Writes a whole answer. On the link's loop. */
    public static void write(CallerLink link, Reply reply) {
        link.head(new ReplyHead(reply.status(), reply.headers(), reply.body().length));
        link.body(Bytes.of(reply.body()));
        link.end();
    }
}
