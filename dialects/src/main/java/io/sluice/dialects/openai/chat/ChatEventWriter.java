package io.sluice.dialects.openai.chat;

import io.sluice.dialects.EventWriter;
import io.sluice.dialects.Operation;
import io.sluice.dialects.Terms;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.JsonReader;
import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.json.Kind;
import io.sluice.dialects.model.Chunk;
import io.sluice.dialects.model.Event;
import io.sluice.dialects.model.FinishReason;
import io.sluice.dialects.model.Usage;
import io.sluice.dialects.sse.SseLines;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** Writes an OpenAI stream; chunks of its own carry the id, time and model of the first chunk that passed. */
final class ChatEventWriter implements EventWriter {
    private static final byte[] END_MARK = "data: [DONE]\n\n".getBytes(StandardCharsets.US_ASCII);

    private final boolean legacy;
    private final int choices;
    private final BitSet finished = new BitSet();
    private Bytes id = Bytes.of("\"\"");
    private Bytes created = Bytes.of("0");
    private Bytes model = Bytes.of("\"\"");
    private boolean known;

    ChatEventWriter(Terms terms) {
        legacy = terms.operation() == Operation.COMPLETE;
        choices = terms.choices();
    }

    @Override
    public byte[] write(Chunk chunk) {
        learn(chunk);
        for (Event event : chunk.events()) {
            if (event instanceof Event.Finished end) {
                finished.set(end.choice());
            }
        }
        return ChunkText.of(chunk);
    }

    @Override
    public byte[] text(int choice, String text) {
        JsonWriter json =
                head().name("choices").beginArray().beginObject().name("index").number(choice);
        if (legacy) {
            json.name("text").string(text);
        } else {
            json.name("delta").beginObject().name("content").string(text).endObject();
        }
        return event(json.name("finish_reason").nothing().endObject().endArray());
    }

    @Override
    public byte[] end() {
        return new byte[0];
    }

    @Override
    public byte[] finish(FinishReason reason, @Nullable Usage usage, @Nullable String code) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int choice = finished.nextClearBit(0); choice < choices; choice = finished.nextClearBit(choice + 1)) {
            boolean last = usage == null && finished.nextClearBit(choice + 1) >= choices;
            out.writeBytes(finish(choice, FinishWords.write(reason), last ? code : null));
        }
        if (usage != null) {
            JsonWriter json = head().name("choices").beginArray().endArray().name("usage");
            out.writeBytes(event(told(json.raw(Bytes.of(UsageWriter.bytes(usage))), code)));
        }
        out.writeBytes(END_MARK);
        return out.toByteArray();
    }

    private static JsonWriter told(JsonWriter json, @Nullable String code) {
        return code == null
                ? json
                : json.name("sluice").beginObject().name("code").string(code).endObject();
    }

    private byte[] finish(int choice, String word, @Nullable String code) {
        JsonWriter json =
                head().name("choices").beginArray().beginObject().name("index").number(choice);
        if (legacy) {
            json.name("text").string("");
        } else {
            json.name("delta").beginObject().endObject();
        }
        return event(told(json.name("finish_reason").string(word).endObject().endArray(), code));
    }

    private JsonWriter head() {
        String object = legacy ? "text_completion" : "chat.completion.chunk";
        JsonWriter json =
                new JsonWriter().beginObject().name("id").raw(id).name("object").string(object);
        return json.name("created").raw(created).name("model").raw(model);
    }

    private static byte[] event(JsonWriter json) {
        return ("data: " + json.endObject() + "\n\n").getBytes(StandardCharsets.UTF_8);
    }

    private void learn(Chunk chunk) {
        if (known || chunk.events().isEmpty()) {
            return;
        }
        known = true;
        JsonReader json = new JsonReader(Bytes.of(SseLines.data(chunk.original())), 0);
        if (!json.enter(Kind.OBJECT)) {
            return;
        }
        while (json.more()) {
            switch (json.name()) {
                case "id" -> id = Bytes.of(json.raw());
                case "created" -> created = Bytes.of(json.raw());
                case "model" -> model = Bytes.of(json.raw());
                default -> json.skip();
            }
        }
    }
}
