package io.sluice.gateway.http;

import io.sluice.gateway.call.Failure;

/** A request that cannot be taken as it came. Without a stack trace: its cause is the caller, no place in the code. */
final class RefusedRequest extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient Failure failure;

    RefusedRequest(Failure failure) {
        super(failure.message(), null, false, false);
        this.failure = failure;
    }

    Failure failure() {
        return failure;
    }
}
