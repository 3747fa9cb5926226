package io.sluice.gateway.http;

import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http2.Http2Exception;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Tells what ended a connection where it was our fault; resets, broken TLS and broken frames are the caller's. */
final class Mishap {
    private static final Logger LOG = System.getLogger(Mishap.class.getName());

    private Mishap() {}

    static void tell(Throwable cause) {
        boolean callers =
                cause instanceof IOException || cause instanceof DecoderException || cause instanceof Http2Exception;
        if (!callers) {
            LOG.log(Level.ERROR, "a caller's connection was closed by a fault of the gateway", cause);
        }
    }
}
