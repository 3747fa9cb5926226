package io.sluice.dialects.gemini;

import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.json.Kind;
import io.sluice.dialects.model.Chunk;
import io.sluice.dialects.model.Chunk.Placed;
import io.sluice.dialects.model.Event;
import io.sluice.dialects.model.FinishReason;
import io.sluice.dialects.model.Usage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Turns the responses of one answer, one or many, into events, noting where each text stands. */
final class AnswerDecoder {
    private static final int ANSWER = -1;

    private final boolean streamed;
    private final Map<Integer, CandidateDecoder> candidates = new TreeMap<>();
    private final Map<String, String> noted = new HashMap<>();
    private boolean started;
    private @Nullable String blocked;

    /** A decoder of an answer that comes whole, or in pieces whose texts go on from one to the next. */
    AnswerDecoder(boolean streamed) {
        this.streamed = streamed;
    }

    /** A whole answer. */
    Chunk answer(Bytes body) {
        List<Placed> events = events(Value.of(body));
        events.addAll(finish());
        return Chunk.read(body, events);
    }

    /** One response of a stream, in {@code [from, to)} of its editable text. */
    Chunk event(Bytes original, Bytes editable, int from, int to) {
        return Chunk.read(original, editable, events(new Value(editable, from, to)));
    }

    /** What is owed when no more comes: open blocks ended, and the reasons of the candidates. */
    List<Placed> finish() {
        List<Placed> events = new ArrayList<>();
        candidates.values().forEach(candidate -> candidate.finish(events));
        if (blocked != null && candidates.isEmpty()) {
            events.add(Placed.fixed(new Event.Finished(0, FinishReason.FILTERED, blocked)));
        }
        return events;
    }

    private List<Placed> events(Value response) {
        List<Placed> events = new ArrayList<>();
        Fields top = response.fields();
        String id = top.text("responseId");
        String model = top.text("modelVersion");
        if (!started) {
            started = true;
            events.add(Placed.fixed(new Event.Started(id, model)));
        }
        candidates(top.take("candidates"), events);
        usage(top.take("usageMetadata"), events);
        Value feedback = top.get("promptFeedback");
        Value reason = feedback == null ? null : feedback.fields().get("blockReason");
        blocked = reason == null ? blocked : FinishWords.word(reason);
        Value error = top.take("error");
        top.left().forEach((name, value) -> note(ANSWER, name, value, events));
        if (error != null) {
            events.add(Placed.fixed(new Event.Broken(ErrorReader.value(error, 0))));
        }
        return events;
    }

    private void candidates(@Nullable Value list, List<Placed> events) {
        if (list == null) {
            return;
        }
        int position = 0;
        for (Value candidate : list.elements()) {
            Fields fields = candidate.fields();
            Value index = fields.take("index");
            int choice = index == null ? position : Numbers.small(index);
            position++;
            candidates
                    .computeIfAbsent(choice, number -> new CandidateDecoder(number, streamed))
                    .read(fields, events);
            fields.left().forEach((name, value) -> note(choice, name, value, events));
        }
    }

    private void usage(@Nullable Value metadata, List<Placed> events) {
        if (metadata == null || !metadata.is(Kind.OBJECT)) {
            return;
        }
        UsageFigures figures = UsageFigures.read(metadata);
        Usage usage = figures.usage();
        if (usage != null) {
            events.add(new Placed(new Event.UsageSeen(usage), metadata.start(), metadata.end()));
        }
        tell(AnswerWriter.USAGE, figures.rest(), events);
        tell(AnswerWriter.COUNTS, figures.counts(), events);
    }

    private void tell(String name, Map<String, String> fields, List<Placed> events) {
        if (fields.isEmpty()) {
            return;
        }
        JsonWriter object = new JsonWriter().beginObject();
        fields.forEach((field, json) -> object.name(field).raw(json));
        String json = object.endObject().toString();
        if (!json.equals(noted.put(ANSWER + name, json))) {
            events.add(Placed.fixed(new Event.Noted(ANSWER, GeminiGenerate.ID, name, json)));
        }
    }

    /** A field of the dialect's own, told again only where it has changed. */
    private void note(int choice, String name, Value value, List<Placed> events) {
        String json = value.raw();
        if (!json.equals(noted.put(choice + name, json))) {
            Event event = new Event.Noted(choice, GeminiGenerate.ID, name, json);
            events.add(new Placed(event, value.start(), value.end()));
        }
    }
}
