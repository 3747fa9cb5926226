package io.sluice.dialects.openai.responses;

import io.sluice.dialects.RequestFacts;
import io.sluice.dialects.Understanding;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.json.Kind;
import io.sluice.dialects.model.Conversation;
import io.sluice.dialects.model.ErrorFacts;
import io.sluice.dialects.model.Extras;
import io.sluice.dialects.model.Sampling;
import io.sluice.dialects.model.Tool;
import io.sluice.dialects.model.Tools;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a request as a conversation; what is of no use anywhere else stays as it is, under its own name. */
final class RequestReader {
    static final String LOGPROBS = "message.output_text.logprobs";
    private static final Set<String> READ = Set.of(
            "model",
            "input",
            "instructions",
            "stream",
            "tools",
            "tool_choice",
            "parallel_tool_calls",
            "max_output_tokens",
            "temperature",
            "top_p",
            "top_logprobs",
            "presence_penalty",
            "frequency_penalty",
            "user",
            "metadata",
            "text",
            "reasoning",
            "include");

    private final Node request;
    private final Map<String, String> extras = new LinkedHashMap<>();
    private @Nullable ErrorFacts refusal;

    private RequestReader(Node request) {
        this.request = request;
    }

    static Understanding read(RequestFacts facts, Bytes body) {
        return new RequestReader(Node.of(body)).conversation(facts);
    }

    private Understanding conversation(RequestFacts facts) {
        InputReader input = new InputReader();
        input.instructions(request.at("instructions"));
        input.input(request.at("input"));
        request.members().forEach((name, value) -> {
            if (!READ.contains(name) && !value.is(Kind.NULL)) {
                extras.put(Settings.kept(name, value.raw()), value.raw());
            }
        });
        Tools tools = tools();
        Sampling sampling = sampling(facts);
        Node text = object("text");
        Node reasoning = object("reasoning");
        keep("text", text.without(Set.of("format")));
        keep("reasoning", ReasoningForms.rest(reasoning));
        Conversation conversation = new Conversation(
                facts.model(),
                facts.stream(),
                facts.usageAsked(),
                input.turns(),
                tools,
                sampling,
                ReasoningForms.read(reasoning),
                FormatForms.read(text.at("format")),
                ToolForms.text(request.at("user")),
                metadata(),
                // Named even where it is empty: it says who asks.
                new Extras(Spelling.DIALECT, extras));
        ErrorFacts refused = input.refusal() == null ? refusal : input.refusal();
        return refused == null ? new Understanding.Understood(conversation) : new Understanding.Refused(refused);
    }

    private Node object(String name) {
        Node node = request.at(name);
        if (!node.is(Kind.OBJECT) && !node.is(Kind.NULL)) {
            refuse(name, "'" + name + "' must be an object.");
        }
        return node;
    }

    private void keep(String name, @Nullable String rest) {
        if (rest != null) {
            extras.put(name, rest);
        }
    }

    private @Nullable String metadata() {
        return object("metadata").is(Kind.OBJECT) ? request.at("metadata").raw() : null;
    }

    private Tools tools() {
        Node list = request.at("tools");
        List<Tool> tools = list.is(Kind.ARRAY) || list.is(Kind.NULL) ? ToolForms.read(list) : null;
        if (tools == null) {
            refuse("tools", "'tools' must be a list of objects with a 'type'.");
            tools = List.of();
        }
        return new Tools(
                tools, ToolForms.choice(request.at("tool_choice")), ToolForms.bool(request.at("parallel_tool_calls")));
    }

    private Sampling sampling(RequestFacts facts) {
        int top = request.small("top_logprobs", -1);
        return new Sampling(
                facts.cap() == null ? null : facts.cap().tokens(),
                number("temperature"),
                number("top_p"),
                null,
                number("presence_penalty"),
                number("frequency_penalty"),
                null,
                null,
                List.of(),
                logprobs() ? Boolean.TRUE : null,
                top < 0 ? null : Integer.valueOf(top));
    }

    /** Whether token probabilities are asked for; what else is to be included is kept. */
    private boolean logprobs() {
        boolean asked = false;
        JsonWriter rest = new JsonWriter().beginArray();
        boolean any = false;
        for (Node each : request.at("include").elements()) {
            if (each.text().equals(LOGPROBS)) {
                asked = true;
            } else {
                any = true;
                rest.raw(each.raw());
            }
        }
        if (any) {
            String kept = rest.endArray().toString();
            extras.put(Settings.kept("include", kept), kept);
        }
        return asked;
    }

    private @Nullable BigDecimal number(String name) {
        Node node = request.at(name);
        if (node.is(Kind.NULL)) {
            return null;
        }
        if (!node.is(Kind.NUMBER)) {
            refuse(name, "'" + name + "' must be a number.");
            return null;
        }
        return new BigDecimal(node.raw());
    }

    private void refuse(String field, String message) {
        if (refusal == null) {
            refusal = new ErrorFacts(400, "invalid_type", message, "invalid_request_error", field);
        }
    }
}
