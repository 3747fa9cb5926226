package io.sluice.gateway.http;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.http2.Http2SecurityUtil;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The certificate a listener shows, as it lies on disk. New files are taken when they are sound; with bad ones the
 * listener keeps what it has, so that a half-written renewal never ends the service.
 */
final class TlsIdentity {
    private static final Logger LOG = System.getLogger(TlsIdentity.class.getName());

    private final TlsFiles files;
    private final boolean http2;
    private volatile SslContext current;
    private volatile String stamp;

    private TlsIdentity(TlsFiles files, boolean http2) throws IOException {
        this.files = files;
        this.http2 = http2;
        this.stamp = stamp();
        this.current = load();
    }

    /** Reads both files; throws {@link ListenFailed} where they cannot be used. */
    static TlsIdentity read(TlsFiles files, boolean http2) throws ListenFailed {
        try {
            return new TlsIdentity(files, http2);
        } catch (IOException | IllegalArgumentException unusable) {
            throw new ListenFailed(unusable(files, unusable), unusable);
        }
    }

    /** A handler for one new connection, with the newest certificate. */
    SslHandler handler(ByteBufAllocator memory, long handshakeMillis) {
        SslHandler handler = current.newHandler(memory);
        handler.setHandshakeTimeoutMillis(handshakeMillis);
        return handler;
    }

    /** Reads the files again if they have changed; reads from disk, so never on a loop. */
    void refresh() {
        try {
            String now = stamp();
            if (!now.equals(stamp)) {
                stamp = now;
                current = load();
                LOG.log(Level.INFO, "certificate read again from {0}", files.certificates());
            }
        } catch (IOException | IllegalArgumentException unusable) {
            LOG.log(Level.WARNING, unusable(files, unusable) + " The old certificate stays in use.");
        }
    }

    private SslContext load() throws IOException {
        List<String> protocols = http2
                ? List.of(ApplicationProtocolNames.HTTP_2, ApplicationProtocolNames.HTTP_1_1)
                : List.of(ApplicationProtocolNames.HTTP_1_1);
        return SslContextBuilder.forServer(
                        files.certificates().toFile(), files.key().toFile())
                .sslProvider(OpenSsl.isAvailable() ? SslProvider.OPENSSL : SslProvider.JDK)
                .protocols("TLSv1.3", "TLSv1.2")
                .ciphers(Http2SecurityUtil.CIPHERS, SupportedCipherSuiteFilter.INSTANCE)
                .applicationProtocolConfig(new ApplicationProtocolConfig(
                        ApplicationProtocolConfig.Protocol.ALPN,
                        ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
                        ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
                        protocols))
                .build();
    }

    private String stamp() throws IOException {
        return stamp(files.certificates()) + " " + stamp(files.key());
    }

    private static String stamp(Path file) throws IOException {
        return Files.getLastModifiedTime(file) + "/" + Files.size(file);
    }

    private static String unusable(TlsFiles files, Exception why) {
        return "Cannot use the certificate " + files.certificates() + " with the key " + files.key() + ": "
                + why.getMessage() + ". Both must be PEM, the key PKCS#8 without a password and that of the first"
                + " certificate.";
    }
}
