package io.sluice.gateway.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.sluice.dialects.json.Bytes;
import io.sluice.gateway.call.wire.CallerLink;
import io.sluice.gateway.call.wire.InboundCall;
import io.sluice.gateway.call.wire.ReplyHead;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** One request and its answer on an HTTP/1 connection. */
final class Http1Exchange implements CallerLink {
    private static final ByteBuf CONTINUE = Unpooled.unreleasableBuffer(Unpooled.directBuffer()
            .writeBytes("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII))
            .asReadOnly());

    private final Http1Connection connection;
    private final HttpService service;
    private final LoopDesk desk;
    private final Http1Request request;
    private final BodyFraming framing;
    private @Nullable InboundCall call;
    private @Nullable RequestBody body;
    private @Nullable Http1Reply reply;
    private boolean broken;
    private boolean ended;
    private boolean over;
    private boolean deliveredEarly;

    Http1Exchange(Http1Connection connection, HttpService service, LoopDesk desk, Http1Request request) {
        this.connection = connection;
        this.service = service;
        this.desk = desk;
        this.request = request;
        this.framing = request.chunked()
                ? new ChunkFraming()
                : new LengthFraming(request.head().length());
    }

    /** Hands the head to the intake; what the call did meanwhile is told to it afterwards, in order. */
    void open() {
        InboundCall opened = service.intake().open(request.head(), this, desk.loop());
        call = opened;
        if (deliveredEarly) {
            opened.delivered();
        }
    }

    /** Takes the body from what was read, as far as it is wanted; true where there may be more to do at once. */
    boolean feed(ByteBuf in) {
        RequestBody wanted = body;
        InboundCall told = call;
        if (wanted == null || told == null || ended || wanted.over()) {
            return false;
        }
        try {
            ByteBuf piece = framing.next(in);
            if (piece != null) {
                wanted.piece(told, piece, framing.left());
            }
            if (framing.over()) {
                wanted.end(told);
            }
            return piece != null || framing.over();
        } catch (RefusedRequest refused) {
            broken = true;
            wanted.fail(told, refused.failure());
            return false;
        }
    }

    @Override
    public void readBody() {
        if (over || ended || body != null) {
            return;
        }
        body = new RequestBody(
                service, connection.context().alloc(), desk.sweeper().now());
        if (request.expectsContinue() && request.hasBody() && !connection.hasUnread()) {
            connection.write(CONTINUE.duplicate());
            connection.context().flush();
        }
        connection.work();
    }

    @Override
    public void head(ReplyHead head) {
        if (over || ended || reply != null) {
            return;
        }
        boolean goesOn = request.keepAlive() && !connection.last() && requestRead();
        reply = new Http1Reply(connection, desk.heads(), request, head, goesOn);
    }

    @Override
    public void body(Bytes bytes) {
        Http1Reply open = reply;
        if (!over && !ended && open != null) {
            open.body(bytes);
        }
    }

    @Override
    public void flush() {
        Http1Reply open = reply;
        if (!over && !ended && open != null) {
            open.flush();
        }
    }

    @Override
    public void end() {
        Http1Reply open = reply;
        if (over || ended || open == null) {
            return;
        }
        if (!open.whole()) {
            cut();
            return;
        }
        ended = true;
        dropBody();
        ChannelFuture written = open.end();
        if (written.isDone()) {
            written(written);
        } else {
            written.addListener(done -> written(written));
        }
    }

    @Override
    public void cut() {
        if (over || ended) {
            return;
        }
        ended = true;
        dropBody();
        Http1Reply open = reply;
        if (open == null) {
            connection.cut();
        } else {
            open.cut();
        }
    }

    @Override
    public boolean writable() {
        return !over && connection.context().channel().isWritable();
    }

    void writabilityChanged(boolean now) {
        InboundCall told = call;
        if (!over && !ended && told != null) {
            told.writable(now);
        }
    }

    /** The connection is gone. */
    void gone() {
        if (over) {
            return;
        }
        over = true;
        dropBody();
        Http1Reply open = reply;
        if (open != null) {
            open.drop();
        }
        InboundCall told = call;
        if (told != null) {
            told.callerGone();
        }
    }

    void sweep(long now) {
        RequestBody wanted = body;
        InboundCall told = call;
        if (wanted != null && told != null && !framing.over() && !ended) {
            broken |= wanted.tooSlow(told, now);
        }
    }

    /** Whether the request is read to its end, what nobody wanted of it included. */
    private boolean requestRead() {
        return !broken && (framing.over() || !request.hasBody() || connection.skip(framing));
    }

    private void written(ChannelFuture written) {
        if (over || !written.isSuccess()) {
            return;
        }
        over = true;
        boolean goesOn = reply != null && reply.goesOn();
        InboundCall told = call;
        if (told == null) {
            deliveredEarly = true;
        } else {
            told.delivered();
        }
        connection.over(goesOn, !broken && (framing.over() || !request.hasBody()));
    }

    private void dropBody() {
        RequestBody wanted = body;
        if (wanted != null && !wanted.over()) {
            wanted.drop();
        }
    }
}
