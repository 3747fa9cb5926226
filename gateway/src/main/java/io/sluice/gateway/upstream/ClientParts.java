package io.sluice.gateway.upstream;

import io.netty.channel.socket.SocketChannel;
import io.sluice.gateway.upstream.reach.Reach;

/** What every exchange and every dial needs and none of them owns. */
record ClientParts(
        UpstreamSettings settings, Reach reach, UpstreamEvents events, Class<? extends SocketChannel> channelType) {}
