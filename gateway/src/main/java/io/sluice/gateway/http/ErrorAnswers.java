package io.sluice.gateway.http;

import io.sluice.gateway.call.Failure;

/** Puts a failure into the words of an answer, in JSON. Used for requests that never became a call. */
@FunctionalInterface
public interface ErrorBody {

    /** The whole body of the answer. */
    byte[] of(Failure failure);
}
