package io.sluice.gateway.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.DefaultHttp2HeadersEncoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A caller who writes HTTP/2 frames by hand. Reading waits ten seconds at most. */
final class Http2Wire implements AutoCloseable {
    static final int DATA = 0;
    static final int HEADERS = 1;
    static final int RST = 3;
    static final int SETTINGS = 4;
    static final int PING = 6;
    static final int GOAWAY = 7;
    static final int WINDOW_UPDATE = 8;
    static final int CONTINUATION = 9;
    static final int END_STREAM = 1;
    static final int END_HEADERS = 4;

    final Socket socket;
    private final DataInputStream in;
    private final DefaultHttp2HeadersEncoder encoder = new DefaultHttp2HeadersEncoder();
    private final DefaultHttp2HeadersDecoder decoder = new DefaultHttp2HeadersDecoder();

    /** Opens a connection whose streams may be sent {@code window} bytes, and confirms the other side's settings. */
    Http2Wire(int port, int window) throws IOException {
        this(port, window, true);
    }

    Http2Wire(int port, int window, boolean confirming) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(10_000);
        socket.setTcpNoDelay(true);
        in = new DataInputStream(socket.getInputStream());
        socket.getOutputStream().write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        frame(
                SETTINGS,
                0,
                0,
                ByteBuffer.allocate(6).putShort((short) 4).putInt(window).array());
        if (confirming) {
            frame(SETTINGS, 1, 0, new byte[0]);
        }
    }

    record Frame(int type, int flags, int stream, byte[] payload) {
        boolean last() {
            return (flags & END_STREAM) != 0;
        }

        int code() {
            return ByteBuffer.wrap(payload).getInt(type == GOAWAY ? 4 : 0);
        }
    }

    record Answer(Http2Headers head, String body) {
        String status() {
            return String.valueOf(head.status());
        }
    }

    static Http2Headers request(String method, String path) {
        return new DefaultHttp2Headers(false)
                .method(method)
                .path(path)
                .scheme("http")
                .authority("a");
    }

    void frame(int type, int flags, int stream, byte[] payload) throws IOException {
        ByteBuffer whole = ByteBuffer.allocate(9 + payload.length);
        whole.put((byte) (payload.length >> 16)).putShort((short) payload.length);
        whole.put((byte) type).put((byte) flags).putInt(stream).put(payload);
        socket.getOutputStream().write(whole.array());
    }

    byte[] block(Http2Headers headers) throws Http2Exception {
        ByteBuf block = Unpooled.buffer();
        encoder.encodeHeaders(3, headers, block);
        return ByteBufUtil.getBytes(block);
    }

    void headers(int stream, Http2Headers headers, boolean last) throws Exception {
        frame(HEADERS, END_HEADERS | (last ? END_STREAM : 0), stream, block(headers));
    }

    void get(int stream, String path) throws Exception {
        headers(stream, request("GET", path), true);
    }

    void data(int stream, String text, boolean last) throws IOException {
        frame(DATA, last ? END_STREAM : 0, stream, text.getBytes(StandardCharsets.ISO_8859_1));
    }

    void reset(int stream) throws IOException {
        frame(RST, 0, stream, new byte[] {0, 0, 0, 8});
    }

    void window(int stream, int more) throws IOException {
        frame(WINDOW_UPDATE, 0, stream, ByteBuffer.allocate(4).putInt(more).array());
    }

    /** The next frame, or null where the connection has ended. */
    @Nullable
    Frame next() throws IOException {
        try {
            int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
            int type = in.readUnsignedByte();
            int flags = in.readUnsignedByte();
            int stream = in.readInt();
            byte[] payload = new byte[length];
            in.readFully(payload);
            return new Frame(type, flags, stream, payload);
        } catch (EOFException | SocketException ended) {
            return null;
        }
    }

    /** The next frame of this type, past all others. */
    Frame next(int type) throws IOException {
        for (Frame frame = next(); frame != null; frame = next()) {
            if (frame.type() == type) {
                return frame;
            }
        }
        throw new IOException("the connection ended before a frame of type " + type);
    }

    /** The next frame of any of these types, or null where the connection has ended. */
    @Nullable
    Frame nextOf(int one, int other) throws IOException {
        Frame frame = next();
        while (frame != null && frame.type() != one && frame.type() != other) {
            frame = next();
        }
        return frame;
    }

    /** The whole answer on a stream; nothing else may be under way. */
    Answer answer(int stream) throws Exception {
        Frame head = next(HEADERS);
        Http2Headers headers = decode(head);
        StringBuilder body = new StringBuilder();
        Frame last = head;
        while (!last.last()) {
            last = next(DATA);
            if (last.stream() != stream) {
                throw new IOException("a frame of stream " + last.stream());
            }
            body.append(new String(last.payload(), StandardCharsets.ISO_8859_1));
        }
        return new Answer(headers, body.toString());
    }

    Http2Headers decode(Frame frame) throws Http2Exception {
        return decoder.decodeHeaders(frame.stream(), Unpooled.wrappedBuffer(frame.payload()));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
