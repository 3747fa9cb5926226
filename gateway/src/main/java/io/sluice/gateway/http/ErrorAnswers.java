package io.sluice.gateway.http;

import io.sluice.gateway.call.Failure;
import io.sluice.gateway.call.Reply;

/** Puts a failure into the words of an answer. Used for requests that never became a call. */
@FunctionalInterface
public interface ErrorAnswers {

    /** The whole answer, under an id of its own. */
    Reply of(Failure failure);
}
