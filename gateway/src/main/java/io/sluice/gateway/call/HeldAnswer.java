package io.sluice.gateway.call;

import io.sluice.dialects.AnswerRelay;
import io.sluice.dialects.RelayFault;
import io.sluice.dialects.json.Bytes;
import io.sluice.gateway.call.wire.UpstreamFault;
import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A whole answer that has to be there to its end before anything can be done with it: checked while it arrives, bounded,
 * and worked on away from the loop where it is long. What is wrong with it fails the exchange.
 */
final class HeldAnswer {
    private static final int MOST = 32 << 20;

    private final Exchange exchange;
    private final AnswerRelay relay;
    private final Elsewhere elsewhere;
    private final String why;
    private final ByteArrayOutputStream held = new ByteArrayOutputStream();
    private boolean dropped;

    /**
     * @param why what makes it necessary to have it whole, as the end of a sentence about it
     */
    HeldAnswer(Exchange exchange, AnswerRelay relay, Elsewhere elsewhere, String why) {
        this.exchange = exchange;
        this.relay = relay;
        this.elsewhere = elsewhere;
        this.why = why;
    }

    /** Takes the next piece. */
    void piece(Bytes piece) {
        RelayFault fault = exchange.scan(piece, relay::feed);
        if (fault != null) {
            exchange.failed(Faults.of(fault, exchange.target()));
        } else if (held.size() + piece.length() > MOST) {
            exchange.failed(Faults.of(
                    new UpstreamFault(
                            UpstreamFault.Kind.TOO_LARGE, "an answer of more than " + MOST + " bytes, which " + why),
                    exchange.target()));
        } else {
            held.writeBytes(piece.toArray());
        }
    }

    /** There is no more of it: hands it over if it is right. */
    void end(Consumer<Bytes> then) {
        RelayFault fault = relay.end();
        if (fault != null) {
            exchange.failed(Faults.of(fault, exchange.target()));
        } else {
            exchange.contentSeen();
            then.accept(Bytes.of(held.toByteArray()));
        }
    }

    /** Computes something of it, away from the loop where it is long; nothing follows when it was dropped meanwhile. */
    <T> void work(Supplier<T> work, Consumer<T> then) {
        elsewhere.longWork(held.size(), work, made -> {
            if (!dropped) {
                then.accept(made);
            }
        });
    }

    /** What was seen of it. */
    AnswerRelay seen() {
        return relay;
    }

    /** Nobody wants it any more. */
    void drop() {
        dropped = true;
    }
}
