package io.sluice.simulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * What the simulator does when a request has come. Scripts are immutable values: every method gives a changed copy, and
 * one script may answer any number of requests at once.
 */
public sealed interface Script permits Answer, Steps, Asked {

    /** The wire steps for this request. */
    List<Step> steps(ReceivedRequest request);

    /** An answer with a JSON body. */
    static Answer json(int status, String body) {
        return status(status).contentType("application/json").body(Octets.of(body));
    }

    /** An empty answer with this status. */
    static Answer status(int status) {
        return new Answer(status, List.of(), List.of(), Framing.LENGTH);
    }

    /** A chunked event stream: each text becomes {@code data: TEXT} and an empty line. Ends without {@code [DONE]}. */
    static Answer sse(List<String> events) {
        List<Answer.Piece> pieces = events.stream()
                .map(event -> new Answer.Piece(Octets.of("data: " + event + "\n\n"), null))
                .toList();
        return new Answer(200, List.of(new Header("content-type", "text/event-stream")), pieces, Framing.CHUNKED);
    }

    /** The same. */
    static Answer sse(String... events) {
        return sse(List.of(events));
    }

    /** A chunked event stream of exactly these bytes, in one piece. */
    static Answer sseRaw(Octets stream) {
        return sse(List.of()).body(stream);
    }

    /** These bytes and nothing else, the status line included; the connection stays open behind them. */
    static Steps raw(Octets bytes) {
        return Steps.of(new Step.Send(bytes));
    }

    /** The same, from text in UTF-8: {@code \r\n} where line ends are wanted. */
    static Steps raw(String text) {
        return raw(Octets.of(text));
    }

    /** Reads the request and never answers. */
    static Steps silence() {
        return Steps.of(new Step.Stall());
    }

    /** Takes the head, reads nothing of the body and never answers. */
    static Steps neverReads() {
        return Steps.of(new Step.Early(), new Step.StopReading(), new Step.Stall());
    }

    /** A chunked event stream that sends this event every so often until the peer leaves; a pause of zero is a flood. */
    static Steps endless(String event, Duration pause) {
        String data = "data: " + event + "\n\n";
        String one = Integer.toHexString(Octets.of(data).length()) + "\r\n" + data + "\r\n";
        // A flood of small writes would measure the simulator, not its reader.
        Octets chunk = Octets.of(pause.isZero() ? one.repeat(1 + 8192 / one.length()) : one);
        List<Step> steps = new ArrayList<>(Bodies.cut(sse(List.of()), 0, Ending.FIN));
        steps.removeLast();
        steps.add(new Step.Repeat(chunk, pause));
        return new Steps(steps);
    }

    /** A chat answer of OpenAI's form, whole or streamed as the request asks, with the request's model. */
    static Script chat(Chat chat) {
        return asked(request -> ChatRequest.of(request)
                .<Script>map(asked -> ChatWriter.answer(asked, chat))
                .orElseGet(() -> json(400, "{\"error\":{\"message\":\"the body is not a JSON object\"}}")));
    }

    /** A chat answer that says this. */
    static Script text(String content) {
        return chat(Chat.saying(content));
    }

    /** A chat answer that says this and claims these tokens. */
    static Script text(String content, Usage usage) {
        return chat(Chat.saying(content).usage(usage));
    }

    /** A chat answer that calls these tools. */
    static Script tools(ToolCall... calls) {
        return chat(Chat.calling(calls));
    }

    /** What a simulator answers that was told nothing: a friendly OpenAI-compatible provider. */
    static Script canned() {
        return Canned.demo().script();
    }

    /** A recorded answer, byte for byte; a recorded stream in the pieces in which it came, where these are known. */
    static Answer replay(Recording recording) {
        return recording.replay();
    }

    /** A script chosen, or made, by looking at the request. The function runs on an event loop: it must not wait. */
    static Script asked(Function<ReceivedRequest, Script> making) {
        return new Asked(making);
    }

    /** Ends the connection with the n-th byte of the answer, counted from its status line. */
    default Script cutAfter(long bytes, Ending ending) {
        return edited(steps -> Steps.cut(steps, bytes, ending));
    }

    /** The same with a FIN. */
    default Script cutAfter(long bytes) {
        return cutAfter(bytes, Ending.FIN);
    }

    /** Waits before the first byte. */
    default Script slowFirstByte(Duration wait) {
        return edited(steps -> with(new Step.Gap(wait), steps));
    }

    /** Writes the answer in socket pieces of these sizes, the last size going on for the rest, each flushed. */
    default Script inPieces(int... sizes) {
        Step pieces = new Step.Pieces(Arrays.stream(sizes).boxed().toList(), Duration.ZERO);
        return edited(steps -> with(pieces, steps));
    }

    /** Begins with the request's head, before its body is read. Only for scripts that do not look at the request. */
    default Script early() {
        return edited(steps -> with(new Step.Early(), steps));
    }

    /** These steps behind the others: an ending, bytes that nobody expects. */
    default Script then(Step... more) {
        return edited(steps -> {
            List<Step> all = new ArrayList<>(steps);
            all.addAll(List.of(more));
            return all;
        });
    }

    private Script edited(UnaryOperator<List<Step>> edit) {
        return switch (this) {
            case Answer answer -> new Steps(edit.apply(Bodies.steps(answer)));
            case Steps steps -> new Steps(edit.apply(steps.steps()));
            case Asked asked -> new Asked(request -> new Steps(edit.apply(asked.steps(request))));
        };
    }

    private static List<Step> with(Step first, List<Step> steps) {
        List<Step> all = new ArrayList<>(steps);
        boolean behindEarly = !steps.isEmpty() && steps.getFirst() instanceof Step.Early;
        all.add(behindEarly ? 1 : 0, first);
        return all;
    }
}
