package io.sluice.dialects.anthropic;

import io.sluice.dialects.ClosedSchema;
import io.sluice.dialects.Outgoing;
import io.sluice.dialects.Sending;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.JsonReader;
import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.json.Kind;
import io.sluice.dialects.model.Conversation;
import io.sluice.dialects.model.Extras;
import io.sluice.dialects.model.Losses;
import io.sluice.dialects.model.OutputFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes one conversation as a request for one target. */
final class RequestWriter {
    private static final Set<String> PUT_TOGETHER = Set.of("thinking", "output_config", "metadata");

    private final Conversation conversation;
    private final Sending sending;
    private final Host host;
    private final Map<String, String> ofHost;
    private final Losses losses = new Losses();
    private final JsonWriter json = new JsonWriter().beginObject();

    RequestWriter(Conversation conversation, Sending sending) {
        this.conversation = conversation;
        this.sending = sending;
        host = Host.of(sending);
        ofHost = host.members(conversation.extras().field(AnthropicMessages.ID, Host.BETA));
    }

    Outgoing write() {
        CacheMarks marks = new CacheMarks(conversation, losses);
        BlockWriter blocks = new BlockWriter(losses, marks, sending.quirks());
        JsonWriter tools = new JsonWriter().beginObject();
        ToolsWriter toolsWriter = new ToolsWriter(conversation.tools(), sending.facts(), losses, marks, blocks);
        ThinkingPlan plan = new ThinkingPlan(
                conversation.reasoning(), conversation.sampling().maxOutput(), sending, losses);
        // Tools stand before rules and turns in the prompt, so their cache marks are asked for first.
        toolsWriter.list(tools);
        TurnsWriter turns = new TurnsWriter(conversation, sending.facts(), losses, blocks);
        turns.arrange();
        if (plan.way() == ThinkingPlan.Way.BUDGET && turns.loopsWithoutThinking()) {
            plan.drop("a tool loop whose thinking is missing goes on without thinking");
        }
        if (turns.endsWithModel() && (plan.thinks() || refusesBeginnings())) {
            turns.goOn();
        }
        toolsWriter.choice(tools, plan.way() != ThinkingPlan.Way.BUDGET);
        String format = format(turns);
        head(plan);
        String system = turns.system();
        if (system != null) {
            json.name("system").raw(system);
        }
        json.name("messages").raw(turns.messages());
        members(tools.endObject().toString());
        new SamplingWriter(conversation.sampling(), sending.facts(), plan.thinks(), losses).write(json);
        thinking(plan);
        outputConfig(plan, format);
        user();
        extras();
        return new Outgoing(json.endObject().toBytes(), losses);
    }

    /** The newest models do; the catalog says {@code prefill} of those that do not. */
    private boolean refusesBeginnings() {
        return sending.facts().has("adaptive_thinking") && !sending.facts().has("prefill");
    }

    private void head(ThinkingPlan plan) {
        ofHost.forEach((name, value) -> json.name(name).raw(value));
        if (!host.modelInPath()) {
            json.name("model").string(sending.model());
        }
        json.name(MessagesRequest.MAX_TOKENS).number(plan.cap());
        if (conversation.stream() && !host.streamInPath()) {
            json.name("stream").bool(true);
        }
    }

    private void members(String object) {
        JsonReader reader = new JsonReader(Bytes.of(object), 0);
        reader.enter(Kind.OBJECT);
        while (reader.more()) {
            json.name(reader.name()).raw(reader.raw());
        }
    }

    private void thinking(ThinkingPlan plan) {
        Map<String, String> members = new LinkedHashMap<>();
        switch (plan.way()) {
            case UNSAID -> {}
            case OFF -> members.put("type", "\"disabled\"");
            case ADAPTIVE -> members.put("type", "\"adaptive\"");
            case BUDGET -> {
                members.put("type", "\"enabled\"");
                members.put("budget_tokens", Long.toString(plan.budget()));
            }
        }
        String display = plan.display();
        if (display != null) {
            members.put("display", quoted(display));
        }
        object("thinking", members);
    }

    private void outputConfig(ThinkingPlan plan, @Nullable String format) {
        Map<String, String> members = new LinkedHashMap<>();
        String effort = plan.effort();
        if (effort != null) {
            members.put("effort", quoted(effort));
        }
        if (format != null) {
            members.put("format", format);
        }
        object("output_config", members);
    }

    private @Nullable String format(TurnsWriter turns) {
        return switch (conversation.format()) {
            case null -> null;
            case OutputFormat.Text() -> null;
            case OutputFormat.JsonObject() -> {
                losses.add("format", "anthropic has no mode for JSON: asked for in words");
                turns.rule("Answer with one JSON object and nothing else.");
                yield null;
            }
            case OutputFormat.JsonSchema schema -> schema(schema, turns);
            case OutputFormat.Opaque(String dialect, String written) -> {
                if (!dialect.equals(AnthropicMessages.ID)) {
                    losses.add("format", "a format only its own dialect knows");
                    yield null;
                }
                yield written;
            }
        };
    }

    private @Nullable String schema(OutputFormat.JsonSchema format, TurnsWriter turns) {
        losses.foreign("format", format.extras(), AnthropicMessages.ID);
        boolean takes = sending.facts().traits().isEmpty() || sending.facts().has("json_schema");
        if (!takes) {
            // A forced tool would make a call of the answer, which nothing on the way back could tell from a real one.
            losses.add("format", "this model takes no schema: asked for in words");
            turns.rule("Answer with one JSON value of this JSON schema and nothing else:\n" + format.schema());
            return null;
        }
        if (format.description() != null) {
            losses.add("format.description", "anthropic's schemas have no description beside them");
        }
        JsonWriter written = new JsonWriter().beginObject().name("type").string("json_schema");
        written.name("schema").raw(ClosedSchema.of(format.schema(), AnthropicMessages.ID, "format.schema", losses));
        if (format.extras().dialect().equals(AnthropicMessages.ID)) {
            format.extras().fields().forEach((name, value) -> written.name(name).raw(value));
        }
        return written.endObject().toString();
    }

    private void user() {
        if (conversation.metadata() != null) {
            losses.add("metadata", "anthropic keeps no metadata but the user's id");
        }
        String user = conversation.user();
        object("metadata", user == null ? Map.of() : Map.of("user_id", quoted(user)));
    }

    /** Writes an object of those members and of what the extras keep under its name. */
    private void object(String name, Map<String, String> members) {
        Map<String, String> all = new LinkedHashMap<>(members);
        String left = conversation.extras().field(AnthropicMessages.ID, name);
        if (left != null) {
            JsonReader reader = new JsonReader(Bytes.of(left), 0);
            if (reader.enter(Kind.OBJECT)) {
                while (reader.more()) {
                    all.putIfAbsent(reader.name(), reader.raw());
                }
            }
        }
        if (!all.isEmpty()) {
            json.name(name).raw(BlockReader.object(all));
        }
    }

    private void extras() {
        Extras extras = conversation.extras();
        losses.foreign("", extras, AnthropicMessages.ID);
        if (extras.dialect().equals(AnthropicMessages.ID)) {
            Set<String> written = ofHost.keySet();
            extras.fields().forEach((name, value) -> {
                if (!PUT_TOGETHER.contains(name) && !written.contains(name)) {
                    json.name(name).raw(value);
                }
            });
        }
    }

    private static String quoted(String text) {
        return new JsonWriter().string(text).toString();
    }
}
