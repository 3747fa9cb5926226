package io.sluice.gateway.call.wire;

/**
 * What a caller sent before the body.
 *
 * @param method as sent, {@code POST}
 * @param path the request target before the query, undecoded; the one string that routing and access look at
 * @param query what followed the question mark, undecoded, or the empty string
 * @param headers as they came
 * @param length the declared length of the body in bytes, or -1 where none was declared (chunked, or HTTP/2 without one)
 * @param remote the peer's address in text, without a port
 * @param secure whether it came over TLS
 */
public record RequestHead(
        String method, String path, String query, Headers headers, long length, String remote, boolean secure) {}
