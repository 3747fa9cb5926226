package io.sluice.sdk;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.simulator.Octets;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/** One message of Amazon's event stream, as a provider writes it. */
final class Frame {
    private static final byte STRING = 7;

    private Frame() {}

    /** An event of that type; an exception where the type begins with {@code !}. */
    static Octets of(String type, String json) {
        boolean exception = type.startsWith("!");
        ByteArrayOutputStream headers = new ByteArrayOutputStream();
        header(headers, ":message-type", exception ? "exception" : "event");
        header(headers, exception ? ":exception-type" : ":event-type", exception ? type.substring(1) : type);
        header(headers, ":content-type", "application/json");
        byte[] payload = json.getBytes(UTF_8);
        ByteBuffer frame = ByteBuffer.allocate(headers.size() + payload.length + 16);
        frame.putInt(frame.capacity()).putInt(headers.size());
        frame.putInt(checksum(frame)).put(headers.toByteArray()).put(payload);
        frame.putInt(checksum(frame));
        return Octets.of(frame.array());
    }

    private static void header(ByteArrayOutputStream out, String name, String value) {
        out.write(name.length());
        out.writeBytes(name.getBytes(UTF_8));
        out.write(STRING);
        out.write(0);
        out.write(value.length());
        out.writeBytes(value.getBytes(UTF_8));
    }

    private static int checksum(ByteBuffer frame) {
        CRC32 crc = new CRC32();
        crc.update(frame.array(), 0, frame.position());
        return (int) crc.getValue();
    }
}
