package io.sluice.dialects.bedrock.eventstream;

import io.sluice.dialects.json.Bytes;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads one message whose lengths are known to be right. */
public final class MessageReader {
    private final Bytes frame;
    private final int end;
    private int at = Message.PRELUDE;

    private MessageReader(Bytes frame, int end) {
        this.frame = frame;
        this.end = end;
    }

    /** The message those bytes are, lengths and checksums looked at before; null where its headers are wrong. */
    public static @Nullable Message read(Bytes frame) {
        int payload = Message.PRELUDE + Checksum.number(frame, 4);
        Map<String, HeaderValue> headers = new MessageReader(frame, payload).headers();
        return headers == null ? null : new Message(headers, frame.slice(payload, frame.length() - 4));
    }

    private @Nullable Map<String, HeaderValue> headers() {
        Map<String, HeaderValue> headers = new LinkedHashMap<>();
        while (at < end) {
            int name = frame.at(at) & 0xFF;
            if (name == 0 || end - at < name + 2) {
                return null;
            }
            String key = frame.utf8(at + 1, at + 1 + name);
            at += name + 2;
            HeaderValue value = value(frame.at(at - 1));
            if (value == null) {
                return null;
            }
            headers.put(key, value);
        }
        return headers;
    }

    private @Nullable HeaderValue value(byte type) {
        int size = size(type);
        if (size < 0 || end - at < size) {
            return null;
        }
        int start = at;
        at += size;
        return switch (type) {
            case 0 -> new HeaderValue.Bool(true);
            case 1 -> new HeaderValue.Bool(false);
            case 2 -> new HeaderValue.Int8(frame.at(start));
            case 3 -> new HeaderValue.Int16((short) number(start, 2));
            case 4 -> new HeaderValue.Int32((int) number(start, 4));
            case 5 -> new HeaderValue.Int64(number(start, 8));
            case 6 ->
                new HeaderValue.Blob(ByteBuffer.wrap(frame.slice(start + 2, at).toArray()));
            case 7 -> new HeaderValue.Text(frame.utf8(start + 2, at));
            case 8 -> new HeaderValue.Timestamp(Instant.ofEpochMilli(number(start, 8)));
            default -> new HeaderValue.Uuid(new UUID(number(start, 8), number(start + 8, 8)));
        };
    }

    /** How many bytes a value of that type has here, its own length included; -1 of a type nobody knows. */
    private int size(byte type) {
        return switch (type) {
            case 0, 1 -> 0;
            case 2 -> 1;
            case 3 -> 2;
            case 4 -> 4;
            case 5, 8 -> 8;
            case 6, 7 -> end - at < 2 ? -1 : 2 + (int) number(at, 2);
            case 9 -> 16;
            default -> -1;
        };
    }

    private long number(int from, int bytes) {
        long value = 0;
        for (int i = from; i < from + bytes; i++) {
            value = value << 8 | frame.at(i) & 0xFF;
        }
        return value;
    }
}
