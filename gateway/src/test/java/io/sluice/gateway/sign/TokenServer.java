package io.sluice.gateway.sign;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.sluice.gateway.catalog.AuthScheme;
import io.sluice.gateway.catalog.Clocks;
import io.sluice.gateway.catalog.Credential;
import io.sluice.gateway.catalog.Provider;
import io.sluice.gateway.catalog.Wire;
import io.sluice.gateway.config.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A server on loopback that answers as it is told, keeps what it was asked, and the machine that talks to it. */
final class TokenServer implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-11-20T00:00:00Z");

    private final HttpServer server;
    private final Map<String, String> answers = new HashMap<>();
    private final List<Asked> asked = Collections.synchronizedList(new ArrayList<>());
    private int status = 200;

    /** One request; header names in lower case. */
    record Asked(String method, String target, Map<String, String> headers, String body) {}

    TokenServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    /** Answers a path with that text from now on. */
    TokenServer answering(String path, String text) {
        answers.put(path, text);
        return this;
    }

    /** Answers everything with that status from now on. */
    void failing(int with) {
        status = with;
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    String host() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    List<Asked> asked() {
        return List.copyOf(asked);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Map<String, String> headers = new HashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
        asked.add(
                new Asked(exchange.getRequestMethod(), exchange.getRequestURI().toString(), headers, body));
        String text = answers.get(exchange.getRequestURI().getPath());
        byte[] bytes = (text == null ? "no" : text).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(text == null ? 404 : status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    /** A machine with these variables and that home. */
    static Machine machine(Map<String, String> variables, Path home) {
        return new Machine(variables::get, home, () -> NOW, Thread.ofVirtual().factory(), ProxySelector.of(null));
    }

    /** The signer of a provider at {@code https://api.example} with that scheme and key. */
    static Signer signer(Machine machine, AuthScheme scheme, @Nullable String key) {
        Wire wire = Wire.usual(URI.create("https://api.example/v1"));
        Credential credential =
                new Credential("it", Set.of(wire.origin()), scheme, key == null ? null : new Secret(key));
        Provider provider = new Provider(
                "it",
                "it",
                List.of(wire),
                scheme,
                List.of(credential),
                false,
                Map.of(),
                Map.of("region", "us-east-1"),
                Clocks.USUAL,
                List.of(),
                false,
                false);
        return Objects.requireNonNull(
                        new Signers(machine).of(Map.of("it", provider)).get("it"))
                .getFirst();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
