package io.sluice.gateway.call;

import io.sluice.dialects.Operation;
import io.sluice.gateway.config.Secret;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a route adds to the requests of its attempts.
 *
 * @param defaults settings for where the caller set none: words of {@link io.sluice.dialects.defaults.Defaults#WORDS} to
 *     JSON
 * @param body members of the provider's request body, whatever the caller sent: names to JSON
 * @param headers lines of the provider's request, names in lower case
 */
public record Additions(Map<String, String> defaults, Map<String, String> body, Map<String, Secret> headers) {
    /** Nothing is added. */
    public static final Additions NONE = new Additions(Map.of(), Map.of(), Map.of());

    /** Keeps copies. */
    public Additions {
        defaults = Map.copyOf(defaults);
        body = Map.copyOf(body);
        headers = Map.copyOf(headers);
    }

    /** Whether nothing is added. */
    public boolean isEmpty() {
        return defaults.isEmpty() && body.isEmpty() && headers.isEmpty();
    }

    /** These and those of an outer node that they do not name themselves. */
    public Additions within(Additions outer) {
        if (outer.isEmpty()) {
            return this;
        }
        return isEmpty()
                ? outer
                : new Additions(both(outer.defaults, defaults), both(outer.body, body), both(outer.headers, headers));
    }

    private static <T> Map<String, T> both(Map<String, T> outer, Map<String, T> inner) {
        Map<String, T> both = new LinkedHashMap<>(outer);
        both.putAll(inner);
        return both;
    }

    /** Whether bodies of that operation differ for it; tokens are counted of what the caller sent. */
    boolean changes(Operation operation) {
        return switch (operation) {
            case CHAT, COMPLETE -> !defaults.isEmpty() || !body.isEmpty();
            case EMBED -> !body.isEmpty();
            case COUNT -> false;
        };
    }
}
