package io.sluice.gateway.upstream.reply;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Reads one answer off a connection, from its status line to its last byte.
 *
 * <p>Nothing is held but the unfinished head: body bytes are told as windows on the buffer they came in. The chunks that
 * lie in one buffer are moved together in place (the buffer must be writable and nobody else's), so that a burst of small
 * chunks is told as one piece and costs its receiver one call.
 */
public final class ReplyReader {
    /** As many interim answers (1xx) as are swallowed before the upstream is taken for broken. */
    private static final int MAX_INTERIM = 8;

    private enum State {
        HEAD,
        COUNTED,
        UNTIL_CLOSE,
        CHUNK_SIZE,
        CHUNK,
        CHUNK_END,
        TRAILERS,
        DONE
    }

    private final ReplySink sink;
    private final boolean answersHead;
    private final ChunkSize chunkSize = new ChunkSize();
    private HeadCollector lines = new HeadCollector();
    private @Nullable StatusLine status;
    private State state = State.HEAD;
    private long left;
    private int interim;
    private boolean keepAlive;
    private int pieceFrom;
    private int pieceTo;

    /** A reader for the answer to one request; {@code answersHead} when its method was HEAD. */
    public ReplyReader(ReplySink sink, boolean answersHead) {
        this.sink = sink;
        this.answersHead = answersHead;
    }

    /** Takes every byte of a buffer; afterwards {@link #done} tells whether the answer is whole. */
    public void read(ByteBuf in) throws BadReply {
        pieceFrom = in.readerIndex();
        pieceTo = pieceFrom;
        try {
            while (state != State.DONE && in.isReadable()) {
                step(in);
            }
        } catch (BadReply bad) {
            tellPiece(in);
            throw bad;
        }
        tellPiece(in);
        if (state == State.DONE && in.isReadable()) {
            throw BadReply.malformed("bytes came after the end of the answer");
        }
    }

    /** Whether the answer is whole. */
    public boolean done() {
        return state == State.DONE;
    }

    /** Whether the close of the connection is the proper end of the answer. */
    public boolean endsAtClose() {
        return state == State.UNTIL_CLOSE;
    }

    /** Whether the upstream goes on listening on this connection once the answer is whole. */
    public boolean keepAlive() {
        return keepAlive;
    }

    private void step(ByteBuf in) throws BadReply {
        switch (state) {
            case HEAD -> head(in);
            case COUNTED -> counted(in, State.DONE);
            case UNTIL_CLOSE -> body(in, in.readableBytes());
            case CHUNK_SIZE -> {
                if (chunkSize.read(in)) {
                    chunk(chunkSize.take());
                }
            }
            case CHUNK -> {
                counted(in, State.CHUNK_END);
                left = state == State.CHUNK_END ? 2 : left;
            }
            case CHUNK_END -> chunkEnd(in);
            case TRAILERS -> {
                if (lines.collect(in)) {
                    state = State.DONE;
                }
            }
            case DONE -> throw new IllegalStateException("read on after the end");
        }
    }

    private void head(ByteBuf in) throws BadReply {
        boolean whole = lines.collect(in);
        StatusLine line = status;
        if (line == null && lines.lines() > 0) {
            // Looked at before the head is whole: what speaks no HTTP may never send an empty line.
            line = StatusLine.parse(lines.bytes(), lines.start(0), lines.end(0));
            status = line;
        }
        if (!whole) {
            return;
        }
        if (line == null) {
            throw BadReply.malformed("the answer begins with an empty line");
        }
        HeadLines headers = HeadLines.after(lines);
        if (line.status() < 200) {
            lines = new HeadCollector();
            status = null;
            if (line.status() == 101 || ++interim > MAX_INTERIM) {
                throw BadReply.malformed("the answer is status 101, or more than " + MAX_INTERIM + " interim answers");
            }
            return;
        }
        begin(line, headers);
    }

    private void begin(StatusLine line, HeadLines headers) throws BadReply {
        Framing framing = Framing.of(line, headers, answersHead);
        keepAlive = framing.keepAlive();
        left = framing.length();
        state = switch (framing.kind()) {
            case NONE -> State.DONE;
            case COUNTED -> State.COUNTED;
            case CHUNKED -> State.CHUNK_SIZE;
            case UNTIL_CLOSE -> State.UNTIL_CLOSE;
        };
        sink.head(line.status(), headers, state != State.DONE);
    }

    private void chunk(long size) {
        left = size;
        state = State.CHUNK;
        if (size == 0) {
            lines = new HeadCollector();
            state = State.TRAILERS;
        }
    }

    private void counted(ByteBuf in, State then) {
        int length = (int) Math.min(left, in.readableBytes());
        body(in, length);
        left -= length;
        if (left == 0) {
            state = then;
        }
    }

    private void chunkEnd(ByteBuf in) throws BadReply {
        if (in.readByte() != (left == 2 ? '\r' : '\n')) {
            throw BadReply.malformed("a chunk of the answer is longer than its size");
        }
        if (--left == 0) {
            state = State.CHUNK_SIZE;
        }
    }

    private void body(ByteBuf in, int length) {
        int at = in.readerIndex();
        if (pieceTo == pieceFrom) {
            pieceFrom = at;
            pieceTo = at;
        } else if (at != pieceTo) {
            in.setBytes(pieceTo, in, at, length);
        }
        pieceTo += length;
        in.skipBytes(length);
    }

    private void tellPiece(ByteBuf in) throws BadReply {
        int length = pieceTo - pieceFrom;
        if (length > 0) {
            int from = pieceFrom;
            pieceFrom = pieceTo;
            sink.body(in, from, length);
        }
    }
}
