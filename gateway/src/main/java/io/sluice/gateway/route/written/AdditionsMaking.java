package io.sluice.gateway.route.written;

import io.sluice.dialects.defaults.Defaults;
import io.sluice.gateway.call.Additions;
import io.sluice.gateway.config.Secret;
import io.sluice.gateway.config.Spelling;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes what a route adds to requests of what the file has, and tells what cannot be added. */
final class AdditionsMaking {
    private static final String TOKEN = "[a-z0-9!#$%&'*+.^_`|~-]{1,100}";

    /** What the gateway itself settles, of which a second word would only make a request nobody understands. */
    private static final Set<String> OURS = Set.of("model", "stream", "n");

    private static final Set<String> CREDENTIALS =
            Set.of("authorization", "proxy-authorization", "x-api-key", "api-key", "x-goog-api-key", "cookie");
    private static final Set<String> FRAMING = Set.of(
            "host",
            "content-length",
            "content-type",
            "content-encoding",
            "transfer-encoding",
            "accept-encoding",
            "connection",
            "proxy-connection",
            "keep-alive",
            "te",
            "trailer",
            "upgrade",
            "expect");

    private final RouteMaking.Problems problems;

    AdditionsMaking(RouteMaking.Problems problems) {
        this.problems = problems;
    }

    Additions of(String path, RouteSettings route) {
        if (route.defaults().isEmpty()
                && route.body().isEmpty()
                && route.headers().isEmpty()) {
            return Additions.NONE;
        }
        return new Additions(defaults(path, route), body(path, route), headers(path, route));
    }

    private Map<String, String> defaults(String path, RouteSettings route) {
        Map<String, String> defaults = new LinkedHashMap<>();
        route.defaults().forEach((word, value) -> {
            String at = path + ".defaults." + word;
            if (!Defaults.WORDS.contains(word)) {
                problems.tell(
                        at,
                        "is no setting that can have a default; " + Spelling.hint(word, Defaults.WORDS)
                                + " What only one provider knows goes under `body`");
                return;
            }
            String wrong = Defaults.wrong(word, value.json());
            if (wrong == null) {
                defaults.put(word, value.json());
            } else {
                problems.tell(at, "is no such value: " + wrong);
            }
        });
        if (defaults.containsKey("max_tokens") && defaults.containsKey("max_completion_tokens")) {
            problems.tell(path + ".defaults.max_tokens", "says the same as `max_completion_tokens`; keep one of them");
        }
        return defaults;
    }

    private Map<String, String> body(String path, RouteSettings route) {
        Map<String, String> body = new LinkedHashMap<>();
        route.body().forEach((name, value) -> {
            if (OURS.contains(name)) {
                problems.tell(
                        path + ".body." + name,
                        "is not for `body`: the model is what the route leads to, and whether and how many answers come"
                                + " is the caller's affair; remove it");
            }
            body.put(name, value.json());
        });
        return body;
    }

    private Map<String, Secret> headers(String path, RouteSettings route) {
        Map<String, Secret> headers = new LinkedHashMap<>();
        route.headers().forEach((written, value) -> {
            String name = written.toLowerCase(Locale.ROOT);
            String why = refused(name);
            if (why != null) {
                problems.tell(path + ".headers." + written, why);
            } else if (headers.put(name, value.value()) != null) {
                problems.tell(path + ".headers." + written, "stands here twice, in other letters; keep one of them");
            }
        });
        return headers;
    }

    private static @Nullable String refused(String name) {
        if (CREDENTIALS.contains(name) || name.startsWith("x-amz-")) {
            return "carries a credential; that is the provider's `key`";
        }
        if (FRAMING.contains(name) || name.startsWith("x-sluice-")) {
            return "is written by the gateway itself; remove it";
        }
        return name.matches(TOKEN) ? null : "is no name of a header";
    }
}
