package io.sluice.gateway.upstream.reach;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.sluice.gateway.catalog.Origin;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * TLS towards providers: 1.2 or newer, always verified, chain and name. BoringSSL where its library loads, else the JDK.
 *
 * <p>A context - it reads and parses every trusted certificate - is built once for each {@code ca} and off the loops; it
 * keeps the sessions, so that the next handshake with a host is a short one.
 */
public final class TlsContexts {
    private final Executor executor;
    private final Supplier<SslProvider> provider;
    private final Map<Optional<Path>, CompletableFuture<SslContext>> contexts = new ConcurrentHashMap<>();

    /** Contexts are built, and certificates checked, on this executor's threads. */
    public TlsContexts(Executor executor) {
        // Asking whether the library loads loads it, which takes longer than all else at a start: not before it is
        // needed.
        this(executor, () -> OpenSsl.isAvailable() ? SslProvider.OPENSSL : SslProvider.JDK);
    }

    /** The same with the engine chosen. */
    public TlsContexts(Executor executor, SslProvider provider) {
        this(executor, () -> provider);
    }

    private TlsContexts(Executor executor, Supplier<SslProvider> provider) {
        this.executor = executor;
        this.provider = provider;
    }

    /** Begins to build the context of the machine's own trust, so that the first call need not wait for it. */
    public void prepare() {
        context(null);
    }

    /** Forgets what was read from {@code ca} files: they are read anew for connections made from here on. */
    public void reload() {
        contexts.keySet().removeIf(Optional::isPresent);
    }

    /** The context that trusts this PEM file, or with null the JDK's {@code cacerts}; a failed one is tried again. */
    public CompletableFuture<SslContext> context(@Nullable Path ca) {
        Optional<Path> key = Optional.ofNullable(ca);
        CompletableFuture<SslContext> mine = new CompletableFuture<>();
        CompletableFuture<SslContext> earlier = contexts.putIfAbsent(key, mine);
        if (earlier != null) {
            return earlier;
        }
        try {
            executor.execute(() -> build(key, mine));
        } catch (RuntimeException rejected) {
            contexts.remove(key, mine);
            mine.completeExceptionally(rejected);
        }
        return mine;
    }

    private void build(Optional<Path> ca, CompletableFuture<SslContext> into) {
        try {
            SslContextBuilder builder = SslContextBuilder.forClient()
                    .sslProvider(provider.get())
                    .protocols("TLSv1.3", "TLSv1.2")
                    .endpointIdentificationAlgorithm("HTTPS");
            if (ca.isPresent()) {
                builder.trustManager(ca.get().toFile());
            }
            into.complete(builder.build());
        } catch (SSLException | RuntimeException broken) {
            contexts.remove(ca, into);
            into.completeExceptionally(broken);
        }
    }

    /** The handler of one connection: sends the name asked for (SNI) and demands a certificate that carries it. */
    public SslHandler handler(SslContext context, ByteBufAllocator allocator, Origin origin) {
        SslHandler handler = context.newHandler(allocator, plain(origin.host()), origin.port(), executor);
        // The exchange's own clock runs.
        handler.setHandshakeTimeoutMillis(0);
        return handler;
    }

    /** An IPv6 address stands in brackets within a URL and bare in a certificate. */
    private static String plain(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }
}
