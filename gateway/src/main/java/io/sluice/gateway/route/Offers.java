package io.sluice.gateway.route;

import io.sluice.dialects.Operation;
import io.sluice.gateway.account.VirtualKey;
import io.sluice.gateway.call.Failure;
import io.sluice.gateway.call.Leg;
import io.sluice.gateway.call.ProviderAccess;
import io.sluice.gateway.call.Target;
import io.sluice.gateway.route.plan.Planned;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** Whether the targets of a plan offer what is asked for: those that do not are not tried. */
final class Offers {
    private final List<ProviderAccess> providers;

    Offers(Collection<ProviderAccess> providers) {
        this.providers = List.copyOf(providers);
    }

    /** The targets of a plan that can do what is asked; those that cannot are left out. */
    Planned able(Inquiry inquiry, Planned planned) {
        Operation operation = inquiry.facts().operation();
        if (!rare(operation)) {
            return planned;
        }
        List<Leg> able = new ArrayList<>();
        List<Planned.LeftOut> leftOut = new ArrayList<>(planned.leftOut());
        for (Leg leg : planned.legs()) {
            Target target = leg.target();
            if (target.provider().speech(inquiry.dialect(), operation, target) != null) {
                able.add(leg);
            } else {
                leftOut.add(new Planned.LeftOut(
                        new io.sluice.gateway.catalog.Target(target.provider().id(), target.model()),
                        "its provider does not offer " + word(operation) + " requests for it"));
            }
        }
        return new Planned(able, leftOut, planned.standingBack(), planned.mirrors());
    }

    /** Nearly every provider converses, and counting is done here where a provider does not; the rest few have. */
    private static boolean rare(Operation operation) {
        return switch (operation) {
            case CHAT, COUNT -> false;
            case COMPLETE, EMBED -> true;
        };
    }

    private static String word(Operation operation) {
        return operation.name().toLowerCase(Locale.ROOT);
    }

    /** A caller who may not call everything is not told what else there is. */
    Failure unsupported(Inquiry inquiry, Target target) {
        VirtualKey key = inquiry.key();
        Operation operation = inquiry.facts().operation();
        List<String> able = key != null && key.models() != null
                ? List.of()
                : providers.stream()
                        .filter(provider -> provider.offers(operation))
                        .map(ProviderAccess::id)
                        .sorted()
                        .toList();
        return Failure.at(
                "model",
                400,
                "unsupported_operation",
                "Provider " + target.provider().id() + " does not offer " + word(operation) + " requests for "
                        + target.model()
                        + (able.isEmpty()
                                ? "; ask for a model of a provider that does"
                                : "; those that offer them are " + String.join(", ", able)));
    }
}
