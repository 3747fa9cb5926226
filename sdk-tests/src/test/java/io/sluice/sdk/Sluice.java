package io.sluice.sdk;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import io.sluice.simulator.Simulator;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** A gateway process in front of a simulated provider, and OpenAI clients that talk to it. */
final class Sluice implements AutoCloseable {
    /** A body of this size is held once; for two of them at a time there is no room. */
    static final int ROOM_FOR_ONE = 200 * 1024;

    /** More than {@code body} of the configuration. */
    static final int TOO_LARGE = 300 * 1024;

    private final Simulator provider = Simulator.start();
    private final GatewayProcess gateway;
    private final ConcurrentMap<String, String> keys = new ConcurrentHashMap<>();
    private final OpenAIClient client;

    Sluice() throws IOException {
        gateway = GatewayProcess.start(Files.createTempDirectory("sluice-sdk"), configuration());
        client = clientWith(key()).maxRetries(0).build();
    }

    private String configuration() throws IOException {
        return """
                limits: { body: 256KiB, held: 256KiB }
                providers:
                  sim: { dialect: openai-chat, url: "%s/v1", key: sk-provider }
                  hasty: { dialect: openai-chat, url: "%s/v1", key: sk-provider, timeouts: { answer: 200ms } }
                  gone: { dialect: openai-chat, url: "http://127.0.0.1:%d/v1", key: sk-provider }
                models:
                  fast: sim/gpt-test
                  embed: sim/embed-test
                """.formatted(provider.url(), provider.url(), freePort());
    }

    /** A port of which nobody listens. */
    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** The provider behind the gateway. */
    Simulator provider() {
        return provider;
    }

    /** The process. */
    GatewayProcess gateway() {
        return gateway;
    }

    /** A key that may call everything. */
    String key() {
        return keys.computeIfAbsent("all", gateway::makeKey);
    }

    /** A client that does not retry, with a key that may call everything. */
    OpenAIClient client() {
        return client;
    }

    /** A client of the gateway, to be completed; everything but base URL and key is the SDK's default. */
    OpenAIOkHttpClient.Builder clientWith(String key) {
        return OpenAIOkHttpClient.builder().baseUrl(gateway.baseUrl()).apiKey(key);
    }

    @Override
    public void close() throws Exception {
        client.close();
        provider.close();
        gateway.close();
    }
}
