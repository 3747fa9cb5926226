package io.sluice.dialects.openai.chat;

import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.model.Block;
import io.sluice.dialects.model.Seal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gathers the thinking of one message, and writes it as {@code reasoning_details}. */
final class ThoughtWriter {
    private final List<Entry> entries = new ArrayList<>();
    private int others;
    private boolean text;
    private boolean refusal;

    /** A block of thinking and how many blocks of other sorts the message has before it. */
    private record Entry(Block block, int at) {}

    /** The thinking among those blocks. */
    static ThoughtWriter of(List<Block> blocks) {
        ThoughtWriter writer = new ThoughtWriter();
        blocks.forEach(writer::take);
        return writer;
    }

    /** The message's next block. Text and refusal are one each in chat, however many blocks they came as. */
    void take(Block block) {
        switch (block) {
            case Block.Thinking _, Block.HiddenThinking _ -> entries.add(new Entry(block, others));
            case Block.Text(String words, var _, var _) -> {
                others += text || words.isEmpty() ? 0 : 1;
                text |= !words.isEmpty();
            }
            case Block.Refusal _ -> {
                others += refusal ? 0 : 1;
                refusal = true;
            }
            case Block.ToolCall _, Block.Media _, Block.ToolResult _, Block.Opaque _ -> others++;
        }
    }

    /** Whether {@code reasoning_content} alone would lose something of it. */
    boolean needed() {
        return entries.size() > 1 || entries.stream().anyMatch(entry -> entry.at > 0 || isSealed(entry.block));
    }

    private static boolean isSealed(Block block) {
        return !(block instanceof Block.Thinking(var _, Seal seal, String id, var _)) || seal != null || !id.isEmpty();
    }

    /** All that was thought aloud, as one text. */
    String words() {
        StringBuilder words = new StringBuilder();
        for (Entry entry : entries) {
            if (entry.block instanceof Block.Thinking thinking) {
                words.append(thinking.text());
            }
        }
        return words.toString();
    }

    /** The list for a caller, which comes back with the next turn. */
    void write(JsonWriter json) {
        json.beginArray();
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            switch (entry.block) {
                case Block.Thinking(String words, Seal seal, String id, var _) -> {
                    begin(json, "reasoning.text", i).name("text").string(words);
                    proof(json, "signature", seal, id);
                }
                case Block.HiddenThinking(Seal seal, String id, var _) -> {
                    begin(json, "reasoning.encrypted", i);
                    proof(json, "data", seal, id);
                }
                case Block.Text _,
                        Block.Media _,
                        Block.ToolCall _,
                        Block.ToolResult _,
                        Block.Refusal _,
                        Block.Opaque _ -> throw new IllegalStateException("Not thinking: " + entry.block);
            }
            json.name("at").number(entry.at).endObject();
        }
        json.endArray();
    }

    /** The list as OpenRouter and hosts like it take it, where OpenAI's proof stands beside its summary. */
    void writeForHost(JsonWriter json) {
        json.beginArray();
        for (int i = 0; i < entries.size(); i++) {
            switch (entries.get(i).block) {
                case Block.Thinking(String words, Seal seal, String id, var _)
                when seal != null && seal.family().equals(Seal.OPENAI) -> {
                    if (!words.isEmpty()) {
                        begin(json, "reasoning.summary", i).name("summary").string(words);
                        json.name("format")
                                .string(SealFormats.format(Seal.OPENAI))
                                .endObject();
                    }
                    begin(json, "reasoning.encrypted", i);
                    proof(json, "data", seal, id).endObject();
                }
                case Block.Thinking(String words, Seal seal, String id, var _) -> {
                    begin(json, "reasoning.text", i).name("text").string(words);
                    proof(json, "signature", seal, id).endObject();
                }
                case Block.HiddenThinking(Seal seal, String id, var _) -> {
                    begin(json, "reasoning.encrypted", i);
                    proof(json, "data", seal, id).endObject();
                }
                case Block.Text _,
                        Block.Media _,
                        Block.ToolCall _,
                        Block.ToolResult _,
                        Block.Refusal _,
                        Block.Opaque _ -> throw new IllegalStateException("Not thinking: " + entries.get(i));
            }
        }
        json.endArray();
    }

    private static JsonWriter begin(JsonWriter json, String type, int index) {
        return json.beginObject().name("type").string(type).name("index").number(index);
    }

    private static JsonWriter proof(JsonWriter json, String field, @Nullable Seal seal, String id) {
        if (!id.isEmpty()) {
            json.name("id").string(id);
        }
        if (seal != null) {
            json.name(field).string(seal.data());
            json.name("format");
            if (seal.family().isEmpty()) {
                json.nothing();
            } else {
                json.string(SealFormats.format(seal.family()));
            }
        }
        return json;
    }
}
