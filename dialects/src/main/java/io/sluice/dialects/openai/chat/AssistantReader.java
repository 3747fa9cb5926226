package io.sluice.dialects.openai.chat;

import io.sluice.dialects.json.JsonReader;
import io.sluice.dialects.json.Kind;
import io.sluice.dialects.json.ObjectView;
import io.sluice.dialects.model.Block;
import io.sluice.dialects.model.Citation;
import io.sluice.dialects.model.Extras;
import io.sluice.dialects.model.Notes;
import io.sluice.dialects.model.Seal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads an assistant's message: what was thought, said, refused, spoken and called, in that order. */
final class AssistantReader {
    private final Objections objections;
    private final PartReader parts;

    AssistantReader(Objections objections, PartReader parts) {
        this.objections = objections;
        this.parts = parts;
    }

    /** Its blocks; {@code legacyCalls} learns which id a legacy call was given. */
    List<Block> blocks(ObjectView message, String path, Map<String, String> legacyCalls) {
        List<Thought> thoughts = thoughts(message);
        List<Block> others = new ArrayList<>();
        JsonReader content = message.take("content");
        if (content != null) {
            for (Block block : parts.read(content, path + ".content")) {
                if (!block.equals(Block.Text.of(""))) {
                    others.add(block);
                }
            }
        }
        cite(message, others);
        String refusal = message.text("refusal");
        if (!refusal.isEmpty()) {
            others.add(new Block.Refusal(refusal, Notes.NONE));
        }
        String audio = ObjectView.of(message.take("audio", Kind.OBJECT), ObjectView.empty())
                .text("id");
        if (!audio.isEmpty()) {
            Block.Source stored = new Block.Source.Stored(audio);
            others.add(new Block.Media(Block.Media.Sort.AUDIO, "", stored, "", Notes.NONE));
        }
        calls(message, path, others);
        legacyCall(message, path, others, legacyCalls);
        return Thought.among(others, thoughts);
    }

    private static List<Thought> thoughts(ObjectView message) {
        String words = "";
        for (String name : List.of("reasoning_content", "reasoning", "thinking")) {
            String said = message.text(name);
            words = words.isEmpty() ? said : words;
        }
        JsonReader details = message.take("reasoning_details", Kind.ARRAY);
        List<Thought> thoughts = details == null ? new ArrayList<>() : Thought.list(details);
        JsonReader content = message.take(CallSeals.FIELD, Kind.OBJECT);
        Seal seal = content == null ? null : CallSeals.read(content);
        if (seal != null) {
            thoughts.addFirst(Thought.sealed(seal));
        }
        boolean told = thoughts.stream().anyMatch(thought -> !thought.text().isEmpty());
        if (!words.isEmpty() && !told) {
            boolean joined = !thoughts.isEmpty() && thoughts.getFirst().at() < 0;
            Thought first = joined ? thoughts.removeFirst() : Thought.plain("");
            thoughts.addFirst(first.saying(words));
        }
        return thoughts;
    }

    private static void cite(ObjectView message, List<Block> blocks) {
        for (int i = 0; i < blocks.size(); i++) {
            if (blocks.get(i) instanceof Block.Text(String text, var _, Notes notes)) {
                JsonReader list = message.take("annotations", Kind.ARRAY);
                List<Citation> citations = list == null ? List.of() : Annotations.list(list);
                blocks.set(i, new Block.Text(text, citations, notes));
                return;
            }
        }
    }

    private void calls(ObjectView message, String path, List<Block> blocks) {
        JsonReader list = message.take("tool_calls", Kind.ARRAY);
        if (list == null || !list.enter(Kind.ARRAY)) {
            return;
        }
        for (int i = 0; list.more(); i++) {
            blocks.add(call(ObjectView.of(list), path + ".tool_calls[" + i + "]"));
        }
    }

    private Block call(ObjectView call, String path) {
        String id = call.text("id");
        String type = call.text("type");
        call.take("index");
        boolean free = type.equals("custom") || (type.isEmpty() && call.has("custom"));
        String field = free ? "custom" : "function";
        ObjectView inside = call.object(field);
        String name = inside.text("name");
        if (name.isEmpty()) {
            objections.add(path + "." + field + ".name", "'" + path + "." + field + ".name' must be the tool's name.");
        }
        String arguments = free ? inside.text("input") : arguments(inside);
        JsonReader content = call.take(CallSeals.FIELD, Kind.OBJECT);
        Seal seal = content == null ? null : CallSeals.read(content);
        Map<String, String> rest = call.rest();
        rest.putAll(inside.rest(field + "."));
        Notes notes = Notes.of(Extras.of(ChatRequestReader.ID, rest));
        return new Block.ToolCall(id, name, arguments, free, seal, notes);
    }

    /** The arguments as text; some hosts write the object itself. None at all are an empty object. */
    private static String arguments(ObjectView function) {
        JsonReader value = function.take("arguments");
        if (value == null) {
            return "{}";
        }
        String text = value.peek() == Kind.STRING ? value.string() : value.raw();
        return text.isBlank() ? "{}" : text;
    }

    private static void legacyCall(
            ObjectView message, String path, List<Block> blocks, Map<String, String> legacyCalls) {
        ObjectView function = message.object("function_call");
        String name = function.text("name");
        if (!name.isEmpty()) {
            // The form has no ids; others need one that call and answer agree on.
            String id = "call_" + path.replaceAll("\\D", "");
            legacyCalls.put(name, id);
            Notes notes = LegacyCalls.notes(Map.of());
            blocks.add(new Block.ToolCall(id, name, arguments(function), false, null, notes));
        }
    }
}
