package io.sluice.dialects.gemini;

import io.sluice.dialects.Asked;
import io.sluice.dialects.StreamWriter;
import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.model.Answer;
import io.sluice.dialects.model.Event;
import io.sluice.dialects.model.Extras;
import io.sluice.dialects.model.Usage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes a stream of responses: text as it comes, calls whole, usage so far in each, and in the last one why the
 * candidates ended and what else is known of them.
 */
final class GeminiStreamWriter implements StreamWriter {
    private final Asked asked;
    private final StreamText text;
    private final AnswerWriter writer;
    private final AnswerParts.Calls calls = new AnswerParts.Calls();
    private final Map<Integer, StreamedCandidate> candidates = new TreeMap<>();
    private final Map<String, String> fields = new LinkedHashMap<>();
    private @Nullable Usage usage;
    private boolean broken;

    GeminiStreamWriter(StreamForm form, Asked asked) {
        this.asked = asked;
        text = new StreamText(form, false);
        writer = new AnswerWriter(asked);
    }

    @Override
    public byte[] write(Event event) {
        switch (event) {
            case Event.Started _, Event.Unknown _ -> {}
            case Event.BlockStarted(int choice, int _, Event.Opening opening) ->
                candidate(choice).begin(opening);
            case Event.TextDelta(int choice, int _, String more) ->
                candidate(choice).text(more);
            case Event.ThinkingDelta(int choice, int _, String more) ->
                candidate(choice).thought(more);
            case Event.RefusalDelta(int choice, int _, String more) ->
                candidate(choice).refusal(more);
            case Event.ArgumentsDelta(int choice, int _, String json) ->
                candidate(choice).arguments(json);
            case Event.SealSeen(int choice, int _, var seal) ->
                candidate(choice).seal(seal);
            case Event.CitationSeen(int choice, int _, var citation) ->
                candidate(choice).cite(citation);
            case Event.LogprobsSeen(int choice, String entries) ->
                candidate(choice).logprobs(entries);
            case Event.StopSequenceSeen(int choice, String _) ->
                asked.losses().add("choices[" + choice + "].stopSequence", "gemini tells no stop sequence");
            case Event.BlockEnded(int choice, int _) -> candidate(choice).endBlock();
            case Event.Finished(int choice, var reason, String word) ->
                candidate(choice).finish(reason, word);
            case Event.Noted(int choice, String dialect, String name, String json) -> note(choice, dialect, name, json);
            case Event.UsageSeen(Usage seen) -> usage = seen;
            case Event.Broken(var error) -> {
                broken = true;
                text.element(ErrorText.body(error, asked.callId()));
                text.end();
            }
        }
        if (!broken) {
            candidates.forEach(this::chunk);
        }
        return text.taken();
    }

    private StreamedCandidate candidate(int choice) {
        return candidates.computeIfAbsent(choice, index -> new StreamedCandidate(index, asked, calls));
    }

    private void note(int choice, String dialect, String name, String json) {
        if (choice >= 0) {
            candidate(choice).note(dialect, name, json);
        } else if (dialect.equals(GeminiGenerate.ID)) {
            fields.put(name, json);
        } else {
            asked.losses().foreign("", Extras.of(dialect, Map.of(name, json)), GeminiGenerate.ID);
        }
    }

    private void chunk(int choice, StreamedCandidate candidate) {
        List<String> parts = candidate.parts();
        if (parts.isEmpty()) {
            return;
        }
        JsonWriter json = new JsonWriter().beginObject().name("candidates").beginArray();
        new CandidateText(choice).parts(parts).write(json, asked.losses());
        json.endArray();
        AnswerWriter.usage(json, usage, fields);
        json.name("modelVersion").string(asked.model());
        json.name("responseId").string(asked.callId());
        text.element(json.endObject().toString());
    }

    @Override
    public byte[] end(@Nullable String code) {
        if (broken) {
            return text.taken();
        }
        Extras extras = Extras.of(GeminiGenerate.ID, fields);
        List<Answer.Choice> said =
                candidates.values().stream().map(StreamedCandidate::outline).toList();
        JsonWriter json = new JsonWriter().beginObject();
        if (!AnswerWriter.isBlocked(extras, said)) {
            if (said.isEmpty()) {
                candidate(0);
            }
            json.name("candidates").beginArray();
            candidates.values().forEach(candidate -> candidate.last().write(json, asked.losses()));
            json.endArray();
        }
        writer.rest(json, usage, extras);
        if (code != null) {
            json.name("sluice").beginObject().name("code").string(code).endObject();
        }
        text.element(json.endObject().toString());
        text.end();
        return text.taken();
    }
}
