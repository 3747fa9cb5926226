package io.sluice.dialects.gemini;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** The framing of a stream that is written: server-sent events, or the elements of an array. */
final class StreamText {
    private final StreamForm form;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private boolean begun;
    private boolean ended;

    /** A stream of which something may have been written already. */
    StreamText(StreamForm form, boolean begun) {
        this.form = form;
        this.begun = begun;
    }

    /** One response. */
    void element(String json) {
        if (form == StreamForm.SSE) {
            // A line break can only stand between tokens, where a blank says the same.
            add("data: " + json.replace('\n', ' ').replace('\r', ' ') + "\r\n\r\n");
        } else {
            add((begun ? ",\r\n" : "[") + json);
        }
        begun = true;
    }

    /** The end, once: nothing where there is no end mark. */
    void end() {
        if (form == StreamForm.ARRAY && !ended) {
            add(begun ? "\r\n]" : "[]");
        }
        ended = true;
    }

    private void add(String text) {
        out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    /** What was written since the last time. */
    byte[] taken() {
        byte[] bytes = out.toByteArray();
        out.reset();
        return bytes;
    }
}
