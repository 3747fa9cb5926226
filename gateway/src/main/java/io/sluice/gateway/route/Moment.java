package io.sluice.gateway.route;

import io.sluice.gateway.call.Lanes;
import io.sluice.gateway.call.Target;
import io.sluice.gateway.catalog.Prices;
import io.sluice.gateway.catalog.Pricing;
import io.sluice.gateway.catalog.Rate;
import io.sluice.gateway.route.plan.Picture;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The targets of one route at one moment. For one plan. */
final class Moment implements Picture {
    private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);

    private final Map<io.sluice.gateway.catalog.Target, KnownTargets.Known> known;
    private final Lanes lanes;
    private final Lanes.Need need;
    private final Instant now;

    Moment(Map<io.sluice.gateway.catalog.Target, KnownTargets.Known> known, Lanes lanes, Lanes.Need need, Instant now) {
        this.known = known;
        this.lanes = lanes;
        this.need = need;
        this.now = now;
    }

    @Override
    public List<Target> known(io.sluice.gateway.catalog.Target named) {
        return Objects.requireNonNull(known.get(named), "planned with a target that was not looked up")
                .targets();
    }

    @Override
    public Lanes.View of(Target target) {
        return lanes.of(target, need);
    }

    /** What a target costs now; null where nobody knows. */
    @Nullable
    Prices prices(Target target) {
        Pricing costs = target.pricing();
        return costs == null ? null : costs.at(now);
    }

    @Override
    public double firstTokenMillis(Target target, int percent) {
        return lanes.firstTokenMillis(target, percent);
    }

    @Override
    public @Nullable BigDecimal price(Target target, long tokens) {
        Prices today = prices(target);
        if (today == null) {
            return null;
        }
        BigDecimal input = today.rate(Rate.INPUT);
        if (input == null) {
            return null;
        }
        BigDecimal output = Objects.requireNonNullElse(today.rate(Rate.OUTPUT), BigDecimal.ZERO);
        return input.add(output).multiply(BigDecimal.valueOf(tokens)).divide(MILLION);
    }
}
