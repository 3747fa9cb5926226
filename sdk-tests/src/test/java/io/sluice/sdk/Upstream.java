package io.sluice.sdk;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.simulator.Answer;
import io.sluice.simulator.Framing;
import io.sluice.simulator.Octets;
import io.sluice.simulator.ReceivedRequest;
import io.sluice.simulator.Script;
import io.sluice.simulator.Step;
import io.sluice.simulator.ToolCall;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** A provider of one dialect: what it says, as that dialect says it. The usage is always 11 tokens in, 7 out. */
enum Upstream {
    CHAT("openai-chat", "/v1", 2),
    RESPONSES("openai-responses", "/v1", 5),
    ANTHROPIC("anthropic", "/v1", 4),
    GEMINI("gemini", "/v1beta", 1),
    BEDROCK("bedrock", "", 2);

    /** What it claims to have thought with, which must come back as it went out. */
    static final String SEAL = "c2VhbA==";

    private final String dialect;
    private final String base;
    private final int untilHello;

    Upstream(String dialect, String base, int untilHello) {
        this.dialect = dialect;
        this.base = base;
        this.untilHello = untilHello;
    }

    /** Its line of a configuration. */
    String provider(String url) {
        return "  %s: { dialect: %s, url: \"%s%s\", key: sk-provider }%n".formatted(id(), dialect, url, base);
    }

    /** The id of what it speaks. */
    String dialect() {
        return dialect;
    }

    /** A model of it. */
    String model() {
        return id() + "/m";
    }

    /** It says "hello there". */
    Answer says() {
        return Script.json(200, text("says.json"));
    }

    /** It says this, quotes and backslashes written as JSON writes them. */
    Answer says(String text) {
        return Script.json(200, text("says.json").replace("hello there", text));
    }

    /** It thinks "Let me see." and asks for the weather in Paris for three days. */
    Answer calls() {
        return Script.json(200, text("calls.json"));
    }

    /** It says "hello there" in two pieces. */
    Answer saysInPieces() {
        return streamOf("says.stream");
    }

    /** It thinks and calls, in pieces. */
    Answer callsInPieces() {
        return streamOf("calls.stream");
    }

    /** It thinks and calls that tool with those arguments, a JSON object, in pieces where the request wants a stream. */
    Answer calls(ToolCall call, ReceivedRequest request) {
        return answer(request, "calls", text -> calling(text, call));
    }

    /** It says "hello there", in pieces where the request wants a stream. */
    Answer says(ReceivedRequest request) {
        return answer(request, "says", text -> text);
    }

    private Answer answer(ReceivedRequest request, String name, UnaryOperator<String> edit) {
        boolean streamed = request.path().toLowerCase(Locale.ROOT).contains("stream")
                || request.json().path("stream").asBoolean(false);
        return streamed
                ? stream(edit.apply(text(name + ".stream")))
                : Script.json(200, edit.apply(text(name + ".json")));
    }

    private static String calling(String text, ToolCall call) {
        String quoted = call.arguments().replace("\\", "\\\\").replace("\"", "\\\"");
        return text.replace("{\\\"city\\\":\\\"Paris\\\",\\\"days\\\":3}", quoted)
                .replace("{\\\"city\\\":\\\"Pa", quoted)
                .replace("ris\\\",\\\"days\\\":3}", "")
                .replace("{\"city\":\"Paris\",\"days\":3}", call.arguments())
                .replace("\"weather\"", "\"" + call.name() + "\"");
    }

    /** It says "hello" and that it is overloaded. */
    Answer overloadedOnTheWay() {
        return streamOf("overloaded.stream");
    }

    /** It says "hello" and then nothing, for as long as the caller stays. */
    Script fallsSilent() {
        List<Octets> events = events(text("says.stream"));
        List<Step> steps = new ArrayList<>();
        Octets head =
                Octets.of("HTTP/1.1 200 OK\r\ncontent-type: " + type() + "\r\ntransfer-encoding: chunked\r\n\r\n");
        steps.add(new Step.Send(head));
        for (Octets event : events.subList(0, untilHello)) {
            steps.add(new Step.Send(Octets.of(Integer.toHexString(event.length()) + "\r\n")));
            steps.add(new Step.Send(event));
            steps.add(new Step.Send(Octets.of("\r\n")));
        }
        steps.add(new Step.Stall());
        return Script.raw(Octets.EMPTY).then(steps.toArray(Step[]::new));
    }

    /** It refuses four times, saying "Said by the provider.": with 400, 404, 429 (try again after 7 seconds) and 500. */
    Script[] refusesFourTimes() {
        return new Script[] {refuses(400), refuses(404), refuses(429).header("retry-after", "7"), refuses(500)};
    }

    /** It refuses, saying "Said by the provider.". */
    Answer refuses(int status) {
        Answer answer = Script.json(status, text("error.json").replace("%d", Integer.toString(status)));
        return this == BEDROCK ? answer.header("x-amzn-errortype", errorType(status)) : answer;
    }

    private static String errorType(int status) {
        return switch (status) {
            case 400, 422 -> "ValidationException";
            case 404 -> "ResourceNotFoundException";
            case 429 -> "ThrottlingException";
            default -> "InternalServerException";
        };
    }

    private Answer streamOf(String name) {
        return stream(text(name));
    }

    private Answer stream(String text) {
        List<Answer.Piece> pieces = events(text).stream()
                .map(event -> new Answer.Piece(event, null))
                .toList();
        return new Answer(200, List.of(), pieces, Framing.CHUNKED).contentType(type());
    }

    private String type() {
        return this == BEDROCK ? "application/vnd.amazon.eventstream" : "text/event-stream";
    }

    private List<Octets> events(String text) {
        return text.lines().map(this::event).toList();
    }

    /** A line of a stream file: the event's name, {@code -} where it has none, and its data. */
    private Octets event(String line) {
        String event = line.substring(0, line.indexOf(' '));
        String data = line.substring(event.length() + 1);
        if (this == BEDROCK) {
            return Frame.of(event, data);
        }
        return Octets.of((event.equals("-") ? "" : "event: " + event + "\n") + "data: " + data + "\n\n");
    }

    private String text(String name) {
        String file = "/upstream/" + id() + "-" + name;
        try (InputStream in = Objects.requireNonNull(Upstream.class.getResourceAsStream(file), file)) {
            return new String(in.readAllBytes(), UTF_8).strip();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
