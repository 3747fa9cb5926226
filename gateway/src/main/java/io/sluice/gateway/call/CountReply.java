package io.sluice.gateway.call;

import io.sluice.dialects.Counting;
import io.sluice.dialects.Dialect;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.JsonFault;
import io.sluice.dialects.json.JsonLimits;
import io.sluice.dialects.json.JsonScanner;
import io.sluice.gateway.call.wire.UpstreamFault;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A provider's count of tokens, held until it is whole: passed as it came, or told in the words of a caller of another
 * dialect. There is nothing in it for a stage to decide about.
 */
final class CountReply implements ReplyMode {
    private static final int MOST = 64 << 10;

    private final Exchange exchange;
    private final Counting from;
    private final @Nullable Counting to;
    private final JsonScanner scanner = new JsonScanner(JsonLimits.ANSWER, List.of(), (_, _) -> {});
    private final ByteArrayOutputStream held = new ByteArrayOutputStream();

    /** {@code to} is the caller's dialect; null where that is the provider's. */
    CountReply(Exchange exchange, Dialect from, @Nullable Dialect to) {
        this.exchange = exchange;
        this.from = counting(from);
        this.to = to == null ? null : counting(to);
    }

    private static Counting counting(Dialect dialect) {
        return Objects.requireNonNull(dialect.counting(), "a count in a dialect that has none");
    }

    @Override
    public void piece(Bytes piece) {
        JsonFault fault = exchange.scan(piece, scanner::feed);
        if (fault != null) {
            malformed(fault);
        } else if (held.size() + piece.length() > MOST) {
            exchange.failed(Faults.of(
                    new UpstreamFault(UpstreamFault.Kind.TOO_LARGE, "a count of more than " + MOST + " bytes"),
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
        byte[] answer = held.toByteArray();
        Long tokens = from.total(Bytes.of(answer));
        if (tokens == null) {
            exchange.failed(Faults.malformed("a count that names no number of tokens", exchange.target()));
            return;
        }
        byte[] told = to == null ? answer : to.answer(tokens, false);
        exchange.contentSeen();
        exchange.begin(false, told.length);
        exchange.out().body(Bytes.of(told));
        exchange.finished();
    }

    private void malformed(JsonFault fault) {
        exchange.failed(Faults.malformed(
                "what is not JSON at byte " + fault.offset() + ": " + fault.message(), exchange.target()));
    }

    @Override
    public void broken(Failure failure) {
        exchange.failed(failure);
    }

    @Override
    public Seen seen() {
        return Seen.NOTHING;
    }
}
