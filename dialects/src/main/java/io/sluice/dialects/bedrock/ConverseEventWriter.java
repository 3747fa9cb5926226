package io.sluice.dialects.bedrock;

import io.sluice.dialects.EventWriter;
import io.sluice.dialects.bedrock.eventstream.Message;
import io.sluice.dialects.bedrock.eventstream.MessageReader;
import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.model.Chunk;
import io.sluice.dialects.model.FinishReason;
import io.sluice.dialects.model.Usage;
import java.io.ByteArrayOutputStream;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Writes a Converse stream back; blocks of its own are numbered after those that passed. */
final class ConverseEventWriter implements EventWriter {
    private final TreeSet<Long> open = new TreeSet<>();
    private long next;
    private boolean begun;
    private boolean stopped;
    private boolean measured;

    @Override
    public byte[] write(Chunk chunk) {
        Message message = MessageReader.read(chunk.original());
        if (message != null && message.messageType().equals("event")) {
            learn(message);
        }
        return ChunkText.message(chunk);
    }

    private void learn(Message message) {
        Long index = Values.whole(Members.of(message.payload()).take("contentBlockIndex"));
        switch (message.eventType()) {
            case "messageStart" -> begun = true;
            case "contentBlockStart", "contentBlockDelta" -> {
                if (index != null) {
                    open.add(index);
                    next = Math.max(next, index + 1);
                }
            }
            case "contentBlockStop" -> open.remove(index == null ? -1L : index);
            case "messageStop" -> stopped = true;
            case "metadata" -> measured = true;
            default -> {}
        }
    }

    @Override
    public byte[] text(int choice, String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        begin(out);
        out.writeBytes(StreamMessages.delta(next, json -> json.name("text").string(text)));
        out.writeBytes(StreamMessages.blockStop(next));
        next++;
        return out.toByteArray();
    }

    private void begin(ByteArrayOutputStream out) {
        if (!begun) {
            begun = true;
            out.writeBytes(StreamMessages.messageStart());
        }
    }

    @Override
    public byte[] end() {
        return new byte[0];
    }

    @Override
    public byte[] finish(FinishReason reason, @Nullable Usage usage, @Nullable String code) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        begin(out);
        open.forEach(block -> out.writeBytes(StreamMessages.blockStop(block)));
        open.clear();
        if (!stopped) {
            stopped = true;
            out.writeBytes(StreamMessages.messageStop(StopWords.write(reason, "", false), null));
        }
        if (!measured) {
            measured = true;
            JsonWriter json = new JsonWriter();
            UsageFigures.write(json, usage == null ? Usage.NONE : usage, Map.of());
            out.writeBytes(StreamMessages.metadata(json.toString(), Map.of(), code));
        }
        return out.toByteArray();
    }
}
