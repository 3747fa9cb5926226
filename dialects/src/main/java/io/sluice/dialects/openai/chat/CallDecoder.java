package io.sluice.dialects.openai.chat;

import io.sluice.dialects.json.JsonReader;
import io.sluice.dialects.json.Kind;
import io.sluice.dialects.json.ObjectView;
import io.sluice.dialects.model.Event;
import io.sluice.dialects.model.Event.Opening;
import io.sluice.dialects.model.Extras;
import io.sluice.dialects.model.Notes;
import io.sluice.dialects.model.Seal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads one piece of one tool call: id and name come with its first, arguments in all of them. Hosts that give every call
 * the same index, or none, are told apart by the ids.
 */
final class CallDecoder {
    private final ChatDecoder.Place place;
    private final int choice;
    private final ThoughtDecoder thoughts;

    CallDecoder(ChatDecoder.Place place, int choice, ThoughtDecoder thoughts) {
        this.place = place;
        this.choice = choice;
        this.thoughts = thoughts;
    }

    /** A piece that stands at that place of its list. */
    void read(ObjectView call, int position) {
        JsonReader index = call.take("index", Kind.NUMBER);
        String id = call.text("id");
        boolean free = call.text("type").equals("custom") || !call.has("function");
        String field = free ? "custom" : "function";
        ObjectView inside = call.object(field);
        String name = inside.text("name");
        JsonReader content = call.take(CallSeals.FIELD, Kind.OBJECT);
        Seal seal = content == null ? null : CallSeals.read(content);
        JsonReader arguments = inside.take(free || inside.has("input") ? "input" : "arguments");
        Map<String, String> rest = call.rest();
        rest.remove("type");
        rest.putAll(inside.rest(field + "."));
        Notes notes = Notes.of(Extras.of(ChatRequestReader.ID, rest));
        String lane = lane(index == null ? position : Numbers.small(index), id, name);
        int block = begin(lane, new Opening.ToolCall(id, name, free, notes));
        arguments(arguments, block);
        if (seal != null) {
            place.add(new Event.SealSeen(choice, block, seal));
        }
    }

    /** A legacy function call; hosts write empty ones too. */
    void legacy(ObjectView call) {
        String name = call.text("name");
        if (!name.isEmpty() || place.blocks().choice(choice).isOpen("function")) {
            Notes notes = LegacyCalls.notes(Map.of());
            int block = begin("function", new Opening.ToolCall("", name, false, notes));
            arguments(call.take("arguments"), block);
        }
    }

    private String lane(int index, String id, String name) {
        Blocks.Choice state = place.blocks().choice(choice);
        String key = "tool " + index;
        String known = state.remembered(key);
        String latest = known == null ? key : known;
        String before = state.remembered(latest + " id");
        boolean another = before != null && !id.isEmpty() && !name.isEmpty() && !before.isEmpty() && !before.equals(id);
        if (another) {
            latest = key + " " + id;
            state.remember(key, latest);
        }
        if (before == null || another) {
            state.remember(latest + " id", id);
        }
        return latest;
    }

    private int begin(String lane, Opening opening) {
        if (!place.blocks().choice(choice).isOpen(lane)) {
            thoughts.before();
        }
        return place.blocks().number(choice, lane, opening, place.events());
    }

    /** Arguments as text, or as the object itself. */
    private void arguments(@Nullable JsonReader value, int block) {
        if (value == null) {
            return;
        }
        int start = value.position();
        String json = value.peek() == Kind.STRING ? value.string() : value.raw();
        if (!json.isEmpty()) {
            place.add(new Event.ArgumentsDelta(choice, block, json), start, value.offset());
        }
    }
}
