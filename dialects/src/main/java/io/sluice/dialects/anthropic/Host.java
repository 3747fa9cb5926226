package io.sluice.dialects.anthropic;

import io.sluice.dialects.Quirks;
import io.sluice.dialects.json.JsonWriter;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the host of a model wants otherwise than Anthropic itself (Vertex, Bedrock's InvokeModel).
 *
 * @param modelInPath the body must not name the model
 * @param streamInPath the body must not say whether to stream
 * @param members what the body must have besides, by name, as JSON text
 */
record Host(boolean modelInPath, boolean streamInPath, Map<String, String> members) {
    private static final String VERSION = "anthropic_version";
    private static final String BETA = "anthropic_beta";

    Host {
        members = Map.copyOf(members);
    }

    static Host of(Quirks quirks) {
        Map<String, String> members = new LinkedHashMap<>();
        for (String flag : quirks.flags()) {
            if (flag.startsWith(VERSION + "=")) {
                members.put(VERSION, quoted(flag.substring(VERSION.length() + 1)));
            } else if (flag.startsWith(BETA + "=")) {
                members.put(BETA, list(flag.substring(BETA.length() + 1)));
            }
        }
        return new Host(quirks.flags().contains("model_in_path"), quirks.flags().contains("stream_in_path"), members);
    }

    private static String list(String words) {
        JsonWriter json = new JsonWriter().beginArray();
        for (String word : words.split(",", -1)) {
            if (!word.isBlank()) {
                json.string(word.strip());
            }
        }
        return json.endArray().toString();
    }

    private static String quoted(String text) {
        return new JsonWriter().string(text).toString();
    }
}
