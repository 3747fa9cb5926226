package io.sluice.gateway.app;

import io.sluice.gateway.account.Directory;
import io.sluice.gateway.admission.Admit;
import io.sluice.gateway.auth.Anyone;
import io.sluice.gateway.auth.Authenticate;
import io.sluice.gateway.call.Answers;
import io.sluice.gateway.call.Call;
import io.sluice.gateway.call.Endpoints;
import io.sluice.gateway.call.Failure;
import io.sluice.gateway.call.HeldBytes;
import io.sluice.gateway.call.Pipeline;
import io.sluice.gateway.call.Reply;
import io.sluice.gateway.call.Stage;
import io.sluice.gateway.call.wire.Upstreams;
import io.sluice.gateway.observe.CallRecorder;
import io.sluice.gateway.observe.Metrics;
import io.sluice.gateway.observe.Observe;
import io.sluice.gateway.route.ModelListing;
import io.sluice.gateway.route.Route;
import java.util.List;

/**
 * The stages of a call, in their order: the one list. What is named here outlives reloads; a pipeline is made of it and
 * of one configuration.
 *
 * @param dialects of callers and providers
 * @param upstreams sends requests
 * @param directories who knows the keys, one for each loop
 * @param record where rows go
 * @param metrics counts
 * @param watchers are shown finished rows where the configuration asks for a call log
 * @param inFlight calls in flight
 * @param held bytes of bodies held
 * @param world time, chance, threads
 */
record Wiring(
        Dialects dialects,
        Upstreams upstreams,
        List<Directory> directories,
        CallRecorder record,
        Metrics metrics,
        List<Observe.RowWatcher> watchers,
        Admit.InFlight inFlight,
        HeldBytes held,
        io.sluice.gateway.call.Surroundings world) {

    Pipeline pipeline(Configuration configuration) {
        Settings settings = configuration.settings();
        List<Stage> onHead = List.of(
                new Observe(
                        settings.record() == Settings.Recording.CALLS ? record : null,
                        metrics,
                        settings.log() == Settings.CallLog.CALLS ? watchers : List.of(),
                        world.ticker()),
                new Admit(inFlight, settings.limits().calls()),
                authenticate(settings));
        List<Stage> onBody = List.of(new Route(
                configuration.models(),
                Accesses.of(configuration.providers(), dialects),
                new ModelListing(configuration.models().publicNames(), configuration::known, world.wall())));
        return new Pipeline(onHead, onBody, new Endpoints(dialects.callers()), upstreams, held, world);
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
