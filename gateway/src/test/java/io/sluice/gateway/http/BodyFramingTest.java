package io.sluice.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Where heads and bodies end does not depend on the pieces they come in. */
class BodyFramingTest {
    private static final String CHUNKS = "5;ext=1\r\nhello\r\n00A\r\n0123456789\r\n0\r\nTrailer: x\r\n\r\nGET";

    /** Reads as a connection does: what was not taken stays in front of what comes next. */
    private static String read(BodyFraming framing, String... pieces) {
        ByteBuf in = Unpooled.buffer();
        StringBuilder body = new StringBuilder();
        try {
            for (String piece : pieces) {
                in.writeCharSequence(piece, StandardCharsets.ISO_8859_1);
                for (ByteBuf part = framing.next(in); part != null; part = framing.next(in)) {
                    body.append(part.toString(StandardCharsets.ISO_8859_1));
                }
            }
            return body + "|" + framing.over() + "|" + in.toString(StandardCharsets.ISO_8859_1);
        } finally {
            in.release();
        }
    }

    @Test
    void chunksReadTheSameHoweverTheyAreCut() {
        for (int i = 0; i <= CHUNKS.length(); i++) {
            for (int j = i; j <= CHUNKS.length(); j++) {
                String read =
                        read(new ChunkFraming(), CHUNKS.substring(0, i), CHUNKS.substring(i, j), CHUNKS.substring(j));
                assertThat(read).as("cut at %d and %d", i, j).isEqualTo("hello0123456789|true|GET");
            }
        }
    }

    @Test
    void nothingIsTakenBeyondADeclaredLength() {
        assertThat(read(new LengthFraming(5), "he", "lloGET")).isEqualTo("hello|true|GET");
        assertThat(read(new LengthFraming(5), "hel")).isEqualTo("hel|false|");
    }

    @Test
    void aChunkThatWasCutOffIsNotOver() {
        for (int i = 0; i < CHUNKS.length() - 3; i++) {
            assertThat(read(new ChunkFraming(), CHUNKS.substring(0, i)))
                    .as("cut at %d", i)
                    .contains("|false|");
        }
    }

    @Test
    void aHeadEndsInTheSamePlaceHoweverItIsCut() {
        String head = "GET / HTTP/1.1\r\nHost: a\r\nX: y\r\n\r\n";
        for (int i = 0; i <= head.length(); i++) {
            HeadEnd end = new HeadEnd(HttpLimits.DEFAULT);
            ByteBuf in = Unpooled.buffer();
            in.writeCharSequence(head.substring(0, i), StandardCharsets.ISO_8859_1);
            assertThat(end.find(in)).isEqualTo(i < head.length() ? -1 : head.length());
            if (i < head.length()) {
                in.writeCharSequence(head.substring(i) + "rest", StandardCharsets.ISO_8859_1);
                assertThat(end.find(in)).isEqualTo(head.length());
            }
            assertThat(end.lines()).isEqualTo(3);
            in.release();
        }
    }

    @Test
    void aBareLineFeedIsRefusedAsSoonAsItIsSeen() {
        HeadEnd end = new HeadEnd(HttpLimits.DEFAULT);
        ByteBuf in = Unpooled.copiedBuffer("GET / HTTP/1.1\n", StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> end.find(in)).isInstanceOf(RefusedRequest.class);
        in.release();
    }
}
