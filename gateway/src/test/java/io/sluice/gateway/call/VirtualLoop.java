package io.sluice.gateway.call;

import io.sluice.gateway.call.wire.Loop;
import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;

/** A loop whose time passes only from one task to the next: hours of calls in a moment, and always the same ones. */
public final class VirtualLoop implements Loop {
    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparingLong(Task::at).thenComparingLong(Task::number));
    private long nanos;
    private long number;

    private record Task(long at, long number, Runnable work) {}

    /** Its time, on a ticker that began at 0. */
    public long nanos() {
        return nanos;
    }

    /** Runs everything, and what comes of it. */
    public void run() {
        Task task = tasks.poll();
        while (task != null) {
            nanos = task.at();
            task.work().run();
            task = tasks.poll();
        }
    }

    @Override
    public void execute(Runnable task) {
        after(Duration.ZERO, task);
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        Task later = new Task(nanos + delay.toNanos(), number++, task);
        tasks.add(later);
        return () -> tasks.remove(later);
    }

    @Override
    public boolean inLoop() {
        return true;
    }

    @Override
    public int index() {
        return 0;
    }

    @Override
    public byte[] scratch() {
        throw new UnsupportedOperationException("nothing is scanned in virtual time");
    }
}
