package io.sluice.dialects.bedrock;

import io.sluice.dialects.RequestFacts;
import io.sluice.dialects.Understanding;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.Kind;
import io.sluice.dialects.model.Block;
import io.sluice.dialects.model.Conversation;
import io.sluice.dialects.model.ErrorFacts;
import io.sluice.dialects.model.Extras;
import io.sluice.dialects.model.Notes;
import io.sluice.dialects.model.OutputFormat;
import io.sluice.dialects.model.Reasoning;
import io.sluice.dialects.model.Role;
import io.sluice.dialects.model.Sampling;
import io.sluice.dialects.model.Tools;
import io.sluice.dialects.model.Turn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads one Converse request as a conversation. */
final class RequestReader {
    private final RequestFacts facts;
    private final Members request;
    private final Problems problems = new Problems();
    private final ContentReader content = new ContentReader(problems);
    private final Map<String, String> extras = new LinkedHashMap<>();

    RequestReader(RequestFacts facts, Bytes body) {
        this.facts = facts;
        request = Members.of(body);
    }

    Understanding read() {
        List<Turn> turns = new ArrayList<>();
        system(turns);
        messages(turns);
        Members inference = members(ConverseRequest.INFERENCE);
        ModelFields fields = ModelFields.read(members(ModelFields.NAME), extras);
        OutputConfig output = OutputConfig.read(members(OutputConfig.NAME));
        Tools tools = new ToolsReader(problems).read(members(ToolsReader.NAME), fields.parallel(), extras);
        Sampling sampling = sampling(inference, fields);
        leftover(ConverseRequest.INFERENCE, inference);
        leftover(ModelFields.NAME, fields.rest());
        leftover(OutputConfig.NAME, output.rest());
        String metadata = metadata();
        extras.putAll(request.rest());
        ErrorFacts wrong = problems.first();
        if (wrong != null) {
            return new Understanding.Refused(wrong);
        }
        return new Understanding.Understood(new Conversation(
                facts.model(),
                facts.stream(),
                true,
                turns,
                tools,
                sampling,
                reasoning(fields.reasoning(), output.effort()),
                output.format(),
                null,
                metadata,
                Extras.of(BedrockConverse.ID, extras)));
    }

    private Members members(String name) {
        Bytes value = request.take(name);
        if (value != null && Values.kind(value) != Kind.OBJECT) {
            problems.expected(name, "an object", value);
        }
        return Members.of(value);
    }

    private void leftover(String name, Members rest) {
        if (!rest.isEmpty()) {
            extras.put(name, rest.restAsObject());
        }
    }

    private List<Bytes> list(String name) {
        Bytes value = request.take(name);
        if (value != null && Values.kind(value) != Kind.ARRAY) {
            problems.expected(name, "an array", value);
        }
        return Values.elements(value);
    }

    private void system(List<Turn> turns) {
        List<Block> blocks = content.list(list("system"), "system");
        if (!blocks.isEmpty()) {
            turns.add(new Turn(Role.SYSTEM, blocks, "", Notes.NONE));
        }
    }

    private void messages(List<Turn> turns) {
        List<Bytes> messages = list("messages");
        for (int i = 0; i < messages.size(); i++) {
            String path = "messages[" + i + "]";
            Members message = Members.of(messages.get(i));
            Bytes written = message.take("role");
            Role role = role(Values.text(written));
            if (role == null) {
                problems.expected(path + ".role", "user, assistant or system", written);
                continue;
            }
            Bytes list = message.take("content");
            if (list == null || Values.kind(list) != Kind.ARRAY) {
                problems.expected(path + ".content", "an array", list);
            }
            List<Block> blocks = content.list(Values.elements(list), path + ".content");
            Notes notes = Notes.of(Extras.of(BedrockConverse.ID, message.rest()));
            turns.add(new Turn(role, blocks, "", notes));
        }
    }

    private static @Nullable Role role(String word) {
        return switch (word) {
            case "user" -> Role.USER;
            case "assistant" -> Role.ASSISTANT;
            case "system" -> Role.SYSTEM;
            default -> null;
        };
    }

    private Sampling sampling(Members inference, ModelFields fields) {
        List<String> stops = new ArrayList<>();
        Bytes sequences = inference.take("stopSequences", Kind.ARRAY);
        Values.elements(sequences).forEach(one -> stops.add(Values.text(one)));
        return new Sampling(
                Values.whole(inference.take("maxTokens", Kind.NUMBER)),
                Values.decimal(inference.take("temperature", Kind.NUMBER)),
                Values.decimal(inference.take("topP", Kind.NUMBER)),
                fields.topK(),
                null,
                null,
                null,
                null,
                stops,
                null,
                null);
    }

    private static Reasoning reasoning(Reasoning asked, Reasoning.@Nullable Effort effort) {
        return effort == null ? asked : new Reasoning(asked.mode(), effort, asked.budget(), asked.shown());
    }

    /** Metadata for the provider's logs, where it is what everybody's is: names and texts. */
    private @Nullable String metadata() {
        Bytes value = request.take("requestMetadata", Kind.OBJECT);
        return value == null ? null : Values.raw(value);
    }

    /** How the answer's text is to be, and how hard the model is to try. */
    record OutputConfig(@Nullable OutputFormat format, Reasoning.@Nullable Effort effort, Members rest) {
        static final String NAME = "outputConfig";

        static OutputConfig read(Members config) {
            Bytes format = config.take("textFormat", Kind.OBJECT);
            Reasoning.Effort effort = Efforts.take(config, "effort");
            return new OutputConfig(format == null ? null : format(format), effort, config);
        }

        private static OutputFormat format(Bytes json) {
            Members format = Members.of(json);
            String type = format.text("type");
            Members structure = Members.of(format.take("structure"));
            Bytes written = structure.take("jsonSchema", Kind.OBJECT);
            Members schema = Members.of(written);
            String text = schema.text("schema");
            boolean known = type.equals("json_schema") && format.isEmpty() && structure.isEmpty();
            if (!known || text.isEmpty()) {
                return new OutputFormat.Opaque(BedrockConverse.ID, Values.raw(json));
            }
            String name = schema.text("name");
            String description = Values.string(schema.take("description", Kind.STRING));
            Extras extras = Extras.of(BedrockConverse.ID, schema.rest());
            return new OutputFormat.JsonSchema(name, description, text, null, extras);
        }
    }
}
