package io.sluice.sdk;

import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.google.genai.Client;
import com.google.genai.types.HttpOptions;
import com.google.genai.types.HttpRetryOptions;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import io.sluice.simulator.Simulator;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;

/** A gateway process in front of a simulated provider, and OpenAI clients that talk to it. */
final class Sluice implements AutoCloseable {
    /** A body of this size is held once; for two of them at a time there is no room. */
    static final int ROOM_FOR_ONE = 200 * 1024;

    /** More than {@code body} of the configuration. */
    static final int TOO_LARGE = 300 * 1024;

    private final Simulator provider = Simulator.start();
    private final GatewayProcess gateway;
    private final ConcurrentMap<String, String> keys = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, BedrockRuntimeAsyncClient> amazons = new ConcurrentHashMap<>();
    private final OpenAIClient client;

    Sluice() throws IOException {
        gateway = GatewayProcess.start(Files.createTempDirectory("sluice-sdk"), configuration());
        client = clientWith(key()).maxRetries(0).build();
    }

    private String configuration() throws IOException {
        return """
                limits: { body: 256KiB, held: 256KiB }
                responses: { keep: 1d }
                providers:
                  sim: { dialect: openai-chat, url: "%s/v1", key: sk-provider }
                  hasty: { dialect: openai-chat, url: "%s/v1", key: sk-provider, timeouts: { answer: 200ms } }
                  gone: { dialect: openai-chat, url: "http://127.0.0.1:%d/v1", key: sk-provider }
                %s%smodels:
                  fast: sim/gpt-test
                  embed: sim/embed-test
                  often: { use: storm-e/m, retries: 2 }
                """.formatted(provider.url(), provider.url(), freePort(), ofEveryDialect(), ofRetries());
    }

    /** Providers whose retries nobody else uses up. */
    private String ofRetries() {
        return Stream.of("again", "storm-a", "storm-b", "storm-c anthropic", "storm-d", "storm-e")
                .map(words -> words.split(" ", 2))
                .map(words -> "  %s: { dialect: %s, url: \"%s/v1\", key: sk-provider }%n"
                        .formatted(words[0], words.length > 1 ? words[1] : "openai-chat", provider.url()))
                .collect(Collectors.joining());
    }

    private String ofEveryDialect() {
        return Arrays.stream(Upstream.values())
                .map(upstream -> upstream.provider(provider.url()))
                .collect(Collectors.joining());
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

    /** A key that may call the model {@code fast} alone. */
    String narrowKey() {
        return keys.computeIfAbsent("narrow", name -> gateway.makeKey(name, "fast"));
    }

    /** A client that does not retry, with a key that may call everything. */
    OpenAIClient client() {
        return client;
    }

    /** Anthropic's client of the gateway, to be completed. It reads every answer and event strictly. */
    AnthropicOkHttpClient.Builder anthropicWith(String key) {
        return AnthropicOkHttpClient.builder()
                .baseUrl(gateway.url())
                .apiKey(key)
                .responseValidation(true)
                .maxRetries(0);
    }

    /** Google's client of the gateway. */
    Client googleWith(String key) {
        return Client.builder()
                .apiKey(key)
                .vertexAI(false)
                .httpOptions(HttpOptions.builder()
                        .baseUrl(gateway.url())
                        .retryOptions(HttpRetryOptions.builder().attempts(1))
                        .build())
                .build();
    }

    /**
     * Amazon's client of the gateway, which signs with the key as its access-key id. One for all tests: to close one
     * takes the SDK two seconds, in which it waits for work that might still come.
     */
    BedrockRuntimeAsyncClient amazon() {
        return amazons.computeIfAbsent(key(), this::amazonWith);
    }

    private BedrockRuntimeAsyncClient amazonWith(String key) {
        return BedrockRuntimeAsyncClient.builder()
                .endpointOverride(URI.create(gateway.url()))
                .region(Region.US_EAST_1)
                .credentialsProvider(signingWith(key))
                .overrideConfiguration(options -> options.retryStrategy(AwsRetryStrategy.doNotRetry()))
                .httpClientBuilder(NettyNioAsyncHttpClient.builder())
                .build();
    }

    /** What signs with that key as its access-key id. */
    static AwsCredentialsProvider signingWith(String key) {
        return StaticCredentialsProvider.create(AwsBasicCredentials.create(key, "any secret"));
    }

    /**
     * A client of the gateway, to be completed. It reads every answer and event strictly; everything else but base URL and
     * key is the SDK's default.
     */
    OpenAIOkHttpClient.Builder clientWith(String key) {
        return OpenAIOkHttpClient.builder()
                .baseUrl(gateway.baseUrl())
                .apiKey(key)
                .responseValidation(true);
    }

    @Override
    public void close() throws Exception {
        client.close();
        amazons.values().forEach(BedrockRuntimeAsyncClient::close);
        provider.close();
        gateway.close();
    }
}
