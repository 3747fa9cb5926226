package io.sluice.gateway.egress;

import io.sluice.dialects.model.Inlining;
import io.sluice.dialects.model.Unreached;
import io.sluice.gateway.call.Egress;
import io.sluice.gateway.call.Failure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Fetches from the hosts the configuration lists: all addresses of a call at once, bounded in number, bytes and time. */
public final class ListedHosts implements Egress {
    private static final int MOST = 20;
    private static final int MOST_BYTES = 20 << 20;
    private static final int MOST_BYTES_OF_CALL = 40 << 20;
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    /** A byte that came is held as base64 and again in the request that is written with it. */
    private static final int HELD = 3;

    private final List<HostPattern> hosts;
    private final Door door;
    private final Line line;
    private final ThreadFactory threads;

    /** Of these hosts; none lets nothing be fetched. Each fetch blocks a (virtual) thread of its own. */
    public ListedHosts(List<HostPattern> hosts, Door door, Resolver resolver, ThreadFactory threads) {
        this.hosts = List.copyOf(hosts);
        this.door = door;
        this.line = new Line(door, resolver);
        this.threads = threads;
    }

    @Override
    public @Nullable Failure refusal(Unreached address) {
        try {
            listed(address.url());
            return null;
        } catch (Unfetchable why) {
            return why.failure(address.path());
        }
    }

    private WebAddress listed(String url) throws Unfetchable {
        if (hosts.isEmpty()) {
            throw Unfetchable.notAllowed(
                    "This model takes no address here, and this gateway fetches nothing, as no host"
                            + " is listed under `egress:` in its configuration; send the content in the request itself");
        }
        WebAddress address = WebAddress.of(url, door.port());
        if (hosts.stream().noneMatch(host -> host.matches(address.host()))) {
            throw Unfetchable.notAllowed("This model takes no address here, and " + address.host()
                    + " is not among the hosts listed under `egress:` in the gateway's configuration; send the content"
                    + " in the request itself, or have the host listed");
        }
        return address;
    }

    @Override
    public Fetched fetch(List<Unreached> addresses, Room room) throws InterruptedException {
        Map<String, Unreached> wanted = new LinkedHashMap<>();
        addresses.forEach(address -> wanted.putIfAbsent(address.url(), address));
        if (wanted.size() > MOST) {
            return new Fetched.Refused(Unfetchable.notFetched("More than " + MOST
                            + " addresses are not fetched for one call; send the content in the request itself")
                    .failure(addresses.getFirst().path()));
        }
        Room bounded = bounded(room);
        List<Fetch> fetches = wanted.values().stream()
                .map(address -> new Fetch(this, address, bounded))
                .toList();
        return gathered(new ArrayList<>(wanted.values()), all(fetches));
    }

    /** All of them at once; what is not done in time is cancelled. None runs any more when this returns. */
    private List<FutureTask<Inlining.Content>> all(List<Fetch> fetches) throws InterruptedException {
        CountDownLatch open = new CountDownLatch(fetches.size());
        List<FutureTask<Inlining.Content>> tasks = new ArrayList<>();
        for (Fetch fetch : fetches) {
            tasks.add(new FutureTask<>(fetch) {
                @Override
                protected void done() {
                    open.countDown();
                }
            });
        }
        List<Thread> running = tasks.stream().map(threads::newThread).toList();
        running.forEach(Thread::start);
        try {
            if (!open.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                tasks.forEach(task -> task.cancel(true));
            }
            return tasks;
        } finally {
            tasks.forEach(task -> task.cancel(true));
            for (Thread thread : running) {
                thread.join();
            }
        }
    }

    private static Room bounded(Room room) {
        AtomicInteger left = new AtomicInteger(MOST_BYTES_OF_CALL);
        return bytes -> left.addAndGet(-bytes) < 0
                ? Failure.of(
                        400,
                        "url_not_fetched",
                        "More than " + (MOST_BYTES_OF_CALL >> 20)
                                + " MiB are not fetched for one call; send smaller content")
                : room.take(bytes * HELD);
    }

    private static Fetched gathered(List<Unreached> wanted, List<FutureTask<Inlining.Content>> tasks)
            throws InterruptedException {
        Map<String, Inlining.Content> content = new HashMap<>();
        for (int i = 0; i < wanted.size(); i++) {
            Unreached address = wanted.get(i);
            FutureTask<Inlining.Content> task = tasks.get(i);
            if (task.isCancelled()) {
                return new Fetched.Refused(Unfetchable.notFetched(
                                "What is at this address did not come within " + PATIENCE.toSeconds() + " s")
                        .failure(address.path()));
            }
            try {
                content.put(address.url(), task.get());
            } catch (ExecutionException failed) {
                if (failed.getCause() instanceof Unfetchable why) {
                    return new Fetched.Refused(why.failure(address.path()));
                }
                throw new IllegalStateException("a fetch failed in a way nobody foresaw", failed.getCause());
            }
        }
        return new Fetched.All(content);
    }

    /** One address. */
    private record Fetch(ListedHosts from, Unreached wanted, Room room) implements Callable<Inlining.Content> {
        @Override
        public Inlining.Content call() throws Unfetchable, InterruptedException {
            WebAddress address = from.listed(wanted.url());
            HttpAnswer.Bounds bounds = new HttpAnswer.Bounds(MOST_BYTES, room);
            HttpAnswer.Read read = from.line.get(address, in -> new HttpAnswer(in, address.host(), bounds).read());
            String type = MediaTypes.of(read.body(), read.contentType(), wanted.sort());
            if (type == null) {
                throw Unfetchable.notFetched("What " + address.host() + " sends is no "
                        + wanted.sort().name().toLowerCase(Locale.ROOT)
                        + " that is known, whatever it is called there");
            }
            return new Inlining.Content(type, Base64.getEncoder().encodeToString(read.body()));
        }
    }
}
