package io.sluice.gateway.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.socket.SocketChannel;
import io.sluice.gateway.call.Reply;
import io.sluice.gateway.net.Loops;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Meets each accepted connection: counts it or turns it away, and gives it the handlers it needs. */
final class Reception extends ChannelInitializer<SocketChannel> {
    private final HttpService service;
    private final Loops loops;
    private final List<LoopDesk> desks;
    private final Doorkeeper door;
    private final @Nullable TlsIdentity tls;

    Reception(HttpService service, Loops loops, List<LoopDesk> desks, Doorkeeper door, @Nullable TlsIdentity tls) {
        this.service = service;
        this.loops = loops;
        this.desks = desks;
        this.door = door;
        this.tls = tls;
    }

    @Override
    protected void initChannel(SocketChannel channel) {
        InetAddress address = channel.remoteAddress().getAddress();
        if (!door.enter(address)) {
            service.events().connectionRefused();
            turnAway(channel);
            return;
        }
        service.events().connectionOpened();
        channel.closeFuture().addListener(closed -> {
            door.leave(address);
            service.events().connectionClosed();
        });
        LoopDesk desk = desks.get(loops.of(channel.eventLoop()).index());
        TlsIdentity identity = tls;
        if (identity == null) {
            channel.pipeline().addLast(new Http1Connection(service, desk));
        } else {
            long handshake = service.options().timeouts().head().toMillis();
            channel.pipeline().addLast(identity.handler(channel.alloc(), handshake), new TlsGreeting(service, desk));
        }
    }

    private void turnAway(Channel channel) {
        if (tls != null) {
            channel.close();
            return;
        }
        Reply reply = service.errors().of(Refusals.tooManyConnections());
        StringBuilder head = new StringBuilder("HTTP/1.1 503 Service Unavailable\r\n");
        reply.headers()
                .forEach(line -> head.append(line.name())
                        .append(": ")
                        .append(line.value())
                        .append("\r\n"));
        head.append("connection: close\r\ncontent-length: ")
                .append(reply.body().length)
                .append("\r\n\r\n");
        byte[] text = head.toString().getBytes(StandardCharsets.US_ASCII);
        channel.writeAndFlush(Unpooled.wrappedBuffer(text, reply.body())).addListener(ChannelFutureListener.CLOSE);
    }
}
