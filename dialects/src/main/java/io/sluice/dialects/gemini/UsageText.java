package io.sluice.dialects.gemini;

import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.model.Usage;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Usage in Gemini's convention: cached tokens within the prompt's, thoughts beside the candidates'. */
final class UsageText {
    private UsageText() {}

    /** The object; {@code rest} is what a Gemini answer said besides, which is told again. */
    static String write(@Nullable Usage usage, Map<String, String> rest) {
        JsonWriter json = new JsonWriter().beginObject();
        if (usage != null) {
            Long toolUse = rest.containsKey(UsageFigures.TOOL_USE)
                    ? Numbers.whole(Value.of(rest.get(UsageFigures.TOOL_USE)))
                    : null;
            long prompt = usage.totalInput() - (toolUse == null ? 0 : toolUse);
            count(json, "promptTokenCount", Math.max(0, prompt));
            count(json, "cachedContentTokenCount", usage.cacheRead());
            count(json, "candidatesTokenCount", usage.output() + usage.audioOut() + usage.imageOut());
            count(json, "thoughtsTokenCount", usage.reasoning());
            json.name("totalTokenCount").number(usage.totalInput() + usage.totalOutput());
            if (!rest.containsKey("promptTokensDetails")) {
                details(json, "promptTokensDetails", usage.audioIn(), usage.imageIn());
            }
            if (!rest.containsKey("candidatesTokensDetails")) {
                details(json, "candidatesTokensDetails", usage.audioOut(), usage.imageOut());
            }
        }
        rest.forEach((name, value) -> json.name(name).raw(value));
        return json.endObject().toString();
    }

    private static void count(JsonWriter json, String name, long tokens) {
        if (tokens > 0) {
            json.name(name).number(tokens);
        }
    }

    private static void details(JsonWriter json, String name, long audio, long image) {
        if (audio == 0 && image == 0) {
            return;
        }
        json.name(name).beginArray();
        detail(json, "AUDIO", audio);
        detail(json, "IMAGE", image);
        json.endArray();
    }

    private static void detail(JsonWriter json, String modality, long tokens) {
        if (tokens > 0) {
            json.beginObject().name("modality").string(modality);
            json.name("tokenCount").number(tokens).endObject();
        }
    }
}
