package io.sluice.gateway.call.wire;

import io.sluice.dialects.json.Bytes;

/** What an upstream request tells. Order: sent, head, any number of body and readComplete, then one of end and failed. */
public interface UpstreamListener {

    /** The first byte of the request is on its way; from here on the provider may bill. */
    void sent(boolean reusedConnection);

    /** Status and headers of the final answer (1xx are swallowed). */
    void head(int status, Headers headers);

    /** A piece of the answer, content encoding undone; the window dies when this returns. */
    void body(Bytes piece);

    /** Everything that arrived together has been told: now is the time to flush. */
    void readComplete();

    /** The answer ended as HTTP says it must. */
    void end();

    /** It failed; nothing more follows. May come before or after head and body. */
    void failed(UpstreamFault fault);
}
