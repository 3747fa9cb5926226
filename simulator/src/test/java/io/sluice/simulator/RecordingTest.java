package io.sluice.simulator;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingTest {

    private static final Path RECORDINGS = Path.of("../../shared/recordings");

    @TempDir
    Path folder;

    @Test
    void aJsonBodyIsSerialisedOnceAndCompactly() throws IOException {
        Recording recording = recording("""
                {"format":1,"provider":"p","endpoint":"openai.chat",
                 "request":{"method":"POST","path":"/v1/x?a=b","headers":{"accept":"*/*"},"body":{"n": 1.50}},
                 "response":{"status":429,"headers":{"content-type":"application/json","retry-after":"7",
                  "transfer-encoding":"chunked"},"is_stream":false,"body":{"z": 1.0, "a": [1e400, "é"]}}}
                """);
        assertThat(recording.body().text()).isEqualTo("{\"z\":1.0,\"a\":[1E+400,\"é\"]}");
        assertThat(recording.request().body()).contains(Octets.of("{\"n\":1.50}"));
        assertThat(recording.request().headers()).containsExactly(new Header("accept", "*/*"));
        try (Simulator simulator = Simulator.start().answer(Script.replay(recording));
                Wire wire = Wire.to(simulator).send("GET / HTTP/1.1\r\nconnection: close\r\n\r\n")) {
            assertThat(Octets.owning(wire.readAll().getBytes(ISO_8859_1)).text())
                    .isEqualTo("HTTP/1.1 429 Too Many Requests\r\ncontent-type: application/json\r\nretry-after: 7\r\n"
                            + "content-length: 27\r\n\r\n{\"z\":1.0,\"a\":[1E+400,\"é\"]}");
        }
    }

    @Test
    void aStreamComesInThePiecesInWhichItCame() throws IOException {
        Recording recording = recording("""
                {"format":1,"request":{},
                 "response":{"status":200,"headers":{},"is_stream":true,"chunk_lengths":[2,1,4],"body_text":"abcdefg"}}
                """);
        assertThat(Script.replay(recording).body())
                .extracting(piece -> piece.bytes().text())
                .containsExactly("ab", "c", "defg");
        assertThat(recording.request().body()).isEmpty();
        try (Simulator simulator = Simulator.start().answer(Script.replay(recording));
                Wire wire = Wire.to(simulator).send("GET / HTTP/1.1\r\nconnection: close\r\n\r\n")) {
            assertThat(wire.readAll()).endsWith("2\r\nab\r\n1\r\nc\r\n4\r\ndefg\r\n0\r\n\r\n");
        }
    }

    @Test
    void aStreamMayBeCutAtAnyOffset() throws IOException {
        Recording recording = recording("""
                {"format":1,"request":{},
                 "response":{"status":200,"headers":{},"is_stream":true,"chunk_lengths":[2,5],"body_base64":"YWJjZGVmZw=="}}
                """);
        try (Simulator simulator =
                        Simulator.start().answer(Script.replay(recording).cutBodyAfter(3, Ending.FIN));
                Wire wire = Wire.to(simulator).get("/")) {
            assertThat(wire.readAll()).endsWith("\r\n\r\n2\r\nab\r\n1\r\nc\r\n");
        }
    }

    @Test
    void whatIsNoRecordingIsNamed() {
        assertThatThrownBy(() -> recording("{\"format\":1}"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("r.json");
        assertThatThrownBy(() -> recording("{"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("r.json is not JSON");
    }

    @Test
    void everyRecordingAtHandIsReplayedByteForByte() throws Exception {
        assumeTrue(Files.isDirectory(RECORDINGS), "no recordings at " + RECORDINGS);
        List<Path> files;
        try (Stream<Path> all = Files.walk(RECORDINGS)) {
            files = all.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
        assertThat(files).isNotEmpty();
        try (Simulator simulator = Simulator.start();
                HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(simulator.url())).build();
            for (Path file : files) {
                Recording recording = Recording.read(file);
                simulator.answer(Script.replay(recording));
                HttpResponse<byte[]> answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
                assertThat(answer.statusCode()).as(file.toString()).isEqualTo(recording.status());
                assertThat(Octets.owning(answer.body())).as(file.toString()).isEqualTo(recording.body());
            }
        }
    }

    private Recording recording(String json) throws IOException {
        return Recording.read(Files.writeString(folder.resolve("r.json"), json));
    }
}
