package io.sluice.gateway.upstream.reply;

import io.sluice.gateway.call.wire.UpstreamFault;

/** An answer that cannot be taken: broken HTTP, beyond its bounds, or in an encoding that does not decode. */
public final class BadReply extends Exception {
    private final transient UpstreamFault fault;

    private BadReply(UpstreamFault fault) {
        super(fault.detail(), null, false, false);
        this.fault = fault;
    }

    static BadReply malformed(String detail) {
        return new BadReply(new UpstreamFault(UpstreamFault.Kind.MALFORMED, detail));
    }

    static BadReply tooLarge(String detail) {
        return new BadReply(new UpstreamFault(UpstreamFault.Kind.TOO_LARGE, detail));
    }

    static BadReply encoding(String detail) {
        return new BadReply(new UpstreamFault(UpstreamFault.Kind.ENCODING, detail));
    }

    /** What to tell the listener. */
    public UpstreamFault fault() {
        return fault;
    }
}
