package io.sluice.gateway.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.app.SluiceUnderTest;
import io.sluice.gateway.journal.AttemptRow;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** F4: a kept connection that the provider closes at the very moment we write to it is tried again once, on a fresh one. */
class KeptConnectionsTest {

    /** Answers the first request of a connection, and closes at the second, having read it or not. */
    private static final class Closing implements AutoCloseable {
        final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        final AtomicInteger connections = new AtomicInteger();
        private final boolean freshToo;

        Closing(boolean freshToo) throws IOException {
            this.freshToo = freshToo;
            Thread.startVirtualThread(this::accept);
        }

        private void accept() {
            try {
                while (true) {
                    Socket socket = listener.accept();
                    int number = connections.incrementAndGet();
                    Thread.startVirtualThread(() -> serve(socket, number));
                }
            } catch (IOException closed) {
                // The test is over.
            }
        }

        private void serve(Socket socket, int number) {
            try (socket) {
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
                request(in);
                if (number > 1 && freshToo) {
                    return;
                }
                String json = "{\"choices\":[]}";
                socket.getOutputStream()
                        .write(("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: " + json.length()
                                        + "\r\n\r\n" + json)
                                .getBytes(StandardCharsets.US_ASCII));
                request(in);
            } catch (IOException ended) {
                // So be it.
            }
        }

        private static void request(BufferedReader in) throws IOException {
            int length = 0;
            for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                if (line.startsWith("content-length: ")) {
                    length = Integer.parseInt(line.substring(16));
                }
            }
            for (int i = 0; i < length; i++) {
                if (in.read() < 0) {
                    throw new IOException("ended");
                }
            }
        }

        @Override
        public void close() throws IOException {
            listener.close();
        }
    }

    private interface Look {
        void at(HttpResponse<String> answer, List<AttemptRow> attempts);
    }

    private static void secondCall(boolean freshToo, Look look) throws Exception {
        try (Closing provider = new Closing(freshToo);
                SluiceUnderTest sluice = SluiceUnderTest.of("providers:\n  sim: { dialect: openai-chat, url: "
                        + "\"http://127.0.0.1:" + provider.listener.getLocalPort() + "/v1\", key: sk-provider }\n")) {
            // All of a caller's calls on one connection are on one loop, and so on one pool.
            HttpResponse<String> first = sluice.chat("sim/m", "hi");
            assertThat(first.statusCode()).isEqualTo(200);

            HttpResponse<String> answer = sluice.chat("sim/m", "again");

            look.at(answer, sluice.call(answer).attempts());
            assertThat(provider.connections).hasValue(2);
        }
    }

    @Test
    void aKeptConnectionFoundClosedIsTriedAgainOnAFreshOneAndBothAreInTheRecord() throws Exception {
        secondCall(false, (answer, attempts) -> {
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("x-sluice-attempts")).hasValue("2");
            assertThat(attempts).hasSize(2);
            assertThat(attempts.getFirst().maybeBilled()).isTrue();
            assertThat(attempts.getFirst().errorCode()).isEqualTo("upstream_cut");
            assertThat(attempts.getLast().reason()).isEqualTo("reconnect");
            assertThat(attempts.getLast().status()).isEqualTo(200);
        });
    }

    @Test
    void itIsTriedAgainOnceOnly() throws Exception {
        secondCall(true, (answer, attempts) -> {
            assertThat(answer.statusCode()).isEqualTo(502);
            assertThat(answer.body()).contains("upstream_cut");
            assertThat(attempts).hasSize(2);
        });
    }
}
