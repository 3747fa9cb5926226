package io.sluice.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.KeyStore;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TlsTest {

    private final TestAuthority authority = TestAuthority.create();

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost"})
    void aGoodIdentityIsTrustedByWhoTrustsTheAuthority(String host) throws Exception {
        try (Simulator simulator = simulator(authority.localhost())) {
            assertThat(simulator.url()).startsWith("https://127.0.0.1:");
            assertThat(get(simulator, host)).isEqualTo("{}");
            assertThat(simulator.requests()).hasSize(1);
        }
    }

    @Test
    void noneOfTheBadOnesIs() {
        assertRefused(authority.expired(), "expired");
        assertRefused(authority.wrongHost(), "No subject alternative DNS name matching localhost");
        assertRefused(TestAuthority.selfSigned(), "unable to find valid certification path");
        assertRefused(TestAuthority.create().localhost(), "path");
    }

    @Test
    void aHandshakeMayBeReset() {
        try (Simulator simulator = simulator(authority.localhost()).welcome(Welcome.RESET)) {
            assertThatThrownBy(() -> get(simulator, "localhost")).isInstanceOf(IOException.class);
        }
    }

    @Test
    void aFinWithoutGoodbyeIsATruncation() throws Exception {
        Answer answer = Script.json(200, "{}").framed(Framing.UNTIL_CLOSE);
        try (Simulator simulator = simulator(authority.localhost())
                .next(answer, answer.cutBodyAfter(2, Ending.FIN), answer.cutBodyAfter(2, Ending.RST))) {
            assertThat(saysGoodbye(simulator)).isTrue();
            assertThat(saysGoodbye(simulator)).isFalse();
            assertThat(saysGoodbye(simulator)).isFalse();
        }
    }

    @Test
    void anIdentityCanBeWrittenAsPem() throws Exception {
        TestIdentity identity = authority.localhost();
        InputStream chain =
                new ByteArrayInputStream(Octets.of(identity.chainPem()).bytes());
        InputStream key = new ByteArrayInputStream(Octets.of(identity.keyPem()).bytes());
        try (Simulator simulator = Simulator.start(SimulatorOptions.defaults()
                        .tls(SslContextBuilder.forServer(chain, key).build()))
                .answer(Script.json(200, "{}"))) {
            assertThat(get(simulator, "localhost")).isEqualTo("{}");
        }
    }

    private void assertRefused(TestIdentity identity, String reason) {
        try (Simulator simulator = simulator(identity)) {
            assertThatThrownBy(() -> get(simulator, "localhost"))
                    .isInstanceOf(SSLHandshakeException.class)
                    .hasStackTraceContaining(reason);
            assertThat(simulator.requests()).isEmpty();
        }
    }

    private static Simulator simulator(TestIdentity identity) {
        return Simulator.start(SimulatorOptions.defaults().tls(identity.server()))
                .answer(Script.json(200, "{}"));
    }

    private String get(Simulator simulator, String host) throws Exception {
        try (HttpClient client = HttpClient.newBuilder().sslContext(trusting()).build()) {
            URI uri = URI.create("https://" + host + ":" + simulator.port() + "/");
            HttpRequest request =
                    HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(10)).build();
            return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
        }
    }

    /** Whether a close_notify came before the connection ended. */
    private boolean saysGoodbye(Simulator simulator) throws Exception {
        SslContext client = SslContextBuilder.forClient()
                .sslProvider(SslProvider.JDK)
                .trustManager(authority.certificate())
                .build();
        EventLoopGroup loops = Transport.loops(1);
        try {
            CompletableFuture<Boolean> goodbye = new CompletableFuture<>();
            Bootstrap bootstrap = new Bootstrap().group(loops).channel(EpollSocketChannel.class);
            bootstrap.handler(new ChannelInitializer<SocketChannel>() {
                @Override
                protected void initChannel(SocketChannel channel) {
                    SslHandler tls = client.newHandler(channel.alloc(), "127.0.0.1", simulator.port());
                    channel.pipeline().addLast(tls, new ChannelInboundHandlerAdapter() {
                        @Override
                        public void exceptionCaught(ChannelHandlerContext context, Throwable cut) {
                            context.close();
                        }
                    });
                    tls.sslCloseFuture().addListener(closed -> goodbye.complete(closed.isSuccess()));
                }
            });
            Octets request = Octets.of("GET / HTTP/1.1\r\n\r\n");
            Channel channel =
                    bootstrap.connect("127.0.0.1", simulator.port()).sync().channel();
            channel.writeAndFlush(request.buffer(0, request.length())).sync();
            return goodbye.get(10, TimeUnit.SECONDS);
        } finally {
            loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
        }
    }

    private SSLContext trusting() throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("authority", authority.certificate());
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
