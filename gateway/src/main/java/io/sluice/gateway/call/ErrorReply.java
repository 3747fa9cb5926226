package io.sluice.gateway.call;

import io.sluice.dialects.Dialect;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.model.ErrorFacts;
import io.sluice.gateway.call.wire.Header;
import io.sluice.gateway.call.wire.HeldBody;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A provider's own error, held until it is whole: passed with its status and its body, or told in the words of a caller
 * of another dialect.
 */
final class ErrorReply implements ReplyMode {
    private static final int MOST = 1 << 20;

    private final Exchange exchange;
    private final List<HeldBody> held = new ArrayList<>(1);
    private final Dialect dialect;
    private final @Nullable Translation translation;
    private int length;

    /** Of a provider that speaks that dialect. */
    ErrorReply(Exchange exchange, Dialect dialect, @Nullable Translation translation) {
        this.exchange = exchange;
        this.dialect = dialect;
        this.translation = translation;
    }

    @Override
    public void piece(Bytes piece) {
        length += piece.length();
        if (length > MOST) {
            exchange.failed(Faults.of(
                    new io.sluice.gateway.call.wire.UpstreamFault(
                            io.sluice.gateway.call.wire.UpstreamFault.Kind.TOO_LARGE,
                            "an error body of more than " + MOST + " bytes"),
                    exchange.target()));
            return;
        }
        held.add(exchange.keep(piece));
    }

    @Override
    public void readComplete() {}

    @Override
    public void end() {
        ErrorFacts error = read();
        if (!exchange.told(error)) {
            return;
        }
        if (exchange.out().begun()) {
            exchange.reported(error);
            return;
        }
        if (translation != null) {
            tell(translation, error);
            return;
        }
        exchange.begin(false, length);
        for (HeldBody part : held) {
            exchange.out().body(part.bytes());
        }
        exchange.finished();
    }

    private ErrorFacts read() {
        ByteArrayOutputStream body = new ByteArrayOutputStream(length);
        held.forEach(part -> body.writeBytes(part.bytes().toArray()));
        return dialect.readError(
                exchange.status(), exchange.upstreamHeader(dialect.errorTypeHeader()), Bytes.of(body.toByteArray()));
    }

    private void tell(Translation way, ErrorFacts error) {
        byte[] told = way.to().errorBody(error.status(way.to().status(error.status())), way.callId());
        List<Header> more = new ArrayList<>(2);
        String typeHeader = way.to().errorTypeHeader();
        boolean passed = typeHeader != null
                && typeHeader.equals(way.from().errorTypeHeader())
                && exchange.upstreamHeader(typeHeader) != null;
        if (typeHeader != null && !passed) {
            more.add(new Header(typeHeader, way.to().errorType(error)));
        }
        if (error.retryAfter() != null && exchange.upstreamHeader("retry-after") == null) {
            more.add(new Header(
                    "retry-after", Long.toString(Math.max(1, error.retryAfter().toSeconds()))));
        }
        exchange.begin(false, told.length, more);
        exchange.out().body(Bytes.of(told));
        exchange.finished();
    }

    @Override
    public void broken(Failure failure) {
        exchange.failed(failure);
    }

    @Override
    public Seen seen() {
        return Seen.NOTHING;
    }

    @Override
    public void drop() {
        held.forEach(HeldBody::release);
        held.clear();
    }
}
