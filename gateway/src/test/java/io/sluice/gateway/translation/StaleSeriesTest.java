package io.sluice.gateway.translation;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.app.SluiceUnderTest;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A provider that closes every kept connection as soon as the next request comes on it. */
class StaleSeriesTest {
    private static final int INPUTS = 12;

    /** Answers one request a connection, with the length of its body. */
    private static final class Closing implements AutoCloseable {
        final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        final AtomicInteger connections = new AtomicInteger();

        Closing() throws IOException {
            Thread.startVirtualThread(this::accept);
        }

        private void accept() {
            try {
                while (true) {
                    Socket socket = listener.accept();
                    connections.incrementAndGet();
                    Thread.startVirtualThread(() -> serve(socket));
                }
            } catch (IOException closed) {
                // The test is over.
            }
        }

        private static void serve(Socket socket) {
            try (socket) {
                DataInputStream in = new DataInputStream(socket.getInputStream());
                int length = 0;
                for (String line = line(in); !line.isEmpty(); line = line(in)) {
                    if (line.startsWith("content-length: ")) {
                        length = Integer.parseInt(line.substring(16));
                    }
                }
                in.readFully(new byte[length]);
                String json = "{\"embedding\":[" + length + "],\"inputTextTokenCount\":1}";
                socket.getOutputStream()
                        .write(("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: " + json.length()
                                        + "\r\n\r\n" + json)
                                .getBytes(StandardCharsets.US_ASCII));
                in.read();
            } catch (IOException ended) {
                // So be it.
            }
        }

        private static String line(DataInputStream in) throws IOException {
            StringBuilder line = new StringBuilder();
            for (int c = in.readUnsignedByte(); c != '\n'; c = in.readUnsignedByte()) {
                line.append((char) c);
            }
            return line.toString().strip();
        }

        @Override
        public void close() throws IOException {
            listener.close();
        }
    }

    @Test
    void eachOfSeveralRequestsThatFindsItsConnectionClosedGoesAgainOnAFreshOne() throws Exception {
        try (Closing provider = new Closing();
                SluiceUnderTest sluice =
                        SluiceUnderTest.of("providers:\n  sim: { dialect: bedrock, url: \"http://127.0.0.1:"
                                + provider.listener.getLocalPort() + "\", key: sk-provider }\n")) {
            StringBuilder inputs = new StringBuilder("\"a\"");
            for (int i = 1; i < INPUTS; i++) {
                inputs.append(",\"a").append("b".repeat(i)).append('"');
            }

            HttpResponse<String> answer = sluice.post(
                    "/v1/embeddings", "{\"model\":\"sim/amazon.titan-embed-text-v1\",\"input\":[" + inputs + "]}");

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            JsonNode data = JsonMapper.builder().build().readTree(answer.body()).path("data");
            assertThat(data).hasSize(INPUTS);
            for (int i = 1; i < INPUTS; i++) {
                assertThat(data.path(i).at("/embedding/0").asInt())
                        .isEqualTo(data.path(0).at("/embedding/0").asInt() + i);
            }
            assertThat(provider.connections).hasValue(INPUTS);
            assertThat(sluice.call(answer).attempts()).hasSize(1);
        }
    }
}
