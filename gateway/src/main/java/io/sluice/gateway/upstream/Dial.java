package io.sluice.gateway.upstream;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.proxy.HttpProxyHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.sluice.gateway.call.wire.UpstreamFault;
import io.sluice.gateway.call.wire.UpstreamFault.Kind;
import io.sluice.gateway.catalog.Origin;
import io.sluice.gateway.upstream.reach.Addresses;
import io.sluice.gateway.upstream.reach.HttpProxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Makes one connection for whoever wants one: name, TCP (each address in turn), the proxy's tunnel, TLS. Runs on the loop
 * that will be the connection's; {@link #cancel} ends it in every step.
 */
final class Dial {
    /** What the kernel may hold of an answer while its caller reads slowly. */
    private static final int RECEIVE_BUFFER = 256 * 1024;

    private static final int LARGEST_READ = 64 * 1024;
    private static final WriteBufferWaterMark WATERMARKS = new WriteBufferWaterMark(64 * 1024, 256 * 1024);
    private static final String LAST = "connection";

    private final Dialing dialing;
    private final Pool pool;
    private final LoopPools home;
    private final ClientParts parts;
    private final Origin origin;
    private final @Nullable HttpProxy proxy;
    private @Nullable CompletableFuture<SslContext> tls;
    private @Nullable Channel channel;
    private @Nullable Connection connection;
    private long began;
    private boolean claimed;
    private boolean over;

    Dial(Dialing dialing, Pool pool, LoopPools home, ClientParts parts) {
        this.dialing = dialing;
        this.pool = pool;
        this.home = home;
        this.parts = parts;
        this.origin = pool.origin();
        this.proxy = parts.reach().proxies().proxyFor(origin);
    }

    void start() {
        if (over) {
            return;
        }
        claimed = pool.claim();
        if (!claimed) {
            fail(Kind.CONNECT, "all " + pool.cap() + " connections allowed to " + origin.authority() + " are open");
            return;
        }
        if (origin.secure()) {
            // Built beside the lookup, should it be the first.
            tls = parts.reach().tls().context(origin.ca());
        }
        String host = proxy == null ? origin.host() : proxy.host();
        parts.reach().names().ask(host, home.loop(), this::resolved);
    }

    private void resolved(Addresses answer) {
        if (over) {
            return;
        }
        switch (answer) {
            case Addresses.Unknown(String why) ->
                fail(Kind.DNS, (proxy == null ? origin.host() : "the proxy's name") + ": " + why);
            case Addresses.Found(List<InetAddress> list) -> {
                dialing.clock().connecting();
                began = home.now();
                connect(list, 0);
            }
        }
    }

    private void connect(List<InetAddress> addresses, int index) {
        int port = proxy == null ? origin.port() : proxy.port();
        InetSocketAddress address = new InetSocketAddress(addresses.get(index), port);
        HttpProxyHandler tunnel = proxy == null ? null : tunnel(proxy, address);
        long left = dialing.clocks().connect().toMillis() - (home.now() - began) / 1_000_000;
        // A silent address may not use up the time of the ones after it.
        long mine = Math.max(1, left / (addresses.size() - index));
        InetSocketAddress to =
                tunnel == null ? address : InetSocketAddress.createUnresolved(origin.host(), origin.port());
        ChannelFuture connecting =
                bootstrap(tunnel, (int) Math.min(mine, Integer.MAX_VALUE)).connect(to);
        channel = connecting.channel();
        connecting.addListener(done -> {
            if (over) {
                return;
            }
            if (done.isSuccess()) {
                connected(tunnel);
            } else if (index + 1 < addresses.size()) {
                connect(addresses, index + 1);
            } else {
                refused(done.cause());
            }
        });
    }

    private Bootstrap bootstrap(@Nullable HttpProxyHandler tunnel, int timeoutMillis) {
        return new Bootstrap()
                .group(home.loop().eventLoop())
                .channel(parts.channelType())
                .disableResolver()
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, timeoutMillis)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_KEEPALIVE, true)
                .option(ChannelOption.SO_RCVBUF, RECEIVE_BUFFER)
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, WATERMARKS)
                .option(
                        ChannelOption.RECVBUF_ALLOCATOR,
                        new AdaptiveRecvByteBufAllocator(1024, 4096, LARGEST_READ).maxMessagesPerRead(4))
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel made) {
                        if (tunnel != null) {
                            made.pipeline().addLast(tunnel);
                        }
                        connection = new Connection(made, home, pool);
                        made.pipeline().addLast(LAST, connection);
                    }
                });
    }

    private static HttpProxyHandler tunnel(HttpProxy proxy, InetSocketAddress address) {
        String user = proxy.user();
        String password = proxy.password() == null ? "" : proxy.password().reveal();
        HttpProxyHandler handler =
                user == null ? new HttpProxyHandler(address) : new HttpProxyHandler(address, user, password);
        handler.setConnectTimeoutMillis(0);
        return handler;
    }

    private void connected(@Nullable HttpProxyHandler tunnel) {
        if (tunnel == null) {
            reached();
            return;
        }
        tunnel.connectFuture().addListener(done -> {
            if (over) {
                return;
            }
            if (done.isSuccess()) {
                reached();
            } else {
                fail(Kind.CONNECT, ConnectFaults.proxy(origin, done.cause()));
            }
        });
    }

    private void reached() {
        CompletableFuture<SslContext> context = tls;
        if (context == null) {
            done();
            return;
        }
        dialing.clock().preparing();
        context.whenComplete((built, failure) -> home.loop().execute(() -> {
            if (built == null) {
                fail(Kind.TLS, ConnectFaults.trust(origin));
            } else {
                secure(built);
            }
        }));
    }

    private void secure(SslContext context) {
        Channel raw = channel;
        if (over || raw == null) {
            return;
        }
        dialing.clock().securing();
        SslHandler handler = parts.reach().tls().handler(context, raw.alloc(), origin);
        handler.handshakeFuture().addListener(done -> {
            if (over) {
                return;
            }
            if (done.isSuccess()) {
                done();
            } else {
                fail(Kind.TLS, ConnectFaults.tls(origin, done.cause()));
            }
        });
        if (raw.isActive()) {
            raw.pipeline().addBefore(LAST, null, handler);
        } else {
            fail(Kind.TLS, origin.authority() + " closed the connection before the handshake");
        }
    }

    private void done() {
        Connection made = connection;
        if (over || made == null) {
            return;
        }
        over = true;
        parts.events().opened(origin);
        made.channel().closeFuture().addListener(closed -> {
            pool.release();
            parts.events().closed(origin);
        });
        dialing.dialed(made);
    }

    private void refused(Throwable cause) {
        Kind kind = cause instanceof ConnectTimeoutException ? Kind.CONNECT_TIMEOUT : Kind.CONNECT;
        fail(kind, ConnectFaults.connect(origin, proxy != null, cause));
    }

    private void fail(Kind kind, String detail) {
        if (!over) {
            cancel();
            dialing.fail(new UpstreamFault(kind, detail));
        }
    }

    /** Gives up in whatever step it is; tells nobody. */
    void cancel() {
        if (over) {
            return;
        }
        over = true;
        if (claimed) {
            pool.release();
        }
        if (channel != null) {
            channel.close();
        }
    }
}
