package io.sluice.gateway.call;

import io.sluice.dialects.RelayFault;
import io.sluice.dialects.RelaySink;
import io.sluice.dialects.StreamEnd;
import io.sluice.dialects.StreamRelay;
import io.sluice.dialects.json.Bytes;
import java.util.Arrays;
import java.util.List;

/** A stream passed on as the bytes it came in; only whole events leave, and the head leaves with the first of them. */
final class RawStreamReply implements ReplyMode, RelaySink {
    private final Exchange exchange;
    private final StreamRelay relay;
    private final List<Tap.Watcher> watchers;
    private Bytes piece = Bytes.of(new byte[0]);
    private final Prelude prelude;
    private boolean unflushed;

    RawStreamReply(Exchange exchange, StreamRelay relay, List<Tap.Watcher> watchers) {
        this.exchange = exchange;
        this.relay = relay;
        this.watchers = watchers;
        this.prelude = new Prelude(exchange, this::pass);
    }

    @Override
    public void piece(Bytes next) {
        piece = next;
        RelayFault fault = relay.feed(next, this);
        // Written, but not flushed before all of what was read has been looked at.
        exchange.named(relay);
        if (prelude.failedOver(relay.error())) {
            return;
        }
        if (relay.contentSeen()) {
            exchange.contentSeen();
            prelude.release();
        }
        if (fault != null) {
            exchange.failed(Faults.of(fault, exchange.target()));
        } else if (relay.over()) {
            prelude.release();
            exchange.finished();
        }
    }

    @Override
    public void window(int from, int to) {
        write(piece.slice(from, to));
    }

    @Override
    public void literal(byte[] bytes, int from, int to) {
        write(Bytes.of(Arrays.copyOfRange(bytes, from, to)));
    }

    private void write(Bytes bytes) {
        prelude.write(bytes);
    }

    private void pass(Bytes bytes) {
        exchange.begin(true, -1);
        for (Tap.Watcher watcher : watchers) {
            watcher.frame(new Frame.Raw(bytes));
        }
        exchange.out().body(bytes);
        unflushed = true;
    }

    @Override
    public void readComplete() {
        if (unflushed) {
            unflushed = false;
            exchange.out().flush();
        }
    }

    @Override
    public void end() {
        close(true, Faults.cut("the stream ended without its end mark", exchange.target()));
    }

    @Override
    public void broken(Failure failure) {
        close(false, failure);
    }

    private void close(boolean proper, Failure failure) {
        StreamEnd how = relay.end(proper, this);
        if (how == StreamEnd.CUT) {
            exchange.failed(
                    proper && relay.events() == 0
                            ? Faults.malformed("a stream without a single event", exchange.target())
                            : failure);
        } else if (!prelude.failedOver(relay.error())) {
            prelude.release();
            exchange.finished();
        }
    }

    @Override
    public Seen seen() {
        return Seen.of(relay);
    }

    @Override
    public void drop() {
        prelude.drop();
    }
}
