package io.sluice.gateway.http;

import io.sluice.gateway.call.wire.Intake;

/**
 * What a listener serves.
 *
 * @param options what it is set to
 * @param intake who takes the calls
 * @param errors words for requests that never became a call
 * @param events who counts
 */
public record HttpService(HttpOptions options, Intake intake, ErrorAnswers errors, HttpEvents events) {}
