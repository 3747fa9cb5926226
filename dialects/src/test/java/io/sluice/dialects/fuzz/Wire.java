package io.sluice.dialects.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.dialects.bedrock.eventstream.HeaderValue;
import io.sluice.dialects.bedrock.eventstream.MessageFramer;
import io.sluice.dialects.bedrock.eventstream.MessageWriter;
import io.sluice.dialects.json.Bytes;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How the events of a stream follow each other on the wire. */
enum Wire {
    /** Server-sent events. */
    EVENTS,
    /** One JSON array. */
    ARRAY,
    /** A JSON value a line. */
    LINES,
    /** Messages of an AWS event stream. */
    MESSAGES,
    /** The same with events of another dialect inside. */
    WRAPPED;

    /**
     * One event.
     *
     * @param name empty where it has none; of a message its type, after {@code !} where it is an exception
     */
    record Frame(String name, String data) {}

    /** The events of a stream that is right. */
    static List<Frame> frames(byte[] stream) {
        List<Frame> frames = new ArrayList<>();
        if (stream[0] == 0) {
            MessageFramer framer = new MessageFramer((message, source, held, start, end) -> frames.add(new Frame(
                    message.eventType(),
                    message.payload().utf8(0, message.payload().length()))));
            framer.feed(Bytes.of(stream));
            return frames;
        }
        for (String event : new String(stream, UTF_8).split("(\r?\n){2}", -1)) {
            Frame frame = new Frame("", "");
            for (String line : event.split("\r?\n", -1)) {
                frame = line.startsWith("event: ") ? new Frame(line.substring(7), frame.data) : frame;
                frame = line.startsWith("data: ") ? new Frame(frame.name, line.substring(6)) : frame;
            }
            if (!frame.data.isEmpty()) {
                frames.add(frame);
            }
        }
        return frames;
    }

    /** Those events on this wire; line ends and the like as the choices have it. */
    byte[] stream(List<Frame> frames, Choices choices) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        String end = List.of("\n", "\r\n", "\r").get(choices.below(3));
        for (Frame frame : frames) {
            out.writeBytes(
                    switch (this) {
                        case EVENTS -> sse(frame, end, choices);
                        case ARRAY -> ((out.size() == 0 ? "[" : ",") + frame.data + end).getBytes(UTF_8);
                        case LINES -> (frame.data + end).getBytes(UTF_8);
                        case MESSAGES -> message(frame.name, frame.data);
                        case WRAPPED -> message("chunk", "{\"bytes\":\"" + base64(frame.data) + "\"}");
                    });
        }
        if (this == ARRAY) {
            out.writeBytes("]".getBytes(UTF_8));
        }
        return out.toByteArray();
    }

    private static byte[] sse(Frame frame, String end, Choices choices) {
        StringBuilder event = new StringBuilder();
        switch (choices.below(8)) {
            case 1 -> event.append(": comment").append(end);
            case 2 -> event.append("id: 7").append(end).append("retry: 1").append(end);
            case 3 -> event.append(end);
            default -> {}
        }
        if (!frame.name.isEmpty()) {
            event.append("event: ").append(frame.name).append(end);
        }
        return event.append("data: ")
                .append(frame.data)
                .append(end)
                .append(end)
                .toString()
                .getBytes(UTF_8);
    }

    private static String base64(String data) {
        return Base64.getEncoder().encodeToString(data.getBytes(UTF_8));
    }

    private static byte[] message(String name, String payload) {
        boolean exception = name.startsWith("!");
        Map<String, HeaderValue> headers = new LinkedHashMap<>();
        headers.put(
                exception ? ":exception-type" : ":event-type",
                new HeaderValue.Text(exception ? name.substring(1) : name));
        headers.put(":content-type", new HeaderValue.Text("application/json"));
        headers.put(":message-type", new HeaderValue.Text(exception ? "exception" : "event"));
        return MessageWriter.write(headers, payload.getBytes(UTF_8));
    }
}
