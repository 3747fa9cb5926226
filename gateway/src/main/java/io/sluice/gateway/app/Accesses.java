package io.sluice.gateway.app;

import io.sluice.dialects.Operation;
import io.sluice.dialects.Quirks;
import io.sluice.gateway.call.ProviderAccess;
import io.sluice.gateway.call.Speech;
import io.sluice.gateway.call.wire.Header;
import io.sluice.gateway.catalog.Action;
import io.sluice.gateway.catalog.AuthHeader;
import io.sluice.gateway.catalog.Credential;
import io.sluice.gateway.catalog.Origin;
import io.sluice.gateway.catalog.Provider;
import io.sluice.gateway.catalog.ProviderSettings;
import io.sluice.gateway.catalog.Wire;
import io.sluice.gateway.sign.Signer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns providers as the configuration has them into what an attempt must know of them. */
final class Accesses {
    private final Dialects dialects;
    private final Map<String, ProviderSettings> settings;
    private final States states;

    /** Made of those settings, too. */
    Accesses(Dialects dialects, Map<String, ProviderSettings> settings, States states) {
        this.dialects = dialects;
        this.settings = settings;
        this.states = states;
    }

    /** One for each credential of a provider, in their order; one where it has none of its own. Never none. */
    Map<String, List<ProviderAccess>> of(Map<String, Provider> providers, Map<String, List<Signer>> signers) {
        Map<String, List<ProviderAccess>> accesses = new LinkedHashMap<>();
        providers.forEach((id, provider) -> {
            List<Signer> own = signers.getOrDefault(id, List.of());
            List<Credential> credentials = provider.credentials();
            List<ProviderAccess> all = new ArrayList<>();
            for (int i = 0; i < credentials.size(); i++) {
                all.add(of(provider, credentials.get(i), i < own.size() ? own.get(i) : null));
            }
            accesses.put(id, all.isEmpty() ? List.of(of(provider, null, null)) : List.copyOf(all));
        });
        return accesses;
    }

    /** The first of each provider: for what one will do. */
    static Map<String, ProviderAccess> first(Map<String, List<ProviderAccess>> accesses) {
        Map<String, ProviderAccess> first = new LinkedHashMap<>();
        accesses.forEach((id, all) -> first.put(id, all.getFirst()));
        return first;
    }

    private ProviderAccess of(Provider provider, @Nullable Credential credential, @Nullable Signer own) {
        // What signs, where a plain header does not say it.
        Signer signer = credential == null || credential.scheme().plain() ? null : own;
        ProviderSettings said = settings.get(provider.id());
        return new ProviderAccess(
                provider.id(),
                speeches(provider, credential),
                provider.auth().header(),
                provider.headers().entrySet().stream()
                        .map(line -> new Header(line.getKey().toLowerCase(Locale.ROOT), line.getValue()))
                        .toList(),
                signer,
                provider.callersKey(),
                said != null && said.ids() == ProviderSettings.Ids.OPEN,
                states.fingerprint(provider, credential),
                provider.clocks());
    }

    private List<Speech> speeches(Provider provider, @Nullable Credential credential) {
        return provider.wires().stream()
                .map(wire -> new Speech(
                        dialects.of(wire),
                        wire,
                        wire.origin(),
                        quirks(wire),
                        authorization(credential, wire.origin()),
                        paths(wire)))
                .toList();
    }

    private static @Nullable AuthHeader authorization(@Nullable Credential credential, Origin origin) {
        return credential == null ? null : credential.header(origin).orElse(null);
    }

    /** The catalog's flags, and what the word for an envelope means to the codec. */
    private static Quirks quirks(Wire wire) {
        List<String> flags = new ArrayList<>(wire.quirks());
        if (flags.contains("envelope=bedrock")) {
            flags.addAll(List.of("model_in_path", "stream_in_path", "anthropic_version=bedrock-2023-05-31"));
        }
        if (flags.contains("envelope=vertex")) {
            flags.addAll(List.of("model_in_path", "anthropic_version=vertex-2023-10-16"));
        }
        return Quirks.of(flags);
    }

    private static Map<Operation, Speech.Path> paths(Wire wire) {
        Map<Operation, Speech.Path> paths = new EnumMap<>(Operation.class);
        put(paths, wire, Operation.CHAT, Action.CHAT, Action.STREAM);
        put(paths, wire, Operation.COMPLETE, Action.COMPLETE, Action.COMPLETE);
        put(paths, wire, Operation.EMBED, Action.EMBED, Action.EMBED);
        put(paths, wire, Operation.COUNT, Action.COUNT, Action.COUNT);
        return paths;
    }

    private static void put(
            Map<Operation, Speech.Path> paths, Wire wire, Operation operation, Action whole, Action stream) {
        String target = wire.template(whole);
        String streamed = wire.template(stream);
        if (target != null) {
            paths.put(operation, new Speech.Path(target, streamed == null ? target : streamed));
        }
    }
}
