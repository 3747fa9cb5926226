package io.sluice.dialects.gemini;

import io.sluice.dialects.Asked;
import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.model.Answer;
import io.sluice.dialects.model.Extras;
import io.sluice.dialects.model.Usage;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes a whole answer; what streams say of it is written here too, so that both say the same. */
final class AnswerWriter {
    static final String USAGE = "usageMetadata";
    static final String COUNTS = Extras.SPELLING + USAGE;
    private static final String FEEDBACK = "promptFeedback";

    private final Asked asked;

    AnswerWriter(Asked asked) {
        this.asked = asked;
    }

    byte[] write(Answer answer) {
        if (answer.error() != null) {
            return ErrorText.body(answer.error(), asked.callId()).getBytes(StandardCharsets.UTF_8);
        }
        JsonWriter json = new JsonWriter().beginObject();
        AnswerParts.Calls calls = new AnswerParts.Calls();
        if (!isBlocked(answer.extras(), answer.choices())) {
            json.name("candidates").beginArray();
            answer.choices().forEach(choice -> candidate(json, choice, calls));
            json.endArray();
        }
        rest(json, answer.usage(), answer.extras());
        return json.endObject().toBytes();
    }

    private void candidate(JsonWriter json, Answer.Choice choice, AnswerParts.Calls calls) {
        AnswerParts parts = new AnswerParts(asked, calls);
        for (int i = 0; i < choice.blocks().size(); i++) {
            parts.add(choice.blocks().get(i), "choices[" + choice.index() + "].blocks[" + i + "]");
        }
        if (choice.stopSequence() != null) {
            asked.losses().add("choices[" + choice.index() + "].stopSequence", "gemini tells no stop sequence");
        }
        new CandidateText(choice.index())
                .parts(parts.end())
                .finished(choice.reason(), choice.word())
                .logprobs(choice.logprobs())
                .cited(parts.placings())
                .extras(choice.extras(), asked.losses())
                .write(json, asked.losses());
    }

    /** Whether the prompt was blocked: Gemini tells so in place of candidates. */
    static boolean isBlocked(Extras extras, List<Answer.Choice> choices) {
        String feedback = extras.field(GeminiGenerate.ID, FEEDBACK);
        return feedback != null
                && Value.of(feedback).fields().has("blockReason")
                && choices.stream().allMatch(choice -> choice.blocks().isEmpty());
    }

    /** What stands beside the candidates. */
    void rest(JsonWriter json, @Nullable Usage usage, Extras extras) {
        asked.losses().foreign("", extras, GeminiGenerate.ID);
        Map<String, String> own = new LinkedHashMap<>();
        if (extras.dialect().equals(GeminiGenerate.ID)) {
            own.putAll(extras.fields());
        }
        usage(json, usage, own);
        own.keySet().removeAll(List.of(USAGE, COUNTS));
        json.name("modelVersion").string(asked.model());
        json.name("responseId").string(asked.callId());
        own.forEach((name, value) -> json.name(name).raw(value));
    }

    /** The usage so far, with what {@code fields} of Gemini's own say of it; nothing where there is none. */
    static void usage(JsonWriter json, @Nullable Usage usage, Map<String, String> fields) {
        Map<String, String> rest = new LinkedHashMap<>();
        for (String name : List.of(COUNTS, USAGE)) {
            String more = fields.get(name);
            if (more != null) {
                Value.of(more).fields().left().forEach((field, value) -> rest.put(field, value.raw()));
            }
        }
        if (usage != null || !rest.isEmpty()) {
            json.name(USAGE).raw(UsageText.write(usage, rest));
        }
    }
}
