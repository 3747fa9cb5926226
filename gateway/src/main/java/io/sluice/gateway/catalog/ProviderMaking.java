package io.sluice.gateway.catalog;

import io.sluice.gateway.config.Environment;
import io.sluice.gateway.config.Secret;
import io.sluice.gateway.config.Spelling;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes {@link Provider}s of what the configuration says and the catalog knows.
 *
 * <p>A credential found in the environment goes to the catalog's own address only: where the configuration names another
 * one, it must name the credential too.
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
        Dialect dialect = Dialect.named(entry.wire()).filter(Dialect::spoken).orElse(null);
        if (dialect == null && settings.dialect() == null) {
            problem.accept(
                    "",
                    entry.name() + " speaks " + entry.wire()
                            + ", which this version does not speak yet; it speaks openai-chat");
            return null;
        }
        Places places = new Places(settings, entry.fill(), environment::get);
        URI base = base(settings, entry, places, problem);
        Paths paths = paths(entry.paths(), places, problem);
        if (base == null || paths == null) {
            return null;
        }
        List<Credential> credentials = credentials(id, settings, entry, base, problem);
        return credentials == null
                ? null
                : new Provider(
                        id,
                        base,
                        dialect == null ? Dialect.OPENAI_CHAT : dialect,
                        paths,
                        entry.auth(),
                        credentials,
                        settings.key() instanceof KeySource.Caller,
                        settings.timeouts(),
                        settings.ca(),
                        entry.quirks(),
                        entry.selfHosted());
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
        if (settings.dialect() != null) {
            if (settings.url() == null) {
                problem.accept("", "has a `dialect` but no `url`; add the address, like https://llm.example/v1");
                return null;
            }
            return CatalogSettings.fresh(id);
        }
        CatalogEntry own = catalog.find(id).orElse(null);
        if (own == null) {
            List<String> near = Spelling.nearest(id, catalog.ids(), 1);
            problem.accept(
                    "",
                    "the catalog has no \"" + id + "\"; "
                            + (near.isEmpty() ? "" : "did you mean \"" + near.getFirst() + "\"? Else ")
                            + "add `use: <catalog entry>`, or `dialect: openai-chat` and `url`");
        }
        return own;
    }

    private static @Nullable URI base(
            ProviderSettings settings, CatalogEntry entry, Places places, BiConsumer<String, String> problem) {
        if (settings.url() != null) {
            return settings.url();
        }
        List<String> missing = new ArrayList<>();
        String filled = places.fill(entry.url(), missing);
        if (entry.url().isEmpty() || missing.contains("base_url")) {
            problem.accept("", entry.name() + " has no address of its own; add `url`");
            return null;
        }
        if (!missing.isEmpty()) {
            problem.accept(
                    "",
                    "its address " + entry.url() + " needs " + String.join(", ", missing) + "; add "
                            + hint(missing.getFirst()) + ", or give the whole `url`");
            return null;
        }
        try {
            Origin.of(URI.create(filled));
            return URI.create(filled.endsWith("/") ? filled.substring(0, filled.length() - 1) : filled);
        } catch (IllegalArgumentException _) {
            problem.accept("", "its address becomes \"" + filled + "\", which is no URL; correct what fills it");
            return null;
        }
    }

    private static String hint(String place) {
        return switch (place) {
            case "region", "project", "location", "resource", "api-version" -> "`" + place + ": ...`";
            default -> "`fill: { " + place + ": ... }`";
        };
    }

    private static @Nullable Paths paths(Paths paths, Places places, BiConsumer<String, String> problem) {
        List<String> missing = new ArrayList<>();
        String complete = paths.complete();
        String chat = places.fill(paths.chat(), missing);
        if (!missing.isEmpty()) {
            problem.accept(
                    "",
                    "its path " + paths.chat() + " needs " + String.join(", ", missing) + "; add "
                            + hint(missing.getFirst()));
            return null;
        }
        try {
            return new Paths(
                    chat,
                    complete == null ? null : places.fill(complete, missing),
                    places.fill(paths.embed(), missing));
        } catch (IllegalArgumentException wrong) {
            problem.accept("", wrong.getMessage() + "; correct what fills it");
            return null;
        }
    }

    private @Nullable List<Credential> credentials(
            String id, ProviderSettings settings, CatalogEntry entry, URI base, BiConsumer<String, String> problem) {
        @Nullable
        List<Secret> secrets = switch (settings.key()) {
            case KeySource.Own(List<Secret> keys) -> keys;
            case KeySource.Caller _ -> List.of();
            case KeySource.Unset _ -> settings.url() == null ? fromEnvironment(entry, problem) : List.of();
        };
        if (secrets == null) {
            return null;
        }
        if (secrets.isEmpty() && settings.key() instanceof KeySource.Unset && !entry.keyOptional()) {
            problem.accept("", missingKey(settings, entry));
            return null;
        }
        Origin origin = Origin.of(base, settings.ca());
        return secrets.stream()
                .map(secret -> new Credential(id, origin, entry.auth(), secret))
                .toList();
    }

    private @Nullable List<Secret> fromEnvironment(CatalogEntry entry, BiConsumer<String, String> problem) {
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

    private static String missingKey(ProviderSettings settings, CatalogEntry entry) {
        if (settings.url() != null) {
            return "has a `url` of its own but no `key`; add one, as a key of the environment goes to the catalog's own"
                    + " address only";
        }
        return entry.environment().isEmpty()
                ? "has no `key`; add one"
                : "has no `key`, and " + String.join(", ", entry.environment())
                        + (entry.environment().size() == 1 ? " is" : " are") + " not set; add one or set it";
    }
}
