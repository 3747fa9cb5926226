package io.sluice.gateway.admin;

import io.sluice.dialects.json.JsonWriter;
import io.sluice.gateway.call.Failure;
import io.sluice.gateway.call.Reply;
import io.sluice.gateway.call.wire.Header;
import io.sluice.gateway.journal.CallId;
import java.util.ArrayList;
import java.util.List;

/** The form of the admin plane's answers: the request's id in a header, and one shape for all errors. */
public final class AdminAnswers {
    private AdminAnswers() {}

    /** An error: {@code {"error": {"code", "message", "param"?, "call_id"}}}. */
    public static Reply error(Failure failure, CallId id) {
        JsonWriter json = new JsonWriter().beginObject().name("error").beginObject();
        json.name("code").string(failure.code()).name("message").string(failure.message());
        if (failure.param() != null) {
            json.name("param").string(failure.param());
        }
        json.name("call_id").string(id.toString()).endObject().endObject();
        Reply plain = Reply.json(failure.status(), json.toBytes());
        if (failure.retryAfter() == null) {
            return named(plain, id);
        }
        long seconds = Math.max(1, failure.retryAfter().toSeconds());
        return named(with(plain, new Header("retry-after", Long.toString(seconds))), id);
    }

    /** An answer under its id, for nobody to keep. */
    static Reply named(Reply reply, CallId id) {
        return with(
                with(reply, new Header("x-sluice-call-id", id.toString())), new Header("cache-control", "no-store"));
    }

    static Reply with(Reply reply, Header header) {
        List<Header> headers = new ArrayList<>(reply.headers());
        headers.add(header);
        return new Reply(reply.status(), headers, reply.body());
    }
}
