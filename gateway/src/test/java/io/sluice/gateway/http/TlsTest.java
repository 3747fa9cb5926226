package io.sluice.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** TLS: both protocols by ALPN, and a certificate that can be renewed while callers come and go. */
class TlsTest {
    @TempDir
    Path folder;

    private Inn inn;
    private TlsFiles files;

    @BeforeEach
    void open() throws Exception {
        files = new TlsFiles(folder.resolve("cert.pem"), folder.resolve("key.pem"));
        write(bundle("first.example"), Instant.EPOCH);
        inn = new Inn(HttpOptions.DEFAULT.tls(files));
    }

    @AfterEach
    void close() {
        inn.close();
    }

    private static X509Bundle bundle(String name) throws Exception {
        return new CertificateBuilder()
                .subject("CN=" + name)
                .addSanDnsName("localhost")
                .setIsCertificateAuthority(true)
                .buildSelfSigned();
    }

    private void write(X509Bundle bundle, Instant changed) throws IOException {
        Files.writeString(files.certificates(), bundle.getCertificatePathPEM());
        Files.writeString(files.key(), bundle.getPrivateKeyPEM());
        Files.setLastModifiedTime(files.certificates(), FileTime.from(changed));
    }

    private static SSLContext trusting() throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        X509TrustManager all = new javax.net.ssl.X509ExtendedTrustManager() {
            @Override
            public void checkClientTrusted(X509Certificate[] chain, String type) {}

            @Override
            public void checkServerTrusted(X509Certificate[] chain, String type) {}

            @Override
            public void checkClientTrusted(X509Certificate[] chain, String type, java.net.Socket socket) {}

            @Override
            public void checkServerTrusted(X509Certificate[] chain, String type, java.net.Socket socket) {}

            @Override
            public void checkClientTrusted(X509Certificate[] chain, String type, javax.net.ssl.SSLEngine engine) {}

            @Override
            public void checkServerTrusted(X509Certificate[] chain, String type, javax.net.ssl.SSLEngine engine) {}

            @Override
            public X509Certificate[] getAcceptedIssuers() {
                return new X509Certificate[0];
            }
        };
        context.init(null, new TrustManager[] {all}, null);
        return context;
    }

    private SSLSocket socket() throws Exception {
        return (SSLSocket) trusting().getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), inn.port());
    }

    /** The name on the certificate a new connection is shown. */
    private String shown() throws Exception {
        try (SSLSocket socket = socket()) {
            socket.startHandshake();
            X509Certificate own = (X509Certificate) socket.getSession().getPeerCertificates()[0];
            return own.getSubjectX500Principal().getName();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP_1_1", "HTTP_2"})
    void speaksWhatTheCallerPrefers(HttpClient.Version version) throws Exception {
        try (HttpClient client =
                HttpClient.newBuilder().version(version).sslContext(trusting()).build()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("https://localhost:" + inn.port() + "/echo"))
                    .POST(HttpRequest.BodyPublishers.ofString("x".repeat(500_000)))
                    .timeout(Duration.ofSeconds(10))
                    .build();
            for (int i = 0; i < 3; i++) {
                HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
                assertThat(answer.version()).isEqualTo(version);
                assertThat(answer.body()).hasSize(500_000);
            }
            assertThat(inn.guest().head.secure()).isTrue();
        }
    }

    @Test
    void aRefusalIsReadBeforeTheConnectionEnds() throws Exception {
        try (Wire wire = new Wire(socket())) {
            wire.send("POST /refuse HTTP/1.1\r\nHost: a\r\nContent-Length: 900000\r\n\r\nhalf");
            assertThat(wire.answer().status()).isEqualTo(401);
            assertThat(wire.rest()).isEmpty();
        }
    }

    @Test
    void aLeaverIsNoticed() throws Exception {
        Wire wire = new Wire(socket());
        wire.send("GET /silent HTTP/1.1\r\nHost: a\r\n\r\n");
        Guest guest = inn.guest();
        wire.close();
        assertThat(Guest.await(guest.gone)).isTrue();
    }

    @Test
    void aNewCertificateIsShownAndABadOneIsNot() throws Exception {
        assertThat(shown()).isEqualTo("CN=first.example");
        write(bundle("second.example"), Instant.EPOCH.plusSeconds(1));
        while (shown().equals("CN=first.example")) {
            Thread.onSpinWait();
        }
        assertThat(shown()).isEqualTo("CN=second.example");
        CompletableFuture<Boolean> read = new CompletableFuture<>();
        Files.writeString(files.certificates(), "half a certif");
        assertThatThrownBy(() -> TlsIdentity.read(files, true)).hasMessageContaining("cert.pem");
        inn.afterRefresh(() -> read.complete(true));
        Guest.await(read);
        assertThat(shown()).isEqualTo("CN=second.example");
    }

    @Test
    void clearTextOnATlsPortEndsTheConnection() throws Exception {
        try (Wire wire = inn.connect()) {
            wire.send("GET /echo HTTP/1.1\r\nHost: a\r\n\r\n");
            assertThat(wire.rest()).doesNotContain("200");
        }
        assertThat(inn.opened).hasValue(0);
    }
}
