package io.sluice.gateway.catalog;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One dialect a provider speaks, as its line in the catalog says it: where below its address, with which paths.
 *
 * @param dialect the name of a {@link Dialect}, or a word of no dialect for what needs work of its own
 * @param name by which a model's line asks for this one; the dialect's own unless the provider has it twice
 * @param at appended to the provider's address; with a leading {@code ^} it stands in place of the address's path; an
 *     absolute URL stands for itself; may hold {@code {x}} places
 * @param when the configuration must have filled that place for it to count, and it then stands for the other of its name
 * @param models patterns with stars of the models it is for; empty: all
 * @param demanded whether it is only for models whose own line asks for it
 * @param flags quirks of this dialect at this provider, beside the provider's own
 * @param paths appended to that; an action that is missing is not offered
 */
public record Spoken(
        String dialect,
        String name,
        String at,
        @Nullable When when,
        List<String> models,
        boolean demanded,
        List<String> flags,
        Map<Action, String> paths) {

    /** Keeps copies, and refuses what is no path: {@link IllegalArgumentException}. */
    public Spoken {
        models = List.copyOf(models);
        flags = List.copyOf(flags);
        paths = Map.copyOf(paths);
        for (String path : paths.values()) {
            if (!path.startsWith("/") || !path.chars().allMatch(c -> c > ' ' && c < 127)) {
                throw new IllegalArgumentException(
                        "\"" + path + "\" is no path; write one that begins with a slash and holds no blanks");
            }
        }
    }

    /** A place of the configuration and how its value must begin. */
    public record When(String place, String prefix) {}

    /** A dialect at the provider's address, with the paths it has there by itself. */
    static Spoken usual(Dialect dialect) {
        return new Spoken(
                dialect.label(), dialect.label(), "", null, List.of(), false, List.of(), UsualPaths.assumed(dialect));
    }

    /** The dialect, where it is one. */
    Optional<Dialect> known() {
        return Dialect.named(dialect);
    }

    /** This one with some paths of its own instead. */
    Spoken withPaths(Map<Action, String> changes) {
        if (changes.isEmpty()) {
            return this;
        }
        Map<Action, String> all = new EnumMap<>(Action.class);
        all.putAll(paths);
        all.putAll(changes);
        return new Spoken(dialect, name, at, when, models, demanded, flags, all);
    }

    /** Those of one dialect, or that dialect with its usual paths where there is none; all where none is named. */
    static List<Spoken> limited(List<Spoken> all, @Nullable Dialect dialect) {
        if (dialect == null) {
            return all;
        }
        List<Spoken> of = all.stream()
                .filter(one -> one.dialect().equals(dialect.label()))
                .toList();
        return of.isEmpty() ? List.of(usual(dialect)) : of;
    }
}
