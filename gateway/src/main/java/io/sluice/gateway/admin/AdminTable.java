package io.sluice.gateway.admin;

import io.sluice.gateway.config.Spelling;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Every path of the admin plane: the one place that says what a request is, and so what it needs. Paths are compared as
 * they were sent, segment by segment; only what stands for a parameter is decoded, after it was found. Immutable.
 */
public final class AdminTable {
    private static final String PREFIX = "/admin/v1";

    private final Node root = new Node();
    private final Set<String> paths = new TreeSet<>();

    /** One segment of paths. */
    private static final class Node {
        private final Map<String, Node> literal = new HashMap<>();
        private final Map<String, AdminRoute> routes = new TreeMap<>();
        private @Nullable Node parameter;
        private String name = "";
    }

    /** What all of these bring; two routes of one method and path are a mistake and throw. */
    public AdminTable(List<AdminRoutes> features) {
        for (AdminRoutes feature : features) {
            feature.routes().forEach(this::add);
        }
    }

    private void add(AdminRoute route) {
        Node node = root;
        for (String segment : segments(route.path())) {
            if (segment.startsWith("{")) {
                Node next = node.parameter == null ? new Node() : node.parameter;
                next.name = segment.substring(1, segment.length() - 1);
                node.parameter = next;
                node = next;
            } else {
                node = node.literal.computeIfAbsent(segment, _ -> new Node());
            }
        }
        if (node.routes.put(route.method(), route) != null) {
            throw new IllegalArgumentException("two routes of " + route.method() + " " + route.path());
        }
        paths.add(route.path());
    }

    /** What a request line asks for. */
    Match match(String method, String path) {
        Map<String, String> values = new LinkedHashMap<>();
        Node found = path.startsWith("/") ? find(root, segments(path), 0, values) : null;
        if (found == null) {
            return new Match.None(nearest(path));
        }
        AdminRoute route = found.routes.get(method);
        if (route == null && method.equals("HEAD")) {
            route = found.routes.get("GET");
        }
        return route == null
                ? new Match.WrongMethod(String.join(", ", found.routes.keySet()))
                : new Match.Found(route, values);
    }

    /** The path that was probably meant; whatever stands for a parameter is no mistake. */
    private @Nullable String nearest(String path) {
        List<String> sent = segments(path.startsWith("/") ? path : "/" + path);
        Map<String, String> known = new LinkedHashMap<>();
        for (String template : paths) {
            List<String> segments = segments(template);
            StringBuilder filled = new StringBuilder();
            for (int i = 0; i < segments.size(); i++) {
                boolean parameter = segments.get(i).startsWith("{") && i < sent.size();
                filled.append('/').append(parameter ? sent.get(i) : segments.get(i));
            }
            known.putIfAbsent(filled.toString(), template);
        }
        List<String> near = Spelling.nearest(path, known.keySet(), 1);
        return near.isEmpty() ? null : known.get(near.getFirst());
    }

    /** Whether a path is this plane's and nobody else's, known or not. */
    boolean owns(String path) {
        return path.startsWith(PREFIX + "/") || path.equals(PREFIX) || paths.contains(path);
    }

    /** The path as it stands goes before a parameter. */
    private static @Nullable Node find(Node node, List<String> segments, int at, Map<String, String> values) {
        if (at == segments.size()) {
            return node.routes.isEmpty() ? null : node;
        }
        String segment = segments.get(at);
        Node literal = node.literal.get(segment);
        Node found = literal == null ? null : find(literal, segments, at + 1, values);
        Node parameter = node.parameter;
        if (found == null && parameter != null) {
            String value = decoded(segment);
            found = value == null ? null : find(parameter, segments, at + 1, values);
            if (found != null && value != null) {
                values.put(parameter.name, value);
            }
        }
        return found;
    }

    /** What stands for a parameter; null for nothing, for the two names of folders, and for what is encoded wrongly. */
    private static @Nullable String decoded(String segment) {
        try {
            String value = URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
            return value.isEmpty() || value.equals(".") || value.equals("..") ? null : value;
        } catch (IllegalArgumentException wrong) {
            return null;
        }
    }

    private static List<String> segments(String path) {
        return List.of(path.substring(1).split("/", -1));
    }

    /** The result of a look-up. */
    sealed interface Match {

        /** This route, with what its parameters are. */
        record Found(AdminRoute route, Map<String, String> path) implements Match {}

        /** The path is known, with these methods. */
        record WrongMethod(String allowed) implements Match {}

        /** No such path; {@code nearest} is what was probably meant, or null. */
        record None(@Nullable String nearest) implements Match {}
    }
}
