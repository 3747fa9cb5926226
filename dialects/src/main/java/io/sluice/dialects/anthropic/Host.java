package io.sluice.dialects.anthropic;

import io.sluice.dialects.Quirks;
import io.sluice.dialects.Sending;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.JsonReader;
import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.json.Kind;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the host of a model wants otherwise than Anthropic itself (Vertex, Bedrock's InvokeModel).
 *
 * @param modelInPath the body must not name the model
 * @param streamInPath the body must not say whether to stream
 * @param version what the body must have as {@code anthropic_version}; null where nothing
 * @param betas what the body must have among its {@code anthropic_beta}: the host's own, and those of the caller's header
 *     where the host takes none
 */
record Host(
        boolean modelInPath, boolean streamInPath, @Nullable String version, Set<String> betas) {
    /** The name of the betas in a body, which Bedrock alone knows. */
    static final String BETA = "anthropic_beta";

    private static final String BETA_HEADER = "anthropic-beta";
    private static final String VERSION = "anthropic_version";

    static Host of(Sending sending) {
        Quirks quirks = sending.quirks();
        String version = null;
        Set<String> betas = new LinkedHashSet<>();
        for (String flag : quirks.flags()) {
            if (flag.startsWith(VERSION + "=")) {
                version = flag.substring(VERSION.length() + 1);
            } else if (flag.startsWith(BETA + "=")) {
                words(flag.substring(BETA.length() + 1), betas);
            }
        }
        words(sending.headers().getOrDefault(BETA_HEADER, ""), betas);
        return new Host(
                quirks.flags().contains("model_in_path"), quirks.flags().contains("stream_in_path"), version, betas);
    }

    /** What the body must have besides, by name, as JSON text; {@code own} are the betas the caller's body has already. */
    Map<String, String> members(@Nullable String own) {
        Map<String, String> members = new LinkedHashMap<>();
        if (version != null) {
            members.put(VERSION, new JsonWriter().string(version).toString());
        }
        if (!betas.isEmpty()) {
            Set<String> all = new LinkedHashSet<>(own(own));
            all.addAll(betas);
            JsonWriter json = new JsonWriter().beginArray();
            all.forEach(json::string);
            members.put(BETA, json.endArray().toString());
        }
        return members;
    }

    private static Set<String> own(@Nullable String json) {
        Set<String> own = new LinkedHashSet<>();
        if (json != null) {
            JsonReader reader = new JsonReader(Bytes.of(json), 0);
            if (reader.enter(Kind.ARRAY)) {
                while (reader.more()) {
                    own.add(reader.stringOrEmpty());
                }
            }
        }
        own.remove("");
        return own;
    }

    private static void words(String list, Set<String> into) {
        for (String word : list.split(",", -1)) {
            if (!word.isBlank()) {
                into.add(word.strip());
            }
        }
    }
}
