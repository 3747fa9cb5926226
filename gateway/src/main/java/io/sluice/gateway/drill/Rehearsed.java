package io.sluice.gateway.drill;

import io.sluice.gateway.call.Lanes;
import io.sluice.gateway.call.Stage;

/**
 * A health of targets that knows of one drill alone: calls in the drill meet the breaker they would meet in a real outage,
 * and no other call does.
 *
 * @param learns is told of the attempts that the drill makes fail
 * @param lanes what it made of them
 */
public record Rehearsed(Stage learns, Lanes lanes) {}
