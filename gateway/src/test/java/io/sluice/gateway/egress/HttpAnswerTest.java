package io.sluice.gateway.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpAnswerTest {
    private static final String OK = "HTTP/1.1 200 OK\r\n";

    private static HttpAnswer.Read read(String answer) throws Exception {
        return new HttpAnswer(
                        new ByteArrayInputStream(answer.getBytes(StandardCharsets.ISO_8859_1)),
                        "cdn.example",
                        new HttpAnswer.Bounds(8, bytes -> null))
                .read();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                OK + "Content-Type: image/gif\r\ncontent-length: 6\r\n\r\nGIF89a",
                OK
                        + "content-type: image/gif\r\nTransfer-Encoding: chunked\r\n\r\n2;x=y\r\nGI\r\n4\r\nF89a\r\n0\r\n\r\n",
                OK + "content-type: image/gif\r\n\r\nGIF89a",
                "HTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\n" + OK
                        + "content-type: image/gif\r\ncontent-length: 6\r\n\r\nGIF89a and more"
            })
    void aWholeAnswerIsReadInEachFraming(String answer) throws Exception {
        HttpAnswer.Read read = read(answer);

        assertThat(read.contentType()).isEqualTo("image/gif");
        assertThat(new String(read.body(), StandardCharsets.US_ASCII)).isEqualTo("GIF89a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                OK + "content-length: 9\r\n\r\n123456789",
                OK + "content-length: 99999999999999999999\r\n\r\n1",
                OK + "content-length: -1\r\n\r\n1",
                OK + "content-length: +1\r\n\r\n1",
                OK + "content-length: 1\r\ncontent-length: 2\r\n\r\n12",
                OK + "transfer-encoding: chunked\r\n\r\n9\r\n123456789\r\n0\r\n\r\n",
                OK + "transfer-encoding: chunked\r\n\r\n5\r\n12345\r\n5\r\n67890\r\n0\r\n\r\n",
                OK + "transfer-encoding: chunked\r\n\r\nffffffffffffffff\r\n1",
                OK + "transfer-encoding: chunked\r\n\r\n2\r\n123\r\n0\r\n\r\n",
                OK + "transfer-encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
                OK + "content-encoding: gzip\r\ncontent-length: 1\r\n\r\n1",
                OK + "no header\r\n\r\n",
                OK + "\r\n123456789",
                "HTTP/2 200\r\n\r\n",
                "HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n",
                "HTTP/1.1 206 Partial\r\ncontent-length: 1\r\n\r\n1",
                "HTTP/1.1 101 Switching\r\n\r\n"
            })
    void anythingElseIsNotFetched(String answer) {
        assertThatThrownBy(() -> read(answer))
                .isInstanceOfSatisfying(
                        Unfetchable.class,
                        why -> assertThat(why.failure("x").code()).isEqualTo("url_not_fetched"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"301", "302", "303", "307", "308"})
    void aRedirectIsNotFollowed(String status) {
        assertThatThrownBy(() -> read("HTTP/1.1 " + status + " Moved\r\nlocation: https://127.0.0.1/\r\n\r\n"))
                .isInstanceOfSatisfying(
                        Unfetchable.class,
                        why -> assertThat(why.failure("x").code()).isEqualTo("url_not_allowed"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                OK + "content-length: 6\r\n\r\nGIF",
                OK + "transfer-encoding: chunked\r\n\r\n6\r\nGIF",
                OK + "content-type: image/gif\r\n",
                ""
            })
    void aBrokenAnswerIsNeverTakenForWhole(String answer) {
        assertThatThrownBy(() -> read(answer)).isInstanceOf(IOException.class);
    }

    @Test
    void headersEndSomewhere() {
        assertThatThrownBy(() -> read(OK + "x: " + "y".repeat(70_000)))
                .isInstanceOf(Unfetchable.class)
                .hasMessageContaining("headers without end");
    }
}
