package io.sluice.gateway.app;

import io.sluice.gateway.account.Directory;
import io.sluice.gateway.admission.Admit;
import io.sluice.gateway.auth.Anyone;
import io.sluice.gateway.auth.Authenticate;
import io.sluice.gateway.call.Answers;
import io.sluice.gateway.call.Call;
import io.sluice.gateway.call.Egress;
import io.sluice.gateway.call.Endpoints;
import io.sluice.gateway.call.Failure;
import io.sluice.gateway.call.HeldBytes;
import io.sluice.gateway.call.Pipeline;
import io.sluice.gateway.call.ProviderAccess;
import io.sluice.gateway.call.Reply;
import io.sluice.gateway.call.Stage;
import io.sluice.gateway.call.wire.Upstreams;
import io.sluice.gateway.catalog.DiscoveredModels;
import io.sluice.gateway.catalog.ModelEntry;
import io.sluice.gateway.catalog.Provider;
import io.sluice.gateway.count.CountHere;
import io.sluice.gateway.drill.Drilling;
import io.sluice.gateway.drill.Drills;
import io.sluice.gateway.egress.Door;
import io.sluice.gateway.egress.HostPattern;
import io.sluice.gateway.egress.ListedHosts;
import io.sluice.gateway.egress.Resolver;
import io.sluice.gateway.health.TargetHealth;
import io.sluice.gateway.mirror.Mirroring;
import io.sluice.gateway.observe.CallRecorder;
import io.sluice.gateway.observe.Metrics;
import io.sluice.gateway.observe.Observe;
import io.sluice.gateway.route.ModelListing;
import io.sluice.gateway.route.ModelNames;
import io.sluice.gateway.route.Route;
import io.sluice.gateway.route.run.Runs;
import io.sluice.gateway.sign.Signers;
import io.sluice.gateway.state.StateGuard;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadFactory;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The stages of a call, in their order: the one list. What is named here outlives reloads; a pipeline is made of it and
 * of one configuration.
 *
 * @param dialects of callers and providers
 * @param states what is remembered of ids that providers gave out
 * @param signers keep what they fetched over reloads
 * @param upstreams sends requests
 * @param directories who knows the keys, one for each loop
 * @param record where rows go
 * @param metrics counts
 * @param watchers are shown finished rows where the configuration asks for a call log
 * @param inFlight calls in flight
 * @param held bytes of bodies held
 * @param counts tokens where a provider does not
 * @param discovered what providers say they have
 * @param health how targets do; learnt over reloads
 * @param mirrors how many copies of calls run
 * @param runs of late
 * @param drills what is made to fail on purpose
 * @param outside how callers' addresses are reached
 * @param world time, chance, threads
 */
record Wiring(
        Dialects dialects,
        States states,
        Signers signers,
        Upstreams upstreams,
        List<Directory> directories,
        CallRecorder record,
        Metrics metrics,
        List<Observe.RowWatcher> watchers,
        Admit.InFlight inFlight,
        HeldBytes held,
        CountHere counts,
        DiscoveredModels discovered,
        TargetHealth health,
        Mirroring.Running mirrors,
        Runs runs,
        Drills drills,
        Outside outside,
        io.sluice.gateway.call.Surroundings world) {

    /**
     * The way to addresses that callers name.
     *
     * @param door through which connections leave
     * @param resolver looks names up
     */
    record Outside(Door door, Resolver resolver) {
        Egress egress(List<HostPattern> hosts, ThreadFactory threads) {
            return new ListedHosts(hosts, door, resolver, threads);
        }
    }

    /** How the providers of a configuration are reached. */
    Map<String, List<ProviderAccess>> accesses(Configuration configuration) {
        return new Accesses(dialects, configuration.settings().providers(), states)
                .of(configuration.providers(), signers.of(configuration.providers()));
    }

    /**
     * What calls of one configuration go through.
     *
     * @param route of its stages the one that plans, for whoever asks it beside calls
     * @param straight what a call of our own goes through that a stage sends to a target
     * @param credentials the lanes of its providers' credentials
     */
    record Live(Pipeline pipeline, Route route, Function<Stage, Pipeline> straight, Set<String> credentials) {}

    Live live(Configuration configuration, Map<String, List<ProviderAccess>> accesses) {
        Route route = route(configuration, accesses);
        Set<String> credentials = accesses.values().stream()
                .flatMap(List::stream)
                .map(ProviderAccess::lane)
                .collect(Collectors.toUnmodifiableSet());
        Settings settings = configuration.settings();
        return new Live(
                pipeline(configuration, accesses, route), route, to -> own(settings, List.of(to, health)), credentials);
    }

    private Route route(Configuration configuration, Map<String, List<ProviderAccess>> accesses) {
        return new Route(
                configuration.models(),
                accesses,
                new ModelListing(() -> names(configuration), configuration::known, world.wall()),
                (provider, model) -> entry(configuration, provider, model),
                discovered,
                new Route.World(health, runs, world.wall(), world.chance()));
    }

    private Pipeline pipeline(Configuration configuration, Map<String, List<ProviderAccess>> accesses, Route route) {
        Settings settings = configuration.settings();
        List<Stage> onHead = List.of(
                observe(settings, metrics),
                new Admit(inFlight, settings.limits().calls()),
                authenticate(settings));
        List<Stage> onBody = List.of(
                route,
                new StateGuard(states.book(), states.keeping(settings), Accesses.first(accesses)),
                new Mirroring(own(settings, List.of(health)), mirrors),
                new Drilling(drills),
                counts,
                runs,
                health);
        return pipeline(settings, onHead, onBody);
    }

    private Pipeline pipeline(Settings settings, List<Stage> onHead, List<Stage> onBody) {
        return new Pipeline(
                onHead,
                onBody,
                new Endpoints(dialects.callers()),
                upstreams,
                held,
                outside.egress(settings.egress(), world.waiting()),
                world);
    }

    /** What calls of our own go through, copies and probes: they are recorded, and nobody's. */
    private Pipeline own(Settings settings, List<Stage> onBody) {
        return pipeline(settings, List.of(observe(settings, null), new Anyone(Call.Reveal.NONE)), onBody);
    }

    private Stage observe(Settings settings, @Nullable Metrics counting) {
        return new Observe(
                settings.record() == Settings.Recording.CALLS ? record : null,
                counting,
                settings.log() == Settings.CallLog.CALLS ? watchers : List.of(),
                world.ticker());
    }

    private List<String> names(Configuration configuration) {
        Set<String> names = new LinkedHashSet<>(configuration.models().publicNames());
        discovered.names(configuration.providers().keySet()).stream()
                .filter(name -> !(configuration.models().resolve(name) instanceof ModelNames.Resolved.Unknown))
                .forEach(names::add);
        return List.copyOf(names);
    }

    static @Nullable ModelEntry entry(Configuration configuration, String provider, String model) {
        Provider configured = configuration.providers().get(provider);
        return configured == null
                ? null
                : configuration.known().find(configured, model).orElse(null);
    }

    /** What is told of a request that became no call, before its path said in which dialect. */
    Reply refusal(Failure failure) {
        return Answers.refusal(failure, dialects.callers().openAiChat(), world.newId());
    }

    private Stage authenticate(Settings settings) {
        Call.Reveal reveal = settings.listen().loopback() ? Call.Reveal.ALL : Call.Reveal.ID;
        return switch (settings.auth()) {
            case KEYS -> new Authenticate(directories, reveal);
            case NONE -> new Anyone(reveal);
        };
    }
}
