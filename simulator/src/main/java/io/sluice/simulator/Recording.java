package io.sluice.simulator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * One recorded exchange with a real provider: a JSON file with {@code request} and {@code response}, each with headers
 * and one of {@code body} (JSON), {@code body_text}, {@code body_base64}, or none.
 *
 * @param provider who answered
 * @param endpoint which wire API it was
 * @param request what was sent
 * @param status the answer's status
 * @param headers the answer's headers as recorded; of those that frame a message none is replayed
 * @param body the answer's bytes; JSON in its compact form
 * @param stream whether it was a stream
 * @param chunkLengths the sizes in which it came, empty where nobody wrote them down
 */
public record Recording(
        String provider,
        String endpoint,
        Request request,
        int status,
        List<Header> headers,
        Octets body,
        boolean stream,
        List<Integer> chunkLengths) {

    private static final Set<String> FRAMING =
            Set.of("transfer-encoding", "content-length", "content-encoding", "connection", "keep-alive", "trailer");

    /**
     * What was sent.
     *
     * @param body its bytes, JSON in its compact form; nothing where no request was recorded
     */
    public record Request(String method, String path, List<Header> headers, Optional<Octets> body) {}

    public Recording {
        headers = List.copyOf(headers);
        chunkLengths = List.copyOf(chunkLengths);
    }

    /** Reads a file; throws {@link IOException} naming it where it cannot be read or is no recording. */
    public static Recording read(Path file) throws IOException {
        JsonNode root;
        try {
            root = Json.MAPPER.readTree(Files.readAllBytes(file));
        } catch (JacksonException notJson) {
            throw new IOException(file + " is not JSON: " + notJson.getOriginalMessage(), notJson);
        }
        JsonNode response = root.path("response");
        if (!root.path("format").asString("").equals("1")
                || !response.path("status").isInt()) {
            throw new IOException(file + " is not a recording of format 1: format or response.status is missing");
        }
        JsonNode request = root.path("request");
        List<Integer> chunks = new ArrayList<>();
        response.path("chunk_lengths").forEach(length -> chunks.add(length.asInt()));
        return new Recording(
                root.path("provider").asString(""),
                root.path("endpoint").asString(""),
                new Request(
                        request.path("method").asString("POST"),
                        request.path("path").asString("/"),
                        headers(request),
                        body(request)),
                response.path("status").asInt(),
                headers(response),
                body(response).orElse(Octets.EMPTY),
                response.path("is_stream").asBoolean(false),
                chunks);
    }

    private static List<Header> headers(JsonNode message) {
        List<Header> headers = new ArrayList<>();
        message.path("headers").properties().forEach(entry -> {
            JsonNode values = entry.getValue();
            if (values.isArray()) {
                values.forEach(value -> headers.add(new Header(entry.getKey(), value.asString(""))));
            } else {
                headers.add(new Header(entry.getKey(), values.asString("")));
            }
        });
        return List.copyOf(headers);
    }

    private static Optional<Octets> body(JsonNode message) {
        if (message.has("body")) {
            return Optional.of(Json.bytes(message.path("body")));
        }
        if (message.has("body_text")) {
            return Optional.of(Octets.of(message.path("body_text").asString("")));
        }
        if (message.has("body_base64")) {
            String base64 = message.path("body_base64").asString("");
            return Optional.of(Octets.owning(Base64.getDecoder().decode(base64)));
        }
        return Optional.empty();
    }

    /**
     * The answer again: the same status, the headers that carry meaning, the body byte for byte. A stream is chunked, in
     * the pieces in which it came where these are known; anything else has a content length.
     */
    Answer replay() {
        List<Header> kept = headers.stream()
                .filter(header -> !FRAMING.contains(header.name().toLowerCase(Locale.ROOT)))
                .toList();
        Framing framing = stream ? Framing.CHUNKED : Framing.LENGTH;
        Answer whole = new Answer(status, kept, List.of(new Answer.Piece(body, null)), framing);
        return chunkLengths.isEmpty()
                ? whole
                : whole.bodyPieces(
                        chunkLengths.stream().mapToInt(Integer::intValue).toArray());
    }
}
