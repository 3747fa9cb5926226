package io.sluice.dialects.openai.chat;

import io.sluice.dialects.Operation;
import io.sluice.dialects.RequestFacts;
import io.sluice.dialects.Understanding;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.JsonReader;
import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.json.Kind;
import io.sluice.dialects.json.ObjectView;
import io.sluice.dialects.model.Conversation;
import io.sluice.dialects.model.ErrorFacts;
import io.sluice.dialects.model.Extras;
import io.sluice.dialects.model.OutputFormat;
import io.sluice.dialects.model.Turn;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads one chat request as a conversation; fields nobody here knows stay as they are. */
final class ChatRequestReader {
    /** The dialect's name, also of its extras. */
    static final String ID = "openai-chat";

    private final RequestFacts facts;
    private final JsonReader json;
    private final Objections objections = new Objections();
    private final Map<String, String> extras = new LinkedHashMap<>();
    private final MessageReader messages = new MessageReader(objections);
    private final SamplingReader sampling = new SamplingReader(objections);
    private final ReasoningReader reasoning = new ReasoningReader(extras);
    private final ToolReader tools = new ToolReader(objections);
    private List<Turn> turns = List.of();
    private boolean messagesSeen;
    private @Nullable OutputFormat format;
    private @Nullable String user;
    private @Nullable String safetyIdentifier;
    private @Nullable String metadata;

    ChatRequestReader(RequestFacts facts, Bytes body) {
        this.facts = facts;
        json = new JsonReader(body, 0);
    }

    Understanding read() {
        if (facts.operation() != Operation.CHAT) {
            return new Understanding.Refused(ErrorFacts.of(
                    400, "unsupported_operation", "Only chat requests can be translated into another dialect."));
        }
        json.enter(Kind.OBJECT);
        while (json.more()) {
            String name = json.name();
            if (json.peek() == Kind.NULL && !name.equals("messages")) {
                json.skip();
            } else if (!sampling.take(name, json) && !reasoning.take(name, json) && !tools.take(name, json)) {
                member(name);
            }
        }
        if (!messagesSeen) {
            objections.add("messages", "The request has no 'messages'.");
        }
        ErrorFacts wrong = objections.first();
        return wrong == null ? new Understanding.Understood(conversation()) : new Understanding.Refused(wrong);
    }

    private void member(String name) {
        switch (name) {
            case "model", "stream", "max_tokens", "max_completion_tokens" -> json.skip();
            case "messages" -> {
                messagesSeen = true;
                turns = messages.read(json);
            }
            case "stream_options" -> streamOptions();
            case "response_format" -> format = FormatReader.read(json);
            case "user" -> user = objections.text(json, name);
            case "safety_identifier" -> safetyIdentifier = objections.text(json, name);
            case "metadata" -> {
                if (json.peek() == Kind.OBJECT) {
                    metadata = json.raw();
                } else {
                    objections.wrong(name, "an object", json.peek());
                    json.skip();
                }
            }
            default -> extras.put(name, json.raw());
        }
    }

    private void streamOptions() {
        ObjectView options = ObjectView.of(json);
        options.take("include_usage");
        extras.putAll(options.rest("stream_options."));
    }

    private Conversation conversation() {
        if (user == null) {
            user = safetyIdentifier;
        } else if (safetyIdentifier != null) {
            extras.put(
                    "safety_identifier",
                    new JsonWriter().string(safetyIdentifier).toString());
        }
        Long maxOutput = facts.cap() == null ? null : Long.valueOf(facts.cap().tokens());
        return new Conversation(
                facts.model(),
                facts.stream(),
                facts.usageAsked(),
                turns,
                tools.all(),
                sampling.sampling(maxOutput),
                reasoning.reasoning(),
                format,
                user,
                metadata,
                Extras.of(ID, extras));
    }
}
