package io.sluice.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScriptFileTest {

    @TempDir
    Path folder;

    @Test
    void theFirstLineThatFitsAnswers() throws Exception {
        assertThat(ask("""
                        # a comment
                        {"when": {"path": "/other"}, "answer": {"status": 404}}

                        {"when": {"model": "m", "stream": true}, "answer": {"body": "first", "content_type": "a/b"}}
                        {"answer": {"body": "second"}}
                        """, "{\"model\":\"m\",\"stream\":true}"))
                .isEqualTo("HTTP/1.1 200 OK\r\ncontent-type: a/b\r\ncontent-length: 5\r\n\r\nfirst");
    }

    @Test
    void conditionsThatCountSeeOnlyWhatFitsOtherwise() throws Exception {
        try (Simulator simulator = simulator("""
                        {"when": {"contains": "x", "times": 1}, "answer": {"body": "1"}}
                        {"when": {"every": 2}, "answer": {"body": "2"}}
                        {"when": {"percent": 0}, "answer": {"body": "3"}}
                        {"when": {"from": "0s", "until": "1h", "percent": 100, "seed": 3}, "answer": {"body": "4"}}
                        """);
                Wire wire = Wire.to(simulator)) {
            wire.post("/", "a").post("/", "x").post("/", "x").post("/", "x");
            wire.send("GET / HTTP/1.1\r\nconnection: close\r\n\r\n");
            assertThat(wire.readAll().replaceAll("HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\n", ""))
                    .isEqualTo("41242");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'json': {'a': 1.50}}|{\"a\":1.50}",
                "{'base64': 'aGk='}|hi",
                "{'sse': [{'a': 1}, '[DONE]'], 'framing': 'close'}|data: {\"a\":1}~~data: [DONE]~~",
                "{'sse': ['x'], 'pause': '1ms', 'pieces': [1, 2], 'first_byte': '1ms'}|9^data: x~~^0^^",
                "{'body': 'abcdef', 'body_pieces': 4, 'cut': {'body_after': 5}}|abcde",
                "{'body': 'abcdef', 'early': true, 'status': 201}|abcdef",
                "{'steps': [{'send': 'HTTP/1.1 200 OK'}, {'send_base64': 'DQoNCg=='}, {'gap': '1ms'}, {'pieces': [1]},"
                        + " {'send': 'raw'}, {'fin': true}]}|raw",
                "{'file': 'some.txt'}|from a file",
                "{'recording': 'r.json'}|recorded",
            })
    void everyKindOfBodyCanBeWritten(String answer, String body) throws Exception {
        Files.writeString(folder.resolve("some.txt"), "from a file");
        Files.writeString(
                folder.resolve("r.json"),
                "{\"format\":1,\"response\":{\"status\":200,\"headers\":{},\"body_text\":\"recorded\"}}");
        String read = ask("{\"answer\": " + answer.replace('\'', '"') + "}", "{}");
        String expected = body.replace("~", "\n").replace("^", "\r\n");
        assertThat(read.substring(read.indexOf("\r\n\r\n") + 4)).isEqualTo(expected);
    }

    @Test
    void chatsAreWrittenInShort() throws Exception {
        assertThat(ask(
                        "{\"answer\": {\"text\": \"Hi\", \"finish\": \"length\", \"usage\": {\"prompt\": 3, \"completion\": 4}}}",
                        "{\"model\":\"m\"}"))
                .contains("\"content\":\"Hi\"", "\"finish_reason\":\"length\"", "\"total_tokens\":7");
        assertThat(ask(
                        "{\"answer\": {\"tools\": [{\"name\": \"f\", \"arguments\": {\"a\": 1}}]}}",
                        "{\"model\":\"m\"}"))
                .contains("\"arguments\":\"{\\\"a\\\":1}\"");
        assertThat(ask("{\"answer\": {\"canned\": true}}", "{\"model\":\"m\"}")).contains("404");
    }

    @Test
    void everyMistakeIsToldWithItsLine() {
        ScriptProblems problems = catchThrowableOfType(ScriptProblems.class, () -> simulator("""
                        {"when": {"colour": "red"}, "answer": {"status": 200}}
                        {"when": {"percent": 101}, "answer": {"status": 200}}
                        {"when": {}, "answer": {"text": "a", "body": "b"}}
                        {"when": {}, "answer": {"text": 1}}
                        {"when": {}, "answer": {"silence": true, "pause": "1x"}}
                        {"when": {}, "answer": {"body": "a", "cut": {"by": "axe"}}}
                        {"when": {}, "answer": {"file": "absent"}}
                        {"when": {}, "answer": {"steps": [{"gap": "1ms", "fin": true}]}}
                        {"when": {}}
                        [
                        {"when": {}, "answer": {}}
                        {"answer": {"status": 200}}
                        {"answer": {"status": 200}}
                        """));
        assertThat(problems.problems())
                .hasSize(12)
                .allMatch(problem -> problem.contains("s.jsonl:"))
                .satisfiesExactly(
                        p -> assertThat(p).contains(":1: ", "knows no \"colour\"", "connection, contains"),
                        p -> assertThat(p).contains(":2: ", "0 to 100"),
                        p -> assertThat(p).contains(":3: ", "exactly one", "here are 2"),
                        p -> assertThat(p).contains(":4: ", "\"text\" in \"answer\" is a text, not 1"),
                        p -> assertThat(p).contains(":5: ", "pause"),
                        p -> assertThat(p).contains(":6: ", "fin or rst"),
                        p -> assertThat(p).contains(":7: ", "cannot read", "absent"),
                        p -> assertThat(p).contains(":8: ", "exactly one step"),
                        p -> assertThat(p).contains(":9: ", "a line has an \"answer\""),
                        p -> assertThat(p).contains(":10: ", "not a JSON object on one line"),
                        p -> assertThat(p).contains(":11: ", "here are 0"),
                        p -> assertThat(p).contains(":13: ", "never reached: line 12"));
    }

    @Test
    void theReadmesExampleRuns() throws Exception {
        String readme = Files.readString(Path.of("README.md"));
        String example = readme.substring(
                readme.indexOf("```json lines\n") + 14, readme.indexOf("\n```", readme.indexOf("```json lines")));
        assertThat(ask(example, "{\"model\":\"odd\"}")).isEqualTo("HTTP/1.1 200 OK\r\n\0oops");
    }

    @Test
    void theCommandPrintsItsAddressAndRunsUntilItIsStopped() throws Exception {
        Files.writeString(folder.resolve("s.jsonl"), "{\"answer\": {\"body\": \"hi\"}}");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        List<String> args = List.of("--script", folder.resolve("s.jsonl").toString(), "--listen", "127.0.0.1:0");
        int status =
                SimulatorMain.run(args, new PrintStream(out, true, StandardCharsets.UTF_8), System.err, simulator -> {
                    assertThat(out.toString(StandardCharsets.UTF_8))
                            .isEqualTo(simulator.url() + System.lineSeparator());
                    try (Wire wire = Wire.to(simulator).send("GET / HTTP/1.0\r\n\r\n")) {
                        assertThat(wire.readAll()).endsWith("hi");
                    } catch (IOException unexpected) {
                        throw new AssertionError(unexpected);
                    }
                    Thread.currentThread().interrupt();
                });
        assertThat(Thread.interrupted()).isTrue();
        assertThat(status).isZero();
    }

    @ParameterizedTest
    @CsvSource({"--listen, 64", "--listen 80, 64", "--colour red, 64", "--script absent.jsonl, 69", "--script bad, 78"})
    void aCommandThatCannotRunSaysWhy(String args, int expected) throws Exception {
        Path bad = Files.writeString(folder.resolve("bad"), "{}");
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        List<String> words = List.of(args.replace(" bad", " " + bad).split(" "));
        int status = SimulatorMain.run(words, System.out, new PrintStream(err, true, StandardCharsets.UTF_8));
        assertThat(status).isEqualTo(expected);
        assertThat(err.toString(StandardCharsets.UTF_8)).isNotBlank();
    }

    private String ask(String script, String body) throws Exception {
        try (Simulator simulator = simulator(script);
                Wire wire = Wire.to(simulator)) {
            wire.send("POST /v1/chat HTTP/1.1\r\nconnection: close\r\ncontent-length: " + body.length() + "\r\n\r\n"
                    + body);
            return wire.readAll();
        }
    }

    private Simulator simulator(String script) throws IOException, ScriptProblems {
        Path file = Files.writeString(folder.resolve("s.jsonl"), script);
        ScriptFile read = ScriptFile.read(file, System::nanoTime);
        Simulator simulator = Simulator.start();
        read.install(simulator);
        return simulator;
    }
}
