package io.sluice.gateway.upstream.reply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.sluice.gateway.call.wire.UpstreamFault.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compressed answers come out as they were before, and never without bound. */
class ContentDecoderTest {
    private static final String TEXT = "data: {\"delta\":\"hello, world\"}\n\n".repeat(500);
    private static final long CAP = 64 << 20;

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(plain);
        }
        return packed.toByteArray();
    }

    private static byte[] deflate(boolean bare) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new DeflaterOutputStream(packed, new Deflater(6, bare))) {
            out.write(TEXT.getBytes(StandardCharsets.UTF_8));
        }
        return packed.toByteArray();
    }

    private static String decode(String encoding, byte[] packed, int step) throws BadReply {
        StringBuilder text = new StringBuilder();
        try (ContentDecoder decoder = Objects.requireNonNull(ContentDecoder.of(encoding, CAP))) {
            ByteBuf in = Unpooled.wrappedBuffer(packed);
            for (int at = 0; at < packed.length; at += step) {
                int length = Math.min(step, packed.length - at);
                decoder.decode(in, at, length, piece -> text.append(piece.utf8(0, piece.length())));
            }
            decoder.end();
        }
        return text.toString();
    }

    private static Kind refused(String encoding, byte[] packed) {
        return catchThrowableOfType(BadReply.class, () -> decode(encoding, packed, 100))
                .fault()
                .kind();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 100_000})
    void gzipAndBothKindsOfDeflateAreUndone(int step) throws Exception {
        assertThat(decode("gzip", gzip(TEXT.getBytes(StandardCharsets.UTF_8)), step))
                .isEqualTo(TEXT);
        assertThat(decode("deflate", deflate(false), step)).isEqualTo(TEXT);
        assertThat(decode(" Deflate", deflate(true), step)).isEqualTo(TEXT);
    }

    @Test
    void everyOptionalFieldOfTheGzipHeaderIsSkipped() throws Exception {
        byte[] plain = gzip("hello".getBytes(StandardCharsets.UTF_8));
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        byte[] head = Arrays.copyOf(plain, 10);
        head[3] = 2 | 4 | 8 | 16;
        packed.write(head);
        packed.write(new byte[] {3, 0, 'a', 0, 'c'});
        packed.write("name\0comment\0xx".getBytes(StandardCharsets.ISO_8859_1));
        packed.write(plain, 10, plain.length - 10);

        assertThat(decode("gzip", packed.toByteArray(), 1)).isEqualTo("hello");
    }

    @Test
    void whatDoesNotDecodeIsRefused() throws Exception {
        byte[] packed = gzip(TEXT.getBytes(StandardCharsets.UTF_8));
        byte[] wrongSum = packed.clone();
        wrongSum[packed.length - 5] ^= 1;

        assertThat(refused("gzip", "plain text".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(Kind.ENCODING);
        assertThat(refused("gzip", wrongSum)).isEqualTo(Kind.ENCODING);
        assertThat(refused("gzip", Arrays.copyOf(packed, packed.length - 1))).isEqualTo(Kind.ENCODING);
        assertThat(refused("gzip", Arrays.copyOf(packed, packed.length + 1))).isEqualTo(Kind.ENCODING);
        assertThat(refused("deflate", new byte[] {(byte) 0xff, (byte) 0xff})).isEqualTo(Kind.ENCODING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"br", "zstd", "gzip, gzip", "compress", "x"})
    void anUnknownEncodingIsRefused(String encoding) {
        assertThat(catchThrowableOfType(BadReply.class, () -> ContentDecoder.of(encoding, CAP))
                        .fault()
                        .kind())
                .isEqualTo(Kind.ENCODING);
    }

    @Test
    void noEncodingNeedsNoDecoder() throws Exception {
        assertThat(ContentDecoder.of(null, CAP)).isNull();
        assertThat(ContentDecoder.of("identity", CAP)).isNull();
    }

    @Test
    void aBombIsRefusedLongBeforeItIsUnpacked() throws Exception {
        byte[] bomb = gzip(new byte[64 << 20]);
        AtomicLong told = new AtomicLong();
        try (ContentDecoder decoder = Objects.requireNonNull(ContentDecoder.of("gzip", CAP))) {
            BadReply refused = catchThrowableOfType(
                    BadReply.class,
                    () -> decoder.decode(
                            Unpooled.wrappedBuffer(bomb), 0, bomb.length, piece -> told.addAndGet(piece.length())));

            assertThat(refused.fault().kind()).isEqualTo(Kind.TOO_LARGE);
        }
        assertThat(told.get()).isLessThanOrEqualTo(100L * bomb.length);
    }

    @Test
    void theCapHoldsWhateverTheRatio() throws Exception {
        byte[] packed = gzip(TEXT.getBytes(StandardCharsets.UTF_8));
        try (ContentDecoder decoder = Objects.requireNonNull(ContentDecoder.of("gzip", 1000))) {
            BadReply refused = catchThrowableOfType(
                    BadReply.class,
                    () -> decoder.decode(Unpooled.wrappedBuffer(packed), 0, packed.length, piece -> {}));

            assertThat(refused.fault().kind()).isEqualTo(Kind.TOO_LARGE);
        }
    }
}
