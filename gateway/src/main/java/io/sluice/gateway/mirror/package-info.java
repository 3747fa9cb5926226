/** A share of the calls sent to another target too, for nobody to wait for: its answer is compared and recorded. */
@NullMarked
package io.sluice.gateway.mirror;

import org.jspecify.annotations.NullMarked;
