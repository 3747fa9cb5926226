package io.sluice.benchmarks.load;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** One connection that has at most one call under way. All of it on the one loop of the load. */
final class Caller extends ChannelInboundHandlerAdapter implements AnswerReader.Sink {

    /** What a kind of load does when something happens on a connection. */
    interface Pace {
        /** The connection stands and is idle. */
        void connected(Caller caller);

        /** Some of an answer's body has come. */
        default void received(Caller caller, ByteBuf in, int size) {}

        /** The call is answered, and the connection is idle. */
        void answered(Caller caller, int status);

        /** The connection is gone; with a call under way if it was {@linkplain Caller#busy() busy}. */
        void lost(Caller caller);
    }

    private final Pace pace;
    private final AnswerReader reader = new AnswerReader(this);
    private @Nullable Channel channel;
    private boolean busy;
    private boolean heard;
    private long since;

    Caller(Pace pace) {
        this.pace = pace;
    }

    /** Sends a call whose time counts from {@code since}, nanoseconds. */
    void send(ByteBuf request, long from) {
        Channel now = channel;
        if (now == null) {
            throw new IllegalStateException("sent before it was connected");
        }
        busy = true;
        heard = false;
        since = from;
        now.writeAndFlush(request.retainedDuplicate(), now.voidPromise());
    }

    /** Leaves, whatever is under way. */
    void leave() {
        Channel now = channel;
        channel = null;
        if (now != null) {
            now.close();
        }
    }

    /** Whether the next call can be sent. */
    boolean usable() {
        return channel != null;
    }

    /** Whether anything of the last call's answer has come. */
    boolean heard() {
        return heard;
    }

    boolean busy() {
        return busy;
    }

    /** From when the call counts, nanoseconds. */
    long since() {
        return since;
    }

    /** Counts from then on. */
    void since(long from) {
        since = from;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        channel = context.channel();
        pace.connected(this);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        reader.read((ByteBuf) message);
    }

    @Override
    public void body(ByteBuf in, int size) {
        heard = true;
        pace.received(this, in, size);
    }

    @Override
    public void whole(int status) {
        heard = true;
        busy = false;
        if (reader.closing()) {
            leave();
        }
        pace.answered(this, status);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        channel = null;
        reader.release();
        pace.lost(this);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (!(cause instanceof IOException)) {
            System.err.println("load: " + cause);
        }
        context.close();
    }
}
