package io.sluice.gateway.admin;

import io.sluice.gateway.call.Failure;

/** A request of the admin plane that cannot be done as asked. Without a stack trace: its cause is who asked. */
public final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Failure failure;

    /** For that reason. */
    public Refused(Failure failure) {
        super(failure.message(), null, false, false);
        this.failure = failure;
    }

    /** A member or parameter that is wrong: 400. */
    public static Refused wrong(String param, String message) {
        return new Refused(Failure.at(param, 400, "invalid_request", message));
    }

    /** Something named in the request that does not exist: 404. */
    public static Refused missing(String code, String message) {
        return new Refused(Failure.of(404, code, message));
    }

    /** Why. */
    public Failure failure() {
        return failure;
    }
}
