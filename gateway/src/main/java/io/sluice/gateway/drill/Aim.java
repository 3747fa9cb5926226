package io.sluice.gateway.drill;

import io.sluice.gateway.call.Leg;
import io.sluice.gateway.call.Plan;
import io.sluice.gateway.call.Target;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Where a drill strikes. */
public sealed interface Aim {

    /** In words, for people. */
    String words();

    /**
     * Which targets of a call it strikes; null where it strikes none of its plan.
     *
     * @param asked the model as the caller named it; null where it named none
     */
    @Nullable
    Predicate<Target> of(@Nullable String asked, Plan plan);

    /** One model at one provider, under whatever name it was asked for. */
    record At(io.sluice.gateway.catalog.Target target) implements Aim {
        @Override
        public String words() {
            return target.toString();
        }

        @Override
        public @Nullable Predicate<Target> of(@Nullable String asked, Plan plan) {
            return planned(plan, one -> one.served().equals(target.toString()));
        }
    }

    /** Every model of a provider. */
    record AllOf(String provider) implements Aim {
        @Override
        public String words() {
            return "provider " + provider;
        }

        @Override
        public @Nullable Predicate<Target> of(@Nullable String asked, Plan plan) {
            return planned(plan, one -> one.provider().id().equals(provider));
        }
    }

    /** What calls to a public model would be sent to first. */
    record FirstOf(String model) implements Aim {
        @Override
        public String words() {
            return "the first target of model " + model;
        }

        @Override
        public @Nullable Predicate<Target> of(@Nullable String asked, Plan plan) {
            String first = plan.legs().getFirst().target().served();
            return model.equals(asked) ? one -> one.served().equals(first) : null;
        }
    }

    private static @Nullable Predicate<Target> planned(Plan plan, Predicate<Target> struck) {
        return plan.legs().stream().map(Leg::target).anyMatch(struck) ? struck : null;
    }
}
