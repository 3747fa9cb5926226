package io.sluice.gateway.route;

import io.sluice.dialects.json.JsonWriter;
import io.sluice.gateway.account.VirtualKey;
import io.sluice.gateway.call.Failure;
import io.sluice.gateway.call.Reply;
import io.sluice.gateway.call.Step;
import io.sluice.gateway.call.wire.Header;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The models a key may call, in OpenAI's shape: public names, in the order of the configuration. */
public final class ModelListing {
    private final List<String> names;

    /** A listing of these names; no provider is ever asked for it. */
    public ModelListing(List<String> names) {
        this.names = List.copyOf(names);
    }

    /** Every name this key may call. */
    Reply all(@Nullable VirtualKey key) {
        JsonWriter json = new JsonWriter();
        json.beginObject().name("object").string("list").name("data").beginArray();
        for (String name : names) {
            if (key == null || key.allows(name)) {
                entry(json, name);
            }
        }
        json.endArray().endObject();
        return answer(json);
    }

    /** One entry of the listing. */
    Step one(@Nullable VirtualKey key, String name) {
        if (!names.contains(name) || (key != null && !key.allows(name))) {
            return new Step.Refuse(unknown(name, List.of()));
        }
        JsonWriter json = new JsonWriter();
        entry(json, name);
        return new Step.Answer(answer(json));
    }

    private static Reply answer(JsonWriter json) {
        return new Reply(200, List.of(new Header("content-type", "application/json")), json.toBytes());
    }

    private static void entry(JsonWriter json, String name) {
        int slash = name.indexOf('/');
        json.beginObject()
                .name("id")
                .string(name)
                .name("object")
                .string("model")
                .name("created")
                .number(0);
        json.name("owned_by")
                .string(slash < 0 ? "sluice" : name.substring(0, slash))
                .endObject();
    }

    static Failure unknown(String name, List<String> nearest) {
        String hint = nearest.isEmpty()
                ? "GET /v1/models lists what there is"
                : "did you mean " + String.join(" or ", nearest) + "? GET /v1/models lists what there is";
        return Failure.at("model", 404, "model_not_found", "There is no model \"" + name + "\"; " + hint);
    }
}
