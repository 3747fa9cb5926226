package io.sluice.gateway.call;

import io.sluice.dialects.AnswerRelay;
import io.sluice.dialects.Dialect;
import io.sluice.dialects.RelayFault;
import io.sluice.dialects.Terms;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.Edit;
import io.sluice.dialects.json.Splice;
import io.sluice.dialects.model.Chunk;
import io.sluice.dialects.model.Event;
import io.sluice.dialects.model.FinishReason;
import io.sluice.gateway.call.wire.UpstreamFault;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A whole answer that stages look at or change: held to its end, shown to them as one chunk, then written. */
final class FilteredReply implements ReplyMode, FilterChain.Sink {
    private static final int MOST = 32 << 20;

    private final Exchange exchange;
    private final Dialect dialect;
    private final AnswerRelay relay;
    private final List<Tap.Watcher> watchers;
    private final FilterChain chain;
    private final boolean filtered;
    private final ByteArrayOutputStream held = new ByteArrayOutputStream();
    private @Nullable Chunk last;

    FilteredReply(
            Exchange exchange,
            Dialect dialect,
            Terms terms,
            List<Tap.Watcher> watchers,
            List<EventFilter> filters,
            FilterChain.Waiter waiter) {
        this.exchange = exchange;
        this.dialect = dialect;
        this.relay = dialect.answerRelay(terms);
        this.watchers = watchers;
        this.chain = new FilterChain(filters, this, waiter);
        this.filtered = !filters.isEmpty();
    }

    @Override
    public void piece(Bytes piece) {
        RelayFault fault = exchange.scan(piece, relay::feed);
        if (fault != null) {
            exchange.failed(Faults.of(fault, exchange.target()));
            return;
        }
        if (held.size() + piece.length() > MOST) {
            exchange.failed(Faults.of(
                    new UpstreamFault(
                            UpstreamFault.Kind.TOO_LARGE,
                            "an answer of more than " + MOST + " bytes, which stages have to look at whole"),
                    exchange.target()));
            return;
        }
        held.writeBytes(piece.toArray());
    }

    @Override
    public void readComplete() {}

    @Override
    public void end() {
        RelayFault fault = relay.end();
        if (fault != null) {
            exchange.failed(Faults.of(fault, exchange.target()));
            return;
        }
        exchange.contentSeen();
        Bytes whole = Bytes.of(held.toByteArray());
        Edit edit = relay.modelEdit();
        Bytes named = edit == null
                ? whole
                : Bytes.of(Splice.of(whole.length(), List.of(edit)).applyTo(whole));
        if (filtered) {
            chain.offer(dialect.unfold(named));
            chain.end();
        } else {
            write(named);
        }
    }

    @Override
    public void pass(Chunk chunk) {
        last = chunk;
    }

    @Override
    public void allPassed() {
        if (last == null) {
            exchange.failed(Failure.of(
                    500, "internal_error", "A stage dropped the whole answer without saying what to answer instead"));
        } else {
            write(Bytes.of(dialect.fold(last)));
        }
    }

    @Override
    public void endEarly(FinishReason reason, String code) {
        Chunk chunk = last;
        if (chunk != null) {
            for (int i = 0; i < chunk.events().size(); i++) {
                if (chunk.events().get(i) instanceof Event.Finished(int choice, FinishReason _, String _)) {
                    chunk = chunk.replacing(i, new Event.Finished(choice, reason, ""));
                }
            }
            last = chunk;
        }
        allPassed();
    }

    private void write(Bytes bytes) {
        exchange.begin(false, bytes.length());
        for (Tap.Watcher watcher : watchers) {
            watcher.frame(new Frame.Raw(bytes));
        }
        exchange.out().body(bytes);
        exchange.finished();
    }

    @Override
    public void fail(Failure failure) {
        exchange.failed(failure);
    }

    @Override
    public void pause(boolean paused) {
        exchange.stageWaits(paused);
    }

    @Override
    public void broken(Failure failure) {
        exchange.failed(failure);
    }

    @Override
    public Seen seen() {
        return Seen.of(relay);
    }

    @Override
    public void drop() {
        chain.stop();
    }
}
