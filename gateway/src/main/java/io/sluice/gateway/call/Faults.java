package io.sluice.gateway.call;

import io.sluice.dialects.RelayFault;
import io.sluice.dialects.model.ErrorFacts;
import io.sluice.gateway.call.wire.UpstreamFault;

/** What a fault of an upstream is to the caller: one table, its codes those of the fault matrix. */
final class Faults {
    private Faults() {}

    static Failure of(UpstreamFault fault, Target target) {
        String who = target.provider().id();
        String detail = fault.detail();
        return switch (fault.kind()) {
            case DNS ->
                Failure.of(502, "upstream_dns", "The name of provider " + who + " could not be resolved: " + detail);
            case CONNECT -> Failure.of(502, "upstream_connect", "Provider " + who + " took no connection: " + detail);
            case CONNECT_TIMEOUT ->
                Failure.of(504, "upstream_connect", "Provider " + who + " took no connection in time: " + detail);
            case TLS -> Failure.of(502, "upstream_tls", "TLS with provider " + who + " failed: " + detail);
            case STALE, CUT ->
                Failure.of(
                        502,
                        "upstream_cut",
                        "Provider " + who + " closed the connection before the answer was whole: " + detail);
            case TIMEOUT ->
                Failure.of(504, "upstream_timeout", "Provider " + who + " did not answer in time: " + detail);
            case STALLED ->
                Failure.of(
                        504, "upstream_stalled", "Provider " + who + " stopped in the midst of its answer: " + detail);
            case MALFORMED ->
                Failure.of(
                        502, "upstream_malformed", "Provider " + who + " answered what is no valid answer: " + detail);
            case TOO_LARGE ->
                Failure.of(502, "upstream_too_large", "Provider " + who + " answered more than is held: " + detail);
            case UNSENDABLE ->
                Failure.of(
                        500,
                        "request_unsendable",
                        "The request for provider " + who + " cannot be put on the wire: " + detail);
            case ENCODING ->
                Failure.of(
                        502,
                        "upstream_encoding",
                        "Provider " + who + " answered in an encoding that was not asked for: " + detail);
        };
    }

    static Failure of(RelayFault fault, Target target) {
        return switch (fault.cause()) {
            case TOO_LARGE -> of(new UpstreamFault(UpstreamFault.Kind.TOO_LARGE, fault.message()), target);
            case MALFORMED -> of(new UpstreamFault(UpstreamFault.Kind.MALFORMED, fault.message()), target);
        };
    }

    /** An error the provider reported inside an answer that looked like one. */
    static Failure reported(ErrorFacts error, Target target) {
        String code = error.code() == null ? error.type() : error.code();
        return new Failure(
                error.status(),
                code == null ? "upstream_error" : code,
                "Provider " + target.provider().id() + " answered with an error: " + error.message(),
                error.param(),
                error.retryAfter());
    }

    static Failure cut(String detail, Target target) {
        return of(new UpstreamFault(UpstreamFault.Kind.CUT, detail), target);
    }

    static Failure malformed(String detail, Target target) {
        return of(new UpstreamFault(UpstreamFault.Kind.MALFORMED, detail), target);
    }

    /** 401 and 403 on our credential: the caller's key is fine, so it is no 401 to the caller, and their text stays here. */
    static Failure credentialRefused(int status, Target target) {
        return Failure.of(
                502,
                "upstream_auth",
                "Provider " + target.provider().id() + " refused this gateway's credential with status " + status
                        + "; whoever runs the gateway has to look at the provider's key");
    }

    static Failure redirected(int status, Target target) {
        return Failure.of(
                502,
                "upstream_redirect",
                "Provider " + target.provider().id() + " answered with a redirect (status " + status
                        + "), and redirects are never followed; whoever runs the gateway has to correct the provider's url");
    }
}
