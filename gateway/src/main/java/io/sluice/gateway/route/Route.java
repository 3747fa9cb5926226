package io.sluice.gateway.route;

import io.sluice.gateway.account.VirtualKey;
import io.sluice.gateway.call.Call;
import io.sluice.gateway.call.Endpoint;
import io.sluice.gateway.call.Failure;
import io.sluice.gateway.call.Lanes;
import io.sluice.gateway.call.ProviderAccess;
import io.sluice.gateway.call.Stage;
import io.sluice.gateway.call.Step;
import io.sluice.gateway.call.Target;
import io.sluice.gateway.catalog.DiscoveredModels;
import io.sluice.gateway.catalog.ModelEntry;
import io.sluice.gateway.route.run.Runs;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** From the model name of a request to the plan of targets; the list of models is answered here. */
public final class Route implements Stage {
    private static final int MOST_NEAR = 3;

    private final ModelNames names;
    private final Set<String> providers;
    private final ModelListing listing;
    private final DiscoveredModels discovered;
    private final Planning planning;

    /**
     * Routes over these public models and providers.
     *
     * @param providers one access for each credential, by the provider's id
     * @param catalog what is known of a model, by its provider's id and its name there; null where nothing is
     * @param discovered what providers say they have, for the names near to a wrong one
     */
    public Route(
            ModelNames names,
            Map<String, List<ProviderAccess>> providers,
            ModelListing listing,
            BiFunction<String, String, @Nullable ModelEntry> catalog,
            DiscoveredModels discovered,
            World world) {
        this.names = names;
        this.providers = Set.copyOf(providers.keySet());
        this.listing = listing;
        this.discovered = discovered;
        this.planning = new Planning(
                new KnownTargets(providers, catalog),
                new Offers(providers.values().stream().map(List::getFirst).toList()),
                world,
                names.countsCalls());
    }

    /** How the targets do, the runs, the time and chance: what a plan depends on besides route and call. */
    public record World(Lanes lanes, Runs runs, InstantSource wall, RandomGenerator chance) {}

    @Override
    public Step enter(Call call) {
        return switch (call.endpoint()) {
            case Endpoint.Infer _ -> plan(call);
            // Where it was made is known to whoever remembers that.
            case Endpoint.StoredResponse _ -> Step.GO;
            case Endpoint.ListModels _ -> {
                VirtualKey key = call.key();
                Call.Reveal reveal = call.reveal();
                yield offTheLoop(() -> listing.all(key, reveal));
            }
            case Endpoint.ShowModel(var _, String model) -> {
                VirtualKey key = call.key();
                Call.Reveal reveal = call.reveal();
                yield offTheLoop(() -> listing.one(key, reveal, model));
            }
        };
    }

    /** Looking through all names takes longer than a loop has: providers may list thousands. */
    private static Step offTheLoop(Supplier<Step> work) {
        return new Step.Await(() -> {
            Step step = work.get();
            return _ -> step;
        });
    }

    private Step plan(Call call) {
        VirtualKey key = call.key();
        return switch (lookUp(Inquiry.of(call))) {
            case Found found -> planning.plan(call, found.route());
            case Forbidden(Failure failure) -> new Step.Refuse(failure);
            case Unknown(String asked, List<String> nearest) ->
                offTheLoop(() -> new Step.Refuse(ModelListing.unknown(asked, near(asked, nearest, key))));
        };
    }

    /** The targets each public name without a star may lead to; may read files, so not on a loop. */
    public Map<String, List<Target>> targets() {
        Map<String, List<Target>> targets = new LinkedHashMap<>();
        for (String name : names.publicNames()) {
            if (names.resolve(name) instanceof ModelNames.Resolved.Public(var _, ModelRoute route)) {
                targets.put(name, planning.targets(route));
            }
        }
        return targets;
    }

    /** Where a request would go now; may read files, so not on a loop. */
    Explanation explain(Inquiry inquiry, RandomGenerator chance) {
        return switch (lookUp(inquiry)) {
            case Found found -> planning.explain(inquiry, found, chance);
            case Forbidden(Failure failure) -> new Explanation.Nowhere(failure);
            case Unknown(String asked, List<String> nearest) ->
                new Explanation.Nowhere(ModelListing.unknown(asked, near(asked, nearest, inquiry.key())));
        };
    }

    /** What a model's name leads to, for whoever asked by it. */
    sealed interface LookUp permits Found, Forbidden, Unknown {}

    /** A route, by that name. */
    record Found(String name, boolean direct, ModelRoute route) implements LookUp {}

    /** Who asks may not call it. */
    record Forbidden(Failure failure) implements LookUp {}

    /** Nothing. */
    record Unknown(String asked, List<String> nearest) implements LookUp {}

    private LookUp lookUp(Inquiry inquiry) {
        String asked = inquiry.facts().model();
        if (!inquiry.allows(asked)) {
            return new Forbidden(notAllowed(asked));
        }
        return switch (names.resolve(asked)) {
            case ModelNames.Resolved.Public(String name, ModelRoute route) -> new Found(name, false, route);
            case ModelNames.Resolved.Direct(var target) -> new Found(asked, true, ModelRoute.to(target));
            case ModelNames.Resolved.Unknown(List<String> nearest) -> new Unknown(asked, nearest);
        };
    }

    /** What is really there comes before what only may be. */
    private List<String> near(String asked, List<String> nearest, @Nullable VirtualKey key) {
        List<String> there = discovered.nearest(asked, providers, name -> key == null || key.allows(name), MOST_NEAR);
        return Stream.concat(there.stream(), nearest.stream())
                .distinct()
                .limit(MOST_NEAR)
                .toList();
    }

    private static Failure notAllowed(String model) {
        return Failure.at(
                "model",
                403,
                "model_not_allowed",
                "This key may not call the model \"" + model + "\"; GET /v1/models lists what it may call");
    }
}
