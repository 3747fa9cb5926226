package io.sluice.simulator;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads one request after another from the bytes of a connection, in whatever pieces they come. One connection, one
 * thread. Bodies are given on as they come and never held here.
 */
final class RequestReader {

    /** What is told while reading. */
    interface Listener {
        void head(RequestHead head);

        /** A part of the body: the next {@code size} bytes of {@code in}, which the listener has to consume. */
        void body(ByteBuf in, int size);

        void end();

        void malformed(String fault);
    }

    private static final int HEAD_LIMIT = 1 << 20;

    private final Listener listener;
    private byte[] head = new byte[2048];
    private int headSize;
    private boolean headWhole;
    private long bodyLeft;
    private @Nullable Chunks chunks;
    private boolean inBody;

    RequestReader(Listener listener) {
        this.listener = listener;
    }

    /** Reads up to the end of a request; what comes behind it stays in the buffer. */
    void read(ByteBuf in) {
        if (!inBody && !readHead(in)) {
            return;
        }
        if (chunks != null) {
            readChunks(chunks, in);
        } else {
            int size = (int) Math.min(bodyLeft, in.readableBytes());
            if (size > 0) {
                bodyLeft -= size;
                listener.body(in, size);
            }
            if (bodyLeft == 0) {
                ended();
            }
        }
    }

    String method() {
        return RequestHead.method(head);
    }

    String target() {
        return RequestHead.target(head, headSize);
    }

    List<Header> headers() {
        return RequestHead.headers(head, headSize);
    }

    private boolean readHead(ByteBuf in) {
        if (!fillHead(in)) {
            if (headSize > HEAD_LIMIT) {
                fail(in, "the head is longer than " + HEAD_LIMIT + " bytes");
            }
            return false;
        }
        RequestHead read = RequestHead.read(head, headSize);
        if (read.fault() != null) {
            fail(in, read.fault());
            return false;
        }
        inBody = true;
        bodyLeft = Math.max(0, read.length());
        chunks = read.chunked() ? new Chunks() : null;
        listener.head(read);
        return true;
    }

    /** Copies the head's bytes out of the buffer; true when the empty line has come. */
    private boolean fillHead(ByteBuf in) {
        if (headWhole) {
            headWhole = false;
            headSize = 0;
        }
        while (in.isReadable()) {
            int size = Math.min(in.readableBytes(), 1024);
            if (headSize + size > head.length) {
                head = Arrays.copyOf(head, head.length * 2);
            }
            in.getBytes(in.readerIndex(), head, headSize, size);
            int from = headSize;
            for (int at = from; at < from + size; at++) {
                if (head[at] == '\n' && endsHead(at + 1)) {
                    headWhole = true;
                    headSize = at + 1;
                    in.skipBytes(headSize - from);
                    return true;
                }
            }
            headSize += size;
            in.skipBytes(size);
        }
        return false;
    }

    private boolean endsHead(int size) {
        return size > 3
                && head[size - 1] == '\n'
                && head[size - 2] == '\r'
                && head[size - 3] == '\n'
                && head[size - 4] == '\r';
    }

    private void readChunks(Chunks chunked, ByteBuf in) {
        int size = chunked.next(in);
        while (size > 0) {
            listener.body(in, size);
            size = chunked.next(in);
        }
        if (size == Chunks.END) {
            ended();
        } else if (size == Chunks.FAULT) {
            fail(in, "the chunked body is malformed");
        }
    }

    private void ended() {
        inBody = false;
        listener.end();
    }

    private void fail(ByteBuf in, @Nullable String fault) {
        in.skipBytes(in.readableBytes());
        listener.malformed(fault == null ? "malformed" : fault);
    }
}
