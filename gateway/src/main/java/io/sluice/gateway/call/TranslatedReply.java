package io.sluice.gateway.call;

import io.sluice.dialects.Terms;
import io.sluice.dialects.TranslatingWriter;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.model.Answer;
import io.sluice.dialects.model.Chunk;
import io.sluice.dialects.model.ErrorFacts;
import io.sluice.dialects.model.Event;
import io.sluice.dialects.model.FinishReason;
import io.sluice.dialects.model.Folding;
import io.sluice.dialects.model.Unfolding;
import io.sluice.dialects.model.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A whole answer for a caller of another dialect: held to its end, read, shown to stages as one chunk, written anew - as
 * a stream where the caller asked for one and the provider gave none.
 */
final class TranslatedReply implements ReplyMode, FilterChain.Sink {
    private final Exchange exchange;
    private final Translation.Conversing translation;
    private final Terms terms;
    private final boolean stream;
    private final HeldAnswer held;
    private final FilterChain chain;
    private final List<Event> passed = new ArrayList<>();

    TranslatedReply(
            Exchange exchange,
            Translation.Conversing translation,
            Terms terms,
            boolean stream,
            List<EventFilter> filters,
            Elsewhere elsewhere) {
        this.exchange = exchange;
        this.translation = translation;
        this.terms = terms;
        this.stream = stream;
        this.held = new HeldAnswer(
                exchange, translation.from().answerRelay(terms), elsewhere, "has to be translated whole");
        this.chain = new FilterChain(filters, this, elsewhere);
    }

    @Override
    public void piece(Bytes piece) {
        held.piece(piece);
    }

    @Override
    public void readComplete() {}

    @Override
    public void end() {
        held.end(whole -> held.work(() -> translation.from().codec().readAnswer(whole, terms.quirks()), this::read));
    }

    private void read(Answer answer) {
        ErrorFacts error = answer.error();
        if (error != null) {
            exchange.reported(error);
            return;
        }
        chain.offer(Chunk.read(
                Bytes.of(""),
                Unfolding.of(answer).stream().map(Chunk.Placed::fixed).toList()));
        chain.end();
    }

    @Override
    public void pass(Chunk chunk) {
        passed.addAll(chunk.events());
    }

    @Override
    public void allPassed() {
        if (stream) {
            stream(TranslatingWriter::end, exchange::finished);
        } else {
            write();
        }
    }

    @Override
    public void endEarly(FinishReason reason, String code) {
        if (stream) {
            passed.removeIf(event -> event instanceof Event.Finished);
            Usage usage = held.seen().usage();
            stream(writer -> writer.finish(reason, usage, code), exchange::finishedEarly);
        } else {
            passed.replaceAll(event -> event instanceof Event.Finished(int choice, var _, var _)
                    ? new Event.Finished(choice, reason, "")
                    : event);
            write();
        }
    }

    private void stream(Function<TranslatingWriter, byte[]> ending, Runnable over) {
        held.work(
                () -> {
                    TranslatingWriter writer = translation.writer(terms.choices());
                    Bytes begun = Bytes.of(writer.write(all()));
                    return new Streamed(List.of(begun, Bytes.of(ending.apply(writer))), writer.whole());
                },
                streamed -> {
                    exchange.begin(true, -1);
                    exchange.written(streamed.whole());
                    streamed.parts().forEach(exchange.out()::body);
                    over.run();
                });
    }

    /** A stream in its parts, and the whole answer it says where its dialect does. */
    private record Streamed(List<Bytes> parts, byte @Nullable [] whole) {}

    private Chunk all() {
        return Chunk.read(Bytes.of(""), passed.stream().map(Chunk.Placed::fixed).toList());
    }

    private void write() {
        held.work(() -> translation.written(Folding.of(passed)), bytes -> {
            exchange.begin(false, bytes.length, exchange.priced());
            exchange.written(bytes);
            exchange.out().body(Bytes.of(bytes));
            exchange.finished();
        });
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
