package io.sluice.gateway.observe;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Bounds how many values a label takes, as callers choose model names: what is beyond the bound is {@code other}. */
final class LabelValues {
    private static final String OTHER = "other";

    private final Set<String> known = ConcurrentHashMap.newKeySet();
    private final int most;

    LabelValues(int most) {
        this.most = most;
    }

    String of(String value) {
        if (known.contains(value)) {
            return value;
        }
        // Two loops may pass the bound together: one value more does no harm.
        if (known.size() >= most) {
            return OTHER;
        }
        known.add(value);
        return value;
    }
}
