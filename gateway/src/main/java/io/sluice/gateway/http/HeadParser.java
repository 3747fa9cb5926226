package io.sluice.gateway.http;

import io.sluice.gateway.call.wire.RequestHead;
import java.nio.charset.StandardCharsets;

/**
 * Reads a whole HTTP/1 request head, strictly by RFC 9112: one space between the parts of the request line, no folded
 * lines, no blanks before a colon, no control characters. Only targets that begin with a slash are taken, and they are
 * handed on as they came, so that routing and access look at one and the same string.
 */
final class HeadParser {
    private static final byte[] VERSION = "HTTP/1.".getBytes(StandardCharsets.US_ASCII);

    private final byte[] head;
    private int at;

    private HeadParser(byte[] head) {
        this.head = head;
    }

    /** Reads a head of that many lines, its empty line included; throws {@link RefusedRequest} if it is not sound. */
    static Http1Request parse(byte[] head, int lines, Peer peer) {
        return new HeadParser(head).request(lines, peer);
    }

    private Http1Request request(int lines, Peer peer) {
        String method = method();
        int target = at;
        int query = target();
        String path = text(target, query < 0 ? at : query);
        String search = query < 0 ? "" : text(query + 1, at);
        at++;
        Framing framing = new Framing(head, version());
        RawHeaders headers = new RawHeaders(head, lines - 1);
        for (int i = 1; i < lines; i++) {
            header(headers, framing);
        }
        framing.check();
        RequestHead request =
                new RequestHead(method, path, search, headers, framing.length(), peer.remote(), peer.secure());
        return new Http1Request(
                request, framing.http11(), framing.keepsAlive(), framing.chunked(), framing.expectsContinue());
    }

    private String method() {
        int start = at;
        while (Chars.token(head[at])) {
            at++;
        }
        if (at == start || head[at] != ' ' || at - start > 20) {
            throw Refusals.malformed("its request line does not begin with a method and a space");
        }
        at++;
        return at - start == 5 && post(start) ? "POST" : text(start, at - 1);
    }

    /** Nearly every request is one; its method needs no string of its own. */
    private boolean post(int start) {
        return head[start] == 'P' && head[start + 1] == 'O' && head[start + 2] == 'S' && head[start + 3] == 'T';
    }

    /** Goes to the end of the target and returns where its first question mark is, or -1. */
    private int target() {
        if (head[at] != '/') {
            throw Refusals.malformed("its target does not begin with a slash");
        }
        int query = -1;
        while (Chars.target(head[at])) {
            if (query < 0 && head[at] == '?') {
                query = at;
            }
            at++;
        }
        if (head[at] != ' ') {
            throw Refusals.malformed("its target holds a byte that must be percent-encoded");
        }
        return query;
    }

    /** Whether it is 1.1; goes on to the first header. */
    private boolean version() {
        for (int i = 0; i < VERSION.length; i++) {
            if (head[at + i] != VERSION[i]) {
                throw Refusals.malformed("its version is neither HTTP/1.1 nor HTTP/1.0");
            }
        }
        int minor = head[at + VERSION.length];
        if ((minor != '0' && minor != '1')
                || head[at + VERSION.length + 1] != '\r'
                || head[at + VERSION.length + 2] != '\n') {
            throw Refusals.malformed("its version is neither HTTP/1.1 nor HTTP/1.0");
        }
        at += VERSION.length + 3;
        return minor == '1';
    }

    private void header(RawHeaders headers, Framing framing) {
        int name = at;
        while (Chars.token(head[at])) {
            at++;
        }
        int colon = at;
        if (colon == name || head[colon] != ':') {
            throw Refusals.malformed("a header line is no name, colon and value");
        }
        at++;
        while (head[at] == ' ' || head[at] == '\t') {
            at++;
        }
        int value = at;
        while (Chars.value(head[at])) {
            at++;
        }
        if (head[at] != '\r' || head[at + 1] != '\n') {
            throw Refusals.malformed("a header value holds a control character");
        }
        int end = at;
        while (end > value && (head[end - 1] == ' ' || head[end - 1] == '\t')) {
            end--;
        }
        at += 2;
        headers.add(name, colon, value, end);
        framing.see(name, colon - name, value, end);
    }

    private String text(int from, int to) {
        return new String(head, from, to - from, StandardCharsets.ISO_8859_1);
    }
}
