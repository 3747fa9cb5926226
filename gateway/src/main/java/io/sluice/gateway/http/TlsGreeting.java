package io.sluice.gateway.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ApplicationProtocolNegotiationHandler;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A connection whose TLS handshake is under way; goes on in the protocol the two sides settle on. */
final class TlsGreeting extends ApplicationProtocolNegotiationHandler implements Drained, Swept {
    private final HttpService service;
    private final LoopDesk desk;
    private @Nullable ChannelHandlerContext context;

    TlsGreeting(HttpService service, LoopDesk desk) {
        super(ApplicationProtocolNames.HTTP_1_1);
        this.service = service;
        this.desk = desk;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) throws Exception {
        context = added;
        desk.sweeper().add(this);
        super.handlerAdded(added);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext removed) throws Exception {
        desk.sweeper().remove(this);
        super.handlerRemoved(removed);
    }

    @Override
    protected void configurePipeline(ChannelHandlerContext from, String protocol) {
        if (protocol.equals(ApplicationProtocolNames.HTTP_2)) {
            Http2Connection.addTo(from.pipeline(), service, desk, Peer.of(from.channel(), true));
        } else {
            from.pipeline().addLast(new Http1Connection(service, desk));
        }
    }

    @Override
    protected void handshakeFailure(ChannelHandlerContext from, Throwable cause) {
        // Scanners and callers without our authority: nothing to tell, and nobody who could read it.
        from.close();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext from, Throwable cause) {
        from.close();
    }

    @Override
    public void sweep(long now) {
        // The TLS handler has a clock of its own.
    }

    @Override
    public void drain() {
        cut();
    }

    @Override
    public void cut() {
        Objects.requireNonNull(context).close();
    }
}
