package io.sluice.dialects.openai.chat;

import io.sluice.dialects.FittedTools;
import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.model.Block;
import io.sluice.dialects.model.Citation;
import io.sluice.dialects.model.Losses;
import io.sluice.dialects.model.Seal;
import io.sluice.dialects.model.Turn;
import java.util.ArrayList;
import java.util.List;

/** Writes an assistant's turn: what it said, and what it thought and called as far as the provider takes it back. */
final class AssistantWriter {
    /** What OpenAI allows of a tool's name, and whoever is compatible with it. */
    static final int LONGEST_NAME = 64;

    private static final String CONTENT = "content_list";

    private final TargetRules rules;
    private final Losses losses;
    private final PartWriter parts;
    private final CallIds ids;
    private final boolean legacy;
    private final boolean thinking;

    AssistantWriter(TargetRules rules, PartWriter parts, CallIds ids, boolean legacy, boolean thinking) {
        this.rules = rules;
        this.parts = parts;
        this.ids = ids;
        this.legacy = legacy;
        this.thinking = thinking;
        losses = rules.losses();
    }

    void write(JsonWriter json, Turn turn, String path) {
        json.beginObject().name("role").string("assistant");
        if (!turn.name().isEmpty() && rules.takes("messages[].name")) {
            json.name("name").string(turn.name());
        }
        List<Block> said = new ArrayList<>();
        List<Block.ToolCall> calls = new ArrayList<>();
        StringBuilder refusal = new StringBuilder();
        for (int i = 0; i < turn.blocks().size(); i++) {
            String place = path + ".content[" + i + "]";
            switch (turn.blocks().get(i)) {
                case Block.ToolCall call -> calls.add(call);
                case Block.Refusal refused -> refusal.append(refused.text());
                case Block.Text text -> said.add(text);
                case Block.Opaque opaque -> said.add(opaque);
                case Block.Thinking thought -> {
                    if (goesBack(thought, place) && CONTENT.equals(rules.thinkingField())) {
                        said.add(thought);
                    }
                }
                case Block.HiddenThinking hidden -> hidden(json, hidden, place);
                case Block.Media media -> media(json, media, place);
                case Block.ToolResult _ -> losses.add(place, "openai-chat has no such block in this place");
            }
        }
        boolean spoken = turn.blocks().stream().anyMatch(Block.Media.class::isInstance);
        content(json, said, refusal, spoken || !calls.isEmpty(), path);
        thoughts(json, turn.blocks(), !calls.isEmpty());
        cite(json, said, path);
        calls(json, calls, path);
        parts.notes(turn.notes(), path, json);
        json.endObject();
    }

    private void content(JsonWriter json, List<Block> said, CharSequence refusal, boolean otherwise, String path) {
        json.name("content");
        if (said.isEmpty() && (otherwise || !refusal.isEmpty())) {
            json.nothing();
        } else {
            parts.content(json, said, path);
        }
        if (!refusal.isEmpty()) {
            json.name("refusal").string(refusal.toString());
        }
    }

    /** Whether a thought goes back in plain words; where it does not and is not to go otherwise, it is lost. */
    private boolean goesBack(Block.Thinking thought, String path) {
        if (rules.takesDetails()) {
            return true;
        }
        String field = rules.thinkingField();
        Seal seal = thought.seal();
        boolean own = seal == null || (CONTENT.equals(field) && seal.family().equals(PartReader.MISTRAL));
        if (!own) {
            losses.add(path, "thinking sealed by another family");
        } else if (field == null) {
            losses.add(path, "the provider takes no thinking back");
        }
        return own && field != null;
    }

    private void hidden(JsonWriter json, Block.HiddenThinking hidden, String path) {
        if (rules.takesExtraContent() && hidden.seal().family().equals(Seal.GEMINI)) {
            CallSeals.write(json.name(CallSeals.FIELD), hidden.seal());
        } else if (!rules.takesDetails()) {
            losses.add(path, "thinking sealed by another family");
        }
    }

    private void media(JsonWriter json, Block.Media media, String path) {
        String id = media.source() instanceof Block.Source.Stored(String stored) ? stored : SpokenAnswer.id(media);
        if (media.sort() == Block.Media.Sort.AUDIO && !id.isEmpty()) {
            json.name("audio").beginObject().name("id").string(id).endObject();
        } else {
            losses.add(path, "openai-chat takes no media the model made");
        }
    }

    private void thoughts(JsonWriter json, List<Block> blocks, boolean calls) {
        if (rules.takesDetails()) {
            ThoughtWriter writer = ThoughtWriter.of(blocks);
            if (writer.needed()) {
                writer.writeForHost(json.name("reasoning_details"));
            } else if (!writer.words().isEmpty()) {
                json.name("reasoning").string(writer.words());
            }
            return;
        }
        String field = rules.thinkingField();
        if (field == null || field.equals(CONTENT)) {
            return;
        }
        StringBuilder words = new StringBuilder();
        for (Block block : blocks) {
            if (block instanceof Block.Thinking(String text, Seal seal, var _, var _) && seal == null) {
                words.append(text);
            }
        }
        // DeepSeek refuses a call in its history that has no thinking beside it, unless thinking is off.
        if (!words.isEmpty() || (calls && thinking && field.equals("reasoning_content"))) {
            json.name(field).string(words.toString());
        }
    }

    private void cite(JsonWriter json, List<Block> said, String path) {
        List<Citation> own = new ArrayList<>();
        for (Block block : said) {
            if (block instanceof Block.Text text) {
                for (Citation citation : text.citations()) {
                    if (citation.dialect().equals(ChatRequestReader.ID)) {
                        own.add(citation);
                    } else {
                        losses.add(path + ".citations", "openai-chat takes no citations back");
                    }
                }
            }
        }
        if (!own.isEmpty()) {
            json.name("annotations").beginArray();
            own.forEach(citation -> Annotations.write(json, citation, 0, 0));
            json.endArray();
        }
    }

    private void calls(JsonWriter json, List<Block.ToolCall> calls, String path) {
        if (calls.isEmpty()) {
            return;
        }
        if (legacy) {
            Block.ToolCall first = calls.getFirst();
            calls.forEach(call -> {
                ids.call(call.id(), call.name());
                parts.notes(call.notes(), path + ".tool_calls", null);
                if (call.seal() != null) {
                    losses.add(path + ".tool_calls", "the proof of a call sealed by another family");
                }
            });
            if (calls.size() > 1) {
                losses.add(path + ".tool_calls", "a legacy function call is the only one of its turn");
            }
            json.name("function_call").beginObject().name("name").string(FittedTools.name(first.name(), LONGEST_NAME));
            json.name("arguments").string(arguments(first)).endObject();
            return;
        }
        json.name("tool_calls").beginArray();
        calls.forEach(call -> call(json, call, path));
        json.endArray();
    }

    private void call(JsonWriter json, Block.ToolCall call, String path) {
        boolean free = call.free() && rules.isOpenAi();
        String field = free ? "custom" : "function";
        json.beginObject().name("id").string(ids.call(call.id(), call.name()));
        json.name("type").string(field).name(field).beginObject();
        json.name("name").string(FittedTools.name(call.name(), LONGEST_NAME));
        json.name(free ? "input" : "arguments").string(free ? call.arguments() : arguments(call));
        PartWriter.inner(json, call.notes().extras(), field + ".");
        json.endObject();
        parts.notes(call.notes(), path + ".tool_calls", json);
        Seal seal = call.seal();
        if (seal != null && rules.takesExtraContent() && seal.family().equals(Seal.GEMINI)) {
            CallSeals.write(json.name(CallSeals.FIELD), seal);
        } else if (seal != null) {
            losses.add(path + ".tool_calls", "the proof of a call sealed by another family");
        }
        json.endObject();
    }

    private static String arguments(Block.ToolCall call) {
        return call.free() ? FittedTools.wrapped(call.arguments()) : call.arguments();
    }
}
