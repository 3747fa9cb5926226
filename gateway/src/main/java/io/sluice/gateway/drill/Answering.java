package io.sluice.gateway.drill;

import io.sluice.dialects.Dialect;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.model.ErrorFacts;
import io.sluice.gateway.call.wire.Header;
import io.sluice.gateway.call.wire.Headers;
import io.sluice.gateway.call.wire.Loop;
import io.sluice.gateway.call.wire.UpstreamCall;
import io.sluice.gateway.call.wire.UpstreamListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An error in the words of the dialect that the provider would have told it in. */
final class Answering implements UpstreamCall {
    private final UpstreamListener listener;
    private boolean over;

    private Answering(UpstreamListener listener) {
        this.listener = listener;
    }

    /**
     * Tells it on that loop, soon.
     *
     * @param retryAfter when to come again; null where that is not said
     */
    static Answering begin(
            Loop loop, UpstreamListener listener, Dialect dialect, ErrorFacts error, @Nullable Duration retryAfter) {
        Answering answering = new Answering(listener);
        List<Header> lines = new ArrayList<>(3);
        lines.add(new Header("content-type", "application/json"));
        if (retryAfter != null) {
            lines.add(new Header("retry-after", Long.toString(retryAfter.toSeconds())));
        }
        String typeHeader = dialect.errorTypeHeader();
        if (typeHeader != null) {
            lines.add(new Header(typeHeader, dialect.errorType(error)));
        }
        byte[] body = body(dialect, error);
        loop.execute(() -> answering.tell(error.status(), Headers.of(lines), body));
        return answering;
    }

    private void tell(int status, Headers headers, byte[] body) {
        if (!over) {
            listener.head(status, headers);
        }
        if (!over) {
            listener.body(Bytes.of(body));
            listener.readComplete();
        }
        if (!over) {
            over = true;
            listener.end();
        }
    }

    /** Two dialects have no callers here, and so no errors of ours; their servers' own are these. */
    private static byte[] body(Dialect dialect, ErrorFacts error) {
        return switch (dialect.id()) {
            case "ollama" -> member("error", error);
            case "cohere" -> member("message", error);
            default -> dialect.errorBody(error, null);
        };
    }

    private static byte[] member(String name, ErrorFacts error) {
        return new JsonWriter()
                .beginObject()
                .name(name)
                .string(error.message())
                .endObject()
                .toBytes();
    }

    @Override
    public void pause(boolean paused) {}

    @Override
    public void cancel() {
        over = true;
    }
}
