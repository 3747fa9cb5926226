package io.sluice.dialects.bedrock.eventstream;

import io.sluice.dialects.json.Bytes;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One message of an event stream.
 *
 * @param headers by name, in the order they were written; the last of a name counts
 * @param payload valid as long as the bytes the message was read from
 */
public record Message(Map<String, HeaderValue> headers, Bytes payload) {
    /** Bytes of the lengths and their checksum, before the headers. */
    static final int PRELUDE = 12;

    /** Bytes of a message beside its headers and its payload. */
    static final int FRAMING = 16;

    /** The most that the headers of one message may have. */
    public static final int MOST_HEADERS = 128 * 1024;

    /** The most that the payload of one message may have. */
    public static final int MOST_PAYLOAD = 24 * 1024 * 1024;

    /** Keeps a copy of the headers, in order. */
    public Message {
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }

    /** The text of that header; empty where it is missing or no text. */
    public String text(String header) {
        return headers.get(header) instanceof HeaderValue.Text(String value) ? value : "";
    }

    /** {@code event}, {@code exception} or {@code error}. */
    public String messageType() {
        return text(":message-type");
    }

    /** Which event of the operation it is. */
    public String eventType() {
        return text(":event-type");
    }
}
