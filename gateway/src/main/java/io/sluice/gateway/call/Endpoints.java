package io.sluice.gateway.call;

import io.sluice.dialects.Asking;
import io.sluice.dialects.Dialect;
import io.sluice.dialects.Operation;
import java.util.HashMap;
import java.util.Map;

/**
 * The paths of the data plane, each OpenAI path also without {@code /v1}. Paths are compared as they were sent: nothing
 * is decoded or normalised, so that there is no second reading of them.
 */
public final class Endpoints {
    private final Dialect fallback;
    private final Map<String, Route> routes = new HashMap<>();

    private record Route(String method, Endpoint endpoint) {}

    /** The paths, with OpenAI Chat as the dialect of everything here and of answers to unknown paths. */
    public Endpoints(Dialect openAiChat) {
        this.fallback = openAiChat;
        add("POST", "/chat/completions", new Endpoint.Infer(Asking.of(Operation.CHAT), openAiChat));
        add("POST", "/completions", new Endpoint.Infer(Asking.of(Operation.COMPLETE), openAiChat));
        add("POST", "/embeddings", new Endpoint.Infer(Asking.of(Operation.EMBED), openAiChat));
        add("GET", "/models", new Endpoint.ListModels(openAiChat));
    }

    private void add(String method, String path, Endpoint endpoint) {
        routes.put(path, new Route(method, endpoint));
        routes.put("/v1" + path, new Route(method, endpoint));
    }

    /** What a request line asks for. */
    public Match match(String method, String path) {
        Route route = routes.get(path);
        if (route == null) {
            return matchModel(method, path);
        }
        return route.method.equals(method) ? new Match.Found(route.endpoint) : new Match.WrongMethod(route.method);
    }

    private Match matchModel(String method, String path) {
        for (String prefix : new String[] {"/v1/models/", "/models/"}) {
            if (path.startsWith(prefix) && path.length() > prefix.length()) {
                return method.equals("GET")
                        ? new Match.Found(new Endpoint.ShowModel(fallback, path.substring(prefix.length())))
                        : new Match.WrongMethod("GET");
            }
        }
        return new Match.None();
    }

    /** The dialect in which requests to unknown paths are answered. */
    public Dialect fallback() {
        return fallback;
    }

    /** The result of a look-up. */
    public sealed interface Match {

        /** This endpoint. */
        record Found(Endpoint endpoint) implements Match {}

        /** The path is known, with this method. */
        record WrongMethod(String allowed) implements Match {}

        /** No such path. */
        record None() implements Match {}
    }
}
