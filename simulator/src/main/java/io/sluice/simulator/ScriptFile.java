package io.sluice.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * A script file: one JSON object a line, empty lines and lines that begin with {@code #} apart. The first line whose
 * {@code when} fits a request answers it; a line without {@code when} fits all, so it is the last one. Where there is
 * none, what fits no line is answered as by {@link Script#canned()}.
 *
 * <pre>
 * {"when": {CONDITIONS}, "answer": {ANSWER}}
 * CONDITIONS, which all have to hold:
 *   method, path, model   equal to this          contains   this text is in the body
 *   headers {NAME: VALUE} equal to these         stream     true or false, as the body says
 *   connection N          the N-th connection    from, until   the time since the start: "10s"
 *   percent P, seed S     so many of a hundred   every N, times N   every N-th, the first N of those that fit
 * ANSWER, one of:
 *   canned: true          text: TEXT             tools: [{name, arguments}]   (usage, finish, pause)
 *   json: ANY             body: TEXT             base64: BYTES         file: PATH       recording: PATH
 *   sse: [EVENT, ...]     status: N (alone)      (status, headers, content_type, pause, body_pieces, gzip,
 *                                                 framing: length | chunked | close | as_written)
 *   endless: EVENT        silence: true          never_reads: true     steps: [STEP, ...]
 * and to any: pieces: N | [N, ...], first_byte: TIME, cut: {after | body_after: N, by: fin | rst}, early: true
 * STEP: {send | send_base64 | repeat: BYTES} {gap: TIME} {pieces: [N, ...]} {stall | fin | rst | close | keep_alive
 *   | early | stop_reading: true}; repeat and pieces take a pause
 * </pre>
 */
public final class ScriptFile {

    private record Line(Predicate<ReceivedRequest> when, Script answer) {}

    private final List<Line> lines;

    private ScriptFile(List<Line> lines) {
        this.lines = lines;
    }

    /**
     * Reads a file. Times of its conditions count from now on the given clock.
     *
     * @throws ScriptProblems with every mistake in it
     * @throws IOException where it cannot be read
     */
    public static ScriptFile read(Path file, LongSupplier nanos) throws IOException, ScriptProblems {
        List<Line> lines = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        int number = 0;
        int all = 0;
        for (String text : Files.readString(file, UTF_8).split("\n", -1)) {
            number++;
            if (text.isBlank() || text.startsWith("#")) {
                continue;
            }
            try {
                if (all > 0) {
                    throw new ScriptFault("never reached: line " + all + " has no \"when\", so it fits every request");
                }
                JsonNode root = Json.MAPPER.readTree(text);
                all = root.has("when") ? 0 : number;
                lines.add(line(root, file, nanos));
            } catch (JacksonException broken) {
                problems.add(file + ":" + number + ": not a JSON object on one line: " + broken.getOriginalMessage());
            } catch (ScriptFault fault) {
                problems.add(file + ":" + number + ": " + fault.getMessage());
            }
        }
        if (!problems.isEmpty()) {
            throw new ScriptProblems(problems);
        }
        return new ScriptFile(List.copyOf(lines));
    }

    private static Line line(JsonNode root, Path file, LongSupplier nanos) {
        Fields fields = new Fields("line", root);
        Predicate<ReceivedRequest> when =
                fields.take("when").map(node -> WhenReader.read(node, nanos)).orElse(_ -> true);
        JsonNode answer = fields.take("answer")
                .orElseThrow(() -> new ScriptFault("a line has an \"answer\": {\"answer\": {\"text\": \"Hello\"}}"));
        fields.done();
        return new Line(when, AnswerReader.read(answer, file));
    }

    /** Makes the lines the simulator's rules, in their order, behind those it has. */
    public void install(Simulator simulator) {
        lines.forEach(line -> simulator.when(line.when(), line.answer()));
    }
}
