package io.sluice.dialects.bedrock.eventstream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.dialects.RelayFault;
import io.sluice.dialects.Seeded;
import io.sluice.dialects.json.Bytes;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The framing of AWS event streams. */
class EventStreamTest {
    /** What came out of a framer. */
    private static final class Framed {
        final List<String> payloads = new ArrayList<>();
        final List<Map<String, HeaderValue>> headers = new ArrayList<>();
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        final MessageFramer framer = new MessageFramer((message, source, held, start, end) -> {
            payloads.add(message.payload().utf8(0, message.payload().length()));
            headers.add(message.headers());
            bytes.writeBytes(source.slice(start, end).toArray());
            assertThat(held == null || held.length >= end).isTrue();
        });

        @Nullable
        RelayFault fault;

        Framed feed(Bytes piece) {
            fault = framer.feed(piece);
            return this;
        }

        static Framed of(byte[] stream) {
            return new Framed().feed(Bytes.of(stream));
        }
    }

    private static Map<String, HeaderValue> everyType() {
        Map<String, HeaderValue> headers = new LinkedHashMap<>();
        headers.put("yes", new HeaderValue.Bool(true));
        headers.put("no", new HeaderValue.Bool(false));
        headers.put("byte", new HeaderValue.Int8((byte) -7));
        headers.put("short", new HeaderValue.Int16((short) -700));
        headers.put("int", new HeaderValue.Int32(-70_000));
        headers.put("long", new HeaderValue.Int64(-7_000_000_000L));
        headers.put("bytes", new HeaderValue.Blob(ByteBuffer.wrap(new byte[] {0, 1, (byte) 255})));
        headers.put("text", new HeaderValue.Text("grüße 日本"));
        headers.put("time", new HeaderValue.Timestamp(Instant.ofEpochMilli(1_700_000_000_123L)));
        headers.put("uuid", new HeaderValue.Uuid(UUID.fromString("00010203-0405-0607-0809-0a0b0c0d0e0f")));
        return headers;
    }

    private static byte[] message(String payload) {
        return MessageWriter.write(Map.of(":event-type", new HeaderValue.Text("chunk")), payload.getBytes(UTF_8));
    }

    private static byte[] framed(int total, int headers, int length) {
        ByteBuffer bytes = ByteBuffer.allocate(length).putInt(total).putInt(headers);
        CRC32 crc = new CRC32();
        crc.update(bytes.array(), 0, 8);
        return bytes.putInt((int) crc.getValue()).array();
    }

    @Test
    void theSmallestMessageIsThePublishedOne() {
        // No headers, no payload: the vector every AWS SDK tests with.
        assertThat(HexFormat.of().formatHex(MessageWriter.write(Map.of(), new byte[0])))
                .isEqualTo("000000100000000005c248eb7d98c8ff");
    }

    @Test
    void aHeaderOfEachTypeComesBackAsItWasWritten() {
        Framed framed = Framed.of(MessageWriter.write(everyType(), "{'foo':'bar'}".getBytes(UTF_8)));
        assertThat(framed.fault).isNull();
        assertThat(framed.payloads).containsExactly("{'foo':'bar'}");
        assertThat(framed.headers.getFirst()).isEqualTo(everyType());
        assertThat(List.copyOf(framed.headers.getFirst().keySet()))
                .isEqualTo(List.copyOf(everyType().keySet()));
    }

    @Test
    void messagesComeOutWholeHoweverTheyAreCut() {
        Seeded seeded = new Seeded(71);
        for (int round = 0; round < 200; round++) {
            ByteArrayOutputStream stream = new ByteArrayOutputStream();
            List<String> payloads = new ArrayList<>();
            for (int i = seeded.below(6); i >= 0; i--) {
                String payload = seeded.text(300);
                payloads.add(payload);
                stream.writeBytes(MessageWriter.write(everyType(), payload.getBytes(UTF_8)));
            }
            Framed framed = new Framed();
            seeded.pieces(stream.toByteArray()).forEach(framed::feed);
            assertThat(framed.fault).isNull();
            assertThat(framed.payloads).isEqualTo(payloads);
            assertThat(framed.bytes.toByteArray()).isEqualTo(stream.toByteArray());
            assertThat(framed.framer.partial()).isZero();
        }
    }

    @Test
    void everyCutOfTwoMessagesIsTheSame() {
        ByteArrayOutputStream two = new ByteArrayOutputStream();
        two.writeBytes(message("one"));
        two.writeBytes(message("two"));
        byte[] stream = two.toByteArray();
        for (int cut = 0; cut <= stream.length; cut++) {
            Framed framed = new Framed();
            framed.feed(Bytes.of(stream, 0, cut)).feed(Bytes.of(stream, cut, stream.length));
            assertThat(framed.payloads).containsExactly("one", "two");
        }
    }

    @Test
    void everyDamagedByteIsAFault() {
        byte[] stream = message("{\"delta\":{\"text\":\"x\"}}");
        for (int at = 0; at < stream.length; at++) {
            byte[] damaged = stream.clone();
            damaged[at] ^= 0x10;
            Framed framed = Framed.of(damaged);
            assertThat(framed.payloads).as("byte " + at).isEmpty();
            assertThat(framed.fault).as("byte " + at).isNotNull();
            assertThat(framed.fault == null ? null : framed.fault.cause()).isEqualTo(RelayFault.Cause.MALFORMED);
        }
    }

    @Test
    void lengthsThatCannotBeAreFaultsBeforeAnythingIsHeld() {
        assertThat(fault(framed(15, 0, 12))).isEqualTo(RelayFault.Cause.MALFORMED);
        assertThat(fault(framed(100, 85, 12))).isEqualTo(RelayFault.Cause.MALFORMED);
        assertThat(fault(framed(-1, 0, 12))).isEqualTo(RelayFault.Cause.TOO_LARGE);
        assertThat(fault(framed(17 + Message.MOST_PAYLOAD, 0, 12))).isEqualTo(RelayFault.Cause.TOO_LARGE);
        assertThat(fault(framed(17 + Message.MOST_HEADERS, 1 + Message.MOST_HEADERS, 12)))
                .isEqualTo(RelayFault.Cause.TOO_LARGE);
        assertThat(Framed.of(framed(16 + Message.MOST_PAYLOAD, 0, 12)).fault).isNull();
    }

    private static RelayFault.@Nullable Cause fault(byte[] prelude) {
        RelayFault fault = Framed.of(prelude).fault;
        return fault == null ? null : fault.cause();
    }

    @Test
    void headersThatRunOutOrHaveAnUnknownTypeAreAFault() {
        assertThat(fault(withHeaders(new byte[] {0}))).isEqualTo(RelayFault.Cause.MALFORMED);
        assertThat(fault(withHeaders(new byte[] {5, 'a'}))).isEqualTo(RelayFault.Cause.MALFORMED);
        assertThat(fault(withHeaders(new byte[] {1, 'a', 10}))).isEqualTo(RelayFault.Cause.MALFORMED);
        assertThat(fault(withHeaders(new byte[] {1, 'a', 7, 0, 9, 'x'}))).isEqualTo(RelayFault.Cause.MALFORMED);
        assertThat(fault(withHeaders(new byte[] {1, 'a', 7, 0, 1, 'x'}))).isNull();
    }

    private static byte[] withHeaders(byte[] headers) {
        int total = 16 + headers.length;
        ByteBuffer bytes = ByteBuffer.wrap(framed(total, headers.length, total)).position(12);
        bytes.put(headers);
        CRC32 crc = new CRC32();
        crc.update(bytes.array(), 0, total - 4);
        return bytes.putInt((int) crc.getValue()).array();
    }

    @Test
    void whatIsNoEventStreamIsAFaultAtOnce() {
        assertThat(fault("<html><body>502 Bad Gateway".getBytes(UTF_8))).isEqualTo(RelayFault.Cause.MALFORMED);
    }

    @Test
    void nothingIsSaidOfAMessageThatIsCut() {
        byte[] stream = message("one");
        Framed framed = new Framed().feed(Bytes.of(stream, 0, stream.length - 1));
        assertThat(framed.payloads).isEmpty();
        assertThat(framed.framer.partial()).isEqualTo(stream.length - 1);
    }

    @Test
    void aWriterRefusesWhatNoReaderWouldTake() {
        assertThatThrownBy(() -> MessageWriter.write(Map.of(), new byte[Message.MOST_PAYLOAD + 1]))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> MessageWriter.write(Map.of("", new HeaderValue.Bool(true)), new byte[0]))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
