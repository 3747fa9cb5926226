package io.sluice.gateway.drill;

import io.sluice.dialects.Dialect;
import io.sluice.dialects.model.ErrorFacts;
import io.sluice.gateway.call.wire.Loop;
import io.sluice.gateway.call.wire.UpstreamCall;
import io.sluice.gateway.call.wire.UpstreamFault;
import io.sluice.gateway.call.wire.UpstreamFault.Kind;
import io.sluice.gateway.call.wire.UpstreamListener;
import io.sluice.gateway.call.wire.UpstreamRequest;
import io.sluice.gateway.call.wire.Upstreams;
import io.sluice.gateway.catalog.Clocks;
import java.time.Duration;

/**
 * What sends the requests of an attempt that is to fail: everything behind it - clocks, breaker, fallback, record - sees
 * what it would see of a real failure. Only {@link Fault.Cut} and {@link Fault.Stall} call the provider.
 */
final class FailingUpstreams implements Upstreams {
    private final Drill drill;
    private final Upstreams usual;
    private final Dialect spoken;

    FailingUpstreams(Drill drill, Upstreams usual, Dialect spoken) {
        this.drill = drill;
        this.usual = usual;
        this.spoken = spoken;
    }

    @Override
    public UpstreamCall send(UpstreamRequest request, Loop loop, UpstreamListener listener) {
        return switch (drill.plan().fault()) {
            case Fault.Refuse() -> {
                drill.struck();
                yield Failing.begin(loop, listener, fault(Kind.CONNECT, "the connection was refused"));
            }
            case Fault.TooMany(Duration wait) -> {
                drill.struck();
                yield Answering.begin(
                        loop, listener, spoken, error(429, "rate_limit_exceeded", "Too many requests"), wait);
            }
            case Fault.Broken(int status) -> {
                drill.struck();
                ErrorFacts error = error(status, "server_error", "The provider failed");
                yield Answering.begin(loop, listener, spoken, error, null);
            }
            case Fault.Timeout() -> {
                drill.struck();
                yield Silence.begin(drill, loop, listener, first(request));
            }
            case Fault.Stall(int after) ->
                broken(request, loop, listener, after, () -> Silence.begin(drill, loop, listener, next(request)));
            case Fault.Cut(int after) ->
                broken(
                        request,
                        loop,
                        listener,
                        after,
                        () -> Failing.begin(loop, listener, fault(Kind.CUT, "the upstream closed the connection")));
        };
    }

    private UpstreamCall broken(
            UpstreamRequest request,
            Loop loop,
            UpstreamListener listener,
            int after,
            java.util.function.Supplier<UpstreamCall> wrong) {
        Breaking breaking = new Breaking(listener, after, () -> {
            drill.struck();
            return wrong.get();
        });
        return breaking.started(usual.send(request, loop, breaking));
    }

    /** The clock that a provider runs into which says nothing at all. */
    private Silence.Clock first(UpstreamRequest request) {
        Clocks clocks = request.clocks();
        return request.stream()
                ? clock(clocks.firstEvent(), Kind.TIMEOUT, "no byte of the stream came", true)
                : clock(clocks.answer(), Kind.TIMEOUT, "the answer was not whole", false);
    }

    /** The clock that a provider runs into which falls silent. */
    private Silence.Clock next(UpstreamRequest request) {
        Clocks clocks = request.clocks();
        return request.stream()
                ? clock(clocks.stall(), Kind.STALLED, "no further byte of the stream came", true)
                : clock(clocks.answer(), Kind.TIMEOUT, "the answer was not whole", false);
    }

    private Silence.Clock clock(Duration most, Kind kind, String what, boolean stands) {
        return new Silence.Clock(most, fault(kind, what + " within " + most.toMillis() + " ms"), stands);
    }

    private UpstreamFault fault(Kind kind, String what) {
        return new UpstreamFault(kind, what + " " + onPurpose());
    }

    private ErrorFacts error(int status, String code, String what) {
        return ErrorFacts.of(status, code, what + " " + onPurpose());
    }

    /** Whoever reads the error must not look for what is not there. */
    private String onPurpose() {
        return "(made on purpose by drill " + drill.id() + " of this gateway)";
    }
}
