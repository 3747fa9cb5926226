package io.sluice.gateway.recordings;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** A recorded stream cut into what may be sent on alone: events, and comments between them. Reads the text anew. */
final class Units {

    /**
     * One event or comment with the blank line behind it.
     *
     * @param end how much of the recorded stream must have come for it to be whole; of a CR LF the CR is enough
     * @param passed the bytes the caller gets for it, none where it is kept from the caller
     */
    record Unit(int end, byte[] passed, boolean done, boolean error, boolean event, JsonNode json) {}

    private final byte[] stream;
    private final List<Unit> units = new ArrayList<>();

    /** Of a stream as it is to be passed on: under another model's name, without the usage chunk. */
    Units(byte[] stream, String modelOr, boolean withholdUsage) {
        this.stream = stream;
        int from = 0;
        boolean open = false;
        for (int at = 0; at < stream.length; ) {
            int end = lineEnd(stream, at);
            int text = end;
            while (text > at && (stream[text - 1] == '\n' || stream[text - 1] == '\r')) {
                text--;
            }
            open |= text > at && stream[at] != ':';
            if (text == at || !open) {
                units.add(unit(new String(stream, from, end - from, UTF_8), end, modelOr, withholdUsage));
                from = end;
                open = false;
            }
            at = end;
        }
    }

    private static int lineEnd(byte[] bytes, int from) {
        int at = from;
        while (at < bytes.length && bytes[at] != '\n' && bytes[at] != '\r') {
            at++;
        }
        boolean both = at + 1 < bytes.length && bytes[at] == '\r' && bytes[at + 1] == '\n';
        return Math.min(bytes.length, at + (both ? 2 : 1));
    }

    private static Unit unit(String text, int end, String model, boolean withholdUsage) {
        boolean named = false;
        String data = null;
        for (String line : text.split("\r\n|\r|\n")) {
            named |= line.matches("event: ?error");
            data = line.startsWith("data:") ? line.substring(5).strip() : data;
        }
        boolean done = "[DONE]".equals(data);
        JsonNode json = data == null || done ? Places.JSON.missingNode() : tree(data);
        boolean usageOnly = json.path("choices").isArray()
                && json.path("choices").isEmpty()
                && json.path("usage").isObject();
        boolean error = named || json.hasNonNull("error");
        String passed = usageOnly && withholdUsage ? "" : text;
        if (!model.isEmpty() && json.isObject() && !passed.isEmpty()) {
            passed = passed.replace(data, new String(Places.withModel(data.getBytes(UTF_8), model), UTF_8));
        }
        int whole = text.endsWith("\r\n") ? end - 1 : end;
        return new Unit(whole, passed.getBytes(UTF_8), done, error, data != null && !done, json);
    }

    private static JsonNode tree(String data) {
        try {
            return Places.JSON.readTree(data);
        } catch (JacksonException noJson) {
            return Places.JSON.missingNode();
        }
    }

    List<Unit> all() {
        return units;
    }

    /** What the caller gets of the units that lie within the first bytes of the stream. */
    String passed(int bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Unit unit : units) {
            if (unit.end <= bytes) {
                out.writeBytes(unit.passed);
            }
        }
        return out.toString(UTF_8);
    }

    /** Whether the first bytes hold an end the provider itself marked: its end mark, or an error of its own. */
    boolean marked(int bytes) {
        // The end mark counts without the blank line behind it.
        boolean mark = new String(stream, 0, bytes, UTF_8).stripTrailing().endsWith("data: [DONE]");
        return mark || units.stream().anyMatch(unit -> unit.end <= bytes && (unit.done || unit.error));
    }

    /** Whether the first bytes hold an error of the provider's own, before any end mark. */
    boolean erred(int bytes) {
        return units.stream().takeWhile(unit -> unit.end <= bytes && !unit.done).anyMatch(Unit::error);
    }

    /** Whether a proper end of the body after these bytes would end a whole stream. */
    boolean wholeWhenEnded(int bytes, int choices, boolean noEndMark) {
        BitSet finished = new BitSet();
        boolean some = false;
        for (Unit unit : units) {
            if (unit.end <= bytes) {
                some |= unit.event;
                for (JsonNode choice : unit.json.path("choices")) {
                    if (!choice.path("finish_reason").asString("").isEmpty()) {
                        finished.set(choice.path("index").asInt(0));
                    }
                }
            }
        }
        return marked(bytes) || finished.cardinality() >= choices || (noEndMark && some);
    }
}
