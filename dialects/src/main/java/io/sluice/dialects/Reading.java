package io.sluice.dialects;

import io.sluice.dialects.model.ErrorFacts;

/** What came of reading a request's outline. */
public sealed interface Reading {
    /** It can be sent. */
    record Understood(RequestFacts facts) implements Reading {}

    /** It cannot: a 400 that names the field. */
    record Refused(ErrorFacts error) implements Reading {}
}
