/** The commands, and the wiring of everything else: knows all packages and is known by none. */
@NullMarked
package io.sluice.gateway.app;

import org.jspecify.annotations.NullMarked;
