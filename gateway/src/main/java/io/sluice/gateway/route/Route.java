package io.sluice.gateway.route;

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
import io.sluice.gateway.catalog.LossPolicy;
import io.sluice.gateway.catalog.ModelNames;
import io.sluice.gateway.catalog.ModelSettings;
import java.util.List;
import java.util.Map;

/** From the model name of a request to the plan of targets; the list of models is answered here. */
public final class Route implements Stage {
    private final ModelNames names;
    private final Map<String, ProviderAccess> providers;
    private final ModelListing listing;

    /** Routes over these public models and providers. */
    public Route(ModelNames names, Map<String, ProviderAccess> providers, ModelListing listing) {
        this.names = names;
        this.providers = Map.copyOf(providers);
        this.listing = listing;
    }

    @Override
    public Step enter(Call call) {
        return switch (call.endpoint()) {
            case Endpoint.Infer _ -> plan(call);
            case Endpoint.ListModels _ -> new Step.Answer(listing.all(call));
            case Endpoint.ShowModel(var _, String model) -> listing.one(call, model);
        };
    }

    private Step plan(Call call) {
        RequestFacts facts = call.facts();
        if (facts == null) {
            throw new IllegalStateException("routed before the body was read");
        }
        String asked = facts.model();
        VirtualKey key = call.key();
        if (key != null && !key.allows(asked)) {
            return new Step.Refuse(notAllowed(asked));
        }
        return switch (names.resolve(asked)) {
            case ModelNames.Resolved.Public(var target, ModelSettings settings) ->
                go(call, target, settings.answerModel() == ModelSettings.AnswerModel.ASKED, settings.loss());
            case ModelNames.Resolved.Direct(var target) -> go(call, target, true, LossPolicy.WARN);
            case ModelNames.Resolved.Unknown(List<String> nearest) ->
                new Step.Refuse(ModelListing.unknown(asked, nearest));
        };
    }

    private Step go(Call call, io.sluice.gateway.catalog.Target target, boolean answerAsked, LossPolicy loss) {
        ProviderAccess provider = providers.get(target.provider());
        if (provider == null) {
            return new Step.Refuse(ModelListing.unknown(target.toString(), List.of()));
        }
        call.plan(new Plan(List.of(new Target(provider, target.model())), answerAsked, loss));
        return Step.GO;
    }

    private static Failure notAllowed(String model) {
        return Failure.at(
                "model",
                403,
                "model_not_allowed",
                "This key may not call the model \"" + model + "\"; GET /v1/models lists what it may call");
    }
}
