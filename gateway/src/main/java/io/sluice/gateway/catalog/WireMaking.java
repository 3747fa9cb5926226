package io.sluice.gateway.catalog;

import java.net.URI;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Turns what the catalog says of a provider's dialects into {@link Wire}s, with every place filled. */
final class WireMaking {
    private final CatalogEntry entry;
    private final ProviderSettings settings;
    private final Places places;
    private final Consumer<String> problem;

    /** {@code problem} is told why there are none, once. */
    WireMaking(CatalogEntry entry, ProviderSettings settings, Places places, Consumer<String> problem) {
        this.entry = entry;
        this.settings = settings;
        this.places = places;
        this.problem = problem;
    }

    /** Those this version speaks; none after a problem was told. */
    List<Wire> make() {
        List<Spoken> spoken = chosen(Spoken.limited(entry.spoken(), settings.dialect()));
        if (spoken.isEmpty()) {
            problem.accept(entry.name() + " speaks " + entry.speaks() + ", which this version does not speak yet");
            return List.of();
        }
        URI base = base();
        if (base == null) {
            return List.of();
        }
        List<Wire> wires = new ArrayList<>();
        for (Spoken one : spoken) {
            boolean first = wires.isEmpty() && one.equals(spoken.getFirst());
            wire(one, base, first).ifPresent(wires::add);
            if (first && wires.isEmpty()) {
                return List.of();
            }
        }
        return wires;
    }

    /** One that depends on a place that is filled stands for the other of its name; else it does not count. */
    private List<Spoken> chosen(List<Spoken> all) {
        Map<String, Spoken> byName = new LinkedHashMap<>();
        for (Spoken one : all) {
            if (one.known().isPresent() && reachable(one)) {
                if (one.when() == null) {
                    byName.putIfAbsent(one.name(), one);
                } else if (holds(one.when())) {
                    byName.put(one.name(), one);
                }
            }
        }
        return List.copyOf(byName.values());
    }

    private boolean holds(Spoken.When when) {
        String value = places.value(when.place());
        return value != null && value.startsWith(when.prefix());
    }

    /** At an address of the configuration's own there is what stands below it, and nothing of the catalog's hosts. */
    private boolean reachable(Spoken one) {
        URI own = settings.url();
        if (own == null || one.at().isEmpty() || one.at().startsWith("/")) {
            return true;
        }
        return one.at().startsWith("^") && path(entry.url()).equals(own.getRawPath());
    }

    private static String path(String url) {
        int host = url.indexOf("://");
        int slash = host < 0 ? -1 : url.indexOf('/', host + 3);
        return slash < 0 ? "" : url.substring(slash);
    }

    private @Nullable URI base() {
        if (settings.url() != null) {
            return settings.url();
        }
        List<String> missing = new ArrayList<>();
        String filled = places.fill(entry.url(), missing);
        if (entry.url().isEmpty() || missing.contains("base_url")) {
            problem.accept(entry.name() + " has no address of its own; add `url`");
            return null;
        }
        if (!missing.isEmpty()) {
            problem.accept("its address " + entry.url() + " needs " + String.join(", ", missing) + "; add "
                    + hint(missing.getFirst()) + ", or give the whole `url`");
            return null;
        }
        return url(filled);
    }

    private @Nullable URI url(String filled) {
        try {
            URI url = URI.create(filled.endsWith("/") ? filled.substring(0, filled.length() - 1) : filled);
            Origin.of(url);
            return url;
        } catch (IllegalArgumentException _) {
            problem.accept("its address becomes \"" + filled + "\", which is no URL; correct what fills it");
            return null;
        }
    }

    private Optional<Wire> wire(Spoken one, URI base, boolean first) {
        List<String> missing = new ArrayList<>();
        String at = places.fill(one.at(), missing);
        if (!missing.isEmpty()) {
            return Optional.empty();
        }
        URI url = at.isEmpty() ? base : url(at(base, at));
        Map<Action, String> paths = url == null ? null : paths(one, first);
        if (url == null || paths == null) {
            return Optional.empty();
        }
        List<String> quirks = new ArrayList<>(entry.quirks());
        quirks.addAll(one.flags());
        return Optional.of(new Wire(
                one.known().orElseThrow(),
                one.name(),
                url,
                settings.ca(),
                one.models(),
                one.demanded(),
                quirks,
                paths));
    }

    private static String at(URI base, String at) {
        if (at.startsWith("/")) {
            return base + at;
        }
        return at.startsWith("^") ? base.getScheme() + "://" + base.getRawAuthority() + at.substring(1) : at;
    }

    private @Nullable Map<Action, String> paths(Spoken one, boolean first) {
        Map<Action, String> filled = new EnumMap<>(Action.class);
        for (Map.Entry<Action, String> path : one.paths().entrySet()) {
            List<String> missing = new ArrayList<>();
            String whole = places.fill(path.getValue(), missing);
            if (missing.isEmpty()) {
                filled.put(path.getKey(), whole);
            } else if (first) {
                problem.accept("its path " + path.getValue() + " needs " + String.join(", ", missing) + "; add "
                        + hint(missing.getFirst()));
                return null;
            }
        }
        try {
            return one.withPaths(filled).paths().isEmpty() ? Map.of() : filled;
        } catch (IllegalArgumentException wrong) {
            problem.accept(wrong.getMessage() + "; correct what fills it");
            return null;
        }
    }

    private static String hint(String place) {
        return switch (place) {
            case "region", "project", "location", "resource", "api-version" -> "`" + place + ": ...`";
            case "vertex-host" -> "`location: ...`";
            default -> "`fill: { " + place + ": ... }`";
        };
    }
}
