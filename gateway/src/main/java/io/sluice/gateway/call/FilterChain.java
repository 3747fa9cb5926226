package io.sluice.gateway.call;

import io.sluice.dialects.model.Chunk;
import io.sluice.dialects.model.FinishReason;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Carries chunks through the filters of a reply, one after another and in order; while one of them waits, what comes
 * after queues here and nothing more is read.
 */
final class FilterChain {
    private final List<EventFilter> filters;
    private final Sink sink;
    private final Waiter waiter;
    private final ArrayDeque<Item> queue = new ArrayDeque<>();
    private boolean waiting;
    private boolean over;

    // A chunk on its way to the filter at this place; no chunk: the end of the provider's answer.
    private record Item(@Nullable Chunk chunk, int place) {}

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

    /** How a filter's work is waited for: the verdict comes back on the loop, or never when the caller left. */
    interface Waiter {

        /** Runs work that may block. */
        void await(Callable<EventFilter.Verdict> work, Consumer<EventFilter.Verdict> then);
    }

    FilterChain(List<EventFilter> filters, Sink sink, Waiter waiter) {
        this.filters = filters;
        this.sink = sink;
        this.waiter = waiter;
    }

    /** The next chunk. */
    void offer(Chunk chunk) {
        queue.add(new Item(chunk, 0));
        drain();
    }

    /** There are no more. */
    void end() {
        queue.add(new Item(null, 0));
        drain();
    }

    /** Whether nothing more will be let through. */
    boolean over() {
        return over;
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
        if (item.chunk == null) {
            over = true;
            sink.allPassed();
        } else {
            sink.pass(item.chunk);
        }
    }

    private void apply(EventFilter.Verdict verdict, Item item) {
        switch (verdict) {
            case EventFilter.Pass() -> queue.addFirst(new Item(item.chunk, item.place + 1));
            case EventFilter.Replace(List<Chunk> chunks) -> {
                if (item.chunk == null) {
                    queue.addFirst(new Item(null, item.place + 1));
                }
                pushBefore(chunks, item.place + 1);
            }
            case EventFilter.End(List<Chunk> chunks, FinishReason reason, String code) -> {
                queue.clear();
                pushBefore(chunks, item.place + 1);
                drain();
                over = true;
                sink.endEarly(reason, code);
            }
            case EventFilter.Fail(Failure failure) -> {
                over = true;
                sink.fail(failure);
            }
            case EventFilter.Wait(Callable<EventFilter.Verdict> work) -> {
                waiting = true;
                sink.pause(true);
                waiter.await(work, decided -> {
                    waiting = false;
                    sink.pause(false);
                    apply(decided, item);
                    drain();
                });
            }
        }
    }

    private void pushBefore(List<Chunk> chunks, int place) {
        for (int i = chunks.size() - 1; i >= 0; i--) {
            queue.addFirst(new Item(chunks.get(i), place));
        }
    }
}
