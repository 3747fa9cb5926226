package io.sluice.dialects.anthropic;

import io.sluice.dialects.EventWriter;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.Edit;
import io.sluice.dialects.json.JsonReader;
import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.json.Kind;
import io.sluice.dialects.json.Splice;
import io.sluice.dialects.model.Chunk;
import io.sluice.dialects.model.Event;
import io.sluice.dialects.model.FinishReason;
import io.sluice.dialects.model.Usage;
import io.sluice.dialects.sse.SseLines;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes a stream of this dialect back. A text of our own goes into the text block that is open, else into a block of
 * its own between the provider's, whose later blocks then count one more.
 */
final class MessagesEventWriter implements EventWriter {
    private static final int NONE = -1;

    private final List<String> waiting = new ArrayList<>();
    private boolean started;
    private int next;
    private int open = NONE;
    private boolean openText;
    private int shift;
    private Usage usage = Usage.NONE;

    @Override
    public byte[] write(Chunk chunk) {
        chunk.events().forEach(event -> usage = event instanceof Event.UsageSeen(Usage seen) ? seen : usage);
        byte[] written = chunk.written(Spelling::inStream);
        int start = SseLines.singleDataStart(Bytes.of(written));
        if (start < 0 || start >= written.length || written[start] != '{') {
            return written;
        }
        Fields event = Fields.of(new JsonReader(Bytes.of(written), start));
        String type = event.text("type");
        JsonReader index = event.at("index", Kind.NUMBER);
        byte[] shifted = index == null || shift == 0 ? written : shifted(written, index.copy());
        follow(type, event, index == null ? 0 : (int) Math.max(0, MessagesRequest.whole(index.raw())) + shift);
        return type.equals("content_block_stop") && !waiting.isEmpty() ? withWaiting(shifted) : shifted;
    }

    private void follow(String type, Fields event, int number) {
        switch (type) {
            case "message_start" -> {
                started = true;
                JsonReader message = event.at("message", Kind.OBJECT);
                next = message == null ? 0 : elements(Fields.of(message).at("content", Kind.ARRAY));
            }
            case "content_block_start" -> {
                JsonReader block = event.at("content_block", Kind.OBJECT);
                open = number;
                openText = block != null && Fields.of(block).text("type").equals("text");
                next = Math.max(next, number + 1);
            }
            case "content_block_stop" -> open = NONE;
            default -> {}
        }
    }

    private static int elements(@Nullable JsonReader list) {
        int count = 0;
        if (list != null && list.enter(Kind.ARRAY)) {
            while (list.more()) {
                list.skip();
                count++;
            }
        }
        return count;
    }

    private byte[] shifted(byte[] written, JsonReader index) {
        int from = index.position();
        long number = MessagesRequest.whole(index.raw());
        Edit edit = Edit.of(from, index.offset(), Long.toString(number + shift));
        return Splice.of(written.length, List.of(edit)).applyTo(Bytes.of(written));
    }

    private byte[] withWaiting(byte[] stop) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(stop);
        waiting.forEach(text -> block(text, out));
        waiting.clear();
        return out.toByteArray();
    }

    @Override
    public byte[] text(int choice, String text) {
        if (open != NONE && openText) {
            return MessagesEvents.delta(open, "text_delta", "text", text);
        }
        if (open != NONE) {
            waiting.add(text);
            return new byte[0];
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        begin(out);
        block(text, out);
        return out.toByteArray();
    }

    private void block(String text, ByteArrayOutputStream out) {
        JsonWriter block = new JsonWriter().beginObject().name("type").string("text");
        out.writeBytes(MessagesEvents.blockStart(
                next, block.name("text").string("").endObject().toString()));
        out.writeBytes(MessagesEvents.delta(next, "text_delta", "text", text));
        out.writeBytes(MessagesEvents.blockStop(next));
        next++;
        shift++;
    }

    private void begin(ByteArrayOutputStream out) {
        if (!started) {
            started = true;
            out.writeBytes(MessagesEvents.messageStart("", "", Usage.NONE));
        }
    }

    @Override
    public byte[] end() {
        return new byte[0];
    }

    @Override
    public byte[] finish(FinishReason reason, @Nullable Usage used, @Nullable String code) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        begin(out);
        if (open != NONE) {
            out.writeBytes(MessagesEvents.blockStop(open));
            open = NONE;
        }
        waiting.forEach(text -> block(text, out));
        waiting.clear();
        MessagesEvents.Ending ending = new MessagesEvents.Ending(
                StopReasons.write(reason),
                null,
                UsageText.object(used == null ? usage : used, null).toString(),
                code);
        out.writeBytes(ending.event(List.of(), List.of()));
        out.writeBytes(MessagesEvents.messageStop());
        return out.toByteArray();
    }
}
