package io.sluice.gateway.call;

import io.sluice.dialects.AnswerRelay;
import io.sluice.dialects.RelayFault;
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
import io.sluice.gateway.call.wire.UpstreamFault;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * A whole answer for a caller of another dialect: held to its end, read, shown to stages as one chunk, written anew - as
 * a stream where the caller asked for one and the provider gave none.
 */
final class TranslatedReply implements ReplyMode, FilterChain.Sink {
    private static final int MOST = 32 << 20;

    private final Exchange exchange;
    private final Translation translation;
    private final Terms terms;
    private final boolean stream;
    private final AnswerRelay relay;
    private final FilterChain chain;
    private final ByteArrayOutputStream held = new ByteArrayOutputStream();
    private final List<Event> passed = new ArrayList<>();

    TranslatedReply(
            Exchange exchange,
            Translation translation,
            Terms terms,
            boolean stream,
            List<EventFilter> filters,
            FilterChain.Waiter waiter) {
        this.exchange = exchange;
        this.translation = translation;
        this.terms = terms;
        this.stream = stream;
        this.relay = translation.from().answerRelay(terms);
        this.chain = new FilterChain(filters, this, waiter);
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
                            "an answer of more than " + MOST + " bytes, which has to be translated whole"),
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
        Answer answer = translation.from().codec().readAnswer(Bytes.of(held.toByteArray()), terms.quirks());
        ErrorFacts error = answer.error();
        if (error != null) {
            exchange.failed(Faults.reported(error, exchange.target()));
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
            TranslatingWriter writer = translation.writer(terms.choices());
            exchange.begin(true, -1);
            exchange.out().body(Bytes.of(writer.write(all())));
            exchange.out().body(Bytes.of(writer.end()));
            exchange.finished();
        } else {
            write();
        }
    }

    @Override
    public void endEarly(FinishReason reason, String code) {
        if (stream) {
            TranslatingWriter writer = translation.writer(terms.choices());
            passed.removeIf(event -> event instanceof Event.Finished);
            exchange.begin(true, -1);
            exchange.out().body(Bytes.of(writer.write(all())));
            exchange.out().body(Bytes.of(writer.finish(reason, relay.usage(), code)));
            exchange.finishedEarly();
        } else {
            passed.replaceAll(event -> event instanceof Event.Finished(int choice, var _, var _)
                    ? new Event.Finished(choice, reason, "")
                    : event);
            write();
        }
    }

    private Chunk all() {
        return Chunk.read(Bytes.of(""), passed.stream().map(Chunk.Placed::fixed).toList());
    }

    private void write() {
        byte[] bytes = translation.written(Folding.of(passed));
        exchange.begin(false, bytes.length);
        exchange.out().body(Bytes.of(bytes));
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
