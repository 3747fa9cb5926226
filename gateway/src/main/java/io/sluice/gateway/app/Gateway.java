package io.sluice.gateway.app;

import io.sluice.gateway.account.Directory;
import io.sluice.gateway.admin.AdminRoutes;
import io.sluice.gateway.admin.Health;
import io.sluice.gateway.admin.MetricsPage;
import io.sluice.gateway.admin.OpenPaths;
import io.sluice.gateway.admission.Admit;
import io.sluice.gateway.auth.WithMasterKey;
import io.sluice.gateway.call.Calls;
import io.sluice.gateway.call.HeldBytes;
import io.sluice.gateway.call.ProviderAccess;
import io.sluice.gateway.call.RetryBudgets;
import io.sluice.gateway.call.wire.Intake;
import io.sluice.gateway.catalog.DiscoveredModels;
import io.sluice.gateway.config.Environment;
import io.sluice.gateway.config.ListenAddress;
import io.sluice.gateway.count.CountHere;
import io.sluice.gateway.count.Tokenizer;
import io.sluice.gateway.discover.Discovery;
import io.sluice.gateway.drill.DrillDesk;
import io.sluice.gateway.drill.DrillRoutes;
import io.sluice.gateway.egress.Door;
import io.sluice.gateway.health.LaneName;
import io.sluice.gateway.health.TargetHealth;
import io.sluice.gateway.health.Watcher;
import io.sluice.gateway.http.ErrorAnswers;
import io.sluice.gateway.http.HttpEvents;
import io.sluice.gateway.http.HttpListener;
import io.sluice.gateway.http.HttpService;
import io.sluice.gateway.http.ListenFailed;
import io.sluice.gateway.mirror.Mirroring;
import io.sluice.gateway.net.HeldBuffer;
import io.sluice.gateway.net.Loops;
import io.sluice.gateway.net.NettyLoop;
import io.sluice.gateway.observe.CallLog;
import io.sluice.gateway.observe.CallRecorder;
import io.sluice.gateway.observe.LoopDelay;
import io.sluice.gateway.observe.Metrics;
import io.sluice.gateway.route.Explain;
import io.sluice.gateway.route.run.Runs;
import io.sluice.gateway.sign.Machine;
import io.sluice.gateway.sign.Signers;
import java.io.IOException;
import java.lang.System.Logger;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

/**
 * A running gateway: two listeners, the stages behind them, and what they share. Made in one go from a configuration and
 * an owned data folder; ended by {@link #drain} and {@link #close}.
 */
final class Gateway implements AutoCloseable {
    private static final Logger LOG = System.getLogger("sluice");

    private static final Duration COUNTING_IDLE = Duration.ofSeconds(10);
    private static final int COUNTS_WAITING = 100;

    private final AtomicReference<Wiring.Live> live = new AtomicReference<>();
    private final Deque<AutoCloseable> closing = new ArrayDeque<>();
    private final DiscoveredModels discovered = new DiscoveredModels();
    private final TargetHealth targets;
    private final AtomicReference<Configuration> configuration;
    private final Wiring wiring;
    private final CallRecord calls;
    private final States states;
    private final Upstream upstream;
    private final Discovery discovery;
    private final Explain explain;
    private final DrillDesk drills;
    private final Health health;
    private final HttpListener data;
    private final HttpListener admin;

    /**
     * What a gateway is given.
     *
     * @param keys asked on each loop which key is calling
     * @param adminKey whether a presented key is the admin key
     * @param states what is remembered of ids that providers gave out
     * @param calls the record of calls, open and carrying
     * @param loops the event loops, which it does not close
     * @param environment variables that say how the machine reaches the outside (proxies)
     * @param names knows the addresses of providers
     * @param door leads to addresses that callers name
     */
    record Given(
            io.sluice.gateway.auth.KeyDirectory keys,
            Predicate<String> adminKey,
            States states,
            CallRecord calls,
            Loops loops,
            Map<String, String> environment,
            NameService names,
            Door door) {}

    Gateway(Configuration first, Given given) throws ListenFailed, IOException {
        Settings settings = first.settings();
        configuration = new AtomicReference<>(first);
        Metrics metrics = new Metrics();
        ThreadFactory virtual = Thread.ofVirtual().name("waiting-", 0).factory();
        upstream = closing(Upstream.of(given.loops(), given.environment(), given.names(), metrics));
        calls = given.calls();
        states = given.states();
        prepare(first);
        Admit.InFlight inFlight = new Admit.InFlight();
        HeldBytes held = new HeldBytes(settings.limits().held().bytes());
        targets = targets(virtual);
        drills = drills(given);
        wiring = wiring(given, settings, metrics, inFlight, held, virtual);
        Map<String, List<ProviderAccess>> accesses = wiring.accesses(first);
        live.set(wiring.live(first, accesses));
        health = new Health(given.calls()::trouble);
        gauges(metrics, inFlight, held, given.calls());
        ErrorAnswers errors = wiring::refusal;
        explain = new OwnPages(wiring, this::now, this::configuration).explain(given.keys());
        AdminPlane plane =
                AdminPlane.of(adminRoutes(given, settings, metrics), settings, given.adminKey(), wiring.world());
        Intake callers = new Calls(() -> now().pipeline());
        Intake front = settings.onePort() ? plane.beside(callers, health) : callers;
        data = open(
                settings.listen(),
                new HttpService(
                        HttpSettings.data(settings),
                        new OpenPaths(health, front),
                        errors,
                        new ConnectionCounts(metrics)),
                given.loops());
        HttpService behind = new HttpService(
                HttpSettings.admin(settings), new OpenPaths(health, plane.intake()), plane.errors(), HttpEvents.NONE);
        admin = settings.onePort() ? data : open(settings.admin(), behind, given.loops());
        LoopDelay delay = new LoopDelay(metrics, System::nanoTime);
        given.loops().all().forEach(delay::watch);
        discovery = closing(discovery(given.loops(), virtual));
        discovery.watch(first.providers(), Accesses.first(accesses));
    }

    private static TargetHealth targets(ThreadFactory virtual) {
        return new TargetHealth(
                System::nanoTime,
                () -> ThreadLocalRandom.current().nextLong(),
                (lane, change, rest) ->
                        virtual.newThread(() -> told(lane, change, rest)).start());
    }

    private DrillDesk drills(Given given) {
        OwnDrills known = new OwnDrills(given.keys(), configuration::get);
        DrillDesk desk = OwnDrills.desk(
                known, given.calls(), targets, given.loops().all().getFirst());
        closing.push(desk.drills());
        return desk;
    }

    /** What the admin plane has: each feature's part of it is a line here. */
    private List<AdminRoutes> adminRoutes(Given given, Settings settings, Metrics metrics) {
        OwnPages pages = new OwnPages(wiring, this::now, this::configuration);
        List<AdminRoutes> features = new ArrayList<>();
        features.add(new MetricsPage(metrics.registry(), settings.metrics() == Settings.Metrics.OPEN));
        features.add(pages.health(metrics));
        features.add(explain);
        features.add(new DrillRoutes(drills));
        if (settings.litellm() != null) {
            features.add(pages.proxyHealth(given.loops().all().getFirst()));
        }
        return features;
    }

    /** What calls that come in now go through. */
    private Wiring.Live now() {
        return Objects.requireNonNull(live.get(), "asked before there was anything to go through");
    }

    private Wiring wiring(
            Given given,
            Settings settings,
            Metrics metrics,
            Admit.InFlight inFlight,
            HeldBytes held,
            ThreadFactory virtual) {
        return new Wiring(
                new Dialects(),
                given.states(),
                new Signers(machine(given, virtual)),
                upstream.upstreams(),
                directories(given, settings),
                new CallRecorder(given.calls().journal(), given.calls().refusals()),
                metrics,
                List.of(closing(callLog())),
                inFlight,
                held,
                new CountHere(counting(), new Tokenizer()),
                discovered,
                targets,
                new Mirroring.Running(),
                new Runs(System::nanoTime),
                drills.drills(),
                new Wiring.Outside(given.door(), upstream::lookUp),
                world(virtual));
    }

    /** Off the loops: whoever reads the log may be slow. */
    private static void told(LaneName lane, Watcher.Change change, long restMillis) {
        LOG.log(
                change.worse() ? Logger.Level.WARNING : Logger.Level.INFO,
                "target " + lane + " " + change.words() + (restMillis > 0 ? " for " + restMillis + " ms" : ""));
    }

    private Discovery discovery(Loops loops, ThreadFactory virtual) {
        return Discovery.of(
                discovered,
                upstream.upstreams(),
                loops.all().getFirst(),
                () -> ThreadLocalRandom.current().nextLong(),
                virtual,
                (provider, why) -> LOG.log(
                        Logger.Level.WARNING,
                        "provider " + provider + " does not list its models, and is asked again; its models can be"
                                + " called all the same: " + why));
    }

    private void prepare(Configuration next) {
        upstream.prepare(next);
        calls.keep(next.settings().retention(), InstantSource.system());
        states.prepare(next.settings());
    }

    private static Machine machine(Given given, ThreadFactory virtual) {
        return new Machine(
                Environment.of(given.environment()),
                Path.of(given.environment().getOrDefault("HOME", "/nonexistent")),
                InstantSource.system(),
                virtual,
                ProxySelector.getDefault());
    }

    /** The bounded pool for long computing; its threads go when there is nothing to do. */
    private ExecutorService counting() {
        int most = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                most,
                most,
                COUNTING_IDLE.toMillis(),
                TimeUnit.MILLISECONDS,
                new ArrayBlockingQueue<>(COUNTS_WAITING),
                Thread.ofPlatform().daemon().name("counting-", 0).factory());
        pool.allowCoreThreadTimeOut(true);
        closing.push(pool::shutdownNow);
        return pool;
    }

    private HttpListener open(ListenAddress at, HttpService service, Loops loops) throws ListenFailed {
        HttpListener.Surroundings around = new HttpListener.Surroundings(
                System::nanoTime,
                InstantSource.system(),
                task -> Thread.ofPlatform().daemon().start(task));
        return closing(HttpListener.open(new InetSocketAddress(at.host(), at.port()), service, loops, around));
    }

    private <T extends AutoCloseable> T closing(T part) {
        closing.push(part);
        return part;
    }

    private static CallLog callLog() {
        return new CallLog(
                System.err, Thread.ofPlatform().name("call-log").daemon().factory());
    }

    private static List<Directory> directories(Given given, Settings settings) {
        return given.loops().all().stream()
                .sorted(Comparator.comparingInt(NettyLoop::index))
                .map(_ -> directory(given, settings))
                .toList();
    }

    private static Directory directory(Given given, Settings settings) {
        Directory keys = given.keys().forLoop();
        return settings.litellm() == null ? keys : new WithMasterKey(keys, given.adminKey());
    }

    private static io.sluice.gateway.call.Surroundings world(ThreadFactory virtual) {
        return new io.sluice.gateway.call.Surroundings(
                InstantSource.system(),
                System::nanoTime,
                () -> ThreadLocalRandom.current().nextLong(),
                virtual,
                HeldBuffer::of,
                new RetryBudgets(),
                (id, bug) -> LOG.log(Logger.Level.ERROR, "a defect of Sluice ended call " + id, bug));
    }

    private static void gauges(Metrics metrics, Admit.InFlight inFlight, HeldBytes held, CallRecord calls) {
        metrics.gauge("sluice_calls_in_flight", "Calls in flight.", inFlight::now);
        metrics.gauge("sluice_held_bytes", "Bytes of request bodies held.", held::now);
        metrics.gauge("sluice_journal_lag_records", "Records the store has not taken yet.", calls::lagRecords);
        metrics.gauge("sluice_journal_lag_bytes", "Bytes of records the store has not taken yet.", calls::lagBytes);
    }

    /** Where callers connect. */
    InetSocketAddress dataAddress() {
        return data.address();
    }

    /** Where the admin API is. */
    InetSocketAddress adminAddress() {
        return admin.address();
    }

    /** Tells where a call would go. */
    Explain explain() {
        return explain;
    }

    /** What is made to fail on purpose. */
    DrillDesk drills() {
        return drills;
    }

    /** The configuration calls come in with now. */
    Configuration configuration() {
        return configuration.get();
    }

    /** Calls that come in from now on go by this configuration; running ones keep theirs. */
    void reload(Configuration next) {
        upstream.reload();
        prepare(next);
        Map<String, List<ProviderAccess>> accesses = wiring.accesses(next);
        live.set(wiring.live(next, accesses));
        configuration.set(next);
        discovery.watch(next.providers(), Accesses.first(accesses));
    }

    /** Takes no more calls and lets running ones end, as long as the configuration allows. */
    void drain() {
        drain(configuration.get().settings().drain());
    }

    /** Ends the calls a drain is waiting for. */
    void cut() {
        data.drain(Duration.ZERO);
    }

    private void drain(Duration most) {
        drills.drills().close();
        health.drain();
        data.drain(most).join();
    }

    @Override
    public void close() {
        for (AutoCloseable part : closing) {
            try {
                part.close();
            } catch (Exception failed) {
                LOG.log(Logger.Level.WARNING, "while stopping: " + failed);
            }
        }
    }
}
