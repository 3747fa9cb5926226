package io.sluice.gateway.call;

import io.sluice.dialects.EventReader;
import io.sluice.dialects.EventWriter;
import io.sluice.dialects.RelayFault;
import io.sluice.dialects.StreamEnd;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.model.Chunk;
import io.sluice.dialects.model.FinishReason;
import java.util.List;

/** A stream passed on as events, as a stage asked for them; what no stage changed goes out byte for byte. */
final class EventStreamReply implements ReplyMode, FilterChain.Sink {
    private final Exchange exchange;
    private final EventReader reader;
    private final EventWriter writer;
    private final FilterChain chain;
    private final Prelude prelude;
    private boolean unflushed;
    private boolean upstreamEnded;

    EventStreamReply(
            Exchange exchange, EventReader reader, EventWriter writer, List<EventFilter> filters, Elsewhere elsewhere) {
        this.exchange = exchange;
        this.reader = reader;
        this.writer = writer;
        this.prelude = new Prelude(exchange, this::passOn);
        this.chain = new FilterChain(filters, this, elsewhere);
    }

    @Override
    public void piece(Bytes piece) {
        if (chain.ending()) {
            return;
        }
        RelayFault fault = exchange.scan(piece, block -> reader.feed(block, chain::offer));
        exchange.named(reader);
        if (prelude.failedOver(reader.error())) {
            return;
        }
        if (reader.contentSeen()) {
            exchange.contentSeen();
            prelude.release();
        }
        if (fault != null && !chain.ending()) {
            exchange.failed(Faults.of(fault, exchange.target()));
        } else if (reader.over()) {
            close(true, Faults.cut("the stream ended without its end mark", exchange.target()));
        }
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
        if (upstreamEnded || chain.ending()) {
            return;
        }
        upstreamEnded = true;
        StreamEnd how = reader.end(proper, chain::offer);
        if (how == StreamEnd.CUT) {
            exchange.failed(failure);
        } else if (!prelude.failedOver(reader.error())) {
            prelude.release();
            chain.end();
            readComplete();
        }
    }

    @Override
    public void pass(Chunk chunk) {
        write(writer.write(chunk));
    }

    private void write(byte[] bytes) {
        if (bytes.length == 0) {
            return;
        }
        prelude.write(Bytes.of(bytes));
    }

    private void passOn(Bytes bytes) {
        exchange.begin(true, -1);
        exchange.out().body(bytes);
        unflushed = true;
    }

    @Override
    public void allPassed() {
        if (reader.error() == null) {
            byte[] last = writer.end();
            exchange.written(writer.whole());
            write(last);
        }
        prelude.release();
        exchange.finished();
    }

    @Override
    public void endEarly(FinishReason reason, String code) {
        byte[] last = writer.finish(reason, reader.usage(), code);
        exchange.written(writer.whole());
        write(last);
        prelude.release();
        exchange.finishedEarly();
    }

    @Override
    public void fail(Failure failure) {
        exchange.failed(failure);
    }

    @Override
    public void pause(boolean paused) {
        // Nobody else will: what a stage waited for comes between two reads.
        readComplete();
        exchange.stageWaits(paused);
    }

    @Override
    public Seen seen() {
        return Seen.of(reader);
    }

    @Override
    public void drop() {
        prelude.drop();
        chain.stop();
    }
}
