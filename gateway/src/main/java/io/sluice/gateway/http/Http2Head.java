package io.sluice.gateway.http;

import io.netty.handler.codec.http2.Http2Headers;
import io.sluice.gateway.call.wire.RequestHead;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads an HTTP/2 request head by the same rules as an HTTP/1 one. What is particular to HTTP/2 (pseudo headers in
 * their place, no connection headers, lower case, lengths that agree with the frames) the codec has checked.
 */
final class Http2Head {
    private Http2Head() {}

    /** The head of a request that has no body where {@code bodiless}; throws {@link RefusedRequest}. */
    static RequestHead read(Http2Headers headers, boolean bodiless, HttpLimits limits, Peer peer) {
        if (headers.size() > limits.headers() + 4) {
            throw Refusals.headTooLarge("more than " + limits.headers() + " lines");
        }
        CharSequence method = headers.method();
        CharSequence target = headers.path();
        if (method == null || target == null || !RequestTarget.plain(target)) {
            throw Refusals.malformed(
                    "its path does not begin with a slash or holds a byte that must be percent-encoded");
        }
        if (target.length() > limits.requestLine()) {
            throw Refusals.lineTooLong(limits.requestLine());
        }
        checkAuthority(headers);
        checkEncoding(headers.get("content-encoding"));
        checkExpectation(headers.get("expect"));
        long length = bodiless ? 0 : length(headers.getAll("content-length"));
        if (length > limits.body()) {
            throw Refusals.bodyTooLarge(limits.body());
        }
        String text = target.toString();
        int query = text.indexOf('?');
        return new RequestHead(
                method.toString(),
                query < 0 ? text : text.substring(0, query),
                query < 0 ? "" : text.substring(query + 1),
                new Http2RequestHeaders(headers),
                length,
                peer.remote(),
                peer.secure());
    }

    private static void checkAuthority(Http2Headers headers) {
        CharSequence authority = headers.authority();
        List<CharSequence> hosts = headers.getAll("host");
        if (authority == null && hosts.isEmpty()) {
            throw Refusals.malformed("it has neither :authority nor host");
        }
        CharSequence named = authority == null ? hosts.getFirst() : authority;
        if (hosts.size() > 1 || (hosts.size() == 1 && !same(hosts.getFirst(), named))) {
            throw Refusals.malformed("it names two hosts");
        }
        if (!Authority.plain(named)) {
            throw Refusals.malformed("its :authority is no name or address with a port");
        }
    }

    private static boolean same(CharSequence one, CharSequence other) {
        return one.toString().contentEquals(other);
    }

    private static void checkEncoding(@Nullable CharSequence encoding) {
        if (encoding != null && !encoding.isEmpty() && !encoding.toString().equalsIgnoreCase("identity")) {
            throw Refusals.contentEncoding();
        }
    }

    private static void checkExpectation(@Nullable CharSequence expectation) {
        if (expectation != null && !expectation.toString().equalsIgnoreCase("100-continue")) {
            throw Refusals.unknownExpectation();
        }
    }

    private static long length(List<CharSequence> lines) {
        if (lines.isEmpty()) {
            return -1;
        }
        CharSequence value = lines.getFirst();
        boolean digits = lines.size() == 1
                && !value.isEmpty()
                && value.length() <= 18
                && value.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!digits) {
            throw Refusals.malformed("its content-length is no number of bytes");
        }
        return Long.parseLong(value, 0, value.length(), 10);
    }
}
