package io.sluice.gateway.admin;

import io.sluice.gateway.call.wire.Headers;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Knows who asks by the admin key, sent as {@code Authorization: Bearer}; further headers where that is usual. */
public final class AdminKeyHolders implements Askers {
    private static final String BEARER = "Bearer ";

    private final Predicate<String> key;
    private final List<String> further;

    /**
     * With that key.
     *
     * @param key whether what was presented is the key; compares in constant time
     * @param further headers that may carry it as it is
     */
    public AdminKeyHolders(Predicate<String> key, List<String> further) {
        this.key = key;
        this.further = List.copyOf(further);
    }

    @Override
    public @Nullable Asker of(Headers headers) {
        String authorization = headers.first("authorization");
        if (authorization != null && opens(authorization, true)) {
            return Asker.OPERATOR;
        }
        for (String name : further) {
            String value = headers.first(name);
            if (value != null && opens(value, false)) {
                return Asker.OPERATOR;
            }
        }
        return null;
    }

    private boolean opens(String value, boolean bearerOnly) {
        if (value.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return key.test(value.substring(BEARER.length()).strip());
        }
        return !bearerOnly && key.test(value.strip());
    }
}
