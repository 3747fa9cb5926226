package io.sluice.dialects.bedrock;

import io.sluice.dialects.bedrock.eventstream.HeaderValue;
import io.sluice.dialects.bedrock.eventstream.MessageWriter;
import java.util.LinkedHashMap;
import java.util.Map;

/** The messages of a Converse stream as bytes, with the headers AWS gives them, in its order. */
final class ConverseMessages {
    private ConverseMessages() {}

    static byte[] event(String type, byte[] payload) {
        return write(":event-type", type, "event", payload);
    }

    static byte[] exception(String type, byte[] payload) {
        return write(":exception-type", type, "exception", payload);
    }

    private static byte[] write(String header, String type, String messageType, byte[] payload) {
        Map<String, HeaderValue> headers = new LinkedHashMap<>();
        headers.put(header, new HeaderValue.Text(type));
        headers.put(":content-type", new HeaderValue.Text("application/json"));
        headers.put(":message-type", new HeaderValue.Text(messageType));
        return MessageWriter.write(headers, payload);
    }
}
