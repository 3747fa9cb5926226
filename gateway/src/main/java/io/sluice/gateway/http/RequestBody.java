package io.sluice.gateway.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.sluice.gateway.call.Failure;
import io.sluice.gateway.call.wire.InboundCall;
import io.sluice.gateway.net.NettyBytes;

/** A request body on its way to its call: gathered, bounded, watched for its pace, told as it comes. */
final class RequestBody {
    private final HttpService service;
    private final BodyStore store;
    private final BodyPace pace;
    private boolean over;

    /** A body that was just asked for. */
    RequestBody(HttpService service, ByteBufAllocator memory, long now) {
        this.service = service;
        this.store = new BodyStore(memory, service.options().limits().body());
        this.pace = new BodyPace(service.options().timeouts(), now);
    }

    /** Whether nothing of it is to be told any more: it was handed over, it failed, or its call needs none. */
    boolean over() {
        return over;
    }

    /** A piece, of which {@code left} more bytes are known to follow (-1: not known). */
    void piece(InboundCall call, ByteBuf piece, long left) {
        if (over) {
            return;
        }
        try {
            store.add(piece, left);
        } catch (RefusedRequest tooLarge) {
            fail(call, tooLarge.failure());
            return;
        }
        pace.got(piece.readableBytes());
        call.body(NettyBytes.of(piece));
    }

    /** The end of it. */
    void end(InboundCall call) {
        if (!over) {
            over = true;
            call.bodyEnd(store.take());
        }
    }

    /** It cannot be had. */
    void fail(InboundCall call, Failure why) {
        if (!over) {
            drop();
            call.bodyFailed(why);
        }
    }

    /** Nobody wants it any more. */
    void drop() {
        over = true;
        store.release();
    }

    /** Fails it where it comes too slowly; tells whether it did. */
    boolean tooSlow(InboundCall call, long now) {
        if (over || !pace.tooSlow(now)) {
            return false;
        }
        fail(
                call,
                Refusals.bodyTimedOut(service.options().timeouts().bodyRate()).failure());
        return true;
    }
}
