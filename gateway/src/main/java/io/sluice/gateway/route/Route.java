package io.sluice.gateway.route;

import io.sluice.dialects.Dialect;
import io.sluice.dialects.Operation;
import io.sluice.dialects.RequestFacts;
import io.sluice.gateway.account.VirtualKey;
import io.sluice.gateway.call.Call;
import io.sluice.gateway.call.Endpoint;
import io.sluice.gateway.call.Failure;
import io.sluice.gateway.call.Plan;
import io.sluice.gateway.call.ProviderAccess;
import io.sluice.gateway.call.Stage;
import io.sluice.gateway.call.Step;
import io.sluice.gateway.call.Target;
import io.sluice.gateway.catalog.DiscoveredModels;
import io.sluice.gateway.catalog.LossPolicy;
import io.sluice.gateway.catalog.ModelEntry;
import io.sluice.gateway.catalog.ModelNames;
import io.sluice.gateway.catalog.ModelSettings;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** From the model name of a request to the plan of targets; the list of models is answered here. */
public final class Route implements Stage {
    private static final int MOST_REMEMBERED = 10_000;
    private static final int MOST_NEAR = 3;

    private final ModelNames names;
    private final Map<String, ProviderAccess> providers;
    private final ModelListing listing;
    private final BiFunction<String, String, @Nullable ModelEntry> catalog;
    private final DiscoveredModels discovered;
    private final Map<io.sluice.gateway.catalog.Target, Target> targets = new ConcurrentHashMap<>();

    /**
     * Routes over these public models and providers.
     *
     * @param catalog what is known of a model, by its provider's id and its name there; null where nothing is
     * @param discovered what providers say they have, for the names near to a wrong one
     */
    public Route(
            ModelNames names,
            Map<String, ProviderAccess> providers,
            ModelListing listing,
            BiFunction<String, String, @Nullable ModelEntry> catalog,
            DiscoveredModels discovered) {
        this.names = names;
        this.providers = Map.copyOf(providers);
        this.listing = listing;
        this.catalog = catalog;
        this.discovered = discovered;
    }

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
        String asked = facts(call).model();
        VirtualKey key = call.key();
        if (key != null && !key.allows(asked)) {
            return new Step.Refuse(notAllowed(asked));
        }
        return switch (names.resolve(asked)) {
            case ModelNames.Resolved.Public(var target, ModelSettings settings) ->
                go(call, target, settings.answerModel() == ModelSettings.AnswerModel.ASKED, settings.loss());
            case ModelNames.Resolved.Direct(var target) -> go(call, target, true, LossPolicy.WARN);
            case ModelNames.Resolved.Unknown(List<String> nearest) ->
                offTheLoop(() -> new Step.Refuse(ModelListing.unknown(asked, near(asked, nearest, key))));
        };
    }

    /** What is really there comes before what only may be. */
    private List<String> near(String asked, List<String> nearest, @Nullable VirtualKey key) {
        List<String> there =
                discovered.nearest(asked, providers.keySet(), name -> key == null || key.allows(name), MOST_NEAR);
        return Stream.concat(there.stream(), nearest.stream())
                .distinct()
                .limit(MOST_NEAR)
                .toList();
    }

    private Step go(Call call, io.sluice.gateway.catalog.Target target, boolean answerAsked, LossPolicy loss) {
        ProviderAccess provider = providers.get(target.provider());
        if (provider == null) {
            return new Step.Refuse(ModelListing.unknown(target.toString(), List.of()));
        }
        Target known = targets.get(target);
        if (known != null) {
            return go(call, new Plan(List.of(known), answerAsked, loss));
        }
        // The first look at a provider's models reads a file.
        return new Step.Await(() -> {
            Target found = remembered(target, provider);
            return waited -> go(waited, new Plan(List.of(found), answerAsked, loss));
        });
    }

    private Step go(Call call, Plan plan) {
        Operation operation = facts(call).operation();
        Dialect callers = call.endpoint().dialect();
        if (isRare(operation)
                && plan.targets().stream()
                        .allMatch(target -> target.provider().speech(callers, operation, target) == null)) {
            return new Step.Refuse(unsupported(call, plan.targets().getFirst(), operation));
        }
        call.plan(plan);
        return Step.GO;
    }

    /** Nearly every provider converses, and counting is done here where a provider does not; the rest few have. */
    private static boolean isRare(Operation operation) {
        return switch (operation) {
            case CHAT, COUNT -> false;
            case COMPLETE, EMBED -> true;
        };
    }

    private static RequestFacts facts(Call call) {
        RequestFacts facts = call.facts();
        if (facts == null) {
            throw new IllegalStateException("routed before the body was read");
        }
        return facts;
    }

    /** A caller who may not call everything is not told what else there is. */
    private Failure unsupported(Call call, Target target, Operation operation) {
        VirtualKey key = call.key();
        List<String> able = key != null && key.models() != null
                ? List.of()
                : providers.values().stream()
                        .filter(provider -> provider.offers(operation))
                        .map(ProviderAccess::id)
                        .sorted()
                        .toList();
        String what = operation.name().toLowerCase(Locale.ROOT);
        return Failure.at(
                "model",
                400,
                "unsupported_operation",
                "Provider " + target.provider().id() + " does not offer " + what + " requests for " + target.model()
                        + (able.isEmpty()
                                ? "; ask for a model of a provider that does"
                                : "; those that offer them are " + String.join(", ", able)));
    }

    // Names come from callers: only so many are remembered.
    private Target remembered(io.sluice.gateway.catalog.Target named, ProviderAccess provider) {
        ModelEntry entry = catalog.apply(named.provider(), named.model());
        Target found = entry == null
                ? new Target(provider, named.model())
                : new Target(provider, named.model(), entry.facts(), entry.wire());
        if (targets.size() < MOST_REMEMBERED) {
            targets.put(named, found);
        }
        return found;
    }

    private static Failure notAllowed(String model) {
        return Failure.at(
                "model",
                403,
                "model_not_allowed",
                "This key may not call the model \"" + model + "\"; GET /v1/models lists what it may call");
    }
}
