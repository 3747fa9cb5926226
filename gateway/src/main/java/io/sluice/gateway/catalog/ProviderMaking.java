package io.sluice.gateway.catalog;

import io.sluice.gateway.config.Environment;
import io.sluice.gateway.config.Secret;
import io.sluice.gateway.config.Spelling;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes {@link Provider}s of what the configuration says and the catalog knows.
 *
 * <p>A credential found in the environment goes to the catalog's own address only: where the configuration names another
 * one, it must name the credential too. A signature by AWS's scheme gives nothing away, so it may go there.
 */
public final class ProviderMaking {
    private final Catalog catalog;
    private final Environment environment;

    /** With the catalog to look ids up in and the environment to look credentials up in. */
    public ProviderMaking(Catalog catalog, Environment environment) {
        this.catalog = catalog;
        this.environment = environment;
    }

    /** The provider, or null after {@code problem} was told a key of it (empty: itself) and what is wrong there. */
    public @Nullable Provider make(String id, ProviderSettings settings, BiConsumer<String, String> problem) {
        CatalogEntry entry = entry(id, settings, problem);
        if (entry == null) {
            return null;
        }
        Places places = new Places(settings, entry.fill(), environment::get);
        List<Wire> wires = new WireMaking(entry, settings, places, text -> problem.accept("", text)).make();
        if (wires.isEmpty()) {
            return null;
        }
        Set<Origin> origins = wires.stream().map(Wire::origin).collect(Collectors.toSet());
        List<Credential> credentials = new Credentials(id, settings, entry, problem).bound(origins);
        if (credentials == null) {
            return null;
        }
        boolean signs = credentials.stream().anyMatch(one -> one.scheme() instanceof AuthScheme.Aws);
        if (signs && places.value("region") == null) {
            problem.accept("", "needs the region its requests are signed for; add `region: ...`");
            return null;
        }
        Boolean discover = discover(settings, entry, wires, problem);
        if (discover == null) {
            return null;
        }
        return new Provider(
                id,
                entry.id(),
                wires,
                credentials.isEmpty() ? entry.auth() : credentials.getFirst().scheme(),
                credentials,
                settings.key() instanceof KeySource.Caller,
                headers(entry, places),
                places.filled(),
                settings.timeouts(),
                entry.quirks(),
                entry.selfHosted(),
                discover);
    }

    /** Whether its list is read; null after a problem was told, where it is to be and cannot. */
    private static @Nullable Boolean discover(
            ProviderSettings settings, CatalogEntry entry, List<Wire> wires, BiConsumer<String, String> problem) {
        boolean listed = wires.stream().anyMatch(wire -> wire.template(Action.MODELS) != null);
        boolean callers = settings.key() instanceof KeySource.Caller;
        Boolean asked = settings.discover();
        if (asked == null) {
            return entry.selfHosted() && listed && !callers;
        }
        if (asked && (callers || !listed)) {
            problem.accept(
                    "discover",
                    callers
                            ? "cannot be `true` with `key: caller`: there is no credential to ask with; take it out"
                            : "cannot be `true`: " + entry.name() + " has no list of models to ask for; take it out");
            return null;
        }
        return asked;
    }

    /** Tells only whether the catalog has what the provider is made of: for one whose other keys could not be read. */
    public void look(String id, ProviderSettings settings, BiConsumer<String, String> problem) {
        entry(id, settings, problem);
    }

    private @Nullable CatalogEntry entry(String id, ProviderSettings settings, BiConsumer<String, String> problem) {
        String use = settings.use();
        if (use != null) {
            CatalogEntry named = catalog.find(use).orElse(null);
            if (named == null) {
                problem.accept("use", "the catalog has no \"" + use + "\"; " + Spelling.hint(use, catalog.ids()));
            }
            return named;
        }
        CatalogEntry own = catalog.find(id).orElse(null);
        if (own != null && (settings.dialect() == null || settings.url() == null)) {
            return own;
        }
        if (settings.dialect() != null) {
            if (settings.url() == null) {
                problem.accept("", "has a `dialect` but no `url`; add the address, like https://llm.example/v1");
                return null;
            }
            return CatalogSettings.fresh(id);
        }
        List<String> near = Spelling.nearest(id, catalog.ids(), 1);
        problem.accept(
                "",
                "the catalog has no \"" + id + "\"; "
                        + (near.isEmpty() ? "" : "did you mean \"" + near.getFirst() + "\"? Else ")
                        + "add `use: <catalog entry>`, or `dialect: openai-chat` and `url`");
        return null;
    }

    /** Headers the provider wants; one whose place nothing fills is left out, as it may be needed by some accounts only. */
    private static Map<String, String> headers(CatalogEntry entry, Places places) {
        Map<String, String> headers = new LinkedHashMap<>();
        entry.headers().forEach((name, value) -> {
            List<String> missing = new ArrayList<>();
            String filled = places.fill(value, missing);
            if (missing.isEmpty()) {
                headers.put(name, filled);
            }
        });
        return headers;
    }

    /** Where the credentials of one provider come from. */
    private final class Credentials {
        private final String id;
        private final ProviderSettings settings;
        private final CatalogEntry entry;
        private final BiConsumer<String, String> problem;

        Credentials(String id, ProviderSettings settings, CatalogEntry entry, BiConsumer<String, String> problem) {
            this.id = id;
            this.settings = settings;
            this.entry = entry;
            this.problem = problem;
        }

        /** All of them, or null after a problem was told. */
        @Nullable
        List<Credential> bound(Set<Origin> origins) {
            @Nullable
            List<Secret> secrets = switch (settings.key()) {
                case KeySource.Own(List<Secret> keys) -> keys;
                case KeySource.Caller _ -> List.of();
                case KeySource.Unset _ -> settings.url() == null ? fromEnvironment() : List.of();
            };
            if (secrets == null) {
                return null;
            }
            if (secrets.isEmpty() && settings.key() instanceof KeySource.Unset) {
                return unset(origins);
            }
            List<Credential> credentials = new ArrayList<>();
            for (Secret secret : secrets) {
                AuthScheme scheme = KeyForms.fitting(entry.auths(), secret).orElse(null);
                if (scheme == null) {
                    problem.accept(
                            "key",
                            "has not the form of a credential of " + entry.name() + "; "
                                    + KeyForms.wanted(entry.auths()) + " (it is not shown here)");
                    return null;
                }
                credentials.add(new Credential(id, origins, scheme, secret));
            }
            return credentials;
        }

        private @Nullable List<Credential> unset(Set<Origin> origins) {
            for (AuthScheme scheme : entry.auths()) {
                if (scheme.ambient() && (settings.url() == null || scheme instanceof AuthScheme.Aws)) {
                    return List.of(new Credential(id, origins, scheme, null));
                }
            }
            if (!entry.keyOptional()) {
                problem.accept("", missingKey());
                return null;
            }
            return List.of();
        }

        private @Nullable List<Secret> fromEnvironment() {
            for (String variable : entry.environment()) {
                String value = environment.get(variable);
                if (value != null && !value.isBlank()) {
                    Secret secret = new Secret(value.strip());
                    if (!secret.sendable()) {
                        problem.accept(
                                "",
                                "the variable " + variable + " holds blanks, line ends or letters beyond ASCII;"
                                        + " set it anew");
                        return null;
                    }
                    return List.of(secret);
                }
            }
            return List.of();
        }

        private String missingKey() {
            if (settings.url() != null) {
                return "has a `url` of its own but no `key`; add one, as a key of the environment goes to the catalog's"
                        + " own address only";
            }
            return entry.environment().isEmpty()
                    ? "has no `key`; add one"
                    : "has no `key`, and " + String.join(", ", entry.environment())
                            + (entry.environment().size() == 1 ? " is" : " are") + " not set; add one or set it";
        }
    }
}
