package io.sluice.gateway.sign;

import java.io.Serial;

/** There is nothing to sign with. The message says what was tried and what to do; it holds no secret. */
public final class SignFailed extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    /** With what to tell the operator. */
    public SignFailed(String message) {
        super(message);
    }

    /** The same, because of something. */
    public SignFailed(String message, Throwable cause) {
        super(message, cause);
    }

    /** The message; there always is one. */
    public String text() {
        return String.valueOf(getMessage());
    }
}
