package io.sluice.gateway.call.wire;

import java.util.List;

/**
 * Status and headers of an answer to the caller.
 *
 * @param status the HTTP status
 * @param headers in the order they are to be written
 * @param length the exact length of the body in bytes, or -1 where it is not known (chunked on HTTP/1.1)
 */
public record ReplyHead(int status, List<Header> headers, long length) {}
