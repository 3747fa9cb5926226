package io.sluice.dialects.openai.chat;

import io.sluice.dialects.Outgoing;
import io.sluice.dialects.Quirks;
import io.sluice.dialects.Sending;
import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.model.Block;
import io.sluice.dialects.model.Conversation;
import io.sluice.dialects.model.Extras;
import io.sluice.dialects.model.Losses;
import io.sluice.dialects.model.OutputFormat;
import io.sluice.dialects.model.Reasoning;
import io.sluice.dialects.model.Role;
import io.sluice.dialects.model.Turn;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes a conversation as a chat request for one provider. */
final class ChatRequestWriter {
    private final Conversation conversation;
    private final Sending sending;
    private final Losses losses = new Losses();
    private final TargetRules rules;
    private final RequestFields fields = new RequestFields();
    private final boolean legacy;
    private @Nullable String schemaInWords;

    ChatRequestWriter(Conversation conversation, Sending sending) {
        this.conversation = conversation;
        this.sending = sending;
        rules = new TargetRules(sending, losses);
        legacy = rules.legacyFunctions() || LegacyCalls.spoken(conversation.tools());
    }

    Outgoing write() {
        new SamplingWriter(rules, fields).write(conversation.sampling());
        new ReasoningWriter(rules, fields).write(conversation.reasoning());
        new ToolWriter(rules, fields, legacy).write(conversation.tools());
        if (conversation.format() != null && rules.takes("response_format")) {
            format(conversation.format());
        }
        if (conversation.user() != null && rules.takes("user")) {
            fields.text("user", conversation.user());
        }
        if (conversation.metadata() != null && rules.takes("metadata")) {
            fields.put("metadata", conversation.metadata());
        }
        stream();
        extras(conversation.extras());
        JsonWriter json = new JsonWriter().beginObject();
        String model = rules.value("model");
        json.name("model").string(model == null ? sending.model() : model);
        Reasoning.Mode mode = conversation.reasoning().mode();
        json.name("messages");
        new MessageWriter(rules, legacy, mode != Reasoning.Mode.OFF).write(json, turns());
        fields.write(json);
        return new Outgoing(json.endObject().toBytes(), losses);
    }

    /** Usage is always asked for where that is possible: whoever did not ask is not shown it. */
    private void stream() {
        Quirks quirks = sending.quirks();
        if (conversation.stream()) {
            fields.put("stream", true);
            if (!quirks.noStreamOptions() && !quirks.usageAlways()) {
                fields.put("stream_options.include_usage", true);
            }
        }
    }

    private void extras(Extras extras) {
        losses.foreign("", extras, ChatRequestReader.ID);
        if (!extras.dialect().equals(ChatRequestReader.ID)) {
            return;
        }
        boolean options = conversation.stream() && !sending.quirks().noStreamOptions();
        extras.fields().forEach((name, json) -> {
            boolean option = name.startsWith("stream_options.");
            if (option && !options) {
                losses.add(name, "the provider refuses this field");
            } else if (rules.takes(name)) {
                fields.put(name, json);
            }
        });
    }

    private void format(OutputFormat format) {
        JsonWriter json = new JsonWriter();
        switch (format) {
            case OutputFormat.Text _ ->
                json.beginObject().name("type").string("text").endObject();
            case OutputFormat.JsonObject _ ->
                json.beginObject().name("type").string("json_object").endObject();
            case OutputFormat.JsonSchema schema -> {
                if (rules.has("no_json_schema")) {
                    losses.add("response_format.json_schema", "the provider takes a schema only in words");
                    schemaInWords = schema.schema();
                    json.beginObject().name("type").string("json_object").endObject();
                } else {
                    schema(json, schema);
                }
            }
            case OutputFormat.Opaque(String dialect, String written) -> {
                if (!dialect.equals(ChatRequestReader.ID)) {
                    losses.add("response_format", "openai-chat has no such form of an answer");
                    return;
                }
                json.raw(written);
            }
        }
        fields.put("response_format", json.toString());
    }

    private void schema(JsonWriter json, OutputFormat.JsonSchema schema) {
        json.beginObject()
                .name("type")
                .string("json_schema")
                .name("json_schema")
                .beginObject();
        json.name("name").string(schema.name().isEmpty() ? "answer" : schema.name());
        if (schema.description() != null) {
            json.name("description").string(schema.description());
        }
        json.name("schema").raw(schema.schema());
        if (schema.strict() != null) {
            json.name("strict").bool(schema.strict());
        }
        Extras extras = schema.extras();
        losses.foreign("response_format", extras, ChatRequestReader.ID);
        if (extras.dialect().equals(ChatRequestReader.ID)) {
            extras.fields().forEach((name, value) -> {
                if (!name.startsWith(FormatReader.BESIDE)) {
                    json.name(name).raw(value);
                }
            });
        }
        json.endObject();
        PartWriter.inner(json, extras, FormatReader.BESIDE);
        json.endObject();
    }

    /** The turns, with the schema told in words where the provider takes none. */
    private List<Turn> turns() {
        if (schemaInWords == null) {
            return conversation.turns();
        }
        List<Turn> turns = new ArrayList<>(conversation.turns());
        String words = "Answer with one JSON object that follows this JSON schema: " + schemaInWords;
        turns.addFirst(Turn.of(Role.SYSTEM, Block.Text.of(words)));
        return turns;
    }
}
