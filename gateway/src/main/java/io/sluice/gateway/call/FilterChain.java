package io.sluice.gateway.call;

import io.sluice.dialects.model.Chunk;
import io.sluice.dialects.model.FinishReason;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Carries chunks through the filters of a reply, one after another and in order; while one of them waits, what comes
 * after queues here and nothing more is read.
 */
final class FilterChain {
    private final List<EventFilter> filters;
    private final Sink sink;
    private final Elsewhere elsewhere;
    private final ArrayDeque<Item> queue = new ArrayDeque<>();
    private boolean waiting;
    private boolean ending;
    private boolean over;

    // A chunk on its way to the filter at this place; no chunk: the end, the provider's own or the one a filter made.
    private record Item(@Nullable Chunk chunk, int place, EventFilter.@Nullable End end) {
        Item next() {
            return new Item(chunk, place + 1, end);
        }
    }

    /** Where what passed goes. */
    interface Sink {

        /** This chunk passed every filter. */
        void pass(Chunk chunk);

        /** Everything passed, and the provider has no more. */
        void allPassed();

        /** A filter ends the reply here. */
        void endEarly(FinishReason reason, String code);

        /** A filter refuses the rest. */
        void fail(Failure failure);

        /** Whether reading on makes sense now. */
        void pause(boolean paused);
    }

    FilterChain(List<EventFilter> filters, Sink sink, Elsewhere elsewhere) {
        this.filters = filters;
        this.sink = sink;
        this.elsewhere = elsewhere;
    }

    /** The next chunk. */
    void offer(Chunk chunk) {
        add(new Item(chunk, 0, null));
    }

    /** There are no more. */
    void end() {
        add(new Item(null, 0, null));
    }

    private void add(Item item) {
        if (!ending && !over) {
            queue.add(item);
            drain();
        }
    }

    /** Whether a filter has ended the reply: whatever else the provider says is of no account. */
    boolean ending() {
        return ending;
    }

    /** The reply is over, however: what is queued or waited for goes nowhere. */
    void stop() {
        over = true;
        queue.clear();
    }

    private void drain() {
        while (!waiting && !over && !queue.isEmpty()) {
            Item item = queue.remove();
            if (item.place == filters.size()) {
                emit(item);
            } else {
                EventFilter filter = filters.get(item.place);
                apply(item.chunk == null ? filter.end() : filter.judge(item.chunk), item);
            }
        }
    }

    private void emit(Item item) {
        if (item.chunk != null) {
            sink.pass(item.chunk);
            return;
        }
        over = true;
        if (item.end == null) {
            sink.allPassed();
        } else {
            sink.endEarly(item.end.reason(), item.end.code());
        }
    }

    private void apply(EventFilter.Verdict verdict, Item item) {
        switch (verdict) {
            case EventFilter.Pass() -> queue.addFirst(item.next());
            case EventFilter.Replace(List<Chunk> chunks) -> {
                if (item.chunk == null) {
                    queue.addFirst(item.next());
                }
                pushBefore(chunks, item.place + 1);
            }
            case EventFilter.End end -> {
                ending = true;
                queue.clear();
                // The filters after this one are told of the end as of the provider's own: they may hold something
                // back.
                queue.addFirst(new Item(null, item.place + 1, end));
                pushBefore(end.chunks(), item.place + 1);
            }
            case EventFilter.Fail(Failure failure) -> {
                stop();
                sink.fail(failure);
            }
            case EventFilter.Wait(Callable<EventFilter.Verdict> work) -> {
                waiting = true;
                sink.pause(true);
                elsewhere.await(work, decided -> decided(decided, item));
            }
        }
    }

    private void decided(EventFilter.Verdict verdict, Item item) {
        waiting = false;
        if (over) {
            return;
        }
        apply(verdict, item);
        drain();
        if (!waiting && !over) {
            sink.pause(false);
        }
    }

    private void pushBefore(List<Chunk> chunks, int place) {
        for (int i = chunks.size() - 1; i >= 0; i--) {
            queue.addFirst(new Item(chunks.get(i), place, null));
        }
    }
}
