package io.sluice.gateway.http;

/**
 * How much one caller may send before he is refused.
 *
 * @param requestLine bytes of the request line; more is 414
 * @param head bytes of the whole head, request line included; more is 431
 * @param headers header lines; more is 431
 * @param body bytes of a body; more is 413
 * @param connections connections open at once on this listener; more is 503
 * @param connectionsPerAddress the same for one address; loopback is not counted, as proxies and sidecars share it
 */
public record HttpLimits(
        int requestLine, int head, int headers, long body, int connections, int connectionsPerAddress) {

    /** 8 KiB line, 32 KiB head, 200 lines, 20 MiB body, 20,000 connections, 1,000 of them from one address. */
    public static final HttpLimits DEFAULT = new HttpLimits(8 << 10, 32 << 10, 200, 20L << 20, 20_000, 1_000);

    /** The same with another bound for bodies. */
    public HttpLimits body(long bytes) {
        return new HttpLimits(requestLine, head, headers, bytes, connections, connectionsPerAddress);
    }

    /** The same with other bounds for connections. */
    public HttpLimits connections(int all, int perAddress) {
        return new HttpLimits(requestLine, head, headers, body, all, perAddress);
    }
}
