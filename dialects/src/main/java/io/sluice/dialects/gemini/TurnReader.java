package io.sluice.dialects.gemini;

import io.sluice.dialects.json.Kind;
import io.sluice.dialects.model.Block;
import io.sluice.dialects.model.Extras;
import io.sluice.dialects.model.Notes;
import io.sluice.dialects.model.Role;
import io.sluice.dialects.model.Seal;
import io.sluice.dialects.model.Turn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads contents as turns. A call without an id gets one made of its place; an answer without one belongs to the first
 * call of its name that has none yet, of the contents before it.
 */
final class TurnReader {
    /** Begins the ids made here; written to Gemini again they are left out. */
    static final String MADE = "gemini_call_";

    private final Complaint complaint;
    private final List<Turn> turns = new ArrayList<>();
    private final List<Block.ToolCall> unanswered = new ArrayList<>();
    private int content;

    TurnReader(Complaint complaint) {
        this.complaint = complaint;
    }

    List<Turn> read(@Nullable Value instruction, @Nullable Value contents) {
        if (instruction != null) {
            turn(instruction, "systemInstruction", Role.SYSTEM);
        }
        if (contents == null) {
            complaint.refuse("contents", "The request has no 'contents'.");
            return turns;
        }
        // Google takes a content alone for a list of one.
        List<Value> list = contents.is(Kind.OBJECT) ? List.of(contents) : contents.elements();
        if (!contents.is(Kind.ARRAY) && !contents.is(Kind.OBJECT)) {
            complaint.refuse("contents", "a list", contents);
        }
        for (Value one : list) {
            String path = "contents[" + content + "]";
            turn(one, path, role(one, path));
            content++;
        }
        return turns;
    }

    private Role role(Value one, String path) {
        Value role = one.fields().get("role");
        return switch (role == null ? "user" : role.text()) {
            // Older clients let tools answer as "function".
            case "user", "function", "tool" -> Role.USER;
            case "model" -> Role.ASSISTANT;
            default -> {
                complaint.refuse(path + ".role", "'user' or 'model'", role == null ? one : role);
                yield Role.USER;
            }
        };
    }

    private void turn(Value one, String path, Role role) {
        if (!one.is(Kind.OBJECT)) {
            complaint.refuse(path, "an object", one);
            return;
        }
        Fields fields = one.fields();
        Value spelled = fields.take("role");
        Value parts = fields.take("parts");
        List<Block> blocks = new ArrayList<>();
        if (parts != null) {
            int number = 0;
            // A part alone is taken for a list of one.
            List<Value> list = parts.is(Kind.OBJECT) ? List.of(parts) : parts.elements();
            for (Value part : list) {
                part(Part.of(part), number++, blocks);
            }
        }
        Map<String, String> extras = new LinkedHashMap<>(fields.extras().fields());
        if (spelled != null && (role == Role.SYSTEM || !spelled.text().equals(RequestWriter.role(role)))) {
            extras.put(Extras.SPELLING + "role", spelled.raw());
        }
        turns.add(new Turn(role, blocks, "", Notes.of(Extras.of(GeminiGenerate.ID, extras))));
    }

    private void part(Part part, int number, List<Block> blocks) {
        switch (part.sort()) {
            case TEXT -> {
                seal(part, blocks);
                if (!part.text().isEmpty() || !part.fields().isEmpty()) {
                    blocks.add(new Block.Text(part.text(), List.of(), part.notes()));
                }
            }
            case THOUGHT -> {
                Seals.Read read = part.signature().isEmpty() ? null : Seals.read(part.signature());
                blocks.add(new Block.Thinking(
                        begun(blocks, part.notes()) + part.text(),
                        read == null ? null : read.seal(),
                        read == null ? "" : read.id(),
                        part.notes()));
            }
            case CALL -> call(part, number, blocks);
            case RESULT -> blocks.add(result(part, number));
            case MEDIA -> {
                seal(part, blocks);
                blocks.add(part.media());
            }
            case OTHER -> blocks.add(part.opaque());
            case NOTHING -> {}
        }
    }

    /** Takes back thinking not sealed yet: of a stream every piece comes back as a part, and the seal is of them all. */
    private static String begun(List<Block> blocks, Notes notes) {
        boolean goesOn = !blocks.isEmpty()
                && blocks.getLast() instanceof Block.Thinking(var _, var seal, var _, var before)
                && seal == null
                && before.equals(notes);
        return goesOn ? ((Block.Thinking) blocks.removeLast()).text() : "";
    }

    /** The signature of a part: the thinking's right before it, else thinking of its own. */
    private static void seal(Part part, List<Block> blocks) {
        if (part.signature().isEmpty()) {
            return;
        }
        Seals.Read read = Seals.read(part.signature());
        Block before = blocks.isEmpty() ? null : blocks.getLast();
        if (!read.hidden() && before instanceof Block.Thinking thinking && thinking.seal() == null) {
            blocks.removeLast();
            blocks.add(new Block.Thinking(thinking.text(), read.seal(), read.id(), thinking.notes()));
        } else if (read.hidden() || read.isOwn()) {
            blocks.add(new Block.HiddenThinking(read.seal(), read.id(), Notes.NONE));
        } else {
            blocks.add(new Block.Thinking("", read.seal(), read.id(), Notes.NONE));
        }
    }

    private void call(Part part, int number, List<Block> blocks) {
        Fields call = part.inner("functionCall");
        String id = call.text("id");
        String name = call.text("name");
        Value arguments = call.take("args");
        call.left().forEach((key, value) -> part.fields().left().put("functionCall." + key, value));
        boolean own =
                !part.signature().isEmpty() && Seals.read(part.signature()).isOwn();
        if (!own) {
            seal(part, blocks);
        }
        Block.ToolCall block = new Block.ToolCall(
                id.isEmpty() ? MADE + content + "_" + number : id,
                name,
                arguments == null ? "{}" : arguments.raw(),
                false,
                own ? new Seal(Seal.GEMINI, part.signature()) : null,
                part.notes());
        unanswered.add(block);
        blocks.add(block);
    }

    private Block result(Part part, int number) {
        Fields response = part.inner("functionResponse");
        String name = response.text("name");
        String id = response.text("id");
        Block.ToolCall answered = answered(id, name);
        unanswered.remove(answered);
        if (id.isEmpty()) {
            id = answered == null ? MADE + content + "_" + number : answered.id();
        }
        Value said = response.take("response");
        ToolAnswers answers = said == null ? new ToolAnswers(List.of(), false) : ToolAnswers.read(said);
        List<Block> inside = new ArrayList<>();
        answers.texts().forEach(text -> inside.add(Block.Text.of(text)));
        Value media = response.take("parts");
        if (media != null) {
            for (Value one : media.elements()) {
                Part inner = Part.of(one);
                inside.add(inner.sort() == Part.Sort.MEDIA ? inner.media() : inner.opaque());
            }
        }
        response.left().forEach((key, value) -> part.fields().left().put("functionResponse." + key, value));
        return new Block.ToolResult(id, name, inside, answers.failed(), part.notes());
    }

    private Block.@Nullable ToolCall answered(String id, String name) {
        for (Block.ToolCall call : unanswered) {
            boolean made = call.id().startsWith(MADE);
            if (id.isEmpty()
                    ? call.name().equals(name)
                    : call.id().equals(id) || (made && call.name().equals(name))) {
                return call;
            }
        }
        return null;
    }
}
