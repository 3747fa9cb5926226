package io.sluice.gateway;

import io.netty.buffer.ByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetectorFactory;
import io.netty.util.ResourceLeakTracker;
import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails a test class after which a Netty buffer was collected as garbage instead of released.
 *
 * <p>It is registered for every class of this module (a service in the test resources), and must be: the detector is
 * put in before the first buffer class is loaded. A class during which no buffer was tracked costs nothing; any other
 * two garbage collections at its end. {@link #reports()} does the same in the midst of a test.
 */
public final class NoLeaks implements AfterAllCallback {
    private static final Queue<String> REPORTS = new ConcurrentLinkedQueue<>();
    private static final AtomicLong TRACKED = new AtomicLong();
    private static final AtomicLong LOOKED_AT = new AtomicLong();

    static {
        ResourceLeakDetectorFactory.setResourceLeakDetectorFactory(new ResourceLeakDetectorFactory() {
            @Override
            @Deprecated
            public <T> ResourceLeakDetector<T> newResourceLeakDetector(Class<T> resource, int interval, long active) {
                return new Telling<>(resource, interval);
            }

            @Override
            public <T> ResourceLeakDetector<T> newResourceLeakDetector(Class<T> resource, int interval) {
                return new Telling<>(resource, interval);
            }
        });
    }

    /** Found by JUnit as a service; loading it puts the detector in. */
    public NoLeaks() {}

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        if (TRACKED.get() == LOOKED_AT.get()) {
            return;
        }
        List<String> leaks = reports();
        LOOKED_AT.set(TRACKED.get());
        if (!leaks.isEmpty()) {
            throw new AssertionError(leaks.size() + " kinds of buffer leaked by " + context.getDisplayName()
                    + " (or by threads that outlived a class before it):\n" + String.join("\n", leaks));
        }
    }

    /** Collects garbage and gives what leaked since the last time, and forgets it; waits two seconds at most. */
    public static List<String> reports() throws InterruptedException {
        // What a collection finds is queued in no order that could be relied on, but before what the next one finds.
        collect();
        collect();
        // A detector looks at what was collected when it tracks the next buffer.
        ByteBufAllocator.DEFAULT.directBuffer(1).release();
        List<String> leaks = new ArrayList<>();
        for (String leak = REPORTS.poll(); leak != null; leak = REPORTS.poll()) {
            leaks.add(leak);
        }
        return leaks;
    }

    private static void collect() throws InterruptedException {
        ReferenceQueue<Object> queue = new ReferenceQueue<>();
        PhantomReference<Object> last = new PhantomReference<>(new Object(), queue);
        System.gc();
        queue.remove(2_000);
        last.clear();
    }

    private static final class Telling<T> extends ResourceLeakDetector<T> {
        Telling(Class<?> resource, int interval) {
            super(resource, interval);
        }

        @Override
        public ResourceLeakTracker<T> track(T resource) {
            TRACKED.incrementAndGet();
            return super.track(resource);
        }

        @Override
        protected boolean needReport() {
            return true;
        }

        @Override
        protected void reportTracedLeak(String type, String records) {
            REPORTS.add(type + records);
        }

        @Override
        protected void reportUntracedLeak(String type) {
            REPORTS.add(type + " (no trace was kept)");
        }
    }
}
