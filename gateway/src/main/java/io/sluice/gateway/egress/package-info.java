/** Fetches what callers name by address, from the hosts that are listed and from nowhere else. */
@NullMarked
package io.sluice.gateway.egress;

import org.jspecify.annotations.NullMarked;
