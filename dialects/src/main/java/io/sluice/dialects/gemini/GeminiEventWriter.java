package io.sluice.dialects.gemini;

import io.sluice.dialects.EventWriter;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.model.Chunk;
import io.sluice.dialects.model.Event;
import io.sluice.dialects.model.FinishReason;
import io.sluice.dialects.model.Usage;
import java.util.BitSet;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes a Gemini stream from its own chunks; what it adds carries the id and the model of the first that passed. */
final class GeminiEventWriter implements EventWriter {
    private final int choices;
    private final BitSet finished = new BitSet();
    private StreamForm form;
    private String id = "";
    private String model = "";
    private boolean begun;
    private boolean closed;

    GeminiEventWriter(StreamForm form, int choices) {
        this.form = form;
        this.choices = choices;
    }

    @Override
    public byte[] write(Chunk chunk) {
        Bytes original = chunk.original();
        learnForm(original);
        for (Event event : chunk.events()) {
            if (event instanceof Event.Started(String answerId, String answerModel)) {
                id = answerId;
                model = answerModel;
            } else if (event instanceof Event.Finished end) {
                finished.set(end.choice());
            }
        }
        return ResponseText.of(chunk);
    }

    private void learnForm(Bytes original) {
        int first = 0;
        while (first < original.length() && StreamFrames.isBlank(original.at(first))) {
            first++;
        }
        if (first == original.length()) {
            return;
        }
        byte b = original.at(first);
        if (!begun) {
            form = b == '[' || b == '{' ? StreamForm.ARRAY : StreamForm.SSE;
        }
        begun = true;
        closed |= form == StreamForm.ARRAY && b == ']';
    }

    @Override
    public byte[] text(int choice, String text) {
        JsonWriter json = new JsonWriter().beginObject().name("candidates").beginArray();
        json.beginObject().name("content").beginObject().name("parts").beginArray();
        json.raw(PartText.text(text, false, "", Map.of())).endArray();
        json.name("role").string("model").endObject();
        json.name("index").number(choice).endObject().endArray();
        return element(json);
    }

    @Override
    public byte[] end() {
        StreamText text = new StreamText(form, begun);
        if (!closed) {
            text.end();
            closed = true;
        }
        return text.taken();
    }

    @Override
    public byte[] finish(FinishReason reason, @Nullable Usage usage, @Nullable String code) {
        JsonWriter json = new JsonWriter().beginObject();
        if (finished.nextClearBit(0) < choices) {
            json.name("candidates").beginArray();
            for (int i = finished.nextClearBit(0); i < choices; i = finished.nextClearBit(i + 1)) {
                json.beginObject().name("finishReason").string(FinishWords.write(reason, ""));
                json.name("index").number(i).endObject();
            }
            json.endArray();
        }
        if (usage != null) {
            json.name("usageMetadata").raw(UsageText.write(usage, Map.of()));
        }
        if (code != null) {
            json.name("sluice").beginObject().name("code").string(code).endObject();
        }
        byte[] last = element(json);
        byte[] end = end();
        byte[] both = new byte[last.length + end.length];
        System.arraycopy(last, 0, both, 0, last.length);
        System.arraycopy(end, 0, both, last.length, end.length);
        return both;
    }

    private byte[] element(JsonWriter json) {
        if (!model.isEmpty()) {
            json.name("modelVersion").string(model);
        }
        if (!id.isEmpty()) {
            json.name("responseId").string(id);
        }
        StreamText text = new StreamText(form, begun);
        text.element(json.endObject().toString());
        begun = true;
        return text.taken();
    }
}
