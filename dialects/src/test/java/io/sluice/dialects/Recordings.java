package io.sluice.dialects;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

    /** One recorded answer. */
    public record Recording(String name, String provider, String endpoint, boolean stream, int status, byte[] answer) {
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
        Path folder = folder();
        Assumptions.assumeTrue(folder != null, "no shared/recordings beside the repository: skipped");
        try {
            return Files.readAllLines(folder.resolve("INDEX.csv")).stream()
                    .skip(1)
                    .map(line -> line.split(",", -1))
                    .filter(row -> ENDPOINTS.contains(row[2]))
                    .map(row -> read(folder, row[0], row[1], row[2]))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Recording read(Path folder, String file, String provider, String endpoint) {
        JsonNode response = JSON.readTree(folder.resolve(file).toFile()).get("response");
        boolean stream = response.path("is_stream").asBoolean(false);
        byte[] answer = response.has("body_text")
                ? response.get("body_text").asString().getBytes(StandardCharsets.UTF_8)
                : response.has("body") ? JSON.writeValueAsBytes(response.get("body")) : new byte[0];
        return new Recording(
                file, provider, endpoint, stream, response.path("status").asInt(), answer);
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
