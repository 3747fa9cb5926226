package io.sluice.gateway.app;

import io.sluice.gateway.auth.Issued;
import io.sluice.gateway.auth.KeyWish;
import io.sluice.gateway.catalog.Catalog;
import io.sluice.gateway.config.Environment;
import io.sluice.gateway.config.ListenAddress;
import io.sluice.gateway.egress.Door;
import io.sluice.gateway.journal.CallRow;
import io.sluice.gateway.net.Loops;
import io.sluice.gateway.upstream.reach.AddressLookup;
import io.sluice.simulator.Simulator;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A whole gateway for tests: real listeners on free ports, a data folder of its own, the real store. Its providers are
 * simulators; its callers are real HTTP clients.
 */
public final class SluiceUnderTest implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Path folder;
    private final Outside outside;
    private final OwnedFolder owned;
    private final Loops loops;
    private final CallRecord record;
    private final States states;
    private final Gateway gateway;
    private final String key;
    private final HttpClient client = HttpClient.newHttpClient();

    /** How it reaches the world. */
    private record Outside(NameService names, Door door) {}

    private SluiceUnderTest(Path folder, @Nullable String oldKey, String yaml, Outside outside) throws Exception {
        this(folder, oldKey, ours(folder, yaml), outside);
    }

    private SluiceUnderTest(Path folder, @Nullable String oldKey, Configuration configuration, Outside outside)
            throws Exception {
        this.folder = folder;
        this.outside = outside;
        DataFolder data = new DataFolder(folder.resolve("data"));
        data.make();
        SecureRandom random = new SecureRandom();
        owned = Objects.requireNonNull(OwnedFolder.tryTake(data, InstantSource.system(), random));
        loops = new Loops(2);
        record = CallRecord.open(data, 2);
        states = States.of(owned, InstantSource.system());
        gateway = new Gateway(
                configuration,
                new Gateway.Given(
                        owned.keys().directory(),
                        "admin-key"::equals,
                        states,
                        record,
                        loops,
                        Map.of(),
                        outside.names(),
                        outside.door()));
        key = oldKey == null ? makeKey(new KeyWish("test", null, null)) : oldKey;
    }

    /** A gateway with this configuration; addresses and data folder are its own. */
    public static SluiceUnderTest of(String yaml) throws Exception {
        return new SluiceUnderTest(fresh(), null, yaml, new Outside(NameService.ofMachine(), Door.PUBLIC));
    }

    /** The same, with names looked up by these and grown old by this clock. */
    public static SluiceUnderTest of(String yaml, AddressLookup names, LongSupplier nanos) throws Exception {
        return new SluiceUnderTest(fresh(), null, yaml, new Outside(new NameService(names, nanos), Door.PUBLIC));
    }

    /** The same, with these names and this way out to addresses that callers name. */
    public static SluiceUnderTest of(String yaml, AddressLookup names, Door door) throws Exception {
        NameService service = new NameService(names, System::nanoTime);
        return new SluiceUnderTest(fresh(), null, yaml, new Outside(service, door));
    }

    private static Configuration ours(Path folder, String yaml) throws Exception {
        Path file = folder.resolve("sluice.yaml");
        Files.writeString(file, "listen: 127.0.0.1:0\nadmin: 127.0.0.1:0\ndata: ./data\n" + yaml);
        return new SettingsReader(Catalog.bundled(), Environment.of(Map.of()), folder)
                .read(file.toString(), Settings.Overrides.NONE);
    }

    /** A gateway with a configuration of LiteLLM's, {@code config.yaml} among these files, in this environment. */
    public static SluiceUnderTest ofLiteLlm(Map<String, String> files, Map<String, String> environment)
            throws Exception {
        Path folder = fresh();
        for (Map.Entry<String, String> file : files.entrySet()) {
            Files.createDirectories(folder.resolve(file.getKey()).getParent());
            Files.writeString(folder.resolve(file.getKey()), file.getValue());
        }
        ListenAddress free = ListenAddress.parse("127.0.0.1:0");
        Configuration configuration = new SettingsReader(Catalog.bundled(), Environment.of(environment), folder)
                .read("config.yaml", new Settings.Overrides(free, free, folder.resolve("data")));
        return new SluiceUnderTest(folder, null, configuration, new Outside(NameService.ofMachine(), Door.PUBLIC));
    }

    private static Path fresh() throws IOException {
        return Files.createTempDirectory("sluice-test");
    }

    /** Ends this one and starts another over its data folder, with another configuration and the same key. */
    public SluiceUnderTest restarted(String yaml) throws Exception {
        stop();
        return new SluiceUnderTest(folder, key, yaml, outside);
    }

    /** A gateway with one provider {@code sim}, an OpenAI-compatible one, and the public model {@code fast} of it. */
    public static SluiceUnderTest before(Simulator simulator) throws Exception {
        return of(providers(simulator) + "models: { fast: sim/gpt-test }\n");
    }

    /** The configuration lines that make a simulator the provider {@code sim}. */
    public static String providers(Simulator simulator) {
        return "providers:\n  sim: { dialect: openai-chat, url: \"" + simulator.url() + "/v1\", key: sk-provider }\n";
    }

    /** Makes another key and returns its secret. */
    public String makeKey(KeyWish wish) throws IOException {
        return switch (owned.keys().create(wish)) {
            case Issued.Made made -> made.secret().reveal();
            case Issued.NameTaken taken -> throw new IllegalStateException(taken.toString());
        };
    }

    /** Takes a key back. */
    public void revoke(String name) throws IOException {
        owned.keys().revoke(name);
    }

    /** The secret of a key that may call everything. */
    public String key() {
        return key;
    }

    /** Where callers connect, without a path. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + gateway.dataAddress().getPort());
    }

    /** The port of callers. */
    public int port() {
        return gateway.dataAddress().getPort();
    }

    /** Where the admin listener is. */
    public URI adminUrl() {
        return URI.create("http://127.0.0.1:" + gateway.adminAddress().getPort());
    }

    /** A request with the key, to be completed. */
    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(url().resolve(path))
                .timeout(PATIENCE)
                .header("authorization", "Bearer " + key)
                .header("content-type", "application/json");
    }

    /** Asks the admin plane with the admin key; without a body where that is empty. */
    public HttpResponse<String> admin(String method, String path, String body) throws Exception {
        return send(HttpRequest.newBuilder(adminUrl().resolve(path))
                .timeout(PATIENCE)
                .header("authorization", "Bearer admin-key")
                .header("content-type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body)));
    }

    /** What a command of the owner of its data folder prints: standard output, then standard error. */
    public String command(String... words) {
        Recorded terminal = new Recorded();
        int status = new OwnerCommands(
                        owned.keys(), record, InstantSource.system(), gateway.explain(), gateway.drills())
                .run(List.of(words), terminal);
        return status + "\n" + terminal.output() + "\n" + terminal.complaints();
    }

    /** Posts a body with the key. */
    public HttpResponse<String> post(String path, String body) throws Exception {
        return send(request(path).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** Sends a request. */
    public HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** A chat call that says this to a model. */
    public HttpResponse<String> chat(String model, String text) throws Exception {
        return post("/v1/chat/completions", chatBody(model, text, ""));
    }

    /** The body of a chat call; {@code more} is further members, each with a comma before it. */
    public static String chatBody(String model, String text, String more) {
        return "{\"model\":\"" + model + "\",\"messages\":[{\"role\":\"user\",\"content\":\"" + text + "\"}]" + more
                + "}";
    }

    /** The record of what has ended, newest first. */
    public List<CallRow> calls() throws IOException {
        return record.last(10_000);
    }

    /** The row of the call an answer names in {@code x-sluice-call-id}, as soon as it is there. */
    public CallRow call(HttpResponse<?> answer) throws IOException {
        String id = answer.headers().firstValue("x-sluice-call-id").orElseThrow();
        return awaitCall(row -> row.id().toString().equals(id));
    }

    /** The newest row that fits, as soon as it is there. */
    public CallRow awaitCall(Predicate<CallRow> fits) throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            Optional<CallRow> found = calls().stream().filter(fits).findFirst();
            if (found.isPresent()) {
                return found.get();
            }
            LockSupport.parkNanos(10_000_000);
        }
        throw new AssertionError("no such call was recorded within " + PATIENCE + "; there are " + calls());
    }

    /** Makes calls from now on go by another configuration. */
    public void reload(String yaml) throws Exception {
        Path file = folder.resolve("next.yaml");
        Files.writeString(file, "listen: 127.0.0.1:0\nadmin: 127.0.0.1:0\ndata: ./data\n" + yaml);
        gateway.reload(new SettingsReader(Catalog.bundled(), Environment.of(Map.of()), folder)
                .read(file.toString(), Settings.Overrides.NONE));
    }

    /** The folder of this gateway's files. */
    public Path folder() {
        return folder;
    }

    /** Lets running calls end and takes no more. */
    public void drain() {
        gateway.drain();
    }

    private void stop() throws IOException {
        gateway.close();
        loops.close();
        record.close();
        states.close();
        owned.close();
    }

    @Override
    public void close() throws IOException {
        stop();
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(path -> path.toFile().delete());
        }
    }
}
