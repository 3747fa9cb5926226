package io.sluice.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.errors.OpenAIIoException;
import com.openai.models.chat.completions.ChatCompletionChunk;
import io.sluice.simulator.Script;
import io.sluice.simulator.Simulator;
import io.sluice.simulator.TestAuthority;
import io.sluice.simulator.TestIdentity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.Protocol;
import okhttp3.Response;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** With a certificate the SDK's HTTP client chooses HTTP/2 by itself. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TlsTest {
    private static final String WORD =
            "{\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"gpt-test\","
                    + "\"choices\":[{\"index\":0,\"delta\":{\"content\":\"on and \"},\"finish_reason\":null}]}";

    private final TestAuthority authority = TestAuthority.create();
    private final Simulator provider = Simulator.start();
    private final List<Protocol> spoken = new CopyOnWriteArrayList<>();
    private final GatewayProcess gateway = start();

    private GatewayProcess start() {
        try {
            Path folder = Files.createTempDirectory("sluice-tls");
            TestIdentity localhost = authority.localhost();
            Files.writeString(folder.resolve("cert.pem"), localhost.chainPem());
            Files.writeString(folder.resolve("key.pem"), localhost.keyPem());
            String yaml = "tls: { cert: cert.pem, key: key.pem }\nproviders:\n  sim: { dialect: openai-chat, url: \""
                    + provider.url() + "/v1\", key: sk-provider }\n";
            return GatewayProcess.start(folder, yaml);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    @AfterAll
    void stop() throws Exception {
        provider.close();
        gateway.close();
    }

    @Test
    void callsAndStreamsGoOverHttp2AndAClosedOneClosesTheProvidersToo() throws Exception {
        OpenAIClient client = trusting().apiKey(gateway.makeKey("tls")).build();
        provider.next(Script.text("Good day."), Script.endless(WORD, Duration.ofMillis(5)));

        assertThat(client.chat()
                        .completions()
                        .create(Ask.chat("sim/gpt-test").build())
                        .choices()
                        .getFirst()
                        .message()
                        .content())
                .contains("Good day.");
        Ask.received(provider);
        try (StreamResponse<ChatCompletionChunk> stream = client.chat()
                .completions()
                .createStreaming(Ask.chat("sim/gpt-test").build())) {
            assertThat(stream.stream().limit(3)).hasSize(3);
        }

        long request = Ask.received(provider).number();
        assertThat(provider.callerLeft(request).get(10, TimeUnit.SECONDS)).isPositive();
        assertThat(spoken).containsExactly(Protocol.HTTP_2, Protocol.HTTP_2);
        client.close();
    }

    @Test
    void aClientThatDoesNotTrustTheCertificateIsNotServed() {
        OpenAIClient client = OpenAIOkHttpClient.builder()
                .baseUrl(gateway.baseUrl())
                .apiKey("any")
                .maxRetries(0)
                .build();

        assertThatThrownBy(() -> client.models().list()).isInstanceOf(OpenAIIoException.class);
        client.close();
    }

    private OpenAIOkHttpClient.Builder trusting() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        store.setCertificateEntry("authority", authority.certificate());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, trust.getTrustManagers(), null);
        return OpenAIOkHttpClient.builder()
                .baseUrl(gateway.baseUrl())
                .sslSocketFactory(tls.getSocketFactory())
                .trustManager((X509TrustManager) trust.getTrustManagers()[0])
                .addInterceptor(chain -> {
                    Response response = chain.proceed(chain.request());
                    spoken.add(response.protocol());
                    return response;
                });
    }
}
