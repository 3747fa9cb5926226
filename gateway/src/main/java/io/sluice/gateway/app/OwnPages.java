package io.sluice.gateway.app;

import io.sluice.gateway.auth.KeyDirectory;
import io.sluice.gateway.call.wire.Loop;
import io.sluice.gateway.catalog.ModelEntry;
import io.sluice.gateway.health.HealthPage;
import io.sluice.gateway.health.LaneName;
import io.sluice.gateway.litellm.EndpointHealth;
import io.sluice.gateway.litellm.Probing;
import io.sluice.gateway.observe.Metrics;
import io.sluice.gateway.route.Explain;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * What the admin plane tells of the gateway itself, with what it needs of it.
 *
 * @param now what calls that come in now go through
 * @param configuration the one of those calls
 */
record OwnPages(Wiring wiring, Supplier<Wiring.Live> now, Supplier<Configuration> configuration) {

    /** How targets do; in the metrics too. */
    HealthPage health(Metrics metrics) {
        HealthPage page = new HealthPage(wiring.health(), () -> now.get().credentials());
        metrics.targets(
                "sluice_target_state",
                "How targets, and credentials without a model, stand: 0 in use, 1 asked again after failures, 2 put last.",
                () -> page.standings().map(OwnPages::figure));
        return page;
    }

    private static Metrics.OfTarget figure(HealthPage.Standing standing) {
        LaneName lane = standing.name();
        return new Metrics.OfTarget(
                lane.provider(), lane.credential(), Objects.requireNonNullElse(lane.model(), ""), standing.figure());
    }

    /** Where a request would go. */
    Explain explain(KeyDirectory keys) {
        return new Explain(
                () -> now.get().route(),
                wiring.dialects().callers(),
                keys::working,
                wiring.world().chance());
    }

    /** How the models do, as a LiteLLM proxy tells it; probes run on that loop. */
    EndpointHealth proxyHealth(Loop loop) {
        Probing probing = new Probing(
                to -> now.get().straight().apply(to),
                target -> {
                    ModelEntry known =
                            Wiring.entry(configuration.get(), target.provider().id(), target.model());
                    return known == null ? "chat" : known.mode();
                },
                wiring.dialects().callers().openAiChat(),
                loop,
                wiring.world().ticker());
        return new EndpointHealth(() -> now.get().route().targets(), wiring.health(), probing);
    }
}
