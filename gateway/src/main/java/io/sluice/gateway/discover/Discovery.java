package io.sluice.gateway.discover;

import io.sluice.gateway.call.ProviderAccess;
import io.sluice.gateway.call.wire.Loop;
import io.sluice.gateway.call.wire.Upstreams;
import io.sluice.gateway.catalog.DiscoveredModels;
import io.sluice.gateway.catalog.Provider;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;

/**
 * Keeps the lists of all providers that are to be asked for one, each on a thread of its own: at once, then again and
 * again. What a provider last said holds while it does not answer. Outlives reloads.
 */
public final class Discovery implements AutoCloseable {
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    private final DiscoveredModels models;
    private final Lists lists;
    private final Pace pace;
    private final ThreadFactory threads;
    private final BiConsumer<String, String> told;
    private final Map<String, Watch> watches = new HashMap<>();

    /**
     * Asks through these upstreams.
     *
     * @param models takes what is learned
     * @param threads virtual ones, as they wait nearly always
     * @param told of a provider that does not answer, and why; once until it does again
     */
    public static Discovery of(
            DiscoveredModels models,
            Upstreams upstreams,
            Loop loop,
            RandomGenerator chance,
            ThreadFactory threads,
            BiConsumer<String, String> told) {
        return new Discovery(models, new UpstreamLists(upstreams, loop), Pace.usual(chance), threads, told);
    }

    Discovery(DiscoveredModels models, Lists lists, Pace pace, ThreadFactory threads, BiConsumer<String, String> told) {
        this.models = models;
        this.lists = lists;
        this.pace = pace;
        this.threads = threads;
        this.told = told;
    }

    /**
     * These are the providers now. Those that are what they were go on as they are; what was learned of others, and of
     * those that are to be asked no more, is forgotten.
     */
    public synchronized void watch(Map<String, Provider> providers, Map<String, ProviderAccess> accesses) {
        Set<String> gone = new HashSet<>(watches.keySet());
        providers.forEach((id, provider) -> {
            Watch old = watches.get(id);
            if (provider.discover() && old != null && old.provider.sameAs(provider)) {
                gone.remove(id);
            }
        });
        gone.forEach(this::end);
        providers.forEach((id, provider) -> {
            ProviderAccess access = accesses.get(id);
            if (provider.discover() && access != null && !watches.containsKey(id)) {
                Watch watch = new Watch(provider, access);
                watches.put(id, watch);
                watch.thread.start();
            }
        });
    }

    private void end(String id) {
        Watch watch = watches.remove(id);
        if (watch != null) {
            watch.ended.countDown();
            watch.thread.interrupt();
        }
        models.forget(id);
    }

    /** A list that came after its watch was ended is another provider's. */
    private synchronized void learned(Watch watch, List<String> names) {
        if (watch.ended.getCount() > 0) {
            models.learned(watch.provider.id(), names);
        }
    }

    /** Asks nobody any more, and returns when the loops are not needed for that. */
    @Override
    public void close() {
        for (Thread thread : ended()) {
            try {
                thread.join(LAST_WORDS);
            } catch (InterruptedException hurried) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private synchronized List<Thread> ended() {
        List<Thread> running =
                watches.values().stream().map(watch -> watch.thread).toList();
        List.copyOf(watches.keySet()).forEach(this::end);
        return running;
    }

    /** The asking of one provider. */
    private final class Watch implements Runnable {
        private final Provider provider;
        private final ProviderAccess access;
        private final CountDownLatch ended = new CountDownLatch(1);
        private final Thread thread = threads.newThread(this);

        private Watch(Provider provider, ProviderAccess access) {
            this.provider = provider;
            this.access = access;
        }

        @Override
        public void run() {
            int failures = 0;
            try {
                do {
                    failures = asked(failures);
                } while (!ended.await(pace.after(failures).toMillis(), TimeUnit.MILLISECONDS));
            } catch (InterruptedException endedMeanwhile) {
                // It was told to end while it waited, which it does.
                Thread.currentThread().interrupt();
            }
        }

        /** How many times in a row there was no list: so many before, and this one. */
        private int asked(int before) throws InterruptedException {
            try {
                learned(this, lists.of(access));
                return 0;
            } catch (NoList none) {
                if (before == 0) {
                    told.accept(provider.id(), none.why());
                }
                return before + 1;
            }
        }
    }
}
