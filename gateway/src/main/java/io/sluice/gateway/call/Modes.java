package io.sluice.gateway.call;

import io.sluice.dialects.AnswerForm;
import io.sluice.dialects.Dialect;
import io.sluice.dialects.EventWriter;
import io.sluice.dialects.HeaderRules;
import io.sluice.dialects.Operation;
import io.sluice.dialects.Terms;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How an attempt's answer will be passed on, settled before the upstream is called: as bytes, or as events where a stage
 * asked for them or the caller speaks another dialect.
 */
final class Modes {
    private final Dialect dialect;
    private final Terms terms;
    private final @Nullable Translation translation;
    private final boolean stream;
    private final List<Tap.Watcher> watchers;
    private final List<EventFilter> filters;
    private final Elsewhere elsewhere;

    /** Where taps are asked for: every stage, the last first, as that is the order in which an answer passes them. */
    record Taps(Pipeline pipeline, Call call, Attempt attempt, Elsewhere elsewhere) {
        private List<Tap> all() {
            List<Tap> taps = new ArrayList<>(pipeline.size());
            for (int i = pipeline.size() - 1; i >= 0; i--) {
                taps.add(pipeline.stage(i).tap(call, attempt));
            }
            return taps;
        }
    }

    /** The id the answer will have here, where it is written anew in a dialect whose answers can be asked for again. */
    @Nullable
    String answerId() {
        return translation == null ? null : translation.to().answerId(translation.callId());
    }

    private Modes(Dialect dialect, Terms terms, @Nullable Translation translation, boolean stream, Taps from) {
        this.dialect = dialect;
        this.terms = terms;
        this.translation = translation;
        this.stream = stream;
        this.elsewhere = from.elsewhere();
        List<Tap> taps = from.all();
        boolean events = translation != null || taps.stream().anyMatch(tap -> tap instanceof Tap.Filter);
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

    /**
     * The modes of an attempt.
     *
     * @param dialect the provider's
     * @param translation how the answer gets into the caller's dialect; null where that is the provider's
     */
    static Modes of(Taps taps, Dialect dialect, Terms terms, @Nullable Translation translation) {
        Call call = taps.call();
        boolean stream = call.endpoint() instanceof Endpoint.StoredResponse stored
                ? stored.stream()
                : Objects.requireNonNull(call.facts(), "an attempt without a request").stream();
        return new Modes(dialect, terms, translation, stream, taps);
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
        if (contentType == null) {
            return null;
        }
        return translation instanceof Translation.Embedding embedding
                ? new EmbeddingReply(exchange, embedding)
                : mode(exchange, dialect.formByType(contentType.toLowerCase(Locale.ROOT), stream), length);
    }

    /** The mode the first byte says, or null where it can be neither. */
    @Nullable
    ReplyMode byFirstByte(Exchange exchange, byte first, long length) {
        return translation instanceof Translation.Embedding embedding
                ? new EmbeddingReply(exchange, embedding)
                : mode(exchange, dialect.formByFirstByte(first, stream), length);
    }

    /** The mode of a provider's error. */
    ReplyMode error(Exchange exchange) {
        return new ErrorReply(exchange, dialect, translation);
    }

    /** The dialect that is spoken with the provider. */
    Dialect spoken() {
        return dialect;
    }

    /** The media type of what the caller gets; {@code told} is the provider's, which holds where its bytes pass. */
    @Nullable
    String mediaType(boolean streamed, @Nullable String told) {
        if (translation != null) {
            return streamed ? translation.to().streamType() : "application/json";
        }
        return streamed && told == null ? dialect.streamType() : told;
    }

    /** Which headers of the provider's answer pass. */
    HeaderRules rules() {
        return dialect.headers();
    }

    private @Nullable ReplyMode mode(Exchange exchange, @Nullable AnswerForm form, long length) {
        if (form != null && terms.operation() == Operation.COUNT) {
            return new CountReply(exchange, dialect, translation == null ? null : translation.to());
        }
        return switch (form) {
            case null -> null;
            case STREAM -> streamed(exchange);
            case WHOLE -> whole(exchange, length);
        };
    }

    private ReplyMode streamed(Exchange exchange) {
        if (translation instanceof Translation.Conversing conversing) {
            EventWriter writer = conversing.writer(terms.choices());
            return new EventStreamReply(
                    exchange, dialect.eventReader(terms), writer, seamed(exchange, conversing), elsewhere);
        }
        return filters.isEmpty()
                ? new RawStreamReply(exchange, dialect.streamRelay(terms), watchers)
                : new EventStreamReply(
                        exchange, dialect.eventReader(terms), dialect.eventWriter(terms), filters, elsewhere);
    }

    /** What goes to the caller is noted where another target may go on with it, after every stage had its say. */
    private List<EventFilter> seamed(Exchange exchange, Translation.Conversing conversing) {
        Seam seam = conversing.seam();
        if (seam == null) {
            return filters;
        }
        List<EventFilter> all = new ArrayList<>(filters);
        all.add(seam.part(exchange));
        return all;
    }

    private ReplyMode whole(Exchange exchange, long length) {
        if (translation instanceof Translation.Conversing conversing) {
            return new TranslatedReply(exchange, conversing, terms, stream, seamed(exchange, conversing), elsewhere);
        }
        boolean splicing = terms.answerModel() != null;
        return filters.isEmpty() && watchers.isEmpty()
                ? new WholeReply(exchange, dialect.answerRelay(terms), splicing, length)
                : new FilteredReply(exchange, dialect, terms, watchers, filters, elsewhere);
    }
}
