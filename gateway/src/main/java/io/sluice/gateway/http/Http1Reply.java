package io.sluice.gateway.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.sluice.dialects.json.Bytes;
import io.sluice.gateway.call.wire.ReplyHead;
import io.sluice.gateway.net.NettyBytes;
import org.jspecify.annotations.Nullable;

/**
 * An answer on its way out over HTTP/1. Small pieces are copied behind one another, head first, so that a short answer
 * is one buffer and one system call; large ones go as they are.
 */
final class Http1Reply {
    private static final int COPIED = 4 << 10;
    private static final int FULL = 16 << 10;
    private static final int FIRST = 1 << 10;

    private final Http1Connection connection;
    private final boolean goesOn;
    private final boolean chunked;
    private final boolean bodiless;
    private final long length;
    private long sent;
    private @Nullable ByteBuf pending;

    Http1Reply(Http1Connection connection, HeadWriter heads, Http1Request request, ReplyHead head, boolean wanted) {
        this.connection = connection;
        this.bodiless = request.head().method().equals("HEAD") || head.status() == 204 || head.status() == 304;
        this.length = head.length();
        this.chunked = length < 0 && request.http11() && !bodiless;
        this.goesOn = wanted && (request.http11() || length >= 0 || bodiless);
        HeadWriter.Connection says = !goesOn
                ? HeadWriter.Connection.CLOSES
                : request.http11() ? HeadWriter.Connection.GOES_ON : HeadWriter.Connection.KEPT_ALIVE;
        heads.write(room(FIRST), head, says, chunked);
    }

    /** Whether another request may follow on the connection. */
    boolean goesOn() {
        return goesOn;
    }

    /** Whether all of a declared length was given. */
    boolean whole() {
        return bodiless || length < 0 || sent == length;
    }

    void body(Bytes bytes) {
        int size = length < 0 ? bytes.length() : (int) Math.min(bytes.length(), length - sent);
        if (bodiless || size == 0) {
            return;
        }
        sent += size;
        if (chunked) {
            Chunks.size(room(16), size);
        }
        if (size <= COPIED) {
            NettyBytes.append(bytes.slice(0, size), room(size + 2));
        } else {
            push();
            connection.write(NettyBytes.retained(bytes.slice(0, size)));
        }
        if (chunked) {
            Chunks.lineEnd(room(2));
        }
        if (pending != null && pending.readableBytes() >= FULL) {
            push();
        }
    }

    void flush() {
        push();
        connection.context().flush();
    }

    ChannelFuture end() {
        if (chunked) {
            Chunks.end(room(5));
        }
        ByteBuf rest = pending;
        pending = null;
        return connection.writeLast(rest == null ? Unpooled.EMPTY_BUFFER : rest);
    }

    /** Sends what was given and no end. */
    void cut() {
        flush();
        if (!chunked && length < 0) {
            connection.abort();
        } else {
            connection.cut();
        }
    }

    void drop() {
        ByteBuf rest = pending;
        pending = null;
        if (rest != null) {
            rest.release();
        }
    }

    private ByteBuf room(int bytes) {
        ByteBuf now = pending;
        if (now == null) {
            now = connection.context().alloc().directBuffer(Math.max(bytes + 64, 256));
            pending = now;
        }
        return now;
    }

    private void push() {
        ByteBuf now = pending;
        pending = null;
        if (now != null) {
            connection.write(now);
        }
    }
}
