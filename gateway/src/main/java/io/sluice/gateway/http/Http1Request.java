package io.sluice.gateway.http;

import io.sluice.gateway.call.wire.RequestHead;

/**
 * A checked HTTP/1 request head with what the connection needs to know of it.
 *
 * @param head what the call is told
 * @param http11 whether it came as HTTP/1.1 rather than 1.0
 * @param keepAlive whether the caller wants to go on with the connection
 * @param chunked whether the body comes in chunks
 * @param expectsContinue whether he waits for a 100 before he sends the body
 */
record Http1Request(RequestHead head, boolean http11, boolean keepAlive, boolean chunked, boolean expectsContinue) {

    boolean hasBody() {
        return chunked || head.length() > 0;
    }
}
