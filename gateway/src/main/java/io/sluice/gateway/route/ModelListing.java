package io.sluice.gateway.route;

import io.sluice.dialects.json.JsonWriter;
import io.sluice.gateway.account.VirtualKey;
import io.sluice.gateway.call.Call;
import io.sluice.gateway.call.Failure;
import io.sluice.gateway.call.Reply;
import io.sluice.gateway.call.Step;
import io.sluice.gateway.call.wire.Header;
import io.sluice.gateway.catalog.ModelEntry;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The models a key may call, in OpenAI's shape: public names, in the order of the configuration, then what providers list. */
public final class ModelListing {
    private final Supplier<List<String>> names;
    private final Function<String, Optional<ModelEntry>> known;
    private final InstantSource clock;

    /** A listing of the names there are now, with what is known of them; no provider is ever asked for it. */
    public ModelListing(
            Supplier<List<String>> names, Function<String, Optional<ModelEntry>> known, InstantSource clock) {
        this.names = names;
        this.known = known;
        this.clock = clock;
    }

    /** Every name this key may call. */
    Step all(@Nullable VirtualKey key, Call.Reveal reveal) {
        JsonWriter json = new JsonWriter();
        json.beginObject().name("object").string("list").name("data").beginArray();
        for (String name : names.get()) {
            if (key == null || key.allows(name)) {
                entry(json, name, reveal);
            }
        }
        json.endArray().endObject();
        return new Step.Answer(answer(json));
    }

    /** One entry of the listing. */
    Step one(@Nullable VirtualKey key, Call.Reveal reveal, String name) {
        if (!names.get().contains(name) || (key != null && !key.allows(name))) {
            return new Step.Refuse(unknown(name, List.of()));
        }
        JsonWriter json = new JsonWriter();
        entry(json, name, reveal);
        return new Step.Answer(answer(json));
    }

    private static Reply answer(JsonWriter json) {
        return new Reply(200, List.of(new Header("content-type", "application/json")), json.toBytes());
    }

    private void entry(JsonWriter json, String name, Call.Reveal reveal) {
        int slash = name.indexOf('/');
        json.beginObject()
                .name("id")
                .string(name)
                .name("object")
                .string("model")
                .name("created")
                .number(0);
        json.name("owned_by").string(slash < 0 ? "sluice" : name.substring(0, slash));
        known.apply(name).ifPresent(entry -> fields(json, entry, reveal));
        json.endObject();
    }

    /** Prices are shown to those who may see what a call cost. */
    private void fields(JsonWriter json, ModelEntry entry, Call.Reveal reveal) {
        ModelFields.facts(json, entry);
        if (reveal == Call.Reveal.ALL) {
            ModelFields.price(json, entry.pricing().at(clock.instant()));
        }
    }

    static Failure unknown(String name, List<String> nearest) {
        String hint = nearest.isEmpty()
                ? "GET /v1/models lists what there is"
                : "did you mean " + String.join(" or ", nearest) + "? GET /v1/models lists what there is";
        return Failure.at("model", 404, "model_not_found", "There is no model \"" + name + "\"; " + hint);
    }
}
