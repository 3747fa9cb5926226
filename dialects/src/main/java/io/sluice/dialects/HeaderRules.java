package io.sluice.dialects;

import java.util.List;
import java.util.Map;

/**
 * Which headers of a dialect pass, and which it cannot do without. Names in lower case.
 *
 * @param up of a caller of the same dialect, passed to the provider: versions, betas, idempotency
 * @param fixed sent to the provider where the caller sent none of that name
 * @param down of the provider's answer, passed to the caller: request ids, {@code retry-after}
 * @param limits rate-limit headers of the provider, passed as {@code x-upstream-*}: a name, or a prefix ending in {@code -}
 * @param inBody of a caller of the same dialect, what this host wants in the body: handed to whoever writes it
 */
public record HeaderRules(
        List<String> up, Map<String, String> fixed, List<String> down, List<String> limits, List<String> inBody) {
    public HeaderRules {
        up = List.copyOf(up);
        fixed = Map.copyOf(fixed);
        down = List.copyOf(down);
        limits = List.copyOf(limits);
        inBody = List.copyOf(inBody);
    }

    /** With none in the body. */
    public HeaderRules(List<String> up, Map<String, String> fixed, List<String> down, List<String> limits) {
        this(up, fixed, down, limits, List.of());
    }
}
