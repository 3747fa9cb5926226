package io.sluice.gateway.call;

import io.sluice.dialects.EmbeddingCodec;
import io.sluice.dialects.embed.EmbedAnswer;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.JsonFault;
import io.sluice.dialects.json.JsonLimits;
import io.sluice.dialects.json.JsonReader;
import io.sluice.dialects.json.JsonScanner;
import io.sluice.dialects.json.Kind;
import io.sluice.dialects.model.ErrorFacts;
import io.sluice.dialects.model.Usage;
import io.sluice.gateway.call.wire.UpstreamFault;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Vectors for a caller of another dialect: held whole, read, and written anew - away from the loop where they are long.
 * Stages see nothing of them, as there is no text in them to judge.
 */
final class EmbeddingReply implements ReplyMode {
    // 2,048 vectors of 1,536 numbers are about 40 MB as JSON.
    private static final int MOST = 64 << 20;

    private final Exchange exchange;
    private final Translation.Embedding translation;
    private final JsonScanner scanner = new JsonScanner(JsonLimits.ANSWER, Set.of(), Set.of());
    private final ByteArrayOutputStream held = new ByteArrayOutputStream();
    private @Nullable Usage usage;
    private @Nullable ErrorFacts error;
    private boolean dropped;

    EmbeddingReply(Exchange exchange, Translation.Embedding translation) {
        this.exchange = exchange;
        this.translation = translation;
    }

    /** What an answer came to. */
    private sealed interface Result {

        /** The caller's answer. */
        record Told(byte[] body, @Nullable Usage usage) implements Result {}

        /** None. */
        record Wrong(Failure failure, @Nullable ErrorFacts error) implements Result {}
    }

    @Override
    public void piece(Bytes piece) {
        JsonFault fault = exchange.scan(piece, scanner::feed);
        if (fault != null) {
            malformed(fault);
        } else if (held.size() + piece.length() > MOST) {
            exchange.failed(Faults.of(
                    new UpstreamFault(
                            UpstreamFault.Kind.TOO_LARGE,
                            "an answer of more than " + MOST + " bytes, which has to be translated whole"),
                    exchange.target()));
        } else {
            held.writeBytes(piece.toArray());
        }
    }

    @Override
    public void readComplete() {}

    @Override
    public void end() {
        JsonFault fault = scanner.end();
        if (fault != null) {
            malformed(fault);
            return;
        }
        exchange.contentSeen();
        Bytes body = Bytes.of(held.toByteArray());
        Long counted = counted(exchange.upstreamHeader(translation.reads().usageHeader()));
        Target target = exchange.target();
        Translation.Embedding way = translation;
        way.elsewhere().longWork(body.length(), () -> translated(way, body, counted, target), this::tell);
    }

    private void malformed(JsonFault fault) {
        String what = "an answer that is not JSON at byte " + fault.offset() + ": " + fault.message();
        exchange.failed(Faults.malformed(what, exchange.target()));
    }

    private static @Nullable Long counted(@Nullable String told) {
        return told != null && told.matches("[0-9]{1,15}") ? Long.valueOf(told) : null;
    }

    private static Result translated(Translation.Embedding way, Bytes body, @Nullable Long counted, Target target) {
        EmbedAnswer answer = EmbedAnswer.joined(answers(way, body))
                .counted(counted == null ? null : new Usage(counted, 0, 0, 0, 0, 0, 0, 0, 0, 0));
        ErrorFacts error = answer.error();
        if (error != null) {
            return "upstream_malformed".equals(error.code())
                    ? new Result.Wrong(Faults.malformed(error.message(), target), null)
                    : new Result.Wrong(Faults.reported(error, target), error);
        }
        EmbeddingCodec.Asking asking = way.asking();
        int wanted = asking.request().inputs().size();
        if (answer.vectors().size() != wanted) {
            return new Result.Wrong(
                    Faults.malformed(answer.vectors().size() + " vectors for " + wanted + " inputs", target), null);
        }
        return new Result.Told(way.writes().writeAnswer(answer, asking), answer.usage());
    }

    /** One answer, or those to a series of requests as a list. */
    private static List<EmbedAnswer> answers(Translation.Embedding way, Bytes body) {
        JsonReader json = new JsonReader(body, 0);
        List<EmbedAnswer> answers = new ArrayList<>();
        if (json.peek() == Kind.ARRAY) {
            json.enter(Kind.ARRAY);
            while (json.more()) {
                int start = json.position();
                json.skip();
                answers.add(read(way, body.slice(start, json.offset())));
            }
        }
        return answers.isEmpty() ? List.of(read(way, body)) : answers;
    }

    private static EmbedAnswer read(Translation.Embedding way, Bytes body) {
        return way.reads().readAnswer(body, way.quirks());
    }

    private void tell(Result result) {
        if (dropped) {
            return;
        }
        switch (result) {
            case Result.Wrong(Failure failure, var told) -> {
                error = told;
                exchange.failed(failure);
            }
            case Result.Told(byte[] body, var told) -> {
                usage = told;
                exchange.begin(false, body.length);
                exchange.out().body(Bytes.of(body));
                exchange.finished();
            }
        }
    }

    @Override
    public void broken(Failure failure) {
        exchange.failed(failure);
    }

    @Override
    public Seen seen() {
        return new Seen(usage, null, error);
    }

    @Override
    public void drop() {
        dropped = true;
    }
}
