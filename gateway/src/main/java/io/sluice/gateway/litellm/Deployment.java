package io.sluice.gateway.litellm;

import io.sluice.gateway.config.Place;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code model_list}.
 *
 * @param group its public name
 * @param called the model it calls
 * @param params its {@code litellm_params}, with those of its credential and of all deployments
 * @param info its {@code model_info}
 */
record Deployment(String group, Called called, Map<String, Node> params, Map<String, Node> info, Place place) {
    /** What spreads calls over a group, the first that its first deployment has. */
    static final List<String> WEIGHTS = List.of("weight", "rpm", "tpm");

    /** A parameter; nothing where it has none of that name. */
    Node param(String name) {
        Node value = params.get(name);
        return value == null ? Node.nothing(place) : value;
    }

    /** The first of these parameters that says something; null where none does. */
    @Nullable
    Node first(String... names) {
        for (String name : names) {
            if (!param(name).absent()) {
                return param(name);
            }
        }
        return null;
    }

    /** By what the strategy prefers it: the first deployment of its group decides which of the three counts. */
    @Nullable
    BigDecimal weight(String by) {
        return param(by).number();
    }

    /** The level it is tried at, the lowest first. */
    BigDecimal order() {
        BigDecimal order = param("order").number();
        // Those without an order come after those with one.
        return order == null ? BigDecimal.valueOf(Long.MAX_VALUE) : order;
    }

    /** What a price or a fact of the model is written under: beside the credential or in `model_info`. */
    Node fact(String name) {
        Node own = param(name);
        Node told = info.get(name);
        return own.absent() && told != null ? told : own;
    }
}
