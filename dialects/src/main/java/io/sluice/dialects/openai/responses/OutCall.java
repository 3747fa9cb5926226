package io.sluice.dialects.openai.responses;

import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.model.Citation;
import io.sluice.dialects.model.Event.Opening;
import io.sluice.dialects.model.Losses;
import io.sluice.dialects.model.Seal;
import org.jspecify.annotations.Nullable;

/** A call of one of the caller's tools. */
final class OutCall implements OutItem {
    private final Wire wire;
    private final Losses losses;
    private final String id;
    private final String callId;
    private final int index;
    private final Opening.ToolCall call;
    private final StringBuilder arguments = new StringBuilder();
    private boolean over;
    private @Nullable Seal seal;

    OutCall(Wire wire, Losses losses, String id, String callId, int index, Opening.ToolCall call) {
        this.wire = wire;
        this.losses = losses;
        this.id = id;
        this.callId = callId;
        this.index = index;
        this.call = call;
        JsonWriter json =
                wire.event("response.output_item.added").name("output_index").number(index);
        wire.send(json.name("item").raw(item(Outcome.IN_PROGRESS)));
    }

    @Override
    public void more(String more) {
        arguments.append(more);
        wire.send(event(word() + ".delta").name("delta").string(more));
    }

    @Override
    public void seal(Seal proof) {
        seal = proof;
    }

    /** The call's proof, which goes in an item of its own after it; null where it has none. */
    @Nullable
    Seal seal() {
        return seal;
    }

    @Override
    public void cite(Citation citation) {
        losses.add("output[" + index + "].annotations", Spelling.DIALECT + " has sources only in the model's texts");
    }

    @Override
    public void blockOver() {
        if (over) {
            return;
        }
        if (arguments.isEmpty() && !call.free()) {
            more("{}");
        }
        over = true;
        wire.send(event(word() + ".done")
                .name(call.free() ? "input" : "arguments")
                .string(arguments.toString()));
    }

    @Override
    public String close(String status) {
        blockOver();
        String item = item(status);
        JsonWriter json =
                wire.event("response.output_item.done").name("output_index").number(index);
        wire.send(json.name("item").raw(item));
        return item;
    }

    private String word() {
        return call.free() ? "response.custom_tool_call_input" : "response.function_call_arguments";
    }

    private JsonWriter event(String name) {
        return wire.event(name, id, index, null, 0);
    }

    private String item(String status) {
        JsonWriter json = new JsonWriter().beginObject();
        json.name("type").string(call.free() ? "custom_tool_call" : "function_call");
        json.name("id").string(id).name("status").string(status);
        json.name("call_id").string(callId).name("name").string(call.name());
        json.name(call.free() ? "input" : "arguments").string(arguments.toString());
        Spelling.write(json, call.notes().extras());
        return json.endObject().toString();
    }
}
