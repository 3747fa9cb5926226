package io.sluice.gateway.route.plan;

import io.sluice.gateway.call.Lanes;
import io.sluice.gateway.call.Target;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a plan looks at besides the route and the call, at one moment. */
public interface Picture {
    /** The target of that name as attempts need it, once for each credential it can be called with; never none. */
    List<Target> known(io.sluice.gateway.catalog.Target named);

    /** How a target does. */
    Lanes.View of(Target target);

    /** Within how many milliseconds so many percent of a target's calls have a first token; NaN where too few were measured. */
    double firstTokenMillis(Target target, int percent);

    /** What so many tokens cost there by the catalog, in dollars, as many written as read; null where nobody knows. */
    @Nullable
    BigDecimal price(Target target, long tokens);
}
