package io.sluice.simulator;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A friendly OpenAI-compatible provider: models, chat completions, legacy completions, embeddings. Its chat heeds what
 * the request says of streaming, usage, the number of choices, caps on tokens, tools and the response's format.
 *
 * @param greeting what it says first
 * @param models the ids that {@code /models} lists; any other name is answered all the same
 * @param pause between the events of a stream
 */
public record Canned(String greeting, List<String> models, Duration pause) {

    private static final int QUOTED = 60;

    public Canned {
        models = List.copyOf(models);
    }

    /** The provider behind the model {@code demo}: word by word, 20 ms apart. */
    public static Canned demo() {
        return new Canned(
                "Hello from the Sluice simulator. No model was asked and nothing was spent: these words only show that"
                        + " your call went through the gateway and came back.",
                List.of("demo"),
                Duration.ofMillis(20));
    }

    /** The same with another greeting. */
    public Canned greeting(String other) {
        return new Canned(other, models, pause);
    }

    /** The same with another pause. */
    public Canned pause(Duration other) {
        return new Canned(greeting, models, other);
    }

    /** The same listing other models. */
    public Canned models(String... others) {
        return new Canned(greeting, List.of(others), pause);
    }

    /** This provider as a script. */
    public Script script() {
        return Script.asked(this::answer);
    }

    private Script answer(ReceivedRequest request) {
        String path = request.path();
        return switch (request.method()) {
            case "HEAD" -> Script.status(200);
            case "GET" -> get(path);
            case "POST" ->
                ChatRequest.of(request)
                        .map(body -> post(path, body))
                        .orElseGet(() -> error(400, "The body of this request is not a JSON object.", null));
            default -> error(405, "Not allowed to " + request.method() + " " + path + ".", null);
        };
    }

    private Script get(String path) {
        if (path.endsWith("/models")) {
            ObjectNode list = Json.object().put("object", "list");
            ArrayNode data = list.putArray("data");
            models.forEach(model -> data.add(described(model)));
            return Script.json(200, list.toString());
        }
        int at = path.indexOf("/models/");
        String model = at < 0 ? "" : path.substring(at + "/models/".length());
        return models.contains(model)
                ? Script.json(200, described(model).toString())
                : error(404, "There is nothing at " + path + ".", "model_not_found");
    }

    private Script post(String path, ChatRequest request) {
        if (request.model().isEmpty()) {
            return error(400, "you must provide a model parameter", null);
        }
        if (path.endsWith("/chat/completions")) {
            return ChatWriter.answer(request, chat(request).pause(pause).atMost(request.most()));
        }
        if (path.endsWith("/completions")) {
            return CompletionWriter.answer(
                    request, Chat.saying(greeting).pause(pause).atMost(request.most()));
        }
        if (path.endsWith("/embeddings")) {
            return EmbeddingWriter.answer(request);
        }
        return error(404, "There is nothing at " + path + ".", "unknown_url");
    }

    private Chat chat(ChatRequest request) {
        JsonNode tools = request.body().path("tools");
        JsonNode choice = request.body().path("tool_choice");
        boolean forced = choice.isObject() || choice.asString("").equals("required");
        boolean free =
                !choice.asString("").equals("none") && !request.lastRole().equals("tool");
        if (!tools.isEmpty() && (forced || free)) {
            return Chat.calling(call(tools, choice.path("function").path("name").asString("")));
        }
        JsonNode format = request.body().path("response_format");
        if (format.path("type").asString("").equals("json_schema")) {
            return Chat.saying(
                    Sample.of(format.path("json_schema").path("schema")).toString());
        }
        if (format.path("type").asString("").equals("json_object")) {
            return Chat.saying(Json.object().put("greeting", greeting).toString());
        }
        return Chat.saying(greeting + quoted(request.lastText()));
    }

    private static ToolCall call(JsonNode tools, String wanted) {
        JsonNode function = tools.path(0).path("function");
        for (JsonNode tool : tools) {
            if (tool.path("function").path("name").asString("").equals(wanted)) {
                function = tool.path("function");
            }
        }
        String arguments = Sample.of(function.path("parameters")).toString();
        return new ToolCall(function.path("name").asString(""), arguments);
    }

    private static String quoted(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        int end = line.offsetByCodePoints(0, Math.min(QUOTED, line.codePointCount(0, line.length())));
        String shown = end < line.length() ? line.substring(0, end) + "..." : line;
        return shown.isEmpty() ? "" : " You said: \"" + shown + "\"";
    }

    private static ObjectNode described(String model) {
        return Json.object()
                .put("id", model)
                .put("object", "model")
                .put("created", 1_767_225_600L)
                .put("owned_by", "sluice-simulator");
    }

    private static Answer error(int status, String message, @Nullable String code) {
        ObjectNode error = Json.object();
        error.putObject("error")
                .put("message", message)
                .put("type", "invalid_request_error")
                .putNull("param")
                .put("code", code);
        return Script.json(status, error.toString());
    }
}
