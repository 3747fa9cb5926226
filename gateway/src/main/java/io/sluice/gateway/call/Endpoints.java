package io.sluice.gateway.call;

import io.sluice.dialects.Asking;
import io.sluice.dialects.Dialect;
import io.sluice.dialects.Operation;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The paths of the data plane, each OpenAI path also without {@code /v1}. Paths are compared as they were sent: nothing
 * is decoded or normalised but the model's name where a path holds one, so that there is no second reading of them.
 */
public final class Endpoints {
    private static final String V1 = "/v1";
    private static final String GEMINI = "/v1beta/models/";
    private static final List<String> VERTEX = List.of("/v1/projects/", "/v1beta1/projects/");
    private static final String MODELS = "/publishers/google/models/";
    private static final String BEDROCK = "/model/";
    private static final List<String> WITH_MODEL = List.of(
            GEMINI + "{model}:generateContent",
            GEMINI + "{model}:streamGenerateContent",
            GEMINI + "{model}:countTokens",
            GEMINI + "{model}:embedContent",
            GEMINI + "{model}:batchEmbedContents",
            BEDROCK + "{model}/converse",
            BEDROCK + "{model}/converse-stream",
            BEDROCK + "{model}/count-tokens");

    private final CallerDialects dialects;
    private final Map<String, Route> routes = new HashMap<>();

    private record Route(String method, Endpoint endpoint) {}

    /** The paths of these dialects; OpenAI Chat is that of answers to unknown ones. */
    public Endpoints(CallerDialects dialects) {
        this.dialects = dialects;
        openAi("POST", "/chat/completions", infer(Operation.CHAT, dialects.openAiChat()));
        openAi("POST", "/completions", infer(Operation.COMPLETE, dialects.openAiChat()));
        openAi("POST", "/embeddings", infer(Operation.EMBED, dialects.openAiChat()));
        openAi("POST", "/responses", infer(Operation.CHAT, dialects.openAiResponses()));
        openAi("POST", "/responses/input_tokens", count(null, dialects.openAiResponses()));
        openAi("GET", "/models", new Endpoint.ListModels(dialects.openAiChat()));
        routes.put("/v1/messages", new Route("POST", infer(Operation.CHAT, dialects.anthropic())));
        routes.put("/v1/messages/count_tokens", new Route("POST", count(null, dialects.anthropic())));
    }

    private static Endpoint infer(Operation operation, Dialect dialect) {
        return new Endpoint.Infer(Asking.of(operation), dialect);
    }

    private void openAi(String method, String path, Endpoint endpoint) {
        routes.put(path, new Route(method, endpoint));
        routes.put(V1 + path, new Route(method, endpoint));
    }

    /** What a request line asks for; {@code query} undecoded, empty where there is none. */
    public Match match(String method, String path, String query) {
        Route route = routes.get(path);
        if (route == null) {
            route = withModel(path, query);
        }
        if (route == null) {
            route = stored(method, path, query);
        }
        if (route == null) {
            return new Match.None(hint(path));
        }
        return route.method.equals(method) ? new Match.Found(route.endpoint) : new Match.WrongMethod(route.method);
    }

    private @Nullable Route withModel(String path, String query) {
        if (isGemini(path)) {
            return gemini(path, query);
        }
        if (path.startsWith(BEDROCK)) {
            return bedrock(path);
        }
        for (String prefix : List.of("/v1/models/", "/models/")) {
            if (path.startsWith(prefix) && path.length() > prefix.length()) {
                return new Route("GET", new Endpoint.ShowModel(dialects.openAiChat(), path.substring(prefix.length())));
            }
        }
        return null;
    }

    /** What is wrong with a path that is none: what stands before a path of ours, or all of it. */
    private String hint(String path) {
        List<String> known = routes.keySet().stream()
                .filter(route -> route.startsWith(V1))
                .sorted()
                .toList();
        return known.stream()
                .filter(route -> path.endsWith(route.substring(V1.length())))
                .max(Comparator.comparingInt(String::length))
                .map(route ->
                        route + " is served; the base URL of OpenAI clients ends in /v1 and has no other path in it,"
                                + " that of others has none")
                .orElse("served are " + String.join(", ", known) + ", " + String.join(", ", WITH_MODEL));
    }

    /** Whether it is a path of AI Studio or of Vertex; whose project, and where, is the provider's own business. */
    private static boolean isGemini(String path) {
        return path.startsWith(GEMINI) || (VERTEX.stream().anyMatch(path::startsWith) && path.contains(MODELS));
    }

    private @Nullable Route stored(String method, String path, String query) {
        Endpoint.StoredResponse stored = StoredPaths.of(method, path, query, dialects.openAiResponses());
        if (stored == null) {
            return null;
        }
        boolean taken = stored.what().method().equals(method);
        return new Route(taken ? method : StoredPaths.methods(stored), stored);
    }

    private @Nullable Route gemini(String path, String query) {
        int models = path.indexOf(MODELS);
        String prefix = path.startsWith(GEMINI) ? GEMINI : path.substring(0, models + MODELS.length());
        String whole = ModelPaths.between(path, prefix, ":generateContent");
        if (whole != null) {
            return new Route("POST", chat(whole, false, dialects.gemini()));
        }
        String counted = ModelPaths.between(path, prefix, ":countTokens");
        if (counted != null) {
            return new Route("POST", count(counted, dialects.gemini()));
        }
        String streamed = ModelPaths.between(path, prefix, ":streamGenerateContent");
        if (streamed == null) {
            return geminiEmbedding(path, prefix);
        }
        boolean events = List.of(query.split("&", -1)).contains("alt=sse");
        return new Route("POST", chat(streamed, true, events ? dialects.gemini() : dialects.geminiArray()));
    }

    private @Nullable Route geminiEmbedding(String path, String prefix) {
        String one = ModelPaths.between(path, prefix, ":embedContent");
        String model = one == null ? ModelPaths.between(path, prefix, ":batchEmbedContents") : one;
        return model == null
                ? null
                : new Route("POST", new Endpoint.Infer(new Asking(Operation.EMBED, model, false), dialects.gemini()));
    }

    private @Nullable Route bedrock(String path) {
        String whole = ModelPaths.between(path, BEDROCK, "/converse");
        if (whole != null) {
            return new Route("POST", chat(whole, false, dialects.bedrock()));
        }
        String streamed = ModelPaths.between(path, BEDROCK, "/converse-stream");
        if (streamed != null) {
            return new Route("POST", chat(streamed, true, dialects.bedrock()));
        }
        String counted = ModelPaths.between(path, BEDROCK, "/count-tokens");
        return counted == null ? null : new Route("POST", count(counted, dialects.bedrock()));
    }

    private static Endpoint chat(String model, boolean stream, Dialect dialect) {
        return new Endpoint.Infer(new Asking(Operation.CHAT, model, stream), dialect);
    }

    private static Endpoint count(@Nullable String model, Dialect dialect) {
        return new Endpoint.Infer(new Asking(Operation.COUNT, model, false), dialect);
    }

    /** The dialect in which requests to that path are answered when it is none of ours. */
    public Dialect fallback(String path) {
        if (isGemini(path)) {
            return dialects.gemini();
        }
        if (path.startsWith(BEDROCK)) {
            return dialects.bedrock();
        }
        return path.startsWith("/v1/messages") ? dialects.anthropic() : dialects.openAiChat();
    }

    /** The result of a look-up. */
    public sealed interface Match {

        /** This endpoint. */
        record Found(Endpoint endpoint) implements Match {}

        /** The path is known, with this method. */
        record WrongMethod(String allowed) implements Match {}

        /** No such path; the hint says what to do. */
        record None(String hint) implements Match {}
    }
}
