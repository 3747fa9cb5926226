package io.sluice.gateway.route.written;

import io.sluice.gateway.call.FailureClass;
import io.sluice.gateway.catalog.Target;
import io.sluice.gateway.route.ModelRoute;
import io.sluice.gateway.route.tree.Condition;
import io.sluice.gateway.route.tree.Move;
import io.sluice.gateway.route.tree.NodeOptions;
import io.sluice.gateway.route.tree.Patience;
import io.sluice.gateway.route.tree.RouteNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes routes of what the file has: public names resolved, conditions compiled, every mistake told where it stands. For
 * one thread, while a configuration is loaded.
 */
public final class RouteMaking {
    private static final Patience USUAL = new Patience.Percentile(95);

    private final Map<String, ModelSettings> models;
    private final Problems problems;
    private final Conditions conditions;
    private final Set<String> open = new LinkedHashSet<>();

    /** Compiles what stands after {@code if}. */
    @FunctionalInterface
    public interface Conditions {
        /** The condition; {@link IllegalArgumentException} says what is wrong with it and where. */
        Condition compile(String text);
    }

    /** Where mistakes are told, and who knows which providers there are. */
    public interface Problems {
        /** What is wrong with the value at that path. */
        void tell(String path, String text);

        /** Tells where it must if there is no such provider in the file; whether there is. */
        boolean provider(String path, Target target);
    }

    /** Of all public models. */
    public RouteMaking(Map<String, ModelSettings> models, Problems problems, Conditions conditions) {
        this.models = models;
        this.problems = problems;
        this.conditions = conditions;
    }

    /** The routes of all public names that have one; what is wrong with the others was told. */
    public Map<String, ModelRoute> all() {
        Map<String, ModelRoute> routes = new LinkedHashMap<>();
        models.forEach((name, model) -> {
            String path = "models." + name;
            long stars = name.chars().filter(c -> c == '*').count();
            if (stars > 1) {
                problems.tell(path, "has " + stars + " stars; a public name has one at most");
            }
            open.add(name);
            RouteNode node = node(path, model.route(), stars > 0);
            open.clear();
            if (node != null) {
                routes.put(name, new ModelRoute(node, model.answerModel(), model.loss()));
            }
        });
        return routes;
    }

    private @Nullable RouteNode node(String path, RouteSettings route, boolean star) {
        List<String> ways = route.ways();
        if (ways.size() != 1) {
            problems.tell(
                    path,
                    ways.isEmpty()
                            ? "says nowhere to go; add `use`, `first`, `split`, `fastest`, `least-busy`, `cheapest`,"
                                    + " `when` or `hedge`"
                            : "has " + String.join(" and ", ways) + "; keep one of them, and put the other inside it");
            return null;
        }
        NodeOptions options = options(path, route, star);
        if (route.after() != null && route.hedge().isEmpty()) {
            problems.tell(
                    path + ".after", "says when the second of a `hedge` is asked, and there is no `hedge` beside it");
        }
        RouteNode.StickyBy sticky = route.sticky();
        MirrorSettings mirror = route.mirror();
        boolean wrapped = sticky != null || mirror != null;
        RouteNode node = way(path, route, new Way(ways.getFirst(), wrapped ? NodeOptions.NONE : options, star));
        if (node != null && mirror != null) {
            node = mirrored(path + ".mirror", mirror, node, sticky == null ? options : NodeOptions.NONE);
        }
        return node == null || sticky == null ? node : new RouteNode.Sticky(sticky, node, options);
    }

    private @Nullable RouteNode mirrored(String path, MirrorSettings mirror, RouteNode node, NodeOptions options) {
        if (mirror.share() < 1 || mirror.share() > 100) {
            problems.tell(path + ".share", "is " + mirror.share() + "; a percentage is from 1 to 100");
        }
        if (mirror.atOnce() < 1) {
            problems.tell(path + ".at-once", "is " + mirror.atOnce() + "; let at least 1 run, or leave the mirror out");
        }
        Target to = target(path + ".to", mirror.to());
        return to == null ? null : new RouteNode.Mirror(node, to, mirror.share(), mirror.atOnce(), options);
    }

    private record Way(String name, NodeOptions options, boolean star) {}

    private @Nullable RouteNode way(String path, RouteSettings route, Way way) {
        String below = path + "." + way.name;
        NodeOptions options = way.options;
        return switch (way.name) {
            case "use" -> named(path, String.valueOf(route.use()), options, way.star);
            case "first" -> list(below, route.first(), way.star, nodes -> new RouteNode.First(nodes, options));
            case "split" -> split(below, route, way);
            case "fastest" -> best(below, RouteNode.Measure.FASTEST, route.fastest(), way);
            case "least-busy" -> best(below, RouteNode.Measure.LEAST_BUSY, route.leastBusy(), way);
            case "cheapest" -> best(below, RouteNode.Measure.CHEAPEST, route.cheapest(), way);
            case "when" -> when(below, route.when(), way);
            default -> hedge(below, route, way);
        };
    }

    private @Nullable RouteNode best(String path, RouteNode.Measure by, List<RouteSettings> routes, Way way) {
        return list(path, routes, way.star, nodes -> new RouteNode.Best(by, nodes, way.options));
    }

    private @Nullable RouteNode list(
            String path,
            List<RouteSettings> routes,
            boolean star,
            java.util.function.Function<List<RouteNode>, RouteNode> made) {
        List<RouteNode> nodes = new ArrayList<>();
        for (int i = 0; i < routes.size(); i++) {
            RouteNode node = node(path + "[" + i + "]", routes.get(i), star);
            if (node != null) {
                nodes.add(node);
            }
        }
        return nodes.size() == routes.size() ? made.apply(nodes) : null;
    }

    private @Nullable RouteNode split(String path, RouteSettings route, Way way) {
        List<RouteNode.Share> shares = new ArrayList<>();
        SplitSettings split = route.split();
        List<SplitSettings.Part> parts = split == null ? List.of() : split.parts();
        for (SplitSettings.Part part : parts) {
            RouteNode node = node(path + part.key(), part.route(), way.star);
            if (node != null) {
                shares.add(new RouteNode.Share(part.weight(), node));
            }
        }
        if (parts.isEmpty() || parts.stream().allMatch(part -> part.weight() == 0)) {
            problems.tell(path, "has no part with a weight above 0; give one a weight");
            return null;
        }
        return shares.size() == parts.size() ? new RouteNode.Split(shares, way.options) : null;
    }

    private @Nullable RouteNode when(String path, List<CaseSettings> cases, Way way) {
        List<RouteNode.Case> made = new ArrayList<>();
        for (int i = 0; i < cases.size(); i++) {
            String at = path + "[" + i + "]";
            CaseSettings one = cases.get(i);
            Condition condition = condition(at, one.condition());
            RouteNode node = node(at, one.route(), way.star);
            if (one.condition() == null && i < cases.size() - 1) {
                problems.tell(at, "has no `if`, so that no case after it can ever hold; move it to the end");
            }
            if (condition != null && node != null) {
                made.add(new RouteNode.Case(condition, node));
            }
        }
        return made.size() == cases.size() ? new RouteNode.When(made, way.options) : null;
    }

    private @Nullable Condition condition(String path, @Nullable String text) {
        if (text == null) {
            return Condition.ALWAYS;
        }
        try {
            return conditions.compile(text);
        } catch (IllegalArgumentException wrong) {
            problems.tell(path + ".if", String.valueOf(wrong.getMessage()));
            return null;
        }
    }

    private @Nullable RouteNode hedge(String path, RouteSettings route, Way way) {
        if (route.hedge().size() < 2) {
            problems.tell(path, "has one route; name the one that is asked beside it too");
        }
        Patience after = route.after() == null ? USUAL : route.after();
        return list(path, route.hedge(), way.star, nodes -> new RouteNode.Hedge(after, nodes, way.options));
    }

    /** Another public name, or a target. */
    private @Nullable RouteNode named(String path, String name, NodeOptions options, boolean star) {
        ModelSettings other = models.get(name);
        if (other == null || open.contains(name)) {
            if (other != null && !name.contains("/")) {
                problems.tell(
                        path,
                        "\"" + name + "\" leads back to itself (" + String.join(" -> ", open) + " -> " + name
                                + "); a route has to end at targets");
                return null;
            }
            Target target = target(path, name);
            if (target != null && !star && target.model().indexOf('*') >= 0) {
                problems.tell(path, "the target \"" + target + "\" has a star but the name has none; name the model");
            }
            return target == null ? null : new RouteNode.To(target, options);
        }
        open.add(name);
        RouteNode node = node("models." + name, other.route(), false);
        open.remove(name);
        return node == null || options.equals(NodeOptions.NONE) ? node : new RouteNode.First(List.of(node), options);
    }

    private @Nullable Target target(String path, String name) {
        try {
            Target target = Target.parse(name);
            return problems.provider(path, target) ? target : null;
        } catch (IllegalArgumentException wrong) {
            problems.tell(path, "\"" + name + "\" " + wrong.getMessage() + ", or a public name of this file");
            return null;
        }
    }

    private NodeOptions options(String path, RouteSettings route, boolean star) {
        Map<FailureClass, Move> on = new EnumMap<>(FailureClass.class);
        OnSettings written = route.on();
        if (written != null) {
            written.follows().forEach((failure, follow) -> {
                Move move = switch (follow) {
                    case OnSettings.Follow.Next() -> new Move.Next();
                    case OnSettings.Follow.Stop() -> new Move.Stop();
                    case OnSettings.Follow.Other(RouteSettings other) -> {
                        RouteNode to = node(path + ".on." + failure.word(), other, star);
                        yield to == null ? null : new Move.Divert(to);
                    }
                };
                if (move != null) {
                    on.put(failure, move);
                }
            });
        }
        Consumer<String> positive = key -> problems.tell(path + "." + key, "is no time at all; give it some");
        check(route.timeout(), "timeout", positive);
        check(route.firstToken(), "first-token", positive);
        check(route.stall(), "stall", positive);
        return new NodeOptions(
                route.timeout(),
                route.firstToken(),
                route.stall(),
                route.retries(),
                on,
                route.goesOn(),
                new AdditionsMaking(problems).of(path, route));
    }

    private static void check(@Nullable Duration duration, String key, Consumer<String> tell) {
        if (duration != null && duration.isZero()) {
            tell.accept(key);
        }
    }
}
