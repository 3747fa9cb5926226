package io.sluice.gateway.http;

import io.sluice.gateway.call.Failure;
import java.time.Duration;

/** Everything a listener refuses on its own, in one place, so that the codes stay what they are. */
final class Refusals {
    private Refusals() {}

    static RefusedRequest malformed(String what) {
        return new RefusedRequest(Failure.of(
                400,
                "malformed_request",
                "The request is not well-formed HTTP: " + what + ". The connection is closed."));
    }

    static RefusedRequest lineTooLong(int limit) {
        return new RefusedRequest(Failure.of(
                414,
                "uri_too_long",
                "The request line is longer than " + limit + " bytes. Send what is long in the body."));
    }

    static RefusedRequest headTooLarge(String what) {
        return new RefusedRequest(Failure.of(
                431, "headers_too_large", "The headers are too large: " + what + ". Send fewer or shorter ones."));
    }

    static RefusedRequest bodyTooLarge(long limit) {
        return new RefusedRequest(Failure.of(
                413,
                "body_too_large",
                "The body is larger than the " + limit
                        + " bytes this gateway takes. Send a smaller one, or raise the limit."));
    }

    static RefusedRequest unknownExpectation() {
        return new RefusedRequest(Failure.of(
                417,
                "expectation_failed",
                "Only 'Expect: 100-continue' is understood. Send the request without Expect."));
    }

    static RefusedRequest contentEncoding() {
        return new RefusedRequest(Failure.at(
                "content-encoding",
                415,
                "unsupported_content_encoding",
                "Bodies are taken as they are, not compressed. Send the body without Content-Encoding."));
    }

    static RefusedRequest headTimedOut(Duration limit) {
        return timedOut("The headers were not complete within " + limit.toSeconds() + " s.");
    }

    static RefusedRequest bodyTimedOut(int rate) {
        return timedOut("The body came in slower than " + rate + " bytes a second.");
    }

    private static RefusedRequest timedOut(String what) {
        return new RefusedRequest(Failure.of(408, "request_timeout", what + " The connection is closed; try again."));
    }

    static Failure tooManyConnections() {
        return Failure.of(503, "too_many_connections", "Too many connections are open. Reuse them, or try again soon.")
                .retryAfter(Duration.ofSeconds(1));
    }
}
