package io.sluice.gateway.sign;

import io.sluice.gateway.config.Secret;
import java.time.Instant;

/** A bearer token. */
record Token(Secret value, Instant expires) implements Lasting {}
