package io.sluice.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslProvider;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import io.sluice.gateway.catalog.Origin;
import io.sluice.gateway.upstream.RawServer.Wire;
import io.sluice.gateway.upstream.reach.ProxyRules;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who is trusted, and that nobody else is, with both engines. */
class TlsTest {
    private static final String OK = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok";
    private static final String HOST = "api.example";

    @TempDir
    Path folder;

    private final List<String> namesAsked = new CopyOnWriteArrayList<>();

    enum Engine {
        JDK(SslProvider.JDK),
        OPENSSL(SslProvider.OPENSSL);

        private final SslProvider provider;

        Engine(SslProvider provider) {
            this.provider = provider;
        }

        Client client() {
            // Elsewhere than on the usual platforms there is one engine only.
            SslProvider usable = OpenSsl.isAvailable() ? provider : SslProvider.JDK;
            return new Client(
                    UpstreamSettings.DEFAULT,
                    ProxyRules.NONE,
                    host -> List.of(InetAddress.getLoopbackAddress()),
                    usable);
        }
    }

    private static X509Bundle authority() throws Exception {
        return new CertificateBuilder()
                .ecp256()
                .subject("CN=Test CA")
                .setIsCertificateAuthority(true)
                .buildSelfSigned();
    }

    private static CertificateBuilder server() {
        return new CertificateBuilder()
                .ecp256()
                .subject("CN=server")
                .addSanDnsName(HOST)
                .addSanIpAddress("127.0.0.1");
    }

    private static X509Bundle selfSigned() throws Exception {
        return server().setIsCertificateAuthority(true).buildSelfSigned();
    }

    private Path pem(X509Bundle authority) throws Exception {
        return Files.writeString(folder.resolve("ca.pem"), authority.getCertificatePEM());
    }

    private RawServer serving(X509Bundle certificate, String answer, boolean closeNotify) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(certificate.toKeyManagerFactory().getKeyManagers(), null, null);
        return new RawServer(wire -> {
            SSLSocket tls = (SSLSocket)
                    context.getSocketFactory().createSocket(wire.socket, HOST, wire.socket.getPort(), false);
            tls.setUseClientMode(false);
            Wire secured = new Wire(tls, wire.number);
            secured.request();
            ((ExtendedSSLSession) tls.getSession())
                    .getRequestedServerNames()
                    .forEach(name -> namesAsked.add(name.toString()));
            secured.send(answer);
            if (closeNotify) {
                tls.close();
            }
        });
    }

    private static Heard call(Engine engine, RawServer server, String host, Path ca) throws Exception {
        try (Client client = engine.client()) {
            Origin origin = Client.secure(host, server.port(), ca);
            Heard heard = client.call(Client.get(origin));
            heard.outcome();
            Client.await(() -> client.open(origin) == 0);
            return heard;
        }
    }

    @ParameterizedTest
    @EnumSource
    void aCertificateOfTheGivenAuthorityIsTrustedForItsNames(Engine engine) throws Exception {
        X509Bundle authority = authority();
        try (RawServer server = serving(server().buildIssuedBy(authority), OK, true)) {
            assertThat(call(engine, server, HOST, pem(authority)).outcome()).isEqualTo("end");
            assertThat(namesAsked).hasSize(1).first().asString().contains(HOST);
            assertThat(call(engine, server, "127.0.0.1", pem(authority)).outcome())
                    .isEqualTo("end");
            assertThat(namesAsked).as("an address is no server name").hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void anotherNameIsNotTrusted(Engine engine) throws Exception {
        X509Bundle authority = authority();
        try (RawServer server = serving(server().buildIssuedBy(authority), OK, true)) {
            Heard heard = call(engine, server, "other.example", pem(authority));

            assertThat(heard.outcome()).isEqualTo("TLS");
            assertThat(heard.fault.detail()).contains("other.example");
        }
        CertificateBuilder nameless =
                new CertificateBuilder().ecp256().subject("CN=127.0.0.1").addSanDnsName(HOST);
        try (RawServer server = serving(nameless.buildIssuedBy(authority), OK, true)) {
            assertThat(call(engine, server, "127.0.0.1", pem(authority)).outcome())
                    .as("a common name is no address")
                    .isEqualTo("TLS");
        }
    }

    @ParameterizedTest
    @EnumSource
    void anExpiredCertificateIsNotTrusted(Engine engine) throws Exception {
        X509Bundle authority = authority();
        Instant now = Instant.now();
        X509Bundle expired = server().notBefore(now.minus(10, ChronoUnit.DAYS))
                .notAfter(now.minus(1, ChronoUnit.DAYS))
                .buildIssuedBy(authority);
        try (RawServer server = serving(expired, OK, true)) {
            Heard heard = call(engine, server, HOST, pem(authority));

            assertThat(heard.outcome()).isEqualTo("TLS");
            assertThat(heard.fault.detail()).contains("NotAfter");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSelfSignedCertificateIsNotTrustedByTheMachine(Engine engine) throws Exception {
        try (RawServer server = serving(selfSigned(), OK, true);
                Client client = engine.client()) {
            Heard heard = client.call(Client.get(Client.secure(HOST, server.port(), null)));

            assertThat(heard.outcome()).isEqualTo("TLS");
            assertThat(heard.order).as("nothing was sent").containsExactly("failed");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aTunnelCarriesTls(Engine engine) throws Exception {
        X509Bundle authority = authority();
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(server().buildIssuedBy(authority).toKeyManagerFactory().getKeyManagers(), null, null);
        try (RawServer proxy = new RawServer(wire -> {
                    wire.head();
                    wire.send("HTTP/1.1 200 OK\r\n\r\n");
                    SSLSocket tls = (SSLSocket) context.getSocketFactory().createSocket(wire.socket, HOST, 443, true);
                    tls.setUseClientMode(false);
                    Wire secured = new Wire(tls, wire.number);
                    secured.request();
                    secured.send(OK);
                });
                Client client = new Client(
                        UpstreamSettings.DEFAULT,
                        ProxyRules.of(Map.of("https_proxy", "http://127.0.0.1:" + proxy.port())),
                        host -> List.of(),
                        OpenSsl.isAvailable() ? engine.provider : SslProvider.JDK)) {
            assertThat(client.call(Client.get(Client.secure(HOST, 443, pem(authority))))
                            .outcome())
                    .isEqualTo("end");
        }
    }

    @Test
    void aFileThatIsNoCertificateIsNamed() throws Exception {
        Path broken = Files.writeString(folder.resolve("broken.pem"), "nothing");
        try (RawServer server = serving(selfSigned(), OK, true)) {
            Heard heard = call(Engine.JDK, server, HOST, broken);

            assertThat(heard.outcome()).isEqualTo("TLS");
            assertThat(heard.fault.detail()).contains("broken.pem");
        }
    }

    @ParameterizedTest
    @EnumSource
    void anAnswerThatEndsWithItsConnectionNeedsItsProperEnd(Engine engine) throws Exception {
        X509Bundle authority = authority();
        String endless = "HTTP/1.1 200 OK\r\n\r\nall of it";
        X509Bundle certificate = server().buildIssuedBy(authority);
        try (RawServer proper = serving(certificate, endless, true);
                RawServer cut = serving(certificate, endless, false)) {
            assertThat(call(engine, proper, HOST, pem(authority)).outcome()).isEqualTo("end");
            assertThat(call(engine, cut, HOST, pem(authority)).outcome()).isEqualTo("CUT");
        }
    }
}
