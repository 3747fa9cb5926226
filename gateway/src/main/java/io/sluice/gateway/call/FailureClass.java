package io.sluice.gateway.call;

import java.util.Locale;
import java.util.Optional;

/** The kinds of ways an attempt fails, as far as they differ in what should be done next. */
public enum FailureClass {
    /** No connection: refused, no name, no time. Nothing was sent. */
    CONNECT,
    /** No trust in who answered the connection. */
    TLS,
    /** No answer, or no first content, in time. */
    TIMEOUT,
    /** An answer that stopped in its midst. */
    STALL,
    /** Too many requests for now. */
    RATE_LIMIT,
    /** No money or quota left at the provider: waiting does not help. */
    QUOTA,
    /** The provider refused the gateway's credential. */
    AUTH,
    /** The provider says it has too much to do. */
    OVERLOADED,
    /** The provider failed. */
    SERVER,
    /** What came was no answer. */
    MALFORMED,
    /** The provider says that what is asked for is not there: the model, or what the request names. */
    NOT_FOUND,
    /** More was asked than the model can read. */
    CONTEXT_TOO_LONG,
    /** The provider's policy refused the content. */
    CONTENT_POLICY,
    /** The request is wrong, wherever it is sent. */
    BAD_REQUEST;

    /** As it is written in configuration and records: {@code rate-limit}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The class of that {@link #word}. */
    public static Optional<FailureClass> of(String word) {
        for (FailureClass one : values()) {
            if (one.word().equals(word)) {
                return Optional.of(one);
            }
        }
        return Optional.empty();
    }

    /** Whether another target may do what this one did not; the table of what moves on where a route does not say. */
    public boolean movesOn() {
        return switch (this) {
            case CONNECT, TLS, TIMEOUT, STALL, RATE_LIMIT, QUOTA, AUTH, OVERLOADED, SERVER, MALFORMED -> true;
            case NOT_FOUND, CONTEXT_TOO_LONG, CONTENT_POLICY, BAD_REQUEST -> false;
        };
    }

    /** Whether the same target may do it a moment later: what passes by itself, and is no fault of the request. */
    public boolean retries() {
        return switch (this) {
            case CONNECT, RATE_LIMIT, OVERLOADED, SERVER, MALFORMED -> true;
            case TLS, TIMEOUT, STALL, QUOTA, AUTH, NOT_FOUND, CONTEXT_TOO_LONG, CONTENT_POLICY, BAD_REQUEST -> false;
        };
    }

    /** Whether it is about the credential, so that another one of the same provider may do. */
    public boolean ofTheCredential() {
        return this == RATE_LIMIT || this == QUOTA || this == AUTH || this == NOT_FOUND;
    }
}
