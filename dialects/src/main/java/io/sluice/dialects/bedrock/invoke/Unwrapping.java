package io.sluice.dialects.bedrock.invoke;

import io.sluice.dialects.Dialect;
import io.sluice.dialects.RelayFault;
import io.sluice.dialects.bedrock.StreamErrors;
import io.sluice.dialects.bedrock.eventstream.Message;
import io.sluice.dialects.bedrock.eventstream.MessageFramer;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.JsonLimits;
import io.sluice.dialects.json.JsonReader;
import io.sluice.dialects.json.JsonScanner;
import io.sluice.dialects.json.Kind;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes the events of a model out of the messages that InvokeModel wraps each in ({@code {"bytes": base64, "p": padding}})
 * and gives them as server-sent events, named by their {@code type} where they have one.
 */
final class Unwrapping {
    private final Dialect inner;
    private final MessageFramer framer = new MessageFramer((message, source, held, start, end) -> message(message));
    private final ByteArrayOutputStream events = new ByteArrayOutputStream();
    private @Nullable RelayFault fault;

    Unwrapping(Dialect inner) {
        this.inner = inner;
    }

    /** The events of the messages that became whole. */
    byte[] feed(Bytes piece) {
        RelayFault wrong = framer.feed(piece);
        fault = fault == null ? wrong : fault;
        byte[] bytes = events.toByteArray();
        events.reset();
        return bytes;
    }

    /** What was wrong with the messages, if anything; events before it stand. */
    @Nullable
    RelayFault fault() {
        return fault;
    }

    /** Whether the stream ended between messages, and nothing was wrong. */
    boolean isClean() {
        return fault == null && framer.partial() == 0;
    }

    private void message(Message message) {
        if (fault != null) {
            return;
        }
        if (!message.messageType().equals("event")) {
            events.writeBytes(inner.errorEvent(StreamErrors.read(message), null));
            return;
        }
        if (!message.eventType().equals("chunk")) {
            return;
        }
        byte[] event = event(message.payload());
        if (event == null) {
            fault = new RelayFault(RelayFault.Cause.MALFORMED, "A stream message holds no event in base64");
            return;
        }
        write(Bytes.of(event));
    }

    private static byte @Nullable [] event(Bytes payload) {
        JsonScanner scanner = new JsonScanner(JsonLimits.ANSWER, Set.of(), Set.of());
        scanner.feed(payload);
        JsonReader json = new JsonReader(payload, 0);
        if (scanner.end() != null || !json.enter(Kind.OBJECT)) {
            return null;
        }
        while (json.more()) {
            if (json.name().equals("bytes")) {
                return decoded(json.stringOrEmpty());
            }
            json.skip();
        }
        return null;
    }

    private static byte @Nullable [] decoded(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException notBase64) {
            return null;
        }
    }

    /** One event on one line: a line break can only be blank space between the tokens of JSON. */
    private void write(Bytes event) {
        String data = event.utf8(0, event.length()).replace('\n', ' ').replace('\r', ' ');
        String name = name(event);
        String text = (name.isEmpty() ? "" : "event: " + name + "\n") + "data: " + data + "\n\n";
        events.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String name(Bytes event) {
        JsonReader json = new JsonReader(event, 0);
        if (event.length() == 0 || event.at(0) != '{' || !json.enter(Kind.OBJECT)) {
            return "";
        }
        while (json.more()) {
            if (json.name().equals("type")) {
                String type = json.stringOrEmpty();
                return type.matches("[a-zA-Z0-9_.]{1,64}") ? type : "";
            }
            json.skip();
        }
        return "";
    }
}
