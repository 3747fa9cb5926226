package io.sluice.gateway.app;

import io.sluice.gateway.catalog.Catalog;
import io.sluice.gateway.catalog.Provider;
import io.sluice.gateway.catalog.ProviderMaking;
import io.sluice.gateway.catalog.ProviderSettings;
import io.sluice.gateway.catalog.Target;
import io.sluice.gateway.config.Bound;
import io.sluice.gateway.config.ConfigProblems;
import io.sluice.gateway.config.Environment;
import io.sluice.gateway.config.ListenAddress;
import io.sluice.gateway.config.Problem;
import io.sluice.gateway.config.Secret;
import io.sluice.gateway.config.Spelling;
import io.sluice.gateway.config.TlsSettings;
import io.sluice.gateway.litellm.Compatible;
import io.sluice.gateway.route.ModelNames;
import io.sluice.gateway.route.ModelRoute;
import io.sluice.gateway.route.cel.CelConditions;
import io.sluice.gateway.route.tree.Condition;
import io.sluice.gateway.route.written.RouteMaking;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What no single value shows: whether the settings make sense together. One use each. */
final class SettingsCheck {
    private final Bound<Settings> bound;
    private final Catalog listed;
    private final Environment environment;
    private final List<Problem> problems;

    SettingsCheck(Bound<Settings> bound, Catalog listed, Environment environment) {
        this.bound = bound;
        this.listed = listed;
        this.environment = environment;
        this.problems = new ArrayList<>(bound.problems());
    }

    /** The configuration, or all problems: those of the reading and those found here. */
    Configuration check(Settings.Overrides overrides) throws ConfigProblems {
        Settings settings = asProxy(bound.value().with(overrides), overrides);
        listeners(settings);
        masterKey(settings);
        files(settings);
        Catalog catalog = listed.with(settings.catalog());
        Map<String, Provider> providers = providers(settings, catalog);
        Map<String, ModelRoute> routes = routes(settings, catalog);
        if (!problems.isEmpty()) {
            throw new ConfigProblems(problems);
        }
        // Callers of a LiteLLM proxy know the names of its list and nothing of providers.
        ModelNames names = new ModelNames(routes, settings.litellm() == null ? providers.keySet() : Set.of());
        return new Configuration(
                settings,
                catalog,
                providers,
                names,
                UserCatalog.models(settings.data(), settings.catalog(), providers.values()));
    }

    /** Users of a LiteLLM proxy expect everything on one port, and its key where they put it. */
    private Settings asProxy(Settings settings, Settings.Overrides overrides) {
        Compatible proxy = settings.litellm();
        if (proxy == null) {
            return settings;
        }
        String key = environment.get(MasterKey.VARIABLE);
        boolean apart = overrides.admin() != null || bound.places().containsKey("admin");
        return settings.asProxy(
                proxy.orKey(key == null || key.isEmpty() ? null : new Secret(key)),
                apart ? settings.admin() : settings.listen());
    }

    private void masterKey(Settings settings) {
        String weak = MasterKey.weakness(settings);
        if (weak != null && !(settings.listen().loopback() && settings.admin().loopback())) {
            problem(
                    "litellm.master-key",
                    "the master key " + weak + ", and other machines reach this gateway; set it to at least "
                            + MasterKey.SHORTEST + " random characters (openssl rand -hex 32), or listen on 127.0.0.1");
        }
    }

    private void listeners(Settings settings) {
        ListenAddress listen = settings.listen();
        ListenAddress admin = settings.admin();
        if (listen.port() != 0 && listen.equals(admin) && !settings.onePort()) {
            problem("admin", "is the same address as `listen` (" + listen + "); give it a port of its own");
        }
        boolean loopback = listen.loopback() && admin.loopback();
        if (settings.auth() == Settings.Auth.NONE && !loopback) {
            ListenAddress open = listen.loopback() ? admin : listen;
            problem(
                    "auth",
                    "\"none\" lets in everyone who reaches " + open + "; listen on 127.0.0.1, or use `auth: keys`");
        }
    }

    private void files(Settings settings) {
        TlsSettings tls = settings.tls();
        if (tls != null) {
            readable("tls.cert", tls.cert());
            readable("tls.key", tls.key());
        }
        settings.providers().forEach((id, provider) -> readable("providers." + id + ".ca", provider.ca()));
    }

    private void readable(String path, @Nullable Path file) {
        if (file != null && !(Files.isRegularFile(file) && Files.isReadable(file))) {
            problem(
                    path,
                    "the file " + file + (Files.exists(file) ? " cannot be read" : " is missing")
                            + "; correct the path or its mode");
        }
    }

    private Map<String, Provider> providers(Settings settings, Catalog catalog) {
        ProviderMaking making = new ProviderMaking(catalog, environment);
        Map<String, Provider> providers = new LinkedHashMap<>();
        settings.providers().forEach((id, provider) -> {
            String path = "providers." + id;
            if (id.indexOf('/') >= 0 || id.indexOf('*') >= 0 || id.chars().anyMatch(Character::isWhitespace)) {
                problem(path, "a provider's name holds no slash, star or blank; choose another");
            } else {
                Provider made = provider(id, provider, making);
                if (made != null) {
                    providers.put(id, made);
                }
            }
        });
        return providers;
    }

    /** Where a key of it could not be read, what follows from that key is not told a second time. */
    private @Nullable Provider provider(String id, ProviderSettings provider, ProviderMaking making) {
        String path = "providers." + id;
        BiConsumer<String, String> tell = (key, text) -> problem(key.isEmpty() ? path : path + "." + key, text);
        if (!bound.failedUnder(path)) {
            return making.make(id, provider, tell);
        }
        if (Stream.of("use", "dialect", "url").noneMatch(key -> bound.failedUnder(path + "." + key))) {
            making.look(id, provider, tell);
        }
        return null;
    }

    private Map<String, ModelRoute> routes(Settings settings, Catalog catalog) {
        RouteMaking.Problems told = new RouteMaking.Problems() {
            @Override
            public void tell(String path, String text) {
                problem(path, text);
            }

            @Override
            public boolean provider(String path, Target target) {
                String provider = target.provider();
                if (settings.providers().containsKey(provider)) {
                    return true;
                }
                if (!bound.failedUnder("providers." + provider)) {
                    problem(
                            path,
                            "\"" + target + "\" names no provider of this file; "
                                    + advice(provider, settings, catalog));
                }
                return false;
            }
        };
        return new RouteMaking(settings.models(), told, new Lazily()).all();
    }

    /** The expression language takes long to load: only a configuration that has a condition pays for it. */
    private static final class Lazily implements RouteMaking.Conditions {
        private @Nullable CelConditions conditions;

        @Override
        public Condition compile(String text) {
            if (conditions == null) {
                conditions = new CelConditions();
            }
            return conditions.compile(text);
        }
    }

    private static String advice(String provider, Settings settings, Catalog catalog) {
        List<String> near = Spelling.nearest(provider, settings.providers().keySet(), 1);
        if (!near.isEmpty()) {
            return "did you mean \"" + near.getFirst() + "\"?";
        }
        return catalog.find(provider).isPresent()
                ? "add `" + provider + ":` under `providers`"
                : "configured are " + String.join(", ", settings.providers().keySet());
    }

    private void problem(String path, String text) {
        problems.add(new Problem(bound.place(path), path, text));
    }
}
