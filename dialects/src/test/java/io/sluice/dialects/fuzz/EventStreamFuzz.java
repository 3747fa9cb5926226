package io.sluice.dialects.fuzz;

import io.sluice.dialects.RelayFault;
import io.sluice.dialects.bedrock.eventstream.HeaderValue;
import io.sluice.dialects.bedrock.eventstream.Message;
import io.sluice.dialects.bedrock.eventstream.MessageFramer;
import io.sluice.dialects.bedrock.eventstream.MessageWriter;
import io.sluice.dialects.json.Bytes;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** AWS event streams are cut into the same messages wherever they come in pieces, and what is read can be written. */
public final class EventStreamFuzz {
    private EventStreamFuzz() {}

    /** Tries those bytes: as a stream, or as messages' insides with lengths and checksums that are right. */
    public static void fuzzerTestOneInput(byte[] data) {
        Choices choices = new Choices(data);
        boolean bare = choices.below(8) == 0;
        int size = 1 + choices.below(20);
        byte[] stream = bare ? choices.rest() : messages(choices);
        Framed whole = new Framed(stream, Math.max(1, stream.length));
        Framed pieces = new Framed(stream, size);
        Law.same("the same fault in pieces", whole.fault, pieces.fault);
        Law.same("the same messages in pieces", whole.messages, pieces.messages);
        for (int i = 0; i < whole.headers.size(); i++) {
            byte[] written = MessageWriter.write(whole.headers.get(i), whole.payloads.get(i));
            Framed again = new Framed(written, written.length);
            Law.same("what is read can be written", null, again.fault);
            Law.same("and says the same", List.of(whole.messages.get(i)), again.messages);
        }
    }

    private static byte[] messages(Choices choices) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        while (choices.more()) {
            byte[] headers = some(choices);
            byte[] payload = some(choices);
            int total = headers.length + payload.length + 16;
            ByteBuffer message = ByteBuffer.allocate(total).putInt(total).putInt(headers.length);
            message.putInt(crc(message.array(), 8)).put(headers).put(payload);
            out.writeBytes(message.putInt(crc(message.array(), total - 4)).array());
        }
        return out.toByteArray();
    }

    private static byte[] some(Choices choices) {
        byte[] bytes = new byte[choices.below(60)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) choices.below(256);
        }
        return bytes;
    }

    private static int crc(byte[] bytes, int length) {
        CRC32 crc = new CRC32();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }

    /** What came out of a framer. */
    private static final class Framed {
        final List<String> messages = new ArrayList<>();
        final List<Map<String, HeaderValue>> headers = new ArrayList<>();
        final List<byte[]> payloads = new ArrayList<>();

        @Nullable
        final RelayFault fault;

        Framed(byte[] stream, int size) {
            MessageFramer framer = new MessageFramer((message, source, held, start, end) -> take(message));
            RelayFault first = null;
            for (int at = 0; first == null && at < stream.length; at += size) {
                first = framer.feed(Bytes.of(stream, at, Math.min(stream.length, at + size)));
            }
            fault = first;
        }

        private void take(Message message) {
            payloads.add(message.payload().toArray());
            headers.add(message.headers());
            messages.add(message.headers() + " " + ByteBuffer.wrap(payloads.getLast()));
        }
    }
}
