package io.sluice.gateway.call;

import io.sluice.dialects.json.Bytes;
import io.sluice.gateway.call.wire.HeldBody;
import java.util.ArrayList;
import java.util.List;

/** A provider's own error: passed with its status and its body, held until it is whole. */
final class ErrorReply implements ReplyMode {
    private static final int MOST = 1 << 20;

    private final Exchange exchange;
    private final List<HeldBody> held = new ArrayList<>(1);
    private int length;

    ErrorReply(Exchange exchange) {
        this.exchange = exchange;
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
        exchange.begin(false, length);
        for (HeldBody part : held) {
            exchange.out().body(part.bytes());
        }
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
