package io.sluice.gateway.recordings;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Finds and replaces values in JSON text by the positions Jackson tells; shares nothing with the product's splicing. */
final class Places {
    static final JsonMapper JSON = JsonMapper.builder().build();

    private Places() {}

    /** The text with its top-level {@code model} replaced, where that is a string; else the text. */
    static byte[] withModel(byte[] json, String name) {
        Span span = member(json, "model");
        return span == null || json[span.start] != '"' ? json : replaced(json, span, JSON.writeValueAsBytes(name));
    }

    /** The text of a request with usage asked for in its stream, where it was not. */
    static byte[] withUsageAsked(byte[] json) {
        JsonNode options = JSON.readTree(json).path("stream_options");
        Span span = member(json, "stream_options");
        if (span == null) {
            return replaced(json, new Span(1, 1), "\"stream_options\":{\"include_usage\":true},".getBytes(UTF_8));
        }
        if (options.path("include_usage").asBoolean(false)) {
            return json;
        }
        String more = options.isEmpty() ? "" : ",";
        byte[] asked = ("\"include_usage\":true" + more).getBytes(UTF_8);
        return options.has("include_usage")
                ? replaced(
                        json,
                        span,
                        new String(slice(json, span), UTF_8)
                                .replaceFirst("\"include_usage\":(false|null)", "\"include_usage\":true")
                                .getBytes(UTF_8))
                : replaced(json, new Span(span.start + 1, span.start + 1), asked);
    }

    private static byte[] slice(byte[] bytes, Span span) {
        return java.util.Arrays.copyOfRange(bytes, span.start, span.end);
    }

    private static byte[] replaced(byte[] bytes, Span span, byte[] other) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length + other.length);
        out.write(bytes, 0, span.start);
        out.writeBytes(other);
        out.write(bytes, span.end, bytes.length - span.end);
        return out.toByteArray();
    }

    private static @Nullable Span member(byte[] json, String name) {
        try (JsonParser parser = JSON.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                boolean wanted = parser.currentName().equals(name);
                parser.nextToken();
                int start = (int) parser.currentTokenLocation().getByteOffset();
                parser.skipChildren();
                parser.finishToken();
                if (wanted) {
                    return new Span(start, (int) parser.currentLocation().getByteOffset());
                }
            }
            return null;
        }
    }

    private record Span(int start, int end) {}
}
