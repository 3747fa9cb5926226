package io.sluice.gateway.route;

import io.sluice.gateway.call.Lanes;
import io.sluice.gateway.call.ProviderAccess;
import io.sluice.gateway.call.Target;
import io.sluice.gateway.catalog.Clocks;
import io.sluice.gateway.route.plan.Picture;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How targets stand in a test, said by their model's name. */
final class Scene implements Picture {
    private final Map<String, Lanes.View> views = new HashMap<>();
    private final Map<String, Double> shares = new HashMap<>();
    private final Map<String, BigDecimal> prices = new HashMap<>();

    Scene pace(String model, double firstTokenMillis) {
        views.put(model, new Lanes.View(null, 0, firstTokenMillis, 0));
        return this;
    }

    Scene within(String model, double millis) {
        shares.put(model, millis);
        return this;
    }

    Scene busy(String model, int inFlight) {
        views.put(model, new Lanes.View(null, 0, Double.NaN, inFlight));
        return this;
    }

    Scene rest(String model, long millis) {
        views.put(model, new Lanes.View("resting", millis, Double.NaN, 0));
        return this;
    }

    Scene price(String model, String dollars) {
        prices.put(model, new BigDecimal(dollars));
        return this;
    }

    @Override
    public List<Target> known(io.sluice.gateway.catalog.Target named) {
        return List.of(new Target(
                new ProviderAccess(
                        named.provider(), List.of(), "authorization", List.of(), null, false, false, "", Clocks.USUAL),
                named.model()));
    }

    @Override
    public Lanes.View of(Target target) {
        return views.getOrDefault(target.model(), Lanes.View.UNKNOWN);
    }

    @Override
    public double firstTokenMillis(Target target, int percent) {
        return shares.getOrDefault(target.model(), Double.NaN);
    }

    @Override
    public @Nullable BigDecimal price(Target target, long tokens) {
        return prices.get(target.model());
    }
}
