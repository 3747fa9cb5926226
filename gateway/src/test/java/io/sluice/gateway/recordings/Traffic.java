package io.sluice.gateway.recordings;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.gateway.catalog.Action;
import io.sluice.gateway.catalog.Catalog;
import io.sluice.gateway.catalog.CatalogEntry;
import io.sluice.gateway.catalog.Spoken;
import io.sluice.simulator.Octets;
import io.sluice.simulator.Recording;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One exchange to be replayed: what a caller asks, and what the provider answered.
 *
 * @param name of the recording, for people
 * @param entry the catalog's entry of its provider; null for one that this version only reaches by `dialect` and `url`
 * @param prefix the path of the provider's base URL; null where the recorded path is none of the catalog's
 * @param request the bytes a caller would have sent to the provider itself
 * @param made whether nobody recorded the request, so that this one was made up
 * @param recording the answer
 */
record Traffic(
        String name,
        @Nullable CatalogEntry entry,
        @Nullable String prefix,
        byte[] request,
        boolean made,
        Recording recording) {
    private static final Set<String> ENDPOINTS = Set.of("openai.chat", "openai.completions", "openai.embeddings");
    private static final Catalog CATALOG = Catalog.bundled();
    private static final Map<Action, String> USUAL =
            CATALOG.find("openai").orElseThrow().paths();

    /** Recordings that are no such call, each with the reason. */
    private static final Map<String, String> LEFT_OUT = Map.of(
            "openai/openai_completions--ruby-openai--usage_completions-0.json",
            "GET of the organisation's usage report, filed under the name of its path");

    /** Providers that the catalog calls otherwise; Azure's are its endpoints without deployments. */
    static final Map<String, String> CATALOG_NAMES = Map.of(
            "alibaba", "dashscope",
            "azure", "azure-ai",
            "copilot", "github-copilot",
            "llamacpp", "llama-cpp",
            "snowflake", "snowflake-cortex");

    /** The project's own, in the shapes real providers send. */
    static List<Traffic> ours() throws IOException, URISyntaxException {
        URL one = Objects.requireNonNull(Traffic.class.getResource("embeddings.json"), "no fixtures on the class path");
        try (Stream<Path> files = Files.list(Path.of(one.toURI()).resolveSibling("."))) {
            List<Traffic> all = new ArrayList<>();
            for (Path file : files.filter(path -> path.toString().endsWith(".json"))
                    .sorted()
                    .toList()) {
                all.add(of(file.getFileName().toString(), Recording.read(file), ""));
            }
            return all;
        }
    }

    /** Real traffic, where it stands beside the repository; the test is skipped, and says so, where it does not. */
    static List<Traffic> recorded() throws IOException {
        Path folder = folder();
        Assumptions.assumeTrue(folder != null, "no shared/recordings beside the repository: not replayed");
        List<Traffic> all = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve("INDEX.csv"))) {
            String[] row = line.split(",", -1);
            if (ENDPOINTS.contains(row[2]) && !LEFT_OUT.containsKey(row[0])) {
                all.add(of(row[0], Recording.read(folder.resolve(row[0])), row[3]));
            }
        }
        all.sort(Comparator.comparing(Traffic::setting).thenComparing(Traffic::name));
        return all;
    }

    static @Nullable Path folder() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path recordings = at.resolve("shared").resolve("recordings");
            if (Files.exists(recordings.resolve("INDEX.csv"))) {
                return recordings;
            }
        }
        return null;
    }

    private static Traffic of(String name, Recording recording, String model) {
        String provider = recording.provider();
        CatalogEntry entry = CATALOG.find(CATALOG_NAMES.getOrDefault(provider, provider))
                .filter(found -> found.wire().equals("openai-chat"))
                .orElse(null);
        byte[] sent = recording.request().body().map(Octets::bytes).orElse(new byte[0]);
        boolean made = sent.length == 0 || !Places.JSON.readTree(sent).has("model");
        return new Traffic(
                name, entry, prefix(recording, entry), made ? madeUp(recording, model) : sent, made, recording);
    }

    private static @Nullable String prefix(Recording recording, @Nullable CatalogEntry entry) {
        Action action = switch (recording.endpoint()) {
            case "openai.chat" -> Action.CHAT;
            case "openai.completions" -> Action.COMPLETE;
            default -> Action.EMBED;
        };
        String own = entry == null ? USUAL.get(action) : below(entry, action);
        String path = recording.request().path();
        return own != null && path.endsWith(own) ? path.substring(0, path.length() - own.length()) : null;
    }

    /** The path below the provider's address: some speak this dialect in a folder of it. */
    private static @Nullable String below(CatalogEntry entry, Action action) {
        Spoken chat = entry.spoken().stream()
                .filter(one -> one.dialect().equals(entry.wire()))
                .findFirst()
                .orElseThrow();
        String path = chat.paths().get(action);
        return path != null && chat.at().startsWith("/") ? chat.at() + path : path;
    }

    private static byte[] madeUp(Recording recording, String model) {
        ObjectNode request = Places.JSON.createObjectNode();
        request.put("model", model.isEmpty() ? "some-model" : model);
        switch (recording.endpoint()) {
            case "openai.chat" ->
                request.putArray("messages").addObject().put("role", "user").put("content", "made up");
            case "openai.completions" -> request.put("prompt", "made up");
            default -> request.put("input", "made up");
        }
        if (recording.stream()) {
            request.put("stream", true).putObject("stream_options").put("include_usage", true);
        }
        return Places.JSON.writeValueAsString(request).getBytes(UTF_8);
    }

    /** What calls of the same provider under the same base URL have in common. */
    String setting() {
        return recording.provider() + " " + prefix;
    }

    /** The model's name at the provider. */
    String model() {
        return asked().path("model").asString("");
    }

    /** Where a caller of the gateway posts it. */
    String path() {
        return switch (recording.endpoint()) {
            case "openai.chat" -> "/v1/chat/completions";
            case "openai.completions" -> "/v1/completions";
            default -> "/v1/embeddings";
        };
    }

    /** Whether the gateway has to ask for usage, as neither the caller nor the provider's habits do. */
    boolean usageAdded() {
        List<String> quirks = quirks();
        JsonNode request = asked();
        return request.path("stream").asBoolean(false)
                && !recording.endpoint().equals("openai.embeddings")
                && !request.path("stream_options").path("include_usage").asBoolean(false)
                && !quirks.contains("no_stream_options")
                && !quirks.contains("usage=always");
    }

    /** How many alternatives were asked for. */
    int choices() {
        return asked().path("n").asInt(1);
    }

    /** The catalog's flags of the provider. */
    List<String> quirks() {
        return entry == null ? List.of() : entry.quirks();
    }

    /** Whether our credential was refused, which is no caller's business. */
    boolean refusesCredential() {
        return recording.status() == 401 || recording.status() == 403;
    }

    private JsonNode asked() {
        return Places.JSON.readTree(request);
    }

    @Override
    public String toString() {
        return name;
    }
}
