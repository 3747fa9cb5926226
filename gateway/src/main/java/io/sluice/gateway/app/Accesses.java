package io.sluice.gateway.app;

import io.sluice.dialects.Dialect;
import io.sluice.dialects.Operation;
import io.sluice.dialects.Quirks;
import io.sluice.gateway.call.ProviderAccess;
import io.sluice.gateway.catalog.Action;
import io.sluice.gateway.catalog.AuthHeader;
import io.sluice.gateway.catalog.Provider;
import io.sluice.gateway.catalog.Wire;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns providers as the configuration has them into what an attempt must know of them. */
final class Accesses {
    private Accesses() {}

    static Map<String, ProviderAccess> of(Map<String, Provider> providers, Dialect openAiChat) {
        Map<String, ProviderAccess> accesses = new LinkedHashMap<>();
        providers.forEach((id, provider) -> accesses.put(id, of(provider, openAiChat)));
        return accesses;
    }

    private static ProviderAccess of(Provider provider, Dialect dialect) {
        AuthHeader authorization = provider.credentials().isEmpty()
                ? null
                : provider.credentials().getFirst().header(provider.origin()).orElse(null);
        return new ProviderAccess(
                provider.id(),
                provider.origin(),
                targets(provider.first()),
                dialect,
                Quirks.of(provider.first().quirks()),
                provider.auth().header(),
                authorization,
                provider.callersKey(),
                provider.clocks());
    }

    private static Map<Operation, String> targets(Wire wire) {
        Map<Operation, String> targets = new EnumMap<>(Operation.class);
        put(targets, Operation.CHAT, wire.target(Action.CHAT, ""));
        put(targets, Operation.COMPLETE, wire.target(Action.COMPLETE, ""));
        put(targets, Operation.EMBED, wire.target(Action.EMBED, ""));
        return targets;
    }

    private static void put(Map<Operation, String> targets, Operation operation, @Nullable String target) {
        if (target != null) {
            targets.put(operation, target);
        }
    }
}
