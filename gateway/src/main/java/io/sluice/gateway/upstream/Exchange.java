package io.sluice.gateway.upstream;

import io.netty.buffer.ByteBuf;
import io.sluice.dialects.json.Bytes;
import io.sluice.gateway.call.wire.Headers;
import io.sluice.gateway.call.wire.UpstreamCall;
import io.sluice.gateway.call.wire.UpstreamFault;
import io.sluice.gateway.call.wire.UpstreamFault.Kind;
import io.sluice.gateway.call.wire.UpstreamListener;
import io.sluice.gateway.call.wire.UpstreamRequest;
import io.sluice.gateway.catalog.Clocks;
import io.sluice.gateway.net.NettyBytes;
import io.sluice.gateway.upstream.reply.BadReply;
import io.sluice.gateway.upstream.reply.ContentDecoder;
import io.sluice.gateway.upstream.reply.ReplyReader;
import io.sluice.gateway.upstream.reply.ReplySink;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer. It ends once - whole, failed or given up - and from then on its listener hears nothing and
 * its connection is either back in the pool or closed.
 */
final class Exchange implements UpstreamCall, ReplySink, Dialing {
    private final UpstreamRequest request;
    private final UpstreamListener listener;
    private final LoopPools home;
    private final ClientParts parts;
    private final ExchangeClock clock;
    private @Nullable Dial dial;
    private @Nullable Connection connection;
    private @Nullable RequestWriter writer;
    private @Nullable ReplyReader reader;
    private @Nullable ContentDecoder decoder;
    private int slot = -1;
    private boolean sentTold;
    private boolean byteCame;
    private boolean early;
    private boolean told;
    private boolean paused;
    private boolean over;

    Exchange(UpstreamRequest request, UpstreamListener listener, LoopPools home, ClientParts parts) {
        this.request = request;
        this.listener = listener;
        this.home = home;
        this.parts = parts;
        this.clock = new ExchangeClock(
                request.clocks(), request.stream(), parts.settings().writeStall(), home::now);
    }

    /** Uses a kept connection at once; anything that could fail before this returns is put off. */
    void start() {
        home.started(this);
        String fault = RequestText.fault(request);
        if (fault != null) {
            home.loop().execute(() -> fail(new UpstreamFault(Kind.UNSENDABLE, fault)));
            return;
        }
        Pool pool = home.pool(request.origin());
        pool.used(home.now(), request.clocks());
        Connection kept = request.fresh() ? null : pool.take();
        if (kept == null) {
            Dial started = new Dial(this, pool, home, parts);
            dial = started;
            home.loop().execute(started::start);
        } else {
            parts.events().reused(request.origin());
            use(kept);
            home.loop().execute(this::tellSent);
        }
    }

    @Override
    public Clocks clocks() {
        return request.clocks();
    }

    @Override
    public ExchangeClock clock() {
        return clock;
    }

    /** Where it stands in its loop's list. */
    int slot() {
        return slot;
    }

    void slot(int now) {
        slot = now;
    }

    @Override
    public void dialed(Connection made) {
        dial = null;
        use(made);
        tellSent();
    }

    private void use(Connection taken) {
        connection = taken;
        reader = new ReplyReader(this, request.method().equals("HEAD"));
        writer = new RequestWriter(taken.channel(), request);
        taken.begin(this);
        if (paused) {
            taken.channel().config().setAutoRead(false);
        }
        clock.sent();
        writer.start(taken.pool().authority());
    }

    private void tellSent() {
        if (!over && !sentTold) {
            sentTold = true;
            listener.sent(connection != null && connection.reused());
        }
    }

    /** Bytes came on its connection. */
    void read(ByteBuf bytes) {
        ReplyReader reading = reader;
        if (over || reading == null) {
            return;
        }
        byteCame = true;
        try {
            reading.read(bytes);
        } catch (BadReply bad) {
            fail(bad.fault());
            return;
        }
        if (reading.done()) {
            end(reading.keepAlive());
        }
    }

    @Override
    public void head(int status, Headers headers, boolean body) throws BadReply {
        if (over) {
            return;
        }
        tellSent();
        if (writer != null && !writer.done()) {
            early = true;
            writer.stop();
        }
        decoder = body
                ? ContentDecoder.of(
                        headers.first("content-encoding"), parts.settings().decodedBytes())
                : null;
        told = true;
        if (!over) {
            listener.head(status, headers);
        }
    }

    @Override
    public void body(ByteBuf buffer, int start, int length) throws BadReply {
        clock.bodyCame();
        ContentDecoder decoding = decoder;
        if (over) {
            return;
        }
        if (decoding == null) {
            tell(NettyBytes.of(buffer, start, length));
        } else {
            decoding.decode(buffer, start, length, this::tell);
        }
    }

    private void tell(Bytes piece) {
        if (!over) {
            told = true;
            listener.body(piece);
        }
    }

    void readComplete() {
        if (told && !over) {
            told = false;
            listener.readComplete();
        }
    }

    void writable() {
        if (writer != null && !over) {
            writer.feed();
        }
    }

    private void end(boolean keepAlive) {
        if (over) {
            return;
        }
        try {
            if (decoder != null) {
                decoder.end();
            }
        } catch (BadReply bad) {
            fail(bad.fault());
            return;
        }
        Connection used = connection;
        boolean reusable = keepAlive && !early && writer != null && writer.done();
        finish();
        if (used != null && reusable) {
            used.giveBack();
        } else if (used != null) {
            used.close();
        }
        listener.end();
    }

    /** The connection ended; {@code properly} unless it may have been cut. */
    void closed(boolean properly) {
        if (properly && reader != null && reader.endsAtClose()) {
            end(false);
        } else {
            fail(lost("the upstream closed the connection"));
        }
    }

    /** The connection broke. */
    void broken(Throwable cause) {
        fail(lost("the connection to the upstream broke (" + cause.getClass().getSimpleName() + ")"));
    }

    private UpstreamFault lost(String how) {
        if (byteCame) {
            return new UpstreamFault(Kind.CUT, how + " in the midst of its answer");
        }
        boolean stale = connection != null && connection.reused();
        return new UpstreamFault(stale ? Kind.STALE : Kind.CUT, how + " before it answered");
    }

    @Override
    public void fail(UpstreamFault fault) {
        if (over) {
            return;
        }
        cancel();
        parts.events().failed(request.origin(), fault.kind());
        listener.failed(fault);
    }

    /** Looks at the clocks. */
    void tick(long now) {
        boolean writing = writer != null && !early && !writer.done();
        UpstreamFault expired = over ? null : clock.expired(now, writing, writer == null ? 0 : writer.progress());
        if (expired != null) {
            fail(expired);
        }
    }

    @Override
    public void pause(boolean now) {
        if (over || paused == now) {
            return;
        }
        paused = now;
        clock.paused(now);
        if (connection != null) {
            connection.channel().config().setAutoRead(!now);
        }
    }

    @Override
    public void cancel() {
        if (over) {
            return;
        }
        Connection used = connection;
        Dial dialing = dial;
        finish();
        if (dialing != null) {
            dialing.cancel();
        }
        if (used != null) {
            used.close();
        }
    }

    private void finish() {
        over = true;
        home.ended(this);
        dial = null;
        connection = null;
        writer = null;
        if (decoder != null) {
            decoder.close();
        }
    }
}
