package io.sluice.gateway.upstream.reply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.sluice.gateway.call.wire.Headers;
import io.sluice.gateway.call.wire.UpstreamFault.Kind;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One answer is one answer however its bytes are cut, and what is ambiguous is none. */
class ReplyReaderTest {
    private static final String CHUNKED = "HTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\n"
            + "HTTP/1.1 200 OK\r\nContent-Type:  text/event-stream \r\nTransfer-Encoding: chunked\r\n\r\n"
            + "5;name=\"value\"\r\nhello\r\n1\r\n,\r\nA \r\n 0123\r\n789\r\n0\r\nx-trailer: yes\r\n\r\n";

    /** Notes what it is told. */
    private static final class Notes implements ReplySink {
        private final StringBuilder text = new StringBuilder();
        private int pieces;
        private Headers headers = Headers.NONE;

        @Override
        public void head(int status, Headers lines, boolean body) {
            text.append(status).append(body ? " with body: " : " without body");
            headers = lines;
        }

        @Override
        public void body(ByteBuf buffer, int start, int length) {
            text.append(buffer.toString(start, length, StandardCharsets.ISO_8859_1));
            pieces++;
        }
    }

    private static ByteBuf bytes(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1);
    }

    private static ReplyReader read(Notes notes, String... pieces) throws BadReply {
        ReplyReader reader = new ReplyReader(notes, false);
        for (String piece : pieces) {
            ByteBuf buffer = bytes(piece);
            reader.read(buffer);
            assertThat(buffer.isReadable()).as("everything is taken").isFalse();
        }
        return reader;
    }

    private static Kind refused(String answer) {
        return catchThrowableOfType(BadReply.class, () -> read(new Notes(), answer))
                .fault()
                .kind();
    }

    @Test
    void anAnswerCutAnywhereIsTheSameAnswer() throws Exception {
        for (int cut = 1; cut < CHUNKED.length(); cut++) {
            Notes notes = new Notes();
            ReplyReader reader = read(notes, CHUNKED.substring(0, cut), CHUNKED.substring(cut));

            assertThat(reader.done()).isTrue();
            assertThat(notes.text.toString()).isEqualTo("200 with body: hello, 0123\r\n789");
        }
    }

    @Test
    void anAnswerInSingleBytesIsTheSameAnswer() throws Exception {
        Notes notes = new Notes();
        ReplyReader reader = read(notes, CHUNKED.split(""));

        assertThat(reader.done()).isTrue();
        assertThat(reader.keepAlive()).isTrue();
        assertThat(notes.text.toString()).isEqualTo("200 with body: hello, 0123\r\n789");
    }

    @Test
    void theChunksOfOneReadAreToldAsOnePiece() throws Exception {
        Notes notes = new Notes();
        read(notes, CHUNKED);

        assertThat(notes.pieces).isEqualTo(1);
    }

    @Test
    void headersAreFoundWithoutRegardToCaseAndTrimmed() throws Exception {
        Notes notes = new Notes();
        read(notes, "HTTP/1.1 200\r\nX-A: one\r\nx-a:two\r\nEmpty:\r\nContent-Length: 0\r\n\r\n");

        assertThat(notes.headers.first("x-A")).isEqualTo("one");
        assertThat(notes.headers.all("x-a")).containsExactly("one", "two");
        assertThat(notes.headers.first("empty")).isEmpty();
        assertThat(notes.headers.first("x-b")).isNull();
    }

    @Test
    void anAnswerWithoutLengthEndsWithItsConnection() throws Exception {
        Notes notes = new Notes();
        ReplyReader reader = read(notes, "HTTP/1.1 200 OK\r\n\r\nall", " of it");

        assertThat(reader.done()).isFalse();
        assertThat(reader.endsAtClose()).isTrue();
        assertThat(notes.text.toString()).isEqualTo("200 with body: all of it");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 204 No Content\r\n\r\n",
                "HTTP/1.1 304 Not Modified\r\ncontent-length: 12\r\n\r\n",
                "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n"
            })
    void someAnswersHaveNoBody(String answer) throws Exception {
        Notes notes = new Notes();

        assertThat(read(notes, answer).done()).isTrue();
        assertThat(notes.text.toString()).endsWith("without body");
    }

    @Test
    void theAnswerToHeadHasNoBodyWhateverItsLength() throws Exception {
        Notes notes = new Notes();
        ReplyReader reader = new ReplyReader(notes, true);
        reader.read(bytes("HTTP/1.1 200 OK\r\ncontent-length: 12\r\n\r\n"));

        assertThat(reader.done()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/2 200 OK\r\n",
                "HTTP/1.1 20 OK\r\n",
                "HTTP/1.1 2000 OK\r\n",
                "HTTP/1.1 700 OK\r\n",
                "http/1.1 200 OK\r\n",
                "\r\nHTTP/1.1 200 OK\r\n\r\n",
                "HTTP/1.1 200 OK\n\n",
                "HTTP/1.1 200 OK\r\na: b\n\r\n",
                "HTTP/1.1 200 OK\r\na: b\rc\r\n\r\n",
                "HTTP/1.1 200 OK\r\na: b\0c\r\n\r\n",
                "HTTP/1.1 200 OK\r\na : b\r\n\r\n",
                "HTTP/1.1 200 OK\r\n: b\r\n\r\n",
                "HTTP/1.1 200 OK\r\na: b\r\n folded\r\n\r\n",
                "HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
                "HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 2\r\n\r\nok",
                "HTTP/1.1 200 OK\r\ncontent-length: 2, 2\r\n\r\nok",
                "HTTP/1.1 200 OK\r\ncontent-length: +2\r\n\r\nok",
                "HTTP/1.1 200 OK\r\ncontent-length: -2\r\n\r\nok",
                "HTTP/1.1 200 OK\r\ncontent-length: 0x2\r\n\r\nok",
                "HTTP/1.1 200 OK\r\ncontent-length:\r\n\r\nok",
                "HTTP/1.1 200 OK\r\ncontent-length: 9999999999999999999\r\n\r\nok",
                "HTTP/1.1 200 OK\r\ncontent-length: 2\r\ntransfer-encoding: chunked\r\n\r\n",
                "HTTP/1.1 200 OK\r\ntransfer-encoding: gzip, chunked\r\n\r\n",
                "HTTP/1.1 200 OK\r\ntransfer-encoding: identity\r\n\r\n",
                "HTTP/1.0 200 OK\r\ntransfer-encoding: chunked\r\n\r\n",
                "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\ntransfer-encoding: chunked\r\n\r\n",
                "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n0x5\r\nhello\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n-5\r\n",
                "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n\r\n",
                "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\nhello\r\n",
                "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n;x\r\n",
                "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhello!\r\n",
                "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n1000000000000000\r\n",
                "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\nx",
                "HTTP/1.1 204 No Content\r\n\r\nbody all the same"
            })
    void whatIsAmbiguousIsRefused(String answer) {
        assertThat(refused(answer)).isEqualTo(Kind.MALFORMED);
    }

    @Test
    void whatStoodBeforeTheFaultIsToldAllTheSame() {
        Notes notes = new Notes();
        String answer = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhello\r\nzz\r\n";

        assertThatThrownBy(() -> read(notes, answer)).isInstanceOf(BadReply.class);
        assertThat(notes.text.toString()).isEqualTo("200 with body: hello");
    }

    @Test
    void extensionsWithoutEndAreRefused() {
        String answer = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n1" + ";".repeat(2000);

        assertThat(refused(answer)).isEqualTo(Kind.MALFORMED);
    }

    @Test
    void eightInterimAnswersAreSwallowedAndTheNinthIsTooMuch() throws Exception {
        String interim = "HTTP/1.1 100 Continue\r\n\r\n";
        Notes notes = new Notes();

        assertThat(read(notes, interim.repeat(8) + "HTTP/1.1 204 Fine\r\n\r\n").done())
                .isTrue();
        assertThat(refused(interim.repeat(9))).isEqualTo(Kind.MALFORMED);
    }

    @Test
    void aHeadBeyondItsBoundsIsTooLarge() throws Exception {
        String start = "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n";

        assertThat(read(new Notes(), start + "a: b\r\n".repeat(199) + "\r\n").done())
                .isTrue();
        assertThat(refused(start + "a: b\r\n".repeat(200) + "\r\n")).isEqualTo(Kind.TOO_LARGE);
        assertThat(refused(start + "a: " + "b".repeat(70_000))).isEqualTo(Kind.TOO_LARGE);
        assertThat(refused("HTTP/1.1 200 OK" + " ".repeat(70_000))).isEqualTo(Kind.TOO_LARGE);
    }

    @Test
    void trailersBeyondTheirBoundsAreTooLarge() {
        String start = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n0\r\n";

        assertThat(refused(start + "a: b\r\n".repeat(300))).isEqualTo(Kind.TOO_LARGE);
    }
}
