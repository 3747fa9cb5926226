package io.sluice.gateway.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import io.sluice.dialects.json.Bytes;
import io.sluice.gateway.call.wire.Header;
import io.sluice.gateway.call.wire.ReplyHead;
import io.sluice.gateway.net.NettyBytes;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An answer on its way out over an HTTP/2 stream; small pieces are put together until they are flushed. */
final class Http2Reply {
    private static final int COPIED = 4 << 10;
    private static final int FULL = 16 << 10;

    private final ChannelHandlerContext stream;
    private final boolean bodiless;
    private final long length;
    private @Nullable Http2Headers head;
    private @Nullable ByteBuf pending;
    private long sent;
    private long written;

    Http2Reply(ChannelHandlerContext stream, DateLine date, String method, ReplyHead head) {
        this.stream = stream;
        this.bodiless = method.equals("HEAD") || head.status() == 204 || head.status() == 304;
        this.length = head.length();
        this.head = headers(head, date);
    }

    /** Bytes given to the stream. */
    long written() {
        return written;
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
        if (size <= COPIED) {
            NettyBytes.append(bytes.slice(0, size), room(size));
            if (room(0).readableBytes() >= FULL) {
                push();
            }
        } else {
            push();
            write(NettyBytes.retained(bytes.slice(0, size)), false);
        }
    }

    void flush() {
        push();
        stream.flush();
    }

    ChannelFuture end() {
        ByteBuf rest = pending;
        pending = null;
        Http2Headers unsent = head;
        if (rest == null && unsent != null) {
            head = null;
            return stream.writeAndFlush(new DefaultHttp2HeadersFrame(unsent, true));
        }
        ChannelFuture last = write(rest == null ? Unpooled.EMPTY_BUFFER : rest, true);
        stream.flush();
        return last;
    }

    void drop() {
        ByteBuf rest = pending;
        pending = null;
        if (rest != null) {
            rest.release();
        }
    }

    private void push() {
        ByteBuf now = pending;
        pending = null;
        if (now != null) {
            write(now, false);
        } else {
            writeHead();
        }
    }

    private ChannelFuture write(ByteBuf bytes, boolean last) {
        writeHead();
        written += bytes.readableBytes();
        return stream.write(new DefaultHttp2DataFrame(bytes, last));
    }

    private void writeHead() {
        Http2Headers unsent = head;
        if (unsent != null) {
            head = null;
            stream.write(new DefaultHttp2HeadersFrame(unsent, false));
        }
    }

    private ByteBuf room(int bytes) {
        ByteBuf now = pending;
        if (now == null) {
            now = stream.alloc().directBuffer(Math.max(bytes, 256));
            pending = now;
        }
        return now;
    }

    private static Http2Headers headers(ReplyHead reply, DateLine date) {
        Http2Headers headers = new DefaultHttp2Headers(false);
        headers.status(Integer.toString(reply.status()));
        for (Header header : reply.headers()) {
            String name = header.name().toLowerCase(Locale.ROOT);
            if (!ReplyHeaders.ours(name) && ReplyHeaders.token(name)) {
                headers.add(name, value(header.value()));
            }
        }
        headers.add("date", date.text());
        if (reply.length() >= 0 && reply.status() != 204) {
            headers.add("content-length", Long.toString(reply.length()));
        }
        return headers;
    }

    private static AsciiString value(String text) {
        byte[] clean = new byte[text.length()];
        for (int i = 0; i < clean.length; i++) {
            clean[i] = ReplyHeaders.valueByte(text.charAt(i));
        }
        return new AsciiString(clean, false);
    }
}
