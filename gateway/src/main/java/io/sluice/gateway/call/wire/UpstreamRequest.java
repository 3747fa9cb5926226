package io.sluice.gateway.call.wire;

import io.sluice.dialects.json.Bytes;
import io.sluice.gateway.catalog.Clocks;
import io.sluice.gateway.catalog.Origin;
import java.util.List;

/**
 * One request to an upstream.
 *
 * @param origin where it goes
 * @param method {@code POST} or {@code GET}
 * @param target path and query as they are to stand in the request line
 * @param headers all but host, content-length, connection and accept-encoding, which the upstream side writes itself
 * @param body the body in order; windows stay valid until the attempt has ended, and are written without a copy
 * @param stream whether a stream was asked for, which decides the clocks
 * @param clocks how long each step may take
 * @param fresh whether a kept connection must not be used (the second try after one was found closed)
 */
public record UpstreamRequest(
        Origin origin,
        String method,
        String target,
        List<Header> headers,
        List<Bytes> body,
        boolean stream,
        Clocks clocks,
        boolean fresh) {}
