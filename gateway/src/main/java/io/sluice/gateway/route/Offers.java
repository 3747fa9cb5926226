package io.sluice.gateway.route;

import io.sluice.dialects.Dialect;
import io.sluice.dialects.Operation;
import io.sluice.gateway.account.VirtualKey;
import io.sluice.gateway.call.Call;
import io.sluice.gateway.call.Failure;
import io.sluice.gateway.call.Plan;
import io.sluice.gateway.call.ProviderAccess;
import io.sluice.gateway.call.Step;
import io.sluice.gateway.call.Target;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** Whether the targets of a plan offer what is asked for: those that do not are not tried. */
final class Offers {
    private final List<ProviderAccess> providers;

    Offers(Collection<ProviderAccess> providers) {
        this.providers = List.copyOf(providers);
    }

    /** The call goes on with the targets that can do it, or is refused where none can. */
    Step planned(Call call, Plan plan) {
        Operation operation = Objects.requireNonNull(call.facts(), "routed before the body was read")
                .operation();
        if (!rare(operation)) {
            call.plan(plan);
            return Step.GO;
        }
        Dialect callers = call.endpoint().dialect();
        List<Target> able = plan.targets().stream()
                .filter(target -> target.provider().speech(callers, operation, target) != null)
                .toList();
        if (able.isEmpty()) {
            return new Step.Refuse(unsupported(call, plan.targets().getFirst(), operation));
        }
        call.plan(plan.only(able));
        return Step.GO;
    }

    /** Nearly every provider converses, and counting is done here where a provider does not; the rest few have. */
    private static boolean rare(Operation operation) {
        return switch (operation) {
            case CHAT, COUNT -> false;
            case COMPLETE, EMBED -> true;
        };
    }

    /** A caller who may not call everything is not told what else there is. */
    private Failure unsupported(Call call, Target target, Operation operation) {
        VirtualKey key = call.key();
        List<String> able = key != null && key.models() != null
                ? List.of()
                : providers.stream()
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
}
