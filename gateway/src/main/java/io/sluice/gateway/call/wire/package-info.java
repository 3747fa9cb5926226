/** The two ends of a call without a network library: what `http` and `upstream` implement, and what a call asks of them. */
@NullMarked
package io.sluice.gateway.call.wire;

import org.jspecify.annotations.NullMarked;
