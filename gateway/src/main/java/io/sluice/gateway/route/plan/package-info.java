/** From a route to the order of targets for one call: pure, with time and chance given. */
@NullMarked
package io.sluice.gateway.route.plan;

import org.jspecify.annotations.NullMarked;
