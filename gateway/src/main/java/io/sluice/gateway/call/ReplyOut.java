package io.sluice.gateway.call;

import io.sluice.dialects.Dialect;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.model.ErrorFacts;
import io.sluice.gateway.call.wire.CallerLink;
import io.sluice.gateway.call.wire.Header;
import io.sluice.gateway.call.wire.ReplyHead;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The answer on its way to the caller: begun once, ended once, and never ended as if whole when it is not. */
final class ReplyOut {
    private final Call call;
    private final CallerLink link;
    private final RetryBudgets retries;
    private int status;
    private boolean stream;
    private boolean ended;
    private boolean brokenOff;
    private @Nullable Failure failure;

    ReplyOut(Call call, CallerLink link, RetryBudgets retries) {
        this.call = call;
        this.link = link;
        this.retries = retries;
    }

    /** Whether the caller has seen, or will see, a status. */
    boolean begun() {
        return status != 0;
    }

    /** Whether nothing more can be written. */
    boolean ended() {
        return ended;
    }

    /** Begins an answer that came from a target; a stream is one into which an error event may be written. */
    void begin(ReplyHead head, boolean asStream) {
        status = head.status();
        stream = asStream;
        link.head(TryAgain.told(head, call, retries));
    }

    void body(Bytes bytes) {
        call.bytesOut += bytes.length();
        link.body(bytes);
    }

    void flush() {
        link.flush();
    }

    boolean writable() {
        return link.writable();
    }

    /** The answer is whole. */
    void end() {
        if (!ended) {
            ended = true;
            link.end();
        }
    }

    /** Answers with something made here. */
    void whole(Reply reply) {
        List<Header> headers = new ArrayList<>(reply.headers());
        ReplyHeaders.addOwn(headers, call);
        begin(new ReplyHead(reply.status(), headers, reply.body().length), false);
        body(Bytes.of(reply.body()));
        end();
    }

    /** Tells the caller that there will be no (more) answer: as status and body, else inside the stream, else by cutting. */
    void fail(Failure why) {
        if (ended) {
            return;
        }
        failure = why;
        Dialect dialect = call.endpoint().dialect();
        int told = dialect.status(why.status());
        ErrorFacts error = new ErrorFacts(told, why.code(), why.message(), null, why.param());
        if (!begun()) {
            byte[] body = dialect.errorBody(error, call.id().toString());
            begin(new ReplyHead(told, ReplyHeaders.ofFailure(why, error, call), body.length), false);
            body(Bytes.of(body));
            end();
            return;
        }
        brokenOff = true;
        if (stream) {
            body(Bytes.of(dialect.errorEvent(error, call.id().toString())));
            end();
        } else {
            ended = true;
            link.cut();
        }
    }

    /** How it ended. */
    Outcome outcome(boolean gone) {
        if (gone && !brokenOff) {
            return new Outcome(Outcome.Ending.CALLER_GONE, status, failure);
        }
        if (brokenOff) {
            return new Outcome(Outcome.Ending.BROKEN, status, failure);
        }
        return new Outcome(failure == null ? Outcome.Ending.ANSWERED : Outcome.Ending.REFUSED, status, failure);
    }
}
