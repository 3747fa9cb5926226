package io.sluice.gateway.call;

import io.sluice.dialects.Dialect;
import io.sluice.dialects.RequestFacts;
import io.sluice.dialects.Terms;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How an attempt's answer will be passed on, settled before the upstream is called: as bytes, or as events where a stage
 * asked for them.
 */
final class Modes {
    private final Dialect dialect;
    private final Terms terms;
    private final boolean stream;
    private final List<Tap.Watcher> watchers;
    private final List<EventFilter> filters;
    private final FilterChain.Waiter waiter;

    private Modes(RequestFacts facts, Dialect dialect, Terms terms, List<Tap> taps, FilterChain.Waiter waiter) {
        this.dialect = dialect;
        this.terms = terms;
        this.stream = facts.stream();
        this.waiter = waiter;
        boolean events = taps.stream().anyMatch(tap -> tap instanceof Tap.Filter);
        this.watchers = new ArrayList<>(0);
        this.filters = new ArrayList<>(0);
        for (Tap tap : taps) {
            switch (tap) {
                case Tap.None() -> {}
                case Tap.Filter(EventFilter filter) -> filters.add(filter);
                case Tap.Watch(Tap.Watcher watcher) -> {
                    if (events) {
                        filters.add(watching(watcher));
                    } else {
                        watchers.add(watcher);
                    }
                }
            }
        }
    }

    /** Asks every stage for its tap, the last stage first: that is the order in which an answer passes them. */
    static Modes of(Pipeline pipeline, Call call, Attempt attempt, Terms terms, FilterChain.Waiter waiter) {
        RequestFacts facts = call.facts();
        if (facts == null) {
            throw new IllegalStateException("an attempt without a request");
        }
        List<Tap> taps = new ArrayList<>(pipeline.size());
        for (int i = pipeline.size() - 1; i >= 0; i--) {
            taps.add(pipeline.stage(i).tap(call, attempt));
        }
        return new Modes(facts, attempt.target().provider().dialect(), terms, taps, waiter);
    }

    private static EventFilter watching(Tap.Watcher watcher) {
        return chunk -> {
            watcher.frame(new Frame.Decoded(chunk));
            return new EventFilter.Pass();
        };
    }

    /** The mode the content type says, or null where it says nothing of use. */
    @Nullable
    ReplyMode byType(Exchange exchange, @Nullable String contentType, long length) {
        String type = contentType == null ? "" : contentType.toLowerCase(Locale.ROOT);
        if (type.startsWith("text/event-stream")) {
            return streamed(exchange);
        }
        return type.startsWith("application/json") ? whole(exchange, length) : null;
    }

    /** The mode the first byte says, or null where it can be neither. */
    @Nullable
    ReplyMode byFirstByte(Exchange exchange, byte first, long length) {
        return switch (first) {
            case '{', '[' -> whole(exchange, length);
            case 'd', 'e', 'i', 'r', ':', '\r', '\n', (byte) 0xEF -> stream ? streamed(exchange) : null;
            default -> null;
        };
    }

    private ReplyMode streamed(Exchange exchange) {
        return filters.isEmpty()
                ? new RawStreamReply(exchange, dialect.streamRelay(terms), watchers)
                : new EventStreamReply(
                        exchange, dialect.eventReader(terms), dialect.eventWriter(terms), filters, waiter);
    }

    private ReplyMode whole(Exchange exchange, long length) {
        boolean splicing = terms.answerModel() != null;
        return filters.isEmpty() && watchers.isEmpty()
                ? new WholeReply(exchange, dialect.answerRelay(terms), splicing, length)
                : new FilteredReply(exchange, dialect, terms, watchers, filters, waiter);
    }
}
