/** Ids of providers' state before a whole gateway with two keys: each uses its own, and never learns of the other's. */
@NullMarked
package io.sluice.gateway.state;

import org.jspecify.annotations.NullMarked;
