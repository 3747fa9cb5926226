package io.sluice.gateway.litellm;

import io.sluice.gateway.config.Place;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What follows when all deployments of a group failed: other groups, by what LiteLLM's three lists of fallbacks say.
 *
 * <p>A group is named where that ends; where its own fallbacks lead back, it is written out without them, and what it
 * leads to follows once.
 */
final class Fallbacks {
    private static final String ANY = "*";

    private final Map<String, Group> groups;
    private final Map<String, String> aliases;
    private final Lists lists;
    private final GroupRoutes routes;
    private final Notes notes;
    private final boolean onlyAllowed;

    /** The fallbacks of every name, by what made them necessary. */
    private record Lists(Map<String, List<Node>> any, Map<String, List<Node>> context, Map<String, List<Node>> policy) {
        Stream<Node> of(String name) {
            return Stream.of(any, context, policy).flatMap(list -> Fallbacks.of(list, name).stream());
        }
    }

    /**
     * Of these groups.
     *
     * @param aliases names that stand for others
     */
    Fallbacks(Map<String, Group> groups, Map<String, String> aliases, Node top, GroupRoutes routes, Notes notes) {
        this.groups = groups;
        this.aliases = aliases;
        this.routes = routes;
        this.notes = notes;
        this.onlyAllowed = top.member("general_settings")
                .member("enforce_fallback_model_access")
                .truth();
        Map<String, List<Node>> any = list(top, "fallbacks");
        List<Node> usual = setting(top, "default_fallbacks").items();
        if (!usual.isEmpty()) {
            any.putIfAbsent(ANY, usual);
        }
        // Without a list of their own these two go where everything goes.
        Map<String, List<Node>> context =
                setting(top, "context_window_fallbacks").absent() ? any : list(top, "context_window_fallbacks");
        Map<String, List<Node>> policy =
                setting(top, "content_policy_fallbacks").absent() ? any : list(top, "content_policy_fallbacks");
        this.lists = new Lists(any, context, policy);
    }

    /** What the router says counts before what the library is told. */
    private static Node setting(Node top, String name) {
        Node router = top.member("router_settings").member(name);
        return router.absent() ? top.member("litellm_settings").member(name) : router;
    }

    private static Map<String, List<Node>> list(Node top, String name) {
        Map<String, List<Node>> list = new LinkedHashMap<>();
        Node setting = setting(top, name);
        (setting.map() ? Stream.of(setting) : setting.items().stream())
                .forEach(item -> item.members().forEach((from, to) -> list.putIfAbsent(from, to.items())));
        return list;
    }

    private static List<Node> of(Map<String, List<Node>> list, String name) {
        return list.getOrDefault(name, list.getOrDefault(ANY, List.of()));
    }

    /** The names that have fallbacks of their own. */
    Set<String> named() {
        Set<String> named = new LinkedHashSet<>();
        Stream.of(lists.any, lists.context, lists.policy).forEach(list -> named.addAll(list.keySet()));
        named.remove(ANY);
        return named;
    }

    /** The route of a group, with what follows it. */
    Draft of(Group group) {
        Draft own = routes.of(group);
        Map<String, Draft> on = new LinkedHashMap<>();
        Place place = group.place();
        divert(on, "context-too-long", next(group.name(), lists.context), place);
        divert(on, "content-policy", next(group.name(), lists.policy), place);
        Draft first = on.isEmpty() ? own : GroupRoutes.with(own, "on", new Draft.Keys(on, place));
        List<Draft> others = next(group.name(), lists.any);
        if (others.isEmpty()) {
            return first;
        }
        List<Draft> all = new ArrayList<>();
        all.add(first);
        all.addAll(others);
        return new Draft.Keys(Map.of("first", new Draft.Items(all, place)), place);
    }

    private static void divert(Map<String, Draft> on, String failure, List<Draft> to, Place place) {
        if (to.size() == 1) {
            on.put(failure, to.getFirst());
        } else if (!to.isEmpty()) {
            on.put(failure, new Draft.Keys(Map.of("first", new Draft.Items(to, place)), place));
        }
    }

    private List<Draft> next(String name, Map<String, List<Node>> list) {
        List<Draft> next = new ArrayList<>();
        Set<String> seen = new HashSet<>(Set.of(name));
        of(list, name).forEach(to -> follow(to, name, seen, next));
        return next;
    }

    private void follow(Node to, String origin, Set<String> seen, List<Draft> next) {
        String name = to.text();
        if (name == null) {
            notes.lost(to.place(), "a fallback that is more than a name is not carried yet");
            return;
        }
        if (!seen.add(name)) {
            return;
        }
        boolean known = groups.containsKey(name) || aliases.containsKey(name);
        Group wild = known ? null : wildcard(name);
        if (!known && wild == null) {
            notes.lost(to.place(), "the fallback `" + name + "` is no name of `model_list`; it is left out");
        } else if (known && !reaches(name, origin, new HashSet<>())) {
            next.add(allowed(name, new Draft.Word(name, to.place())));
        } else {
            Group group = wild == null ? groups.get(aliases.getOrDefault(name, name)) : wild;
            if (group != null) {
                next.add(allowed(name, routes.of(group)));
            }
            of(lists.any, name).forEach(more -> follow(more, origin, seen, next));
        }
    }

    private @Nullable Group wildcard(String name) {
        return groups.values().stream()
                .filter(group -> group.matches(name))
                .findFirst()
                .map(group -> group.filled(name))
                .orElse(null);
    }

    /** Whether a name's route leads to another's. */
    private boolean reaches(String from, String to, Set<String> seen) {
        if (from.equals(to)) {
            return true;
        }
        if (!seen.add(from)) {
            return false;
        }
        String alias = aliases.get(from);
        Stream<String> on = alias == null ? lists.of(from).map(Node::text).filter(Objects::nonNull) : Stream.of(alias);
        return on.anyMatch(name -> !name.equals(from) && reaches(name, to, seen));
    }

    /** With `enforce_fallback_model_access` only keys that may call a fallback by its name get there. */
    private Draft allowed(String name, Draft route) {
        if (!onlyAllowed) {
            return route;
        }
        String quoted = name.replace("\\", "\\\\").replace("'", "\\'");
        Map<String, Draft> only = new LinkedHashMap<>();
        only.put("if", new Draft.Word("'" + quoted + "' in caller.models", route.place()));
        only.putAll(GroupRoutes.keys(route).keys());
        return new Draft.Keys(
                Map.of("when", new Draft.Items(List.of(new Draft.Keys(only, route.place())), route.place())),
                route.place());
    }
}
