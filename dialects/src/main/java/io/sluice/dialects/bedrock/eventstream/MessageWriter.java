package io.sluice.dialects.bedrock.eventstream;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.CRC32;

/** Writes messages of an event stream. */
public final class MessageWriter {
    private MessageWriter() {}

    /** The message with those headers, in their order, and that payload. */
    public static byte[] write(Map<String, HeaderValue> headers, byte[] payload) {
        byte[] head = headers(headers);
        if (head.length > Message.MOST_HEADERS || payload.length > Message.MOST_PAYLOAD) {
            throw new IllegalArgumentException(
                    "A message cannot have " + head.length + " bytes of headers and " + payload.length + " of payload");
        }
        int total = Message.FRAMING + head.length + payload.length;
        ByteBuffer out = ByteBuffer.allocate(total).putInt(total).putInt(head.length);
        out.putInt(checksum(out.array(), 8)).put(head).put(payload);
        return out.putInt(checksum(out.array(), total - 4)).array();
    }

    private static int checksum(byte[] bytes, int to) {
        CRC32 crc = new CRC32();
        crc.update(bytes, 0, to);
        return (int) crc.getValue();
    }

    private static byte[] headers(Map<String, HeaderValue> headers) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            for (Map.Entry<String, HeaderValue> header : headers.entrySet()) {
                byte[] name = header.getKey().getBytes(StandardCharsets.UTF_8);
                if (name.length == 0 || name.length > 255) {
                    throw new IllegalArgumentException("A header's name must have 1 to 255 bytes, not " + name.length);
                }
                out.writeByte(name.length);
                out.write(name);
                value(out, header.getValue());
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static void value(DataOutputStream out, HeaderValue header) throws IOException {
        switch (header) {
            case HeaderValue.Bool(boolean value) -> out.writeByte(value ? 0 : 1);
            case HeaderValue.Int8(byte value) -> {
                out.writeByte(2);
                out.writeByte(value);
            }
            case HeaderValue.Int16(short value) -> {
                out.writeByte(3);
                out.writeShort(value);
            }
            case HeaderValue.Int32(int value) -> {
                out.writeByte(4);
                out.writeInt(value);
            }
            case HeaderValue.Int64(long value) -> {
                out.writeByte(5);
                out.writeLong(value);
            }
            case HeaderValue.Blob(ByteBuffer value) -> {
                byte[] bytes = new byte[value.remaining()];
                value.duplicate().get(bytes);
                sized(out, 6, bytes);
            }
            case HeaderValue.Text(String value) -> sized(out, 7, value.getBytes(StandardCharsets.UTF_8));
            case HeaderValue.Timestamp timestamp -> {
                out.writeByte(8);
                out.writeLong(timestamp.value().toEpochMilli());
            }
            case HeaderValue.Uuid uuid -> {
                out.writeByte(9);
                out.writeLong(uuid.value().getMostSignificantBits());
                out.writeLong(uuid.value().getLeastSignificantBits());
            }
        }
    }

    private static void sized(DataOutputStream out, int type, byte[] bytes) throws IOException {
        if (bytes.length > 65_535) {
            throw new IllegalArgumentException("A header must have 65,535 bytes at most, not " + bytes.length);
        }
        out.writeByte(type);
        out.writeShort(bytes.length);
        out.write(bytes);
    }
}
