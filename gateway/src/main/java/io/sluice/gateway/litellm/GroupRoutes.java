package io.sluice.gateway.litellm;

import io.sluice.gateway.config.Place;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The route of one group: its deployments by level and strategy, without what follows when all of them fail. */
final class GroupRoutes {
    private static final BigInteger MOST_WEIGHT = BigInteger.valueOf(999_999_999);
    private static final int DECIMALS = 4;

    private final ProviderBook providers;
    private final RetriesAndTimes waiting;
    private final Variables variables;
    private final Notes notes;
    private final Map<String, Group> groups;
    private final String way;

    GroupRoutes(
            ProviderBook providers,
            RetriesAndTimes waiting,
            Variables variables,
            Node router,
            Notes notes,
            Map<String, Group> groups) {
        this.groups = groups;
        this.providers = providers;
        this.waiting = waiting;
        this.variables = variables;
        this.notes = notes;
        this.way = way(router.member("routing_strategy"), notes);
    }

    private static String way(Node strategy, Notes notes) {
        String name = strategy.text();
        if (name == null) {
            return "split";
        }
        String way = Words.STRATEGIES.get(name);
        if (way == null) {
            notes.lost(
                    strategy.place(),
                    "the strategy `" + name + "` is not known; calls are spread by chance, as with `simple-shuffle`");
            return "split";
        }
        if (name.startsWith("usage-based")) {
            notes.lost(
                    strategy.place(),
                    "`" + name + "` looks at the tokens of this minute; here the deployment with the fewest calls in"
                            + " flight is taken (`least-busy`)");
        }
        return way;
    }

    /** The route, as a name or as keys. */
    Draft of(Group group) {
        List<Draft> levels = new ArrayList<>();
        int targets = 0;
        for (List<Deployment> level : group.levels()) {
            List<Part> parts = parts(level);
            targets += parts.size();
            levels.add(level(parts, group.place()));
        }
        Draft all = levels.size() == 1
                ? levels.getFirst()
                : new Draft.Keys(Map.of("first", new Draft.Items(levels, group.place())), group.place());
        // Of LiteLLM's tries the group's other deployments are some.
        int retries = Math.max(0, waiting.retries(group) - (targets - 1));
        return retries == 0 ? all : with(all, "retries", new Draft.Word(String.valueOf(retries), group.place()));
    }

    /** A target of a level, and how often it is drawn. */
    private record Part(Draft node, BigDecimal weight) {}

    /** Deployments that come to the same are one part. */
    private List<Part> parts(List<Deployment> level) {
        String by = null;
        for (String weight : Deployment.WEIGHTS) {
            by = by == null && level.getFirst().weight(weight) != null ? weight : by;
        }
        List<Part> parts = new ArrayList<>();
        for (Deployment deployment : level) {
            BigDecimal said = by == null ? BigDecimal.ONE : deployment.weight(by);
            BigDecimal weight = said == null || said.signum() < 0 ? BigDecimal.ZERO : said;
            Draft node = target(deployment);
            int at = index(parts, node);
            if (at < 0) {
                parts.add(new Part(node, weight));
            } else {
                parts.set(at, new Part(node, parts.get(at).weight().add(weight)));
            }
        }
        return parts;
    }

    private static int index(List<Part> parts, Draft node) {
        for (int i = 0; i < parts.size(); i++) {
            if (parts.get(i).node().said().equals(node.said())) {
                return i;
            }
        }
        return -1;
    }

    private Draft level(List<Part> parts, Place place) {
        if (parts.size() == 1) {
            return parts.getFirst().node();
        }
        if (!way.equals("split")) {
            List<Draft> nodes = parts.stream().map(Part::node).toList();
            return new Draft.Keys(Map.of(way, new Draft.Items(nodes, place)), place);
        }
        return new Draft.Keys(Map.of("split", split(parts, weights(parts), place)), place);
    }

    private static Draft split(List<Part> parts, List<Integer> weights, Place place) {
        boolean names = parts.stream().allMatch(part -> part.node() instanceof Draft.Word);
        Map<String, Draft> byName = new LinkedHashMap<>();
        List<Draft> items = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            Draft node = parts.get(i).node();
            Draft.Word weight = new Draft.Word(String.valueOf(weights.get(i)), node.place());
            if (node instanceof Draft.Word word) {
                byName.put(word.text(), weight);
            }
            Map<String, Draft> keys = new LinkedHashMap<>();
            keys.put("weight", weight);
            keys.putAll(keys(node).keys());
            items.add(new Draft.Keys(keys, node.place()));
        }
        return names ? new Draft.Keys(byName, place) : new Draft.Items(items, place);
    }

    /** Whole numbers in the same proportion; all alike where nobody has a weight. */
    private static List<Integer> weights(List<Part> parts) {
        if (parts.stream().allMatch(part -> part.weight().signum() == 0)) {
            return parts.stream().map(_ -> 1).toList();
        }
        int decimals = parts.stream()
                .mapToInt(part -> part.weight().stripTrailingZeros().scale())
                .max()
                .orElse(0);
        List<BigInteger> whole = parts.stream()
                .map(part -> part.weight()
                        .movePointRight(Math.clamp(decimals, 0, DECIMALS))
                        .setScale(0, RoundingMode.HALF_UP)
                        .toBigInteger())
                .toList();
        BigInteger largest = whole.stream().reduce(BigInteger.ONE, BigInteger::max);
        BigInteger common = whole.stream().reduce(BigInteger.ZERO, BigInteger::gcd);
        BigInteger by =
                largest.compareTo(MOST_WEIGHT) > 0 ? largest.divide(MOST_WEIGHT).add(BigInteger.ONE) : common;
        return whole.stream().map(weight -> weight.divide(by).intValue()).toList();
    }

    /** A deployment: its name alone, or with what holds for it. */
    private Draft target(Deployment deployment) {
        Draft node = new Draft.Word(providers.target(deployment), deployment.place());
        Draft.Word timeout = waiting.timeout(deployment);
        Draft.Word stall = waiting.stall(deployment);
        node = timeout == null ? node : with(node, "timeout", timeout);
        node = stall == null ? node : with(node, "stall", stall);
        for (Map.Entry<String, Draft> added :
                new Extras(deployment, variables, notes).keys().entrySet()) {
            node = with(node, added.getKey(), added.getValue());
        }
        Draft.Keys mirror = mirror(deployment);
        node = mirror == null ? node : with(node, "mirror", mirror);
        Draft.Word firstToken = waiting.firstToken(deployment);
        return firstToken == null ? node : streamed(node, firstToken);
    }

    /** `silent_model` has every call copied to another group. */
    private Draft.@Nullable Keys mirror(Deployment deployment) {
        Node silent = deployment.param("silent_model");
        String name = silent.text();
        if (name == null) {
            return null;
        }
        Group group = groups.get(name);
        if (group == null || name.indexOf('*') >= 0) {
            notes.lost(silent.place(), "`silent_model` is left out: `" + name + "` is no name of `model_list`");
            return null;
        }
        Draft to = new Draft.Word(providers.target(group.deployments().getFirst()), silent.place());
        return new Draft.Keys(Map.of("to", to), silent.place());
    }

    /** A time to the first content is meant for streams; an answer that comes whole has its first content last. */
    private static Draft streamed(Draft node, Draft.Word firstToken) {
        Map<String, Draft> streams = new LinkedHashMap<>();
        streams.put("if", new Draft.Word("request.stream", firstToken.place()));
        streams.putAll(with(node, "first-token", firstToken).keys());
        return new Draft.Keys(
                Map.of(
                        "when",
                        new Draft.Items(List.of(new Draft.Keys(streams, node.place()), keys(node)), node.place())),
                node.place());
    }

    /** A route with one more option. */
    static Draft.Keys with(Draft route, String option, Draft value) {
        Map<String, Draft> keys = new LinkedHashMap<>(keys(route).keys());
        keys.put(option, value);
        return new Draft.Keys(keys, route.place());
    }

    /** A route as keys, where it was a name alone. */
    static Draft.Keys keys(Draft route) {
        return route instanceof Draft.Keys keys ? keys : new Draft.Keys(Map.of("use", route), route.place());
    }
}
