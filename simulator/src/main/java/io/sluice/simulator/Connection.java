package io.sluice.simulator;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One connection: reads a request, plays its script, then takes the next. All of its state lives on its loop. What comes
 * while an answer runs is held back, so that pipelined requests are answered in order, and reading goes on, so that a
 * peer who leaves is noticed.
 */
final class Connection extends ChannelInboundHandlerAdapter implements RequestReader.Listener {

    /** How long a peer may take to close its side after a FIN. */
    private static final long LINGER_SECONDS = 5;

    private final Channel channel;
    private final Desk desk;
    private final Log log;
    private final SimulatorOptions options;
    private final long number;
    private final RequestReader reader = new RequestReader(this);
    private ByteBuf held = Unpooled.EMPTY_BUFFER;
    private @Nullable ByteBuf body;
    private @Nullable Playback playback;
    private Fate fate = new Fate();
    private boolean draining;
    private boolean inRequest;
    private boolean startedEarly;
    private boolean wantsClose;
    private boolean over;

    Connection(Channel channel, Desk desk, Log log, SimulatorOptions options) {
        this.channel = channel;
        this.desk = desk;
        this.log = log;
        this.options = options;
        this.number = log.connections.incrementAndGet();
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        log.openConnections.incrementAndGet();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf in = (ByteBuf) message;
        if (over) {
            in.release();
        } else {
            held = held.isReadable() ? ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(context.alloc(), held, in) : in;
            drain();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        channel.flush();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (playback != null) {
            playback.room();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        log.openConnections.decrementAndGet();
        over = true;
        if (playback != null) {
            playback.stop();
            playback = null;
            log.ended();
            fate.left(options.nanos().getAsLong());
        }
        release();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof IOException || !channel.isActive()) {
            channel.close();
        } else {
            refuse(500, "the simulator failed: " + cause);
        }
    }

    private void drain() {
        if (draining) {
            return;
        }
        draining = true;
        while (!over && held.isReadable() && (inRequest || playback == null)) {
            reader.read(held);
        }
        draining = false;
        if (over || !held.isReadable()) {
            release();
        }
    }

    private void release() {
        held.release();
        held = Unpooled.EMPTY_BUFFER;
    }

    @Override
    public void head(RequestHead head) {
        inRequest = true;
        wantsClose = head.close();
        if (desk.instant() != null) {
            return;
        }
        Script early = desk.chooseEarly();
        if (early != null) {
            startedEarly = true;
            begin(received(), early);
        } else if (options.keep() == Keep.BODIES || desk.looksAtRequests()) {
            body = Unpooled.buffer(Math.clamp(head.length(), 256, 1 << 20));
        }
    }

    @Override
    public void body(ByteBuf in, int size) {
        log.bodyBytes.addAndGet(size);
        if (body == null) {
            in.skipBytes(size);
        } else {
            body.writeBytes(in, size);
        }
    }

    @Override
    public void end() {
        inRequest = false;
        ByteBuf instant = desk.instant();
        if (startedEarly) {
            startedEarly = false;
        } else if (instant != null && !wantsClose) {
            log.requests.incrementAndGet();
            body = null;
            // Flushed when all that was read is answered.
            channel.write(instant.duplicate(), channel.voidPromise());
        } else {
            ReceivedRequest request = received();
            begin(request, desk.choose(request));
        }
    }

    private ReceivedRequest received() {
        boolean nothing = options.keep() == Keep.NOTHING && !desk.looksAtRequests();
        Octets bytes = body == null ? Octets.EMPTY : Octets.owning(Arrays.copyOf(body.array(), body.writerIndex()));
        body = null;
        return new ReceivedRequest(
                log.requests.incrementAndGet(),
                number,
                options.nanos().getAsLong(),
                reader.method(),
                reader.target(),
                nothing ? List.of() : reader.headers(),
                bytes);
    }

    private void begin(ReceivedRequest request, Script script) {
        fate = options.keep() == Keep.NOTHING ? new Fate() : log.fate(request.number());
        playback = new Playback(channel, stepsOf(script, request), fate, this::answered);
        log.began();
        switch (options.keep()) {
            case BODIES -> log.received(request);
            case HEADS -> log.received(request.withoutBody());
            case NOTHING -> {}
        }
        playback.play();
    }

    /** A script is the test's own code, and its mistake shall be seen where the answer is looked for. */
    private static List<Step> stepsOf(Script script, ReceivedRequest request) {
        try {
            return script.steps(request);
        } catch (RuntimeException mistake) {
            return Bodies.steps(failure(500, "the simulator's script failed: " + mistake));
        }
    }

    private static Answer failure(int status, String message) {
        return Script.json(status, Json.object().put("error", message).toString())
                .framed(Framing.UNTIL_CLOSE);
    }

    private void answered(Playback played) {
        log.ended();
        playback = null;
        if (!played.keepsAlive()) {
            over = true;
            channel.eventLoop().schedule(() -> channel.close(), LINGER_SECONDS, TimeUnit.SECONDS);
        } else if (wantsClose) {
            over = true;
            channel.close();
        } else {
            drain();
        }
    }

    @Override
    public void malformed(String fault) {
        log.malformed(fault);
        refuse(400, "the simulator cannot read this request: " + fault);
    }

    private void refuse(int status, String message) {
        over = true;
        Octets bytes = ((Step.Send)
                        Steps.merged(Bodies.steps(failure(status, message))).getFirst())
                .bytes();
        channel.writeAndFlush(bytes.buffer(0, bytes.length())).addListener(ChannelFutureListener.CLOSE);
    }
}
