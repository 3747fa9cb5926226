package io.sluice.gateway.call;

import io.sluice.dialects.Dialect;
import io.sluice.dialects.Terms;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.Edit;
import io.sluice.dialects.json.Splice;
import io.sluice.dialects.model.Chunk;
import io.sluice.dialects.model.Event;
import io.sluice.dialects.model.FinishReason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A whole answer that stages look at or change: held to its end, shown to them as one chunk, then written. */
final class FilteredReply implements ReplyMode, FilterChain.Sink {
    private final Exchange exchange;
    private final Dialect dialect;
    private final HeldAnswer held;
    private final List<Tap.Watcher> watchers;
    private final FilterChain chain;
    private final boolean filtered;
    private @Nullable Chunk last;

    FilteredReply(
            Exchange exchange,
            Dialect dialect,
            Terms terms,
            List<Tap.Watcher> watchers,
            List<EventFilter> filters,
            Elsewhere elsewhere) {
        this.exchange = exchange;
        this.dialect = dialect;
        this.held = new HeldAnswer(exchange, dialect.answerRelay(terms), elsewhere, "stages have to look at whole");
        this.watchers = watchers;
        this.chain = new FilterChain(filters, this, elsewhere);
        this.filtered = !filters.isEmpty();
    }

    @Override
    public void piece(Bytes piece) {
        held.piece(piece);
    }

    @Override
    public void readComplete() {}

    @Override
    public void end() {
        held.end(this::named);
    }

    private void named(Bytes whole) {
        exchange.named(held.seen());
        Edit edit = held.seen().modelEdit();
        Bytes named = edit == null
                ? whole
                : Bytes.of(Splice.of(whole.length(), List.of(edit)).applyTo(whole));
        if (filtered) {
            held.work(() -> dialect.unfold(named), chunk -> {
                chain.offer(chunk);
                chain.end();
            });
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
        Chunk chunk = last;
        if (chunk == null) {
            exchange.failed(Failure.of(
                    500, "internal_error", "A stage dropped the whole answer without saying what to answer instead"));
        } else {
            held.work(() -> Bytes.of(dialect.fold(chunk)), this::write);
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
        exchange.begin(false, bytes.length(), exchange.priced());
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
        return Seen.of(held.seen());
    }

    @Override
    public void drop() {
        held.drop();
        chain.stop();
    }
}
