package io.sluice.dialects.bedrock;

import io.sluice.dialects.Asked;
import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.model.Answer;
import io.sluice.dialects.model.Block;
import io.sluice.dialects.model.Extras;
import io.sluice.dialects.model.Losses;
import io.sluice.dialects.model.Usage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes whole answers for callers of Converse. */
final class AnswerWriter {
    private AnswerWriter() {}

    static byte[] write(Answer answer, Asked asked) {
        if (answer.error() != null) {
            return ConverseErrors.body(answer.error(), asked.callId());
        }
        Losses losses = asked.losses();
        Answer.Choice choice =
                answer.choices().isEmpty() ? null : answer.choices().getFirst();
        if (answer.choices().size() > 1) {
            losses.add("choices", "bedrock gives one answer");
        }
        JsonWriter json = new JsonWriter().beginObject();
        json.name("output").beginObject().name("message").beginObject();
        json.name("role").string("assistant").name("content").beginArray();
        content(json, choice, asked);
        json.endArray().endObject().endObject();
        Fields fields = Fields.of(answer.extras(), losses);
        String stopped = choice == null ? null : choice.stopSequence();
        json.name("stopReason").string(word(choice));
        json.name("usage");
        UsageFigures.write(json, answer.usage() == null ? Usage.NONE : answer.usage(), fields.ofUsage());
        if (!fields.ofAnswer().containsKey("metrics")) {
            json.name("metrics").beginObject().name("latencyMs").number(0).endObject();
        }
        fields.ofAnswer().forEach((name, value) -> json.name(name).raw(value));
        if (stopped != null && !fields.ofAnswer().containsKey(ResponseFields.NAME)) {
            json.name(ResponseFields.NAME).raw(ResponseFields.stoppedBy(stopped));
        }
        return json.endObject().toBytes();
    }

    private static void content(JsonWriter json, Answer.@Nullable Choice choice, Asked asked) {
        if (choice == null) {
            return;
        }
        ContentWriter writer = ContentWriter.toCaller(asked.losses());
        asked.losses().foreign("choices[0]", choice.extras(), BedrockConverse.ID);
        if (choice.logprobs() != null) {
            asked.losses().add("choices[0].logprobs", "bedrock has no logprobs");
        }
        List<Block> blocks = choice.blocks();
        for (int i = 0; i < blocks.size(); i++) {
            Block block = Calls.identified(blocks.get(i), asked.callId(), i);
            writer.pieces(block, "content[" + i + "]").forEach(piece -> json.raw(piece.json()));
        }
    }

    private static String word(Answer.@Nullable Choice choice) {
        if (choice == null) {
            return "end_turn";
        }
        boolean calls = choice.blocks().stream().anyMatch(Block.ToolCall.class::isInstance);
        return StopWords.write(
                StopWords.told(choice.reason(), choice.word(), calls), choice.word(), choice.stopSequence() != null);
    }

    /** Fields beside the answer proper: those that stand in usage, and those at the top. */
    record Fields(Map<String, String> ofUsage, Map<String, String> ofAnswer) {
        // Of usage: what it has of its own, and whatever is called as a part of the answer proper is.
        private static final Set<String> OF_USAGE = Set.of("serverToolUsage", "output", "stopReason", "usage");

        static Fields of(Extras extras, Losses losses) {
            losses.foreign("", extras, BedrockConverse.ID);
            Fields fields = new Fields(new LinkedHashMap<>(), new LinkedHashMap<>());
            if (extras.dialect().equals(BedrockConverse.ID)) {
                extras.fields().forEach(fields::put);
            }
            return fields;
        }

        void put(String name, String json) {
            String written = name.equals(Spelling.METRICS) ? "metrics" : name;
            (OF_USAGE.contains(name) ? ofUsage : ofAnswer).put(written, json);
        }
    }
}
