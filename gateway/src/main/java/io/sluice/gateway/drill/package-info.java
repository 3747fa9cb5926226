/** Drills: attempts that are made to fail on purpose, for a while and for some calls, and what callers saw of it. */
@NullMarked
package io.sluice.gateway.drill;

import org.jspecify.annotations.NullMarked;
