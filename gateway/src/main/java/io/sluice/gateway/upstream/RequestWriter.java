package io.sluice.gateway.upstream;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.util.AsciiString;
import io.sluice.dialects.json.Bytes;
import io.sluice.gateway.call.wire.UpstreamRequest;
import io.sluice.gateway.net.NettyBytes;

/**
 * Writes one request. Small parts go into one buffer with the head; a large part is retained and written as it lies, piece
 * by piece as the channel takes it, so that neither TLS nor a slow upstream makes us hold a second copy of it.
 */
final class RequestWriter {
    /** Up to here copying is cheaper than another element in the outbound queue. */
    private static final int SMALL = 2048;

    private static final int PIECE = 64 * 1024;
    private static final int HEAD = 1024;

    private final Channel channel;
    private final UpstreamRequest request;
    private final ChannelFutureListener onTaken = written -> this.taken++;
    private int part;
    private int offset;
    private int written;
    private int taken;
    private boolean feeding;
    private boolean stopped;

    RequestWriter(Channel channel, UpstreamRequest request) {
        this.channel = channel;
        this.request = request;
    }

    /** Writes head and as much of the body as the channel takes, with one flush. */
    void start(AsciiString authority) {
        long length = 0;
        for (Bytes bytes : request.body()) {
            length += bytes.length();
        }
        ByteBuf head = channel.alloc().directBuffer(HEAD + (int) Math.min(length, SMALL));
        RequestText.write(request, authority, length, head);
        while (part < request.body().size() && request.body().get(part).length() <= SMALL) {
            NettyBytes.append(request.body().get(part++), head);
        }
        feeding = true;
        write(head);
        feeding = false;
        feed();
    }

    /** Goes on where the channel had enough. */
    void feed() {
        if (feeding || stopped) {
            return;
        }
        // A flush may make the channel writable again, and telling us so while we are in here has no effect.
        feeding = true;
        do {
            while (mayWrite()) {
                write(next());
            }
            channel.flush();
        } while (mayWrite());
        feeding = false;
    }

    private boolean mayWrite() {
        return part < request.body().size() && channel.isWritable();
    }

    private ByteBuf next() {
        Bytes whole = request.body().get(part);
        int from = offset;
        int to = Math.min(from + PIECE, whole.length());
        offset = to;
        if (to == whole.length()) {
            part++;
            offset = 0;
        }
        return NettyBytes.retained(whole.slice(from, to));
    }

    private void write(ByteBuf piece) {
        written++;
        channel.write(piece).addListener(onTaken);
    }

    /** Sends no more of the body: the answer came early. */
    void stop() {
        stopped = true;
    }

    /** Whether the kernel has taken every byte. */
    boolean done() {
        return taken == written && part == request.body().size();
    }

    /** How many pieces the kernel has taken. */
    int progress() {
        return taken;
    }
}
