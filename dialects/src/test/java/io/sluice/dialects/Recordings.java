package io.sluice.dialects;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Real provider traffic, where it stands beside the repository; tests that ask for it are skipped where it does not. */
public final class Recordings {
    private static final Set<String> ENDPOINTS = Set.of("openai.chat", "openai.completions", "openai.embeddings");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Recordings() {}

    /**
     * One recorded call.
     *
     * @param request its JSON body as recorded; empty where none was kept
     * @param path of the request, with its query
     * @param type the answer's content type, empty where none was kept
     * @param errorType what stands in {@code x-amzn-errortype}, empty elsewhere
     */
    public record Recording(
            String name,
            String provider,
            String endpoint,
            String path,
            byte[] request,
            boolean stream,
            int status,
            String type,
            String errorType,
            byte[] answer) {
        public Operation operation() {
            return switch (endpoint) {
                case "openai.chat" -> Operation.CHAT;
                case "openai.completions" -> Operation.COMPLETE;
                default -> Operation.EMBED;
            };
        }

        @Override
        public String toString() {
            return name;
        }
    }

    public static List<Recording> openAi() {
        return of(ENDPOINTS);
    }

    /** All recordings of these endpoints, in the order of the index. */
    public static List<Recording> of(Set<String> endpoints) {
        Path folder = folder();
        Assumptions.assumeTrue(folder != null, "no shared/recordings beside the repository: skipped");
        try {
            return Files.readAllLines(folder.resolve("INDEX.csv")).stream()
                    .skip(1)
                    .map(line -> line.split(",", -1))
                    .filter(row -> endpoints.contains(row[2]))
                    .map(row -> read(folder, row[0], row[1], row[2]))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Recording read(Path folder, String file, String provider, String endpoint) {
        JsonNode whole = JSON.readTree(folder.resolve(file).toFile());
        JsonNode request = whole.path("request");
        JsonNode response = whole.get("response");
        return new Recording(
                file,
                provider,
                endpoint,
                request.path("path").asString(""),
                body(request),
                response.path("is_stream").asBoolean(false),
                response.path("status").asInt(),
                header(response, "content-type"),
                header(response, "x-amzn-errortype"),
                body(response));
    }

    private static byte[] body(JsonNode side) {
        if (side.has("body_text")) {
            return side.get("body_text").asString().getBytes(StandardCharsets.UTF_8);
        }
        if (side.has("body_base64")) {
            return Base64.getDecoder().decode(side.get("body_base64").asString());
        }
        return side.has("body") ? JSON.writeValueAsBytes(side.get("body")) : new byte[0];
    }

    private static String header(JsonNode side, String name) {
        for (Map.Entry<String, JsonNode> header : side.path("headers").properties()) {
            if (header.getKey().equalsIgnoreCase(name)) {
                JsonNode value = header.getValue();
                return value.isArray() ? value.get(0).asString() : value.asString();
            }
        }
        return "";
    }

    private static @Nullable Path folder() {
        Path at = Path.of("").toAbsolutePath();
        while (at != null) {
            Path recordings = at.resolve("shared").resolve("recordings");
            if (Files.exists(recordings.resolve("INDEX.csv"))) {
                return recordings;
            }
            at = at.getParent();
        }
        return null;
    }
}
