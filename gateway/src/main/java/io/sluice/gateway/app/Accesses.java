package io.sluice.gateway.app;

import io.sluice.dialects.Dialect;
import io.sluice.dialects.Operation;
import io.sluice.dialects.Quirks;
import io.sluice.gateway.call.ProviderAccess;
import io.sluice.gateway.catalog.AuthHeader;
import io.sluice.gateway.catalog.AuthScheme;
import io.sluice.gateway.catalog.Paths;
import io.sluice.gateway.catalog.Provider;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

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
                targets(provider),
                dialect,
                Quirks.of(provider.quirks()),
                authHeader(provider.auth()),
                authorization,
                provider.callersKey(),
                provider.clocks());
    }

    private static Map<Operation, String> targets(Provider provider) {
        Paths paths = provider.paths();
        Map<Operation, String> targets = new EnumMap<>(Operation.class);
        targets.put(Operation.CHAT, provider.target(paths.chat()));
        if (paths.complete() != null) {
            targets.put(Operation.COMPLETE, provider.target(paths.complete()));
        }
        targets.put(Operation.EMBED, provider.target(paths.embed()));
        return targets;
    }

    private static String authHeader(AuthScheme scheme) {
        return switch (scheme) {
            case AuthScheme.Bearer _, AuthScheme.None _ -> "authorization";
            case AuthScheme.Header(String name) -> name;
        };
    }
}
