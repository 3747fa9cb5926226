package io.sluice.gateway.http;

import io.netty.channel.Channel;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

/**
 * Who is at the other end of a connection.
 *
 * @param remote the address in text, without a port
 * @param secure whether it speaks TLS
 */
record Peer(String remote, boolean secure) {

    static Peer of(Channel channel, boolean secure) {
        SocketAddress address = channel.remoteAddress();
        return new Peer(
                address instanceof InetSocketAddress inet && inet.getAddress() != null
                        ? inet.getAddress().getHostAddress()
                        : "unknown",
                secure);
    }
}
