package io.sluice.gateway.call;

import io.sluice.dialects.Dialect;
import io.sluice.dialects.Operation;
import io.sluice.dialects.Quirks;
import io.sluice.dialects.openai.chat.OpenAiChat;
import io.sluice.gateway.catalog.Clocks;
import io.sluice.gateway.catalog.Wire;
import io.sluice.gateway.egress.Door;
import io.sluice.gateway.egress.ListedHosts;
import io.sluice.gateway.faults.RawCaller;
import io.sluice.gateway.http.HttpEvents;
import io.sluice.gateway.http.HttpListener;
import io.sluice.gateway.http.HttpOptions;
import io.sluice.gateway.http.HttpService;
import io.sluice.gateway.journal.CallId;
import io.sluice.gateway.net.HeldBuffer;
import io.sluice.gateway.net.Loops;
import io.sluice.gateway.upstream.HttpUpstreams;
import io.sluice.gateway.upstream.UpstreamEvents;
import io.sluice.gateway.upstream.UpstreamSettings;
import io.sluice.gateway.upstream.reach.Names;
import io.sluice.gateway.upstream.reach.ProxyRules;
import io.sluice.gateway.upstream.reach.Reach;
import io.sluice.gateway.upstream.reach.TlsContexts;
import io.sluice.simulator.Simulator;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * The call machine between a real listener and real upstream connections, with stages of a test's own: {@code outer} on
 * the head, {@code inner} on the body behind a route to simulators. All stages write into one diary.
 */
final class Course implements AutoCloseable {
    final List<String> diary = new CopyOnWriteArrayList<>();
    final Probe outer = new Probe("outer", diary);
    final Probe route = new Probe("route", diary);
    final Probe inner = new Probe("inner", diary);
    final List<Throwable> bugs = new CopyOnWriteArrayList<>();
    final HeldBytes held = new HeldBytes(64 << 20);
    private final Loops loops = new Loops(1);
    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final HttpUpstreams upstreams;
    private final HttpListener listener;

    Course(Simulator... providers) throws Exception {
        Names names = new Names(host -> List.of(InetAddress.getAllByName(host)), threads, System::nanoTime);
        upstreams = new HttpUpstreams(
                loops,
                UpstreamSettings.DEFAULT,
                new Reach(names, ProxyRules.NONE, new TlsContexts(threads)),
                UpstreamEvents.NONE,
                System::nanoTime);
        List<Target> targets = new ArrayList<>();
        for (Simulator provider : providers) {
            targets.add(new Target(access("p" + targets.size(), provider), "m"));
        }
        route.enters(call -> {
            call.plan(new Plan(targets, true));
            return Step.GO;
        });
        Pipeline pipeline = new Pipeline(
                List.of(outer), List.of(route, inner), new Endpoints(dialects()), upstreams, held, nothing(), world());
        listener = HttpListener.open(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                new HttpService(
                        HttpOptions.DEFAULT,
                        new Calls(() -> pipeline),
                        failure -> Answers.refusal(failure, new OpenAiChat(), new CallId(0, 0)),
                        HttpEvents.NONE),
                loops,
                new HttpListener.Surroundings(System::nanoTime, InstantSource.system(), Runnable::run));
    }

    private static Egress nothing() {
        return new ListedHosts(List.of(), Door.PUBLIC, host -> List.of(), Thread::new);
    }

    private static ProviderAccess access(String id, Simulator provider) {
        Wire wire = Wire.usual(URI.create(provider.url()));
        return new ProviderAccess(
                id,
                List.of(new Speech(
                        new OpenAiChat(),
                        wire,
                        wire.origin(),
                        Quirks.NONE,
                        null,
                        Map.of(Operation.CHAT, new Speech.Path("/v1/chat/completions", "/v1/chat/completions")))),
                "authorization",
                List.of(),
                null,
                false,
                false,
                "",
                Clocks.USUAL);
    }

    private static CallerDialects dialects() {
        Dialect chat = new OpenAiChat();
        return new CallerDialects(chat, chat, chat, chat, chat, chat);
    }

    private Surroundings world() {
        return new Surroundings(
                InstantSource.system(),
                System::nanoTime,
                () -> ThreadLocalRandom.current().nextLong(),
                Thread.ofVirtual().factory(),
                HeldBuffer::of,
                new RetryBudgets(),
                (CallId id, Throwable bug) -> bugs.add(bug));
    }

    RawCaller connect() throws Exception {
        return new RawCaller(listener.address().getPort());
    }

    /** A chat call on a connection of its own, its answer read to the end. */
    RawCaller.Answer chat(boolean stream) throws Exception {
        try (RawCaller caller = connect()) {
            return send(caller, stream).answer();
        }
    }

    RawCaller send(RawCaller caller, boolean stream) throws Exception {
        return caller.post("/v1/chat/completions", "k", body(stream));
    }

    static String body(boolean stream) {
        return "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]"
                + (stream ? ",\"stream\":true}" : "}");
    }

    /** The diary's lines of leaving, once the first stage has been left. */
    List<String> left() {
        await(() -> diary.stream().anyMatch(line -> line.startsWith("outer leave")));
        return diary.stream().filter(line -> line.contains(" leave ")).toList();
    }

    /** The diary's lines about attempts that ended. */
    List<String> attempted() {
        return diary.stream().filter(line -> line.contains(" attempted ")).toList();
    }

    static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + 10_000_000_000L;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("waited in vain");
            }
            LockSupport.parkNanos(2_000_000);
        }
    }

    @Override
    public void close() {
        listener.close();
        upstreams.close();
        loops.close();
        threads.shutdownNow();
    }
}
