/** Conditions of routes, in CEL; loaded only where a configuration has one. */
@NullMarked
package io.sluice.gateway.route.cel;

import org.jspecify.annotations.NullMarked;
